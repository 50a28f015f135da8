"""The rota on paper, from the days that the board shows."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from deskapp.desk import Desk
from deskapp.documents.rota_sheet import RotaRows, RotaSheet, ShiftRow, rota_pdf
from deskapp.domain.rota import Rule
from deskapp.language import Words, words
from deskapp.services.rotas.views import BoardView, RotaRow
from deskapp.services.site.views import DeskFacts
from deskapp.wording.policy import hours


def month(desk: Desk, zone: str, first: date) -> BoardView:
    """The month that begins on a day, by the clock of a zone."""
    following = (first + timedelta(days=31)).replace(day=1)
    start, end = (datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC) for day in (first, following))
    return desk.rotas.board(start, end)


def this_month(now: datetime, zone: str) -> date:
    """The first day of the month that it is there."""
    return now.astimezone(ZoneInfo(zone)).date().replace(day=1)


def pdf(view: BoardView, facts: DeskFacts, now: datetime, by: str) -> bytes:
    """The days that the board shows, in the site's language and on its paper."""
    spoken = words(facts.site.language)
    sheet = RotaSheet(
        site=facts.site.name,
        zone=facts.site.zone,
        start=view.start,
        end=view.end,
        printed_at=now,
        printed_by=by,
        rotas=tuple(of_rota(row, spoken) for row in view.rows),
        paper=facts.site.paper,
        language=facts.site.language,
    )
    return rota_pdf(sheet, spoken)


def of_rota(row: RotaRow, words: Words) -> RotaRows:
    """A rota's stretches but those that are nobody's to have."""
    return RotaRows(
        row.view.name,
        hours.of_rota(row.view.rota, words),
        tuple(
            ShiftRow(one.start, one.end, one.name, one.rule, one.planned, one.phone, one.instead_of)
            for one in row.stretches
            if one.rule is not Rule.OUTSIDE_HOURS or one.gap
        ),
    )
