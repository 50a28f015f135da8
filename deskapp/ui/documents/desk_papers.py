"""Papers of the desk as a whole, printed and saved from wherever they are asked for, as the desk is then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.domain.measures.periods import Period, PeriodKind, containing, local_day
from deskapp.domain.words import PaperWay
from deskapp.language import _
from deskapp.services.changes import Changes, Done
from deskapp.services.readiness.views import ReadinessView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.documents.screen_papers import Draw, ScreenPapers
from deskapp.ui.work.workplace import Workplace

#: Told what left, and how.
Left = Callable[[Any, PaperWay], object] | None


def overdue_papers(place: Workplace, screen: QWidget) -> ScreenPapers:
    """The overdue list, to be printed and saved."""
    return _papers(place, screen, _overdue, _("Overdue list"), _("Save the list"))


def handover_papers(place: Workplace, screen: QWidget) -> ScreenPapers:
    """What is due before the next opening, to be printed and saved."""
    return _papers(place, screen, _handover, _("Handover"), _("Save the handover"))


def rota_papers(place: Workplace, screen: QWidget) -> ScreenPapers:
    """The rota of the month that it is now."""
    return _papers(place, screen, _rota, _("Rota"), _("Save the rota"))


def directory_papers(place: Workplace, screen: QWidget) -> ScreenPapers:
    """The contacts directory, to be printed and saved."""
    return _papers(place, screen, _directory, _("Contacts directory"), _("Save the directory"), landscape=True)


def report_papers(place: Workplace, screen: QWidget) -> ScreenPapers:
    """The report of the last month that is over."""
    left = partial(_last_report_left, place)
    return _papers(place, screen, _report, _("Report of the last month"), _("Save the report"), left=left)


def policy_papers(place: Workplace, screen: QWidget, *, draft: bool = False) -> ScreenPapers:
    """The escalation policy in force, or a draft of what the settings say now."""
    name = _("Escalation policy, draft") if draft else _("Escalation policy")
    left = None if draft else partial(_policy_left, place)
    return _papers(place, screen, partial(_policy, draft=draft), name, _("Save the policy"), left=left)


def readiness_papers(place: Workplace, screen: QWidget, shown: Callable[[], object]) -> ScreenPapers:
    """Readiness as it is shown, to be printed and saved. shown: the view; None while there is none."""
    return ScreenPapers(
        place,
        screen,
        shown,
        {"pdf": _readiness},
        name=_("Readiness"),
        title=_("Save readiness"),
        sent=_("{paper} was sent to the printer.").format(paper=_("Readiness")),
    )


def holds_papers(place: Workplace, screen: QWidget, contact: Callable[[], int | None]) -> ScreenPapers:
    """What the contact holds who is meant now; None: nobody is."""

    def draw(contact_id: int, facts: DeskFacts, now: datetime, by: str) -> bytes:
        from deskapp.paperwork import contact_holds

        desk = place.desk
        of = contact_holds.HeldByContact(desk.directory.contact(contact_id), desk.escalations.held_by(contact_id))
        return contact_holds.pdf(of, facts, now, by)

    # Like every paper's, its name tells nobody who it is about.
    return ScreenPapers(
        place,
        screen,
        contact,
        {"pdf": draw},
        name=_("What a contact holds"),
        title=_("Save what they hold"),
        sent=_("It was sent to the printer."),
        landscape=True,
    )


def _papers(
    place: Workplace, screen: QWidget, draw: Draw, name: str, title: str, *, landscape: bool = False, left: Left = None
) -> ScreenPapers:
    return ScreenPapers(
        place,
        screen,
        lambda: place.desk,
        {"pdf": draw},
        name=name,
        title=title,
        sent=_("{paper} was sent to the printer.").format(paper=name),
        landscape=landscape,
        left=left,
    )


def _policy_left(place: Workplace, _desk: Desk, way: PaperWay) -> None:
    """That the version in force is out is kept: readiness asks for it."""

    def keep(desk: Desk) -> Done[None]:
        newest = desk.written_policy.state().newest
        # Where none is in force, it was a draft.
        return Done(None, Changes()) if newest is None else desk.desk_papers.policy_left(newest.number, way)

    place.act(keep, receiver=place)


def report_left(place: Workplace, period: Period, way: PaperWay) -> None:
    """That the report of a period is out is kept: readiness asks for it."""
    place.act(lambda desk: desk.desk_papers.report_left(period, way), receiver=place)


def _last_report_left(place: Workplace, _desk: Desk, way: PaperWay) -> None:
    day = local_day(place.desk.clock.now(), ZoneInfo(place.zone))
    report_left(place, containing(PeriodKind.MONTH, day).before(), way)


def _overdue(desk: Desk, facts: DeskFacts, now: datetime, by: str) -> bytes:
    from deskapp.paperwork import overdue

    return overdue.pdf(desk.supervision.overdue(now), facts, now, by)


def _handover(desk: Desk, facts: DeskFacts, now: datetime, by: str) -> bytes:
    from deskapp.paperwork import handover

    return handover.pdf(desk.visits.handover(), facts, now, by)


def _rota(desk: Desk, facts: DeskFacts, now: datetime, by: str) -> bytes:
    from deskapp.paperwork import rota

    zone = facts.site.zone
    return rota.pdf(rota.month(desk, zone, rota.this_month(now, zone)), facts, now, by)


def _directory(desk: Desk, facts: DeskFacts, now: datetime, by: str) -> bytes:
    from deskapp.paperwork import directory

    return directory.pdf(directory.read(desk, now), facts, now, by)


def _report(desk: Desk, facts: DeskFacts, now: datetime, by: str) -> bytes:
    from deskapp.paperwork import period_report

    return period_report.pdf(period_report.read(desk, _last_month(desk)), facts, now, by)


def _last_month(desk: Desk) -> Period:
    return desk.measures.period(PeriodKind.MONTH).before()


def _readiness(view: ReadinessView, facts: DeskFacts, now: datetime, by: str) -> bytes:
    from deskapp.paperwork import readiness

    return readiness.pdf(view, facts, now, by)


def _policy(desk: Desk, facts: DeskFacts, now: datetime, by: str, *, draft: bool) -> bytes:
    from deskapp.paperwork import policy

    return policy.pdf(policy.read(desk, now, draft=draft), facts, now, by)
