"""What the tables come to is what a plain recount of the record comes to, figure by figure."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import plain_recount
import pytest
from import_sample import SAMPLE
from plain_recount import Record
from scene import log
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.measures.kinds import Measure
from deskapp.domain.measures.periods import Period, PeriodKind, between, containing
from deskapp.domain.measures.values import Share
from deskapp.domain.words import Priority
from deskapp.services.imports import mapping as import_mapping
from deskapp.services.imports.service import import_calls
from deskapp.services.measures.acts import Narrowed, SetByAgent
from deskapp.services.measures.service import ALL


def _agrees(desk: Desk, record: Record, period: Period, narrowed: Narrowed = ALL, **plainly: object) -> None:
    (counted,) = desk.measures.course((period,), narrowed)
    recounted = plain_recount.figures(record, period, **plainly)  # type: ignore[arg-type]
    assert {measure: value for measure, value in counted.items() if value is not None} == recounted, period


@pytest.fixture
def demo(monday_demo: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    desk = Desk(Path(shutil.copyfile(monday_demo, tmp_path / "demo.db")), clock, staff_id=1).open()
    yield desk
    desk.close()


def test_on_the_demo_every_figure_of_every_kind_of_period(demo: Desk) -> None:
    record = Record(demo.path)
    for kind in PeriodKind:
        period = demo.measures.period(kind)
        _agrees(demo, record, period)
        _agrees(demo, record, period.before())
    whole = between(date(2025, 1, 1), date(2026, 12, 31))
    _agrees(demo, record, whole)
    (values,) = demo.measures.course((whole,))
    # What is compared says something.
    told = [measure for measure, value in values.items() if value is not None and getattr(value, "count", 0)]
    assert {Measure.ESCALATED, Measure.FIRST_CONTACT, Measure.RESOLVE_WORKING, Measure.HANDOFFS} <= set(told)


def test_on_the_demo_every_figure_narrowed_down(demo: Desk) -> None:
    demo.measures.set_by_agent(SetByAgent(True))
    record = Record(demo.path)
    year = containing(PeriodKind.YEAR, date(2026, 11, 1))
    choices = demo.measures.choices()
    for category_id, _name in choices.categories[:3]:
        _agrees(demo, record, year, Narrowed(category_id=category_id), category_id=category_id)
    _agrees(demo, record, year, Narrowed(priority=Priority.P2), priority="P2")
    _agrees(demo, record, year, Narrowed(category_id=1, priority=Priority.P3), category_id=1, priority="P3")
    for contact_id, _name in choices.contacts[:3]:
        _agrees(demo, record, year, Narrowed(contact_id=contact_id), contact_id=contact_id)
    for place_id, _name in choices.places[:2]:
        _agrees(demo, record, year, Narrowed(place_id=place_id), place_id=place_id)
    for tag, _name in choices.tags[:2]:
        _agrees(demo, record, year, Narrowed(tag=tag), tag=tag)
    for staff_id, _name in choices.agents[:2]:
        _agrees(demo, record, year, Narrowed(staff_id=staff_id), owner_id=staff_id)
    both = {"contact_id": choices.contacts[0][0], "category_id": 1}
    _agrees(demo, record, year, Narrowed(**both), **both)
    assert demo.measures.faults() == ()


def test_on_the_sample_of_past_calls_which_says_what_it_cannot_say(desk: Desk) -> None:
    import_calls(desk.work, SAMPLE, import_mapping.load(import_mapping.find("incident_event_log")))
    record = Record(desk.path)
    months = [containing(PeriodKind.MONTH, date(2016, month, 1)) for month in range(2, 6)]
    for month in months:
        _agrees(desk, record, month)
    whole = desk.measures.read(between(date(2015, 1, 1), date(2017, 12, 31)))
    assert whole.counts.logged + whole.counts.archived + whole.counts.void == 890
    assert whole.counts.archived > 600
    # What was done for them is told; how many were passed on, and what their customers said of it, is not.
    figures = {measure: figure.value for measure, figure in whole.figures.items()}
    assert figures[Measure.CLOCK_RESOLUTION] == Share(495, 890)
    assert figures[Measure.CLOCK_RESPONSE] == Share(890, 890)
    assert figures[Measure.RESOLVE_WALL].count > 300
    assert figures[Measure.HANDOFFS].total == 834
    for measure in (Measure.ESCALATED, Measure.FIRST_CONTACT, Measure.AGREED_FIRST, Measure.REPEATED):
        assert figures[measure].count == 0
    assert desk.measures.faults() == ()


_ONCE_MORE = "INSERT INTO call ({names}) SELECT {values} FROM call WHERE id = :of"


def _log_as(session: Session, of: int, call_id: int) -> None:
    """The row of a call once more, as another."""
    names = [name for (name,) in session.execute(text("SELECT name FROM pragma_table_info('call')"))]
    values = ", ".join(str(call_id) if name == "id" else name for name in names)
    session.execute(text(_ONCE_MORE.format(names=", ".join(names), values=values)), {"of": of})


def _log_twice_as(session: Session, of: int, call_id: int) -> None:
    """What the database refuses: the whole act is taken back."""
    for _time in range(2):
        _log_as(session, of, call_id)


def test_a_call_that_was_taken_back_within_its_act_or_with_it_is_in_no_figure(desk: Desk) -> None:
    one, other = log(desk).id, log(desk).id
    logged = desk.measures.read(desk.measures.period(PeriodKind.DAY)).counts.logged
    with desk.work.write() as session:
        part = session.begin_nested()
        _log_as(session, one, 7)
        part.rollback()
    with pytest.raises(IntegrityError), desk.work.write() as session:
        _log_twice_as(session, other, 7)
    with desk.work.write() as session:
        # Nothing that is counted: whoever changed something before must not be found here.
        session.execute(text("UPDATE site SET name = 'Another'"))
    assert desk.measures.read(desk.measures.period(PeriodKind.DAY)).counts.logged == logged == 2
    assert desk.measures.faults() == ()
    with desk.work.write() as session:
        _log_as(session, one, 7)
    assert desk.measures.read(desk.measures.period(PeriodKind.DAY)).counts.logged == 3
    assert desk.measures.faults() == ()
