"""Signals read from a record that was lived through the services, and what supervisors make of one."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from made_once import MadeOnce
from scene import log, staff
from signals_scene import SOFTWARE, live, on, passed_on

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotAllowed
from deskapp.domain.event_kind import EventKind
from deskapp.domain.findings.kinds import FeedbackTo, FindingKind, Named, Rule
from deskapp.domain.findings.standing import Standing
from deskapp.domain.words import ApprovalState, Channel, Role
from deskapp.paperwork import signals as papers
from deskapp.services.actions.acts import FinishAction
from deskapp.services.calls.acts import MakeConfidential, NewCustomer
from deskapp.services.findings import reading
from deskapp.services.findings.acts import (
    AgreeOnAction,
    DismissSignal,
    FeedbackAnswered,
    FeedbackLeft,
    FeedbackSent,
    MakeFeedback,
    TakeUpSignal,
    WhichSignal,
    WithdrawFeedback,
)
from deskapp.services.findings.views import Signals, SignalView

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
MONDAY = on(11, 16)


@pytest.fixture(scope="module")
def lived(made_once: MadeOnce) -> Path:
    return made_once("signals", live)


@pytest.fixture
def found(lived: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "desk.db"
    path.write_bytes(lived.read_bytes())
    desk = Desk(path, FixedClock(MONDAY), staff_id=1).open()
    yield desk
    desk.close()


def one(desk: Desk, rule: Rule, month: date | None = None) -> SignalView:
    return next(view for view in desk.findings.signals(month).signals if view.finding.rule is rule)


def seen(view: SignalView, signals: Signals | None = None) -> WhichSignal:
    return WhichSignal(view.key, OCTOBER if signals is None else signals.month.first, "What it is called")


def test_each_kind_is_found_in_the_record_with_its_figures_and_its_calls(found: Desk) -> None:
    signals = found.findings.signals()
    assert (signals.month.first, signals.running, signals.months[0].first) == (OCTOBER, False, NOVEMBER)
    named = {view.finding.rule: view for view in signals.signals if view.finding.named is Named.NAMED}
    assert set(named) == {Rule.TOPIC, Rule.CONTACT, Rule.APPROVALS, Rule.RETURNS}
    assert {view.standing for view in named.values()} == {Standing.NO_ACTION}

    topic, slow = named[Rule.TOPIC], named[Rule.CONTACT]
    assert (topic.finding.subject.trigger, topic.finding.share.num, topic.finding.others.num) == ("no_solution", 7, 0)  # type: ignore[union-attr]
    assert (slow.names.contact, slow.finding.share.num, slow.finding.share.den) == ("Linetel", 7, 7)
    policy = named[Rule.APPROVALS].finding.amounts
    assert policy is not None
    assert (policy.limit, policy.granted, policy.decided, policy.would_do, policy.spared) == (50_00, 6, 6, 120_00, 6)
    assert policy.waited == timedelta(minutes=30)
    gap = named[Rule.RETURNS]
    assert (gap.finding.kind, gap.finding.row, len(gap.finding.calls)) == (FindingKind.PRODUCT, 3, 11)
    assert gap.finding.bars == (0, 0, 0, 3, 3, 5)

    behind = found.findings.calls(named[Rule.APPROVALS].key, OCTOBER)
    assert [call.amount for call in behind] == [118_40, 95_00, 86_00, 74_00, 60_00, 52_00]
    assert {(call.answer, call.waited) for call in behind} == {(ApprovalState.GRANTED, timedelta(minutes=30))}


def test_what_the_last_month_points_to_is_noted_once_and_counted_until_somebody_decides(found: Desk) -> None:
    assert found.findings.asks() == 0
    done = found.findings.look_through()
    assert (done.value, done.changes.touches("signals"), found.findings.asks()) == (4, True, 4)
    again = found.findings.look_through()
    assert (again.value, again.changes.touches("signals")) == (0, False)
    found.findings.dismiss(DismissSignal(seen(one(found, Rule.TOPIC)), "One customer's printer"))
    found.findings.agree(AgreeOnAction(seen(one(found, Rule.CONTACT)), "Talk to them", 1, date(2026, 12, 4)))
    assert found.findings.asks() == 2
    found.clock.set_to(on(12, 7))  # type: ignore[attr-defined]  # the action is late; October is no longer the last month
    assert found.findings.asks() == 1
    found.staff_id = staff(found, Role.AGENT, "Noor")
    assert found.findings.asks() == 0


def test_what_was_dismissed_comes_back_only_when_it_has_grown_and_says_by_how_much(found: Desk) -> None:
    view = found.findings.dismiss(DismissSignal(seen(one(found, Rule.RETURNS)), "They change it in December")).value
    assert (view.standing, view.decided_calls, view.dismissed_by) == (Standing.DISMISSED, 11, "Manager")
    grace = found.directory.contacts("Grace")[0].id
    for day in (2, 3, 4, 5, 6):
        passed_on(found, on(11, day), "tool_missing", grace)
    found.clock.set_to(on(12, 7))  # type: ignore[attr-defined]
    found.findings.look_through()
    assert one(found, Rule.RETURNS, NOVEMBER).standing is Standing.DISMISSED  # 16 calls: 5 more, not half as many again
    for day in (9, 10):
        passed_on(found, on(11, day), "tool_missing", grace)
    assert found.findings.look_through().value == 1
    back = one(found, Rule.RETURNS, NOVEMBER)
    assert (back.standing, back.decided_calls, len(back.finding.calls)) == (Standing.BACK, 11, 18)
    assert found.findings.asks() == 1


def test_a_dismissal_needs_its_reason_and_can_be_taken_back(found: Desk) -> None:
    view = one(found, Rule.TOPIC)
    with pytest.raises(Invalid) as refused:
        found.findings.dismiss(DismissSignal(seen(view), " "))
    assert refused.value.fields == {"reason": FieldFault.MISSING}
    dismissed = found.findings.dismiss(DismissSignal(seen(view), "Chance")).value
    assert dismissed.id is not None
    found.findings.take_up(TakeUpSignal(dismissed.id, dismissed.version))
    again = one(found, Rule.TOPIC)
    assert (again.standing, again.decided_calls) == (Standing.NO_ACTION, None)
    with pytest.raises(Conflict):
        found.findings.take_up(TakeUpSignal(dismissed.id, dismissed.version))


def test_an_action_is_agreed_done_and_looked_at_again_with_later_figures(found: Desk) -> None:
    action = found.findings.agree(AgreeOnAction(seen(one(found, Rule.TOPIC)), "A guide", 1, date(2026, 12, 4))).value
    view = one(found, Rule.TOPIC)
    assert (view.standing, [act.what for act in view.actions]) == (Standing.ACTION, ["A guide"])
    found.actions.finish(FinishAction(action.id, date(2026, 11, 16), "It hangs there", action.version))
    assert one(found, Rule.TOPIC).standing is Standing.DONE
    found.clock.set_to(on(12, 7))  # type: ignore[attr-defined]
    later = one(found, Rule.TOPIC, NOVEMBER)
    assert (later.standing, later.decided_calls, later.finding.share.num) == (Standing.DONE, 7, 0)


def make_feedback(desk: Desk, view: SignalView, *, with_names: bool = False) -> MakeFeedback:
    return MakeFeedback(
        seen(view),
        "11 calls since August",
        FeedbackTo.PRODUCT,
        "The maker",
        "A reset that works",
        date(2026, 11, 20),
        with_names,
    )


def test_feedback_lives_from_its_sheet_to_the_answer_and_is_told_over_without_one(found: Desk) -> None:
    view = one(found, Rule.RETURNS)
    sheet = found.findings.feed_back(make_feedback(found, view)).value
    assert (sheet.number, len(sheet.calls), one(found, Rule.RETURNS).standing) == ("FB-0001", 11, Standing.NOT_SENT)
    with pytest.raises(Conflict) as early:
        found.findings.answered(FeedbackAnswered(sheet.id, date(2026, 11, 16), "Yes", sheet.version))
    assert early.value.code is Refusal.FEEDBACK_NOT_SENT
    sheet = found.findings.left(FeedbackLeft(sheet.id)).value
    sheet = found.findings.sent(FeedbackSent(sheet.id, date(2026, 11, 16), Channel.EMAIL, sheet.version)).value
    assert (one(found, Rule.RETURNS).standing, found.findings.asks()) == (Standing.SENT, 0)
    found.clock.set_to(on(11, 21))  # type: ignore[attr-defined]
    assert (one(found, Rule.RETURNS, OCTOBER).standing, found.findings.asks()) == (Standing.NO_ANSWER, 1)
    for day, fault in ((date(2026, 11, 15), FieldFault.FEEDBACK_BEFORE), (date(2026, 11, 22), FieldFault.FUTURE)):
        with pytest.raises(Invalid) as refused:
            found.findings.answered(FeedbackAnswered(sheet.id, day, "Yes", sheet.version))
        assert refused.value.fields == {"answered_on": fault}
    sheet = found.findings.answered(
        FeedbackAnswered(sheet.id, date(2026, 11, 20), "Mended", sheet.version, "The mail arrives")
    ).value
    assert (one(found, Rule.RETURNS, OCTOBER).standing, found.findings.asks()) == (Standing.DONE, 0)
    told = [(step.kind, step.words, step.changed) for step in sheet.steps]
    assert told == [
        (EventKind.FEEDBACK_MADE, "A reset that works", ""),
        (EventKind.FEEDBACK_SAVED, "", ""),
        (EventKind.FEEDBACK_SENT, "", ""),
        (EventKind.FEEDBACK_ANSWERED, "Mended", "The mail arrives"),
    ]
    second = found.findings.feed_back(
        MakeFeedback(seen(view), "t", FeedbackTo.OPERATIONS, "Head office", "A rule", date(2026, 11, 30))
    ).value
    found.findings.withdraw(WithdrawFeedback(second.id, second.version))
    assert second.number == "FB-0002"
    assert one(found, Rule.RETURNS, OCTOBER).standing is Standing.DONE


def test_a_sheet_names_no_customer_unless_somebody_chose_that_and_never_tells_a_confidential_call(found: Desk) -> None:
    grace = found.directory.contacts("Grace")[0].id
    whoever = NewCustomer("Xylo Canary", "Xylocanary Ltd", "XC-778899", "+44 20 7946 0778")
    for summary in ("Xylo Canary has no access", "The reset mail does not arrive"):
        passed_on(found, on(10, 16), "tool_missing", grace, SOFTWARE, summary=summary, new_customer=whoever)
    secret = passed_on(
        found, on(10, 19), "tool_missing", grace, SOFTWARE, summary="A senior person's mail", close=False
    )
    found.calls.make_confidential(MakeConfidential(secret, "personnel"))
    view = one(found, Rule.RETURNS)
    facts, now = found.facts(), found.clock.now()
    plain = found.findings.feed_back(make_feedback(found, view)).value
    text = papers.sheet_text(found.findings.sheet(plain.id), facts, now, "Rita")
    for name in ("xylo", "canary", "778899", "7946", "Ada Lovelace"):
        assert name.lower() not in text.lower()
    assert "senior" not in text
    assert "1 call is confidential" in text
    assert "The reset mail does not arrive" in text
    assert "A reset that works" in text
    assert "FB-0001" in text
    with_names = found.findings.feed_back(make_feedback(found, view, with_names=True)).value
    assert "Xylocanary" in papers.sheet_text(found.findings.sheet(with_names.id), facts, now, "Rita")


def test_only_supervisors_see_signals(found: Desk) -> None:
    found.staff_id = staff(found, Role.AGENT, "Noor")
    with pytest.raises(NotAllowed):
        found.findings.signals()


def test_signals_are_read_by_indexes_and_never_by_a_look_at_all_calls(found: Desk) -> None:
    asked_for = {
        reading.LOGGED: (1, 2),
        reading.PASSED: (1, 2),
        reading.HANDED: (1, 2),
        reading.UPDATES: (1, 1, 2, 3),
        reading.LATE: (1, 2, 1),
        reading.ASKED: (1, 2),
        reading.THINGS: (1, 2, 1),
        reading.CUSTOMERS: (1, 2, 1),
    }
    with found.work.read() as session:
        run = session.connection().exec_driver_sql
        for query, values in asked_for.items():
            plan = [str(row[3]) for row in run(f"EXPLAIN QUERY PLAN {query}", values)]
            scans = [step for step in plan if step.startswith("SCAN") and "SUBQUERY" not in step]
            assert scans == [], (query, plan)


def test_a_desk_without_calls_points_to_nothing(desk: Desk) -> None:
    assert desk.findings.signals().signals == ()
    log(desk)
    assert desk.findings.signals(NOVEMBER).signals == ()
    assert (desk.findings.look_through().value, desk.findings.asks()) == (0, 0)
