"""The rota as iCalendar, for the days that the board shows."""

from __future__ import annotations

from datetime import datetime

from deskapp.domain.rota import Rule
from deskapp.language import _
from deskapp.services.rotas.views import BoardView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.rota import words as rota_words


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
