"""Measures as they are read: beside another period, narrowed, split, traced to the calls, and by whom."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from scene import YES, at, by_mail, contact, escalate, log, rows, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import NotAllowed
from deskapp.domain.measures.chance import Difference
from deskapp.domain.measures.kinds import Form, Measure, Part, Slice, form
from deskapp.domain.measures.periods import PeriodKind, between, containing
from deskapp.domain.measures.values import Mean, Middle, Share, Times
from deskapp.domain.words import ContactKind, EscalationType, Impact, Role, Urgency
from deskapp.services.calls.acts import MakeConfidential, ReopenCall, ResolveCall
from deskapp.services.escalations.acts import AcceptEscalation, ReturnEscalation
from deskapp.services.log.acts import TagCalls
from deskapp.services.measures.acts import Narrowed, SetByAgent
from deskapp.services.site.acts import SaveSite
from deskapp.services.site.check import check

NOVEMBER = containing(PeriodKind.MONTH, date(2026, 11, 16))
_NOTHING = {Form.SHARE: Share(), Form.TIME: Middle(), Form.MEAN: Mean(), Form.TIMES: Times()}


def _solved(desk: Desk, **more: object) -> int:
    call = log(desk, **more).id
    desk.calls.resolve(ResolveCall(call, "Cable", YES))
    return call


def _passed_on(desk: Desk, to: int, **more: object) -> int:
    """A call that was escalated, came back and was closed."""
    call = log(desk, **more).id
    made = escalate(desk, call, to)
    desk.escalations.accept(AcceptEscalation(made.id))
    desk.escalations.give_back(ReturnEscalation(made.id, "Replaced"))
    desk.calls.resolve(ResolveCall(call, "Cable", YES))
    return call


def test_without_a_call_every_figure_is_of_nothing(desk: Desk) -> None:
    told = desk.measures.read(NOVEMBER)
    assert {measure: figure.value for measure, figure in told.figures.items()} == {
        measure: _NOTHING[form(measure)] for measure in Measure
    }
    assert {figure.difference for figure in told.figures.values()} == {Difference.TOO_FEW}
    assert (told.contacts, told.behind, told.by_agent) == ((), 0, False)
    for by in set(Slice) - {Slice.AGENT}:
        assert desk.measures.slices(Measure.ESCALATED, by, NOVEMBER) == ()
    assert desk.measures.calls(Measure.ESCALATED, NOVEMBER, part=Part.DENOMINATOR).total == 0


def test_of_one_call_it_is_told_and_called_too_few(desk: Desk) -> None:
    _solved(desk)
    figure = desk.measures.read(NOVEMBER).figures[Measure.FIRST_CONTACT]
    assert figure.value == Share(1, 1)
    assert (figure.before, figure.difference) == (Share(), Difference.TOO_FEW)
    assert figure.course == (*[Share()] * 5, Share(1, 1))


def test_a_period_in_the_future_has_nothing_in_it(desk: Desk) -> None:
    _solved(desk)
    later = desk.measures.read(NOVEMBER.after().after())
    assert later.counts.logged == later.counts.closed == 0
    assert desk.measures.read(NOVEMBER.after()).figures[Measure.ESCALATED].before == Share(0, 1)


def test_what_an_act_changes_is_counted_with_it_and_moves_to_its_day(desk: Desk, clock: FixedClock) -> None:
    """A reopened call is closed again only when it is, and then on that day."""
    call = _solved(desk)
    today = desk.measures.period(PeriodKind.DAY)
    assert desk.measures.read(today).counts.closed == 1
    clock.advance(timedelta(days=1))
    desk.calls.reopen(ReopenCall(call, "Back again"))
    assert desk.measures.read(today).counts.closed == 0
    desk.calls.resolve(ResolveCall(call, "Cable", YES))
    assert desk.measures.read(today).counts.closed == 0
    assert desk.measures.read(today.after()).counts.closed == 1
    assert desk.measures.read(today.after()).figures[Measure.FIRST_CONTACT].value == Share(0, 1)


def test_a_difference_past_chance_is_called_higher_and_one_by_chance_is_not(desk: Desk, clock: FixedClock) -> None:
    to = contact(desk).id
    for _call in range(12):
        _solved(desk, category_id=1)
    clock.advance(timedelta(days=7))
    for _call in range(12):
        _passed_on(desk, to, category_id=2)
    week = desk.measures.period(PeriodKind.WEEK)
    figures = desk.measures.read(week).figures
    assert figures[Measure.ESCALATED].difference is Difference.HIGHER
    assert figures[Measure.WITHOUT_ESCALATION].difference is Difference.LOWER
    assert figures[Measure.AGREED_FIRST].difference is Difference.SAME
    lines = desk.measures.slices(Measure.ESCALATED, Slice.CATEGORY, NOVEMBER)
    assert [(line.key, line.value, line.beside) for line in lines] == [
        (2, Share(12, 12), Difference.HIGHER),
        (1, Share(0, 12), Difference.LOWER),
    ]


def test_each_line_of_a_slice_is_what_the_measure_says_narrowed_down_to_it(desk: Desk) -> None:
    grace, inks = contact(desk).id, contact(desk, "Inks", ContactKind.SUPPLIER, organisation="Inks Ltd").id
    first = _passed_on(desk, grace, category_id=1, place=_place("Hall"))
    _passed_on(desk, inks, category_id=2, impact=Impact.SITE, urgency=Urgency.NOW)
    desk.log.tag(TagCalls((first,), ("late",)))
    for measure in Measure:
        for by in set(Slice) - {Slice.AGENT}:
            for line in desk.measures.slices(measure, by, NOVEMBER):
                if line.key is not None:
                    (narrowed,) = desk.measures.course((NOVEMBER,), Narrowed().by(by, line.key))
                    assert narrowed[measure] == line.value, (measure, by, line)
    contacts = desk.measures.slices(Measure.HANDOFFS, Slice.CONTACT, NOVEMBER)
    assert [line.name for line in contacts] == ["Grace Hopper", "Inks Ltd"]
    types = desk.measures.slices(Measure.RESOLVE_WALL, Slice.TYPE, NOVEMBER)
    assert [(line.key, line.value.count) for line in types] == [(EscalationType.FUNCTIONAL, 2)]


def _place(name: str) -> object:
    from deskapp.services.places.acts import Chosen

    return Chosen(None, name)


def test_a_contact_is_told_by_what_went_out_to_them(desk: Desk, clock: FixedClock) -> None:
    inks = contact(desk, "Inks", agreed_response=timedelta(hours=1)).id
    for minutes in (30, 90):
        call = log(desk).id
        made = escalate(desk, call, inks, estimate=timedelta(hours=1))
        clock.advance(timedelta(minutes=minutes))
        desk.escalations.accept(AcceptEscalation(made.id))
        clock.advance(timedelta(minutes=30))
        desk.escalations.give_back(ReturnEscalation(made.id, "Replaced"))
        desk.calls.resolve(ResolveCall(call, "Cable", YES))
    (line,) = desk.measures.read(NOVEMBER).contacts
    assert (line.name, line.out, line.in_time, line.target) == ("Inks", 2, Share(1, 2), timedelta(hours=1))
    assert (line.accepted.half, line.accepted.nine) == (timedelta(minutes=30), timedelta(minutes=90))
    assert line.estimate == Times(2, 1.0)
    narrowed = Narrowed(contact_id=inks)
    assert desk.measures.course((NOVEMBER,), narrowed)[0][Measure.CLOCK_ACCEPTANCE] == line.in_time
    late = desk.measures.calls(Measure.CLOCK_ACCEPTANCE, NOVEMBER, narrowed, Part.REST)
    assert [one.row.id for one in late.calls] == [2]


def test_pages_of_calls_follow_one_another_without_a_gap(desk: Desk, clock: FixedClock) -> None:
    for _call in range(7):
        _solved(desk)
        clock.advance(timedelta(hours=20))
    for measure in (Measure.ESCALATED, Measure.FIRST_CONTACT):
        found, after = [], None
        while True:
            page = desk.measures.calls(measure, NOVEMBER, part=Part.DENOMINATOR, after=after, limit=3)
            found += [one.row.id for one in page.calls]
            assert page.total == 7
            if page.next is None:
                break
            after = page.next
        assert found == [7, 6, 5, 4, 3, 2, 1]


def test_each_figure_has_as_many_calls_behind_it_as_it_says(desk: Desk) -> None:
    grace = contact(desk).id
    for category in (1, 2):
        _passed_on(desk, grace, category_id=category)
        _solved(desk, category_id=category)
    by_mail(desk)
    figures = desk.measures.read(NOVEMBER).figures
    for measure in (Measure.ESCALATED, Measure.FIRST_CONTACT, Measure.WITHOUT_ESCALATION, Measure.ONE_HANDOFF):
        value = figures[measure].value
        assert isinstance(value, Share)
        counted = {part: desk.measures.calls(measure, NOVEMBER, part=part).total for part in Part}
        assert counted == {
            Part.NUMERATOR: value.num,
            Part.DENOMINATOR: value.den,
            Part.REST: value.den - value.num,
        }


def test_a_confidential_call_is_masked_behind_a_figure_and_not_listed_where_that_would_tell_of_it(desk: Desk) -> None:
    call = _passed_on(desk, contact(desk).id, category_id=1)
    desk.calls.make_confidential(MakeConfidential(call, "Personnel", ()))
    desk.work.staff_id = staff(desk, Role.AGENT)
    page = desk.measures.calls(Measure.ESCALATED, NOVEMBER)
    assert [(one.row.masked, one.row.summary, one.types) for one in page.calls] == [(True, "", ())]
    narrowed = desk.measures.calls(Measure.ESCALATED, NOVEMBER, Narrowed(category_id=1))
    assert (narrowed.total, narrowed.calls, narrowed.hidden) == (1, (), 1)


ABOUT_AN_AGENT: tuple[Callable[[Desk], object], ...] = (
    lambda d: d.measures.read(NOVEMBER, Narrowed(staff_id=1)),
    lambda d: d.measures.course((NOVEMBER,), Narrowed(staff_id=1)),
    lambda d: d.measures.slices(Measure.ESCALATED, Slice.AGENT, NOVEMBER),
    lambda d: d.measures.slices(Measure.ESCALATED, Slice.PRIORITY, NOVEMBER, Narrowed(staff_id=1)),
    lambda d: d.measures.calls(Measure.ESCALATED, NOVEMBER, Narrowed(staff_id=1)),
)


def test_nothing_is_told_of_one_agent_until_a_manager_turned_that_on_which_everybody_can_see(desk: Desk) -> None:
    _solved(desk)
    for asked in ABOUT_AN_AGENT:
        with pytest.raises(NotAllowed) as refused:
            asked(desk)
        assert refused.value.code == "no_measures_by_agent"
    assert desk.measures.choices().agents == ()
    agent = staff(desk, Role.AGENT)
    desk.work.staff_id = agent
    with pytest.raises(NotAllowed):
        desk.measures.set_by_agent(SetByAgent(True))
    desk.work.staff_id = 1
    assert desk.measures.set_by_agent(SetByAgent(True)).value
    told = rows(desk.path, "SELECT words FROM event_words ORDER BY event_id DESC LIMIT 1")
    assert told == [('{"was": {"measures_by_agent": false}, "becomes": {"measures_by_agent": true}}',)]
    for asked in ABOUT_AN_AGENT:
        asked(desk)
    desk.work.staff_id = agent
    assert desk.measures.read(NOVEMBER).by_agent
    assert [line.value for line in desk.measures.slices(Measure.ESCALATED, Slice.AGENT, NOVEMBER)] == [Share(0, 1)]


def _move(desk: Desk, zone: str) -> None:
    site = desk.facts().site
    desk.site.save_site(SaveSite(site.name, "", "", zone, site.paper, "en", False, False, False, site.version))


def test_another_time_zone_moves_calls_to_their_days_in_it_and_says_so_until_it_is_done(
    desk: Desk, clock: FixedClock
) -> None:
    clock.advance(at(23, 30) - clock.now())
    for _call in range(60):
        log(desk)
    monday, tuesday = (between(day, day) for day in (date(2026, 11, 16), date(2026, 11, 17)))
    assert [desk.measures.read(day).counts.logged for day in (monday, tuesday)] == [60, 0]
    _move(desk, "Europe/Berlin")
    assert desk.measures.read(monday).behind == 60
    desk.steps.finish()
    told = [desk.measures.read(day) for day in (monday, tuesday)]
    assert [(one.counts.logged, one.behind) for one in told] == [(0, 0), (60, 0)]
    assert desk.measures.faults() == ()


def test_of_few_calls_the_days_move_at_once(desk: Desk, clock: FixedClock) -> None:
    clock.advance(at(23, 30) - clock.now())
    log(desk)
    _move(desk, "Europe/Berlin")
    assert desk.measures.read(between(date(2026, 11, 17), date(2026, 11, 17))).counts.logged == 1
    assert desk.measures.read(NOVEMBER).behind == 0


def test_check_names_each_call_and_day_of_which_the_table_says_something_else(desk: Desk) -> None:
    _solved(desk)
    with desk.work.own() as session:
        run = session.connection().exec_driver_sql
        run("UPDATE measured_call SET first_contact = 0 WHERE call_id = 1")
        run("UPDATE measured_day SET logged = logged + 2 WHERE category_id = -1")
    found = [(one.code, one.values) for one in check(desk.path).findings]
    assert found == [
        (
            "measured_otherwise",
            {"where": "C-00001", "name": "first_contact", "table": "0", "record": "1"},
        ),
        ("measured_otherwise", {"where": "2026-11-16", "name": "logged", "table": "3", "record": "1"}),
    ]
    told: list[tuple[int, int]] = []
    assert desk.measures.recount(lambda *far: told.append(far)).calls == 1
    assert told == [(1, 1)]
    assert check(desk.path).findings == ()


def test_what_a_plain_connection_changed_is_named_by_check(desk: Desk) -> None:
    call = _solved(desk)
    assert check(desk.path).findings == ()
    with desk.work.own() as session:
        session.connection().exec_driver_sql("DELETE FROM measured_call")
    assert {one.values["where"] for one in check(desk.path).findings} == {f"C-{call:05}"}
