"""The overdue list as it is shown, on paper and in files: the calls asked for, in their order, read or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.language import _, ngettext
from deskapp.services.overview.late.ask import Ask
from deskapp.services.site.views import DeskFacts
from deskapp.ui.documents.screen_papers import ScreenPapers
from deskapp.ui.work.listing import Listing
from deskapp.ui.work.workplace import Workplace


class Shown(NamedTuple):
    """What the screen shows. ids: of all its calls; None: they are not all read."""

    desk: Desk
    ask: Ask
    as_of: datetime
    calls: int
    ids: tuple[int, ...] | None


def ids_of(desk: Desk, shown: Shown) -> tuple[int, ...]:
    """All calls that the list has, in its order; off the window's thread."""
    return tuple(desk.late.ids(shown.ask)) if shown.ids is None else shown.ids


def papers(place: Workplace, screen: QWidget, shown: Callable[[], Shown | None]) -> ScreenPapers:
    """Printing the list, and saving it as a PDF."""
    return ScreenPapers(
        place,
        screen,
        shown,
        {"pdf": _pdf},
        name=_("Overdue list"),
        title=_("Save the list"),
        sent=_("The list was sent to the printer."),
    )


def listings(shown: Shown, chosen: Sequence[int], facts: DeskFacts, papers: ScreenPapers) -> tuple[Listing, ...]:
    """The list, and what of it is selected, as tables to write."""
    from deskapp.ui.calls.log import call_listing

    calls = Listing(
        "calls",
        _("Calls"),
        _("Overdue list"),
        call_listing.columns(facts),
        lambda desk: call_listing.lines(desk, desk.lists.in_turn(ids_of(desk, shown)), facts, shown.as_of),
        shown.calls,
        (papers.form("pdf", _("PDF")), *call_listing.whole(lambda desk: ids_of(desk, shown), facts)),
    )
    if not chosen:
        return (calls,)
    ids = tuple(chosen)
    many = ngettext("{n} selected call", "{n} selected calls", len(ids)).format(n=len(ids))
    return calls, call_listing.listing("chosen", many, _("Calls"), lambda _desk: ids, len(ids), facts, shown.as_of)


def _pdf(shown: Shown, facts: DeskFacts, now: datetime, by: str) -> bytes:
    from deskapp.paperwork import overdue

    desk = shown.desk.open()
    rows = tuple(desk.lists.in_turn(ids_of(desk, shown)))
    return overdue.pdf(desk.supervision.overdue(shown.as_of, rows), facts, now, by)
