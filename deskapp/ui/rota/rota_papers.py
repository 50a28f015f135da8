"""The rota as a PDF and as iCalendar, for the days that the board shows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from deskapp.domain.rota import Rule
from deskapp.language import _, words
from deskapp.services.rotas.views import BoardView, RotaRow
from deskapp.services.site.views import DeskFacts
from deskapp.ui.rota import words as rota_words

if TYPE_CHECKING:
    from deskapp.documents.rota_sheet import RotaRows


def pdf(view: BoardView, facts: DeskFacts, now: datetime, by: str) -> bytes:
    """The days that the board shows, in the site's language and on its paper."""
    from deskapp.documents import rota_sheet

    sheet = rota_sheet.RotaSheet(
        site=facts.site.name,
        zone=facts.site.zone,
        start=view.start,
        end=view.end,
        printed_at=now,
        printed_by=by,
        rotas=tuple(_rows(row) for row in view.rows),
        paper=facts.site.paper,
        language=facts.site.language,
    )
    return rota_sheet.rota_pdf(sheet, words(facts.site.language))


def ics(view: BoardView, facts: DeskFacts, now: datetime, _by: str) -> bytes:
    """The turns of those days as iCalendar."""
    from deskapp.documents.rota_calendar import TurnEvent, rota_ics

    turns = [
        TurnEvent(
            uid=f"rota-{row.view.id}-{one.start:%Y%m%dT%H%M%SZ}@{view.desk}.deskapp",
            start=one.start,
            end=one.end,
            summary=f"{row.view.name}: {rota_words.stretch(one)}",
            note=rota_words.beside(one),
            sequence=row.view.version - 1,
        )
        for row in view.rows
        for one in row.stretches
        if one.rule is not Rule.OUTSIDE_HOURS
    ]
    return rota_ics(_("Rota, {site}").format(site=facts.site.name), turns, now)


def _rows(row: RotaRow) -> RotaRows:
    from deskapp.documents.rota_sheet import RotaRows, ShiftRow

    return RotaRows(
        row.view.name,
        rota_words.hours(row.view.rota),
        tuple(
            ShiftRow(one.start, one.end, one.name, one.rule, one.planned, one.phone, one.instead_of)
            for one in row.stretches
            if one.rule is not Rule.OUTSIDE_HOURS or one.gap
        ),
    )
