"""The year of the demo desk is as its plan says, written as the services would have, the same whenever it is opened."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from told_to_services import Noted, connected, play, rows_of

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.findings.kinds import Named, Rule
from deskapp.domain.findings.standing import Standing
from deskapp.domain.measures.chance import Difference
from deskapp.domain.measures.kinds import Measure
from deskapp.domain.measures.periods import PeriodKind
from deskapp.domain.measures.values import Share
from deskapp.domain.readiness.questions import Question, State
from deskapp.domain.words import ApprovalState
from deskapp.services.demo import service as demo_service
from deskapp.services.demo import year as demo_year
from deskapp.services.demo.plan import Month, months
from deskapp.services.demo.service import make_demo
from deskapp.services.measures.views import ContactLine
from deskapp.services.site.check import check
from deskapp.services.work import Work

#: A Friday, and the whole months before it.
OPENED = datetime(2026, 11, 20, 14, 12, 7, tzinfo=UTC)
#: The last day of February, the first instant of a year, and the night that an hour is skipped; the day after a month.
OTHERS = {
    "leap_day": datetime(2028, 2, 29, 11, 5, tzinfo=UTC),
    "new_year": datetime(2027, 1, 1, 0, 0, 1, tzinfo=UTC),
    "hour_skipped_just_now": datetime(2026, 3, 29, 1, 20, tzinfo=UTC),
    "third_of_a_month": datetime(2026, 12, 3, 9, 30, tzinfo=UTC),
}
#: What they point to in the last month.
SIGNALS = {
    (Named.NAMED, Rule.TOPIC, "Billing"),
    (Named.NAMED, Rule.CONTACT, "Linetel Business"),
    (Named.NAMED, Rule.WAITING, ""),
    (Named.NAMED, Rule.APPROVALS, ""),
    (Named.NAMED, Rule.RETURNS, "Accounts and access"),
    (Named.WATCHED, Rule.EQUIPMENT, "Waiting-room line"),
}


@pytest.fixture(scope="module")
def noted() -> Noted:
    return Noted()


@pytest.fixture(scope="module")
def made(noted: Noted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, and in `noted` what was done in its year."""
    path = tmp_path_factory.mktemp("year") / "demo.db"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(demo_year, "Life", noted.life)
        make_demo(path, OPENED)
    return path


def by_month(path: Path, opened: datetime) -> list[Counter[str]]:
    """What was logged, escalated and so on in each of the last whole months, the oldest first."""
    connection = connected(path)
    found = []
    last = opened.date().replace(day=1)
    for _month in months():
        first = (last - timedelta(days=1)).replace(day=1)
        names = "logged", "escalated", "void", "closed", "lapsed", "repeated", "handoffs", "warm"
        names += ("answered_escalated", "content_escalated", "answered_others", "content_others")
        sums = ", ".join(f"sum({name})" for name in names)
        sql = f"SELECT {sums} FROM measured_day WHERE category_id = -1 AND day BETWEEN ? AND ?"
        row = connection.execute(sql, (first.toordinal(), last.toordinal() - 1)).fetchone()
        month = Counter(dict(zip(names, row, strict=True)))
        found.append(month | asked(connection, first, last))
        last = first
    connection.close()
    return found[::-1]


def asked(connection: Any, first: date, last: date) -> Counter[str]:
    """Approvals of the calls that were logged from a local day on, before another."""
    sql = """SELECT approval.state, count(*) FROM approval JOIN measured_call USING (call_id)
             WHERE logged_day >= ? AND logged_day < ? GROUP BY 1"""
    states = dict(map(tuple, connection.execute(sql, (first.toordinal(), last.toordinal())).fetchall()))
    return Counter(asked=sum(states.values()), granted=states.get(ApprovalState.GRANTED, 0))


def of_plan(month: Month) -> Mapping[str, int]:
    passed = sum(month.escalated.values())
    return {
        "logged": month.logged,
        "escalated": passed,
        "void": month.void,
        "closed": month.logged - month.lapsed,
        "lapsed": month.lapsed,
        "repeated": month.repeated,
        "handoffs": passed + month.two,
        "warm": passed + month.two - sum(month.cold),
        "answered_escalated": month.answers[0],
        "content_escalated": month.answers[1],
        "answered_others": month.others[0],
        "content_others": month.others[1],
        "asked": month.refunds[0],
        "granted": month.refunds[1],
    }


def test_each_of_the_last_six_months_is_as_planned(made: Path) -> None:
    assert by_month(made, OPENED) == [of_plan(month) for month in months()]
    assert (months()[-1].logged, sum(months()[-1].escalated.values())) == (214, 39)


@pytest.mark.parametrize("opened", OTHERS.values(), ids=OTHERS.keys())
def test_so_it_is_whenever_it_is_opened(tmp_path: Path, opened: datetime) -> None:
    path = tmp_path / "demo.db"
    make_demo(path, opened)
    *before, last = by_month(path, opened)
    planned = [of_plan(month) for month in months()]
    # Of the last month the story tells some, when it has only just begun: their place is taken, and they are not over.
    assert [dict(month) for month in before] == planned[:-1]
    names = ("logged", "escalated", "asked") if opened.day < 3 else tuple(planned[-1])
    assert [last[name] for name in names] == [planned[-1][name] for name in names]
    assert check(path).findings == ()
    desk = Desk(path, FixedClock(opened), staff_id=1).open()
    try:
        assert signals(desk) == SIGNALS
        assert not desk.measures.faults()
    finally:
        desk.close()


def test_its_figures_point_to_what_was_planted_and_to_nothing_else(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    path.write_bytes(made.read_bytes())
    desk = Desk(path, FixedClock(OPENED), staff_id=1).open()
    try:
        assert signals(desk) == SIGNALS
        views = {view.finding.rule: view for view in desk.findings.signals().signals}
        refunds = views[Rule.APPROVALS].finding.amounts
        assert refunds is not None
        assert (refunds.lowest, refunds.highest, refunds.granted, refunds.decided) == (52_00, 118_40, 11, 12)
        assert (refunds.limit, refunds.would_do, refunds.spared) == (50_00, 120_00, 11)
        linetel = views[Rule.CONTACT].finding
        assert (linetel.share, linetel.estimates.count if linetel.estimates else 0) == (Share(7, 12), 12)
        assert {view.standing for view in views.values()} >= {
            Standing.ANSWERED,
            Standing.ACTION,
            Standing.ACTION_LATE,
            Standing.NO_ACTION,
            Standing.WATCHED,
        }
        figures = desk.measures.read(desk.measures.period(PeriodKind.MONTH).before()).figures
        assert figures[Measure.ESCALATED].difference is Difference.LOWER
        assert figures[Measure.SATISFIED_ESCALATED].difference is Difference.TOO_FEW
        assert [(one.late, one.over) for one in contacts(desk)] == [(Difference.HIGHER, Difference.HIGHER)]
        assert not desk.measures.faults()
    finally:
        desk.close()


def test_what_was_made_of_them_is_there_to_be_looked_at(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    path.write_bytes(made.read_bytes())
    desk = Desk(path, FixedClock(OPENED), staff_id=1).open()
    try:
        late, soon, *others = desk.actions.all()
        assert ((late.due - OPENED.date()).days, (soon.due - OPENED.date()).days) == (-1, 3)
        assert [(one.owner, one.is_open) for one in (late, soon, *others)] == [
            ("Lena Fischer", True),
            ("Omar Haddad", True),
            ("Rita Gomez", True),
        ]
        (draw,) = desk.reviews.view().draws
        assert len(draw.calls) == 8
        assert sum(one.is_over for one in draw.calls) == 3
        done = desk.reviews.done()
        assert sum(one.others for one in done) == 2
        (shared,) = [one for one in done if one.shared_at is not None]
        assert desk.written_policy.state().newest is not None
        view = desk.readiness.view()
        assert [kept.day.month for kept in view.kept] == [8, 5]
        assert {one.question: one.state for one in view.answers} == {
            Question.POLICY: State.THERE,
            Question.AUTHORITY: State.THERE,
            Question.TRIGGERS: State.THERE,
            Question.WARM: State.PART,
            Question.TRAINING: State.PART,
            Question.HANDOFF: State.THERE,
            Question.TRACKING: State.PART,
            Question.FEEDBACK: State.THERE,
        }
        desk.sign_in(next(one.id for one in desk.facts().staff if one.name == shared.agent))
        assert [one.note for one in desk.reviews.shared()] == [shared.note]
    finally:
        desk.close()


def contacts(desk: Desk) -> list[ContactLine]:
    """Of the last month those contacts of whom enough is known who are slower than the others."""
    lines = desk.measures.read(desk.measures.period(PeriodKind.MONTH).before()).contacts
    return [one for one in lines if one.late is Difference.HIGHER]


def signals(desk: Desk) -> set[tuple[Named, Rule, str]]:
    """What the last month points to: how far, by which rule, and about what."""
    return {
        (view.finding.named, view.finding.rule, view.names.contact or view.names.thing or view.names.category)
        for view in desk.findings.signals().signals
    }


def test_a_call_of_it_is_what_the_services_make_of_its_acts(made: Path, noted: Noted, tmp_path: Path) -> None:
    connection = connected(made)
    about = [row[0] for row in connection.execute("SELECT id FROM call WHERE equipment_id IS NOT NULL AND id < 1400")]
    never = ("tag", "seal", "reassign", "set_priority", "move", "try_contact", "refuse")
    ids = noted.of_each_kind(2, about[:6], never)
    played = tmp_path / "played.db"

    def begin(work: Work) -> None:
        work.clock = FixedClock(OPENED - timedelta(days=366))
        with work.batch():
            demo_service.set_up(work, OPENED)

    play(played, noted, ids, begin)
    by_services = connected(played)
    for call_id in sorted(ids):
        assert rows_of(connection, call_id) == rows_of(by_services, call_id), call_id
