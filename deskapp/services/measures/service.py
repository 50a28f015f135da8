"""Measures: read for a period beside another, split, traced to the calls, counted anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed
from deskapp.domain.event_kind import EventKind
from deskapp.domain.measures.kinds import Measure, Part, Slice
from deskapp.domain.measures.periods import CHARTED, Period, PeriodKind, containing, local_day
from deskapp.domain.measures.values import Value
from deskapp.domain.words import LongActKind, Role
from deskapp.models.site import Site
from deskapp.services import long_acts
from deskapp.services.calls.lists import runner
from deskapp.services.changes import Done
from deskapp.services.measures import slicing, tracing
from deskapp.services.measures.acts import Narrowed, SetByAgent
from deskapp.services.measures.counting import totals
from deskapp.services.measures.measured import Read
from deskapp.services.measures.views import CallsPage, Choices, Fault, Measured, Recounted, SliceLine
from deskapp.services.texts import reference
from deskapp.services.work import Work
from deskapp.storage.measures import comparing, keeping
from deskapp.storage.measures.told import zone_of

#: So many calls behind a figure are read at once.
PAGE = 100

ALL = Narrowed()

_BY_AGENT = "SELECT measures_by_agent FROM site"


class Measures:
    """For everybody; by agent only where the site has turned it on. Every method may raise DeskError."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def period(self, kind: PeriodKind) -> Period:
        """The period of a kind in which it is now, by the site's calendar."""
        with self._work.look() as look:
            return containing(kind, local_day(look.now, zone_of(runner(look.session))))

    def read(
        self, period: Period, narrowed: Narrowed = ALL, beside: Period | None = None, charted: int = CHARTED
    ) -> Measured:
        """Everything that is counted of a period; beside: another, the one before if it is not named.

        charted: of how many periods the course of each figure tells.
        """
        with self._work.look() as look:
            run = runner(look.session)
            _refuse_agents(run, narrowed.staff_id is not None)
            beside = beside or period.before()
            course = period.course(charted)
            reading = Read(run, narrowed, (period, beside, *course))
            return Measured(
                period=period,
                beside=beside,
                periods=course,
                narrowed=narrowed,
                as_of=look.now,
                counts=reading.counts(period),
                before=reading.counts(beside),
                figures=reading.figures(period, beside, course),
                clocks=reading.clocks(period, beside),
                contacts=reading.contacts(period),
                behind=_behind(look.session),
                by_agent=_by_agent(run),
            )

    def course(self, periods: Sequence[Period], narrowed: Narrowed = ALL) -> tuple[Mapping[Measure, Value | None], ...]:
        """Every measure of each of these periods."""
        with self._work.read() as session:
            run = runner(session)
            _refuse_agents(run, narrowed.staff_id is not None)
            return tuple(one.values() for one in totals(run, periods, narrowed))

    def slices(self, measure: Measure, by: Slice, period: Period, narrowed: Narrowed = ALL) -> tuple[SliceLine, ...]:
        """A measure split, the most first; each line says whether it is higher than the others by more than chance."""
        with self._work.read() as session:
            run = runner(session)
            _refuse_agents(run, by is Slice.AGENT or narrowed.staff_id is not None)
            return slicing.slices(run, measure, by, period, narrowed)

    def calls(
        self,
        measure: Measure,
        period: Period,
        narrowed: Narrowed = ALL,
        part: Part = Part.NUMERATOR,
        after: tuple[int, int] | None = None,
        limit: int = PAGE,
    ) -> CallsPage:
        """The calls behind a figure; after: `next` of the page before."""
        with self._work.read() as session:
            run = runner(session)
            _refuse_agents(run, narrowed.staff_id is not None)
            return tracing.page(run, measure, period, narrowed, part, after, limit)

    def choices(self) -> Choices:
        """What the figures can be narrowed down to."""
        with self._work.read() as session:
            run = runner(session)
            agents = "SELECT id, name FROM staff ORDER BY NOT active, folded(name), id"
            return Choices(
                categories=_pairs(run, "SELECT id, name FROM category ORDER BY NOT active, position, id"),
                contacts=_pairs(run, _CONTACTS),
                tags=_pairs(run, "SELECT key, min(tag) FROM call_tag GROUP BY key ORDER BY key"),
                places=_pairs(run, f"SELECT id, name FROM place {_WITH_CALLS.format(column='place_id')}"),
                equipment=_pairs(run, f"SELECT id, label FROM equipment {_WITH_CALLS.format(column='equipment_id')}"),
                agents=_pairs(run, agents) if _by_agent(run) else (),
            )

    def by_agent(self) -> bool:
        """Whether the site has turned measures by agent on."""
        with self._work.read() as session:
            return _by_agent(runner(session))

    def set_by_agent(self, act: SetByAgent) -> Done[bool]:
        """A manager turns measures by agent on or off; it stands in the timeline of the site."""
        with self._work.act(Role.MANAGER) as unit:
            site = unit.session.get_one(Site, 1)
            if site.measures_by_agent != act.on:
                said = {"measures_by_agent": act.on}
                unit.tell(EventKind.SITE_EDITED, payload={"was": {"measures_by_agent": not act.on}, "becomes": said})
                site.measures_by_agent = act.on
            return unit.done(act.on, "site", "measures")

    def faults(self) -> tuple[Fault, ...]:
        """Where the table says something else than the record: everything is counted anew and compared."""
        with self._work.read() as session:
            return tuple(fault_of(one) for one in comparing.differences(runner(session)))

    def recount(self, told: Callable[[int, int], object] | None = None) -> Recounted:
        """Count every call anew, in one transaction; told: how far it is, of so many.

        Raises NotAllowed for whoever is no manager.
        """
        with self._work.act(Role.MANAGER) as unit:
            act = long_acts.unfinished(unit.session, LongActKind.MEASURES)
            if act is not None:
                # All that was still to be counted is.
                long_acts.end(unit, act)
            driver = unit.session.connection().connection.driver_connection
            last = runner(unit.session)("SELECT coalesce(max(id), 0) FROM call", ())[0][0]
            return Recounted(keeping.fill(driver, None if told is None else lambda upto: told(upto, last)))


def fault_of(one: comparing.Differs) -> Fault:
    """Of which call or local day, and what each says."""
    where = reference(one.call_id) if one.call_id is not None else date.fromordinal(one.day or 1).isoformat()
    return Fault(where, one.name, str(one.table), str(one.record))


#: Those that calls name; one that none names narrows nothing down.
_WITH_CALLS = "WHERE EXISTS (SELECT 1 FROM call WHERE {column} = id) ORDER BY 2, 1"
_CONTACTS = """
SELECT id, CASE WHEN organisation <> '' AND organisation <> name THEN name || ', ' || organisation ELSE name END
FROM contact WHERE id IN (SELECT contact_id FROM escalation) ORDER BY folded(name), id
"""


def _pairs(run: Any, sql: str) -> tuple[tuple[Any, str], ...]:
    return tuple((key, name) for key, name in run(sql, ()))


def _by_agent(run: Any) -> bool:
    return bool(run(_BY_AGENT, ())[0][0])


def _refuse_agents(run: Any, asked: bool) -> None:
    if asked and not _by_agent(run):
        raise NotAllowed(Refusal.NO_MEASURES_BY_AGENT)


def _behind(session: Session) -> int:
    act = long_acts.unfinished(session, LongActKind.MEASURES)
    return 0 if act is None else long_acts.left(session, act.id)
