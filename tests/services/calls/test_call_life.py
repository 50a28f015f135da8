"""The life of a call, rule by rule: RULES.md, "The life of a call"."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from scene import (
    HOUR,
    MINUTE,
    MONDAY_TEN,
    NO,
    PASSED_ON,
    YES,
    at,
    by_mail,
    clocks,
    contact,
    due,
    escalate,
    everything,
    kinds,
    last,
    log,
    newest,
    rows,
    running,
    staff,
)

from deskapp.desk import Desk
from deskapp.domain.call_life import OVER_STATES, CallAct, after, fits
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Invalid, NotAllowed, NotFound
from deskapp.domain.words import (
    Answer,
    ApprovalKind,
    AttemptResult,
    CallState,
    ClockKind,
    Impact,
    PaperWay,
    PauseReason,
    Priority,
    Role,
    Urgency,
    Verdict,
    VoidReason,
)
from deskapp.services.approvals.acts import AskApproval
from deskapp.services.attachments.acts import AttachFile, File
from deskapp.services.calls.acts import (
    AddNote,
    ContactCustomer,
    EditCall,
    GiveAgreement,
    GiveCall,
    LapseCall,
    LogCall,
    MakeConfidential,
    NewCustomer,
    PauseCall,
    PromiseCallBack,
    PromiseFollowUp,
    RateCall,
    Reassign,
    RecordAgreement,
    ReopenCall,
    ResolveCall,
    RestoreCall,
    ResumeCall,
    SetPriority,
    TryStep,
    VoidCall,
)
from deskapp.services.clocks.views import Deadlines
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.escalations.acts import ReturnEscalation, TryContact
from deskapp.services.incidents.acts import OpenIncident
from deskapp.services.library.acts import TickCheck
from deskapp.services.log.acts import TagCalls
from deskapp.services.overview.call_papers import HandOn
from deskapp.services.overview.late.ask import Tile

RESOLUTION, RESPONSE, UPDATE, CHASE = ClockKind.RESOLUTION, ClockKind.RESPONSE, ClockKind.UPDATE, ClockKind.CHASE


def _resolved(desk: Desk) -> int:
    number = log(desk).id
    desk.calls.resolve(ResolveCall(number, "Cable"))
    return number


def _closed(desk: Desk) -> int:
    number = log(desk).id
    desk.calls.resolve(ResolveCall(number, "Cable", YES))
    return number


def test_logging_takes_at_most_who_what_priority_everything_else_can_follow(desk: Desk) -> None:
    row = desk.calls.log(LogCall("No dial tone", new_customer=NewCustomer("Ada"), urgency=Urgency.NOW)).value
    assert (row.summary, row.customer, row.priority) == ("No dial tone", "Ada", "P2")


def test_the_reference_and_the_deadlines_are_shown_at_once(desk: Desk) -> None:
    promised = desk.calls.deadlines(Impact.ONE, Urgency.NOW)
    assert promised == Deadlines(Priority.P2, True, at(10, 30), at(12), at(14), timedelta(hours=4))
    row = log(desk, urgency=Urgency.NOW)
    assert (row.ref, row.clock, row.due_at, row.warn_at) == ("C-00001", "update", at(12), at(11, 30))
    assert due(desk, row.id, RESOLUTION) == at(14)


@pytest.mark.parametrize(
    ("impact", "urgency", "priority"),
    [
        (impact, urgency, priority)
        for impact, row in {
            Impact.ONE: ("P4", "P3", "P2"),
            Impact.SEVERAL: ("P3", "P3", "P2"),
            Impact.DEPARTMENT: ("P3", "P2", "P1"),
            Impact.SITE: ("P2", "P1", "P1"),
        }.items()
        for urgency, priority in zip(Urgency, row, strict=True)
    ],
)
def test_priority_comes_from_impact_and_urgency_by_a_matrix(
    desk: Desk, impact: Impact, urgency: Urgency, priority: str
) -> None:
    assert log(desk, impact=impact, urgency=urgency).priority == priority


def test_an_agent_may_override_the_priority_with_a_reason(desk: Desk, desk_file) -> None:
    row = log(desk, priority=Priority.P1, priority_reason="The board meets at noon")
    assert row.priority == "P1"
    assert desk.overview.call(row.id).priority_reason == "The board meets at noon"
    before = everything(desk_file)
    with pytest.raises(Invalid) as refused:
        log(desk, priority=Priority.P1, priority_reason="  ")
    assert refused.value.fields == {"priority_reason": "missing"}
    assert everything(desk_file) == before


def test_a_call_that_nobody_has_answered_is_new_and_one_by_phone_is_open(desk: Desk) -> None:
    assert by_mail(desk).state == CallState.NEW
    assert log(desk).state == CallState.OPEN


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"summary": " \t"}, {"summary": "missing"}),
        ({"new_customer": None}, {"customer": "missing"}),
        ({"new_customer": NewCustomer(" ")}, {"customer": "missing"}),
        ({"customer_id": 99}, {"customer": "unknown"}),
        ({"category_id": 99}, {"category_id": "unknown"}),
        ({"repeat_of": 99}, {"repeat_of": "unknown"}),
        ({"checks": (1,)}, {"checks": "of_another_category"}),
        ({"checks": (1,), "category_id": 2}, {"checks": "of_another_category"}),
    ],
)
def test_what_cannot_be_logged_is_named_by_field_and_nothing_is_kept(desk: Desk, desk_file, wrong, fields) -> None:
    before = everything(desk_file)
    with pytest.raises(Invalid) as refused:
        log(desk, **{"summary": "Something", **wrong})
    assert refused.value.fields == fields
    assert everything(desk_file) == before


def test_a_checklist_line_ticked_twice_is_done_once(desk: Desk, desk_file) -> None:
    number = log(desk, category_id=1, checks=(1, 1, 2)).id
    assert rows(desk_file, "SELECT check_id FROM check_done WHERE call_id = ?", number) == [(1,), (2,)]


def test_the_caller_is_found_while_typing_by_phone_account_or_name(desk: Desk) -> None:
    log(desk)
    for typed in ("020 7946 0958", "+44 20 79", "0958", "a-1", "love", "engines ada"):
        assert [match.customer.name for match in desk.directory.callers(typed)] == ["Ada Lovelace"], typed
    assert desk.directory.callers("Babbage") == ()


def test_a_number_that_several_customers_share_offers_all_of_them(desk: Desk) -> None:
    for name in ("Ada", "Charles"):
        log(desk, new_customer=NewCustomer(name, phone="020 7946 0111"))
    assert [match.customer.name for match in desk.directory.callers("020 7946 0111")] == ["Ada", "Charles"]


def test_an_open_call_or_one_of_the_last_7_days_of_the_same_customer_is_shown(desk: Desk, clock: FixedClock) -> None:
    open_one = log(desk)
    customer = desk.overview.call(open_one.id).customer.id
    closed = log(desk, customer_id=customer)
    desk.calls.resolve(ResolveCall(closed.id, "Cable", YES))
    (match,) = desk.directory.callers("Ada")
    assert [row.id for row in match.calls] == [closed.id, open_one.id]
    clock.advance(timedelta(days=7, seconds=1))
    (match,) = desk.directory.callers("Ada")
    assert [row.id for row in match.calls] == [open_one.id]


def test_the_new_one_can_be_linked_as_a_repeat_contact(desk: Desk) -> None:
    first = log(desk)
    again = log(desk, repeat_of=first.id, customer_id=desk.overview.call(first.id).customer.id)
    assert desk.overview.call(again.id).repeat_of == first.ref
    assert last(desk, again.id, "logged").payload["repeat_of"] == first.ref


def test_resolved_time_is_a_pause_if_the_customer_does_not_agree_the_clock_goes_on_where_it_was(
    desk: Desk, clock: FixedClock
) -> None:
    number = log(desk, urgency=Urgency.NOW).id
    clock.advance(HOUR)
    desk.calls.resolve(ResolveCall(number, "Cable"))
    clock.advance(2 * HOUR)
    row = desk.calls.agree(RecordAgreement(number, NO)).value
    assert row.state == CallState.OPEN
    assert due(desk, number, RESOLUTION) == at(16)  # 14:00 and the two hours
    assert len(clocks(desk, number, RESOLUTION)) == 1
    assert desk.overview.call(number).cycle == 1


def test_resolved_waits_for_the_customers_agreement_and_a_chase_clock_runs(desk: Desk) -> None:
    number = _resolved(desk)
    row = desk.overview.call(number).row
    assert (row.state, row.paused) == (CallState.RESOLVED, PauseReason.AGREEMENT)
    assert due(desk, number, CHASE) == at(17, 30, 17)  # 16 hours of work from Monday 10:00


def test_the_verdict_on_resolution_is_final_when_the_customer_agrees(desk: Desk, clock: FixedClock) -> None:
    number = log(desk, urgency=Urgency.NOW).id
    clock.advance(3 * HOUR)
    desk.calls.resolve(ResolveCall(number, "Cable"))
    assert newest(desk, number, RESOLUTION).verdict is None
    clock.advance(timedelta(days=3))
    desk.calls.agree(RecordAgreement(number, YES))
    done = newest(desk, number, RESOLUTION)
    assert (done.verdict, done.margin, done.facts.stopped) == (Verdict.MET, HOUR, at(13))


def test_resolved_too_late_stays_missed_however_soon_the_customer_agrees(desk: Desk, clock: FixedClock) -> None:
    number = log(desk, urgency=Urgency.NOW).id
    clock.advance(4 * HOUR + MINUTE)
    desk.calls.resolve(ResolveCall(number, "Cable", YES))
    assert (newest(desk, number, RESOLUTION).verdict, newest(desk, number, RESOLUTION).margin) == (
        Verdict.MISSED,
        -MINUTE,
    )


def test_one_act_may_record_both_the_resolution_and_the_agreement(desk: Desk) -> None:
    number = log(desk).id
    assert desk.calls.resolve(ResolveCall(number, "Cable", YES)).value.state == CallState.CLOSED
    assert kinds(desk, number) == ["logged", "resolved", "closed"]
    other = log(desk).id
    assert desk.calls.resolve(ResolveCall(other, "Cable", NO)).value.state == CallState.OPEN
    assert kinds(desk, other) == ["logged", "resolved", "not_agreed"]


def test_close_only_on_agreement_with_who_how_and_when(desk: Desk) -> None:
    number = _resolved(desk)
    desk.calls.agree(RecordAgreement(number, GiveAgreement(Answer.YES, "Ada's deputy", words="Works since nine")))
    (answer,) = desk.overview.call(number).agreements
    assert (answer.answer, answer.who, answer.how, answer.at, answer.words, answer.cycle, answer.by) == (
        Answer.YES,
        "Ada's deputy",
        "phone",
        at(10),
        "Works since nine",
        1,
        "Manager",
    )


def test_an_agreement_names_who_gave_it(desk: Desk, desk_file) -> None:
    number = _resolved(desk)
    before = everything(desk_file)
    with pytest.raises(Invalid) as refused:
        desk.calls.agree(RecordAgreement(number, GiveAgreement(Answer.YES, " ")))
    assert refused.value.fields == {"who": "missing"}
    assert everything(desk_file) == before


def test_nothing_is_closed_without_being_resolved(desk: Desk) -> None:
    number = log(desk).id
    with pytest.raises(NotAllowed) as refused:
        desk.calls.agree(RecordAgreement(number, YES))
    assert (refused.value.code, refused.value.values["state"]) == ("call_state", "open")


def test_no_direct_write_can_put_a_call_into_closed_without_a_yes_of_the_present_cycle(desk: Desk, desk_file) -> None:
    number = _closed(desk)
    desk.calls.reopen(ReopenCall(number, "Again"))
    desk.calls.resolve(ResolveCall(number, "Cable"))
    connection = sqlite.connect(str(desk_file))
    with pytest.raises(sqlite.IntegrityError, match="closed only when the customer agrees"):
        connection.execute("UPDATE call SET state = 'closed' WHERE id = ?", (number,))
    connection.close()


def test_a_close_ends_the_clocks_and_promises(desk: Desk) -> None:
    number = _closed(desk)
    detail = desk.overview.call(number)
    assert all(one.facts.stopped for one in detail.clocks)
    assert all(one.verdict for one in detail.clocks)
    assert all(pause.ended_at for pause in detail.pauses)
    assert (detail.row.clock, detail.row.due_at, detail.row.paused) == (None, None, None)


def test_what_solved_it_is_needed_to_resolve(desk: Desk) -> None:
    number = log(desk).id
    with pytest.raises(Invalid) as refused:
        desk.calls.resolve(ResolveCall(number, "\n"))
    assert refused.value.fields == {"solution": "missing"}


def test_a_call_that_is_out_is_not_resolved_before_it_returned(desk: Desk) -> None:
    number = log(desk).id
    out = escalate(desk, number, contact(desk).id)
    with pytest.raises(NotAllowed) as refused:
        desk.calls.resolve(ResolveCall(number, "Cable"))
    assert (refused.value.code, refused.value.values["number"]) == ("still_escalated", 1)
    desk.escalations.give_back(ReturnEscalation(out.id, "Replaced"))
    assert desk.calls.resolve(ResolveCall(number, "Replaced")).value.state == CallState.RESOLVED


@pytest.mark.parametrize("reason", [PauseReason.CUSTOMER, PauseReason.SUPPLIER, PauseReason.OTHER])
def test_open_to_waiting_and_back(desk: Desk, reason: PauseReason) -> None:
    number = log(desk).id
    assert desk.calls.pause(PauseCall(number, reason, "Sends photos")).value.state == CallState.WAITING
    assert desk.calls.resume(ResumeCall(number)).value.state == CallState.OPEN
    assert last(desk, number, "paused").payload == {"words": "Sends photos", "reason": reason.value}


def test_waiting_for_agreement_begins_by_resolving(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        desk.calls.pause(PauseCall(log(desk).id, PauseReason.AGREEMENT))
    assert refused.value.fields == {"reason": "resolve_instead"}


def test_who_is_waited_for_is_back_at_a_time_to_come(desk: Desk) -> None:
    number = log(desk).id
    with pytest.raises(Invalid) as refused:
        desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER, back_by=at(10)))
    assert refused.value.fields == {"back_by": "past"}
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER, back_by=at(12)))
    assert desk.overview.call(number).pauses[0].back_by == at(12)


def test_reopening_starts_a_new_cycle_with_new_clocks_old_verdicts_stay(desk: Desk, clock: FixedClock) -> None:
    number = log(desk, urgency=Urgency.NOW).id
    clock.advance(5 * HOUR)
    desk.calls.resolve(ResolveCall(number, "Cable", YES))
    old = desk.overview.call(number).clocks
    clock.advance(timedelta(days=1))
    row = desk.calls.reopen(ReopenCall(number, "It is back")).value
    detail = desk.overview.call(number)
    assert (row.state, detail.cycle, detail.solution, detail.resolved_at) == (CallState.OPEN, 2, "", None)
    assert detail.clocks[: len(old)] == old
    assert {one.kind for one in detail.clocks[len(old) :]} == {RESPONSE, RESOLUTION, UPDATE}
    assert all(one.cycle == 2 and one.facts.started == clock.now() for one in detail.clocks[len(old) :])
    assert due(desk, number, RESOLUTION) == at(10, 30, 18)  # 15:00 on Tuesday, and 4 hours of work


def test_an_old_yes_does_not_close_a_reopened_call(desk: Desk) -> None:
    number = _closed(desk)
    desk.calls.reopen(ReopenCall(number, "It is back"))
    with pytest.raises(NotAllowed):
        desk.calls.agree(RecordAgreement(number, YES))
    desk.calls.resolve(ResolveCall(number, "Cable again", YES))
    assert [answer.cycle for answer in desk.overview.call(number).agreements] == [1, 2]


def test_reopening_needs_its_reason_and_a_call_that_is_over(desk: Desk) -> None:
    number = _closed(desk)
    with pytest.raises(Invalid) as refused:
        desk.calls.reopen(ReopenCall(number, " "))
    assert refused.value.fields == {"reason": "missing"}
    with pytest.raises(NotAllowed):
        desk.calls.reopen(ReopenCall(log(desk).id, "Why not"))


def test_the_customers_own_deadline_is_an_instant_sorted_by_and_warned_about_like_a_clock(
    desk: Desk, clock: FixedClock
) -> None:
    row = log(desk, customer_deadline=at(11))
    assert (row.clock, row.due_at, row.warn_at) == ("deadline", at(11), at(10, 45))
    assert desk.lists.calls("due")[0].id == row.id
    clock.advance(HOUR + MINUTE)
    assert desk.late.figures().tiles[Tile.OVERDUE].calls == 1


@pytest.mark.parametrize("again", ["reopened", "not agreed"])
def test_a_call_that_is_open_again_runs_towards_the_customers_deadline_again(desk: Desk, again: str) -> None:
    number = log(desk, customer_deadline=at(11)).id
    desk.calls.resolve(ResolveCall(number, "Cable", YES if again == "reopened" else NO))
    if again == "reopened":
        desk.calls.reopen(ReopenCall(number, "It is back"))
    assert [one.facts.fixed for one in running(desk, number, ClockKind.DEADLINE)] == [at(11)]
    assert desk.overview.call(number).row.clock == "deadline"


def test_every_change_is_an_event_who_when_what_from_to_and_words(desk: Desk) -> None:
    number = log(desk).id
    desk.calls.resolve(ResolveCall(number, "Cable"))
    event = last(desk, number, "resolved")
    assert (event.by, event.at, event.field, event.was, event.becomes) == (
        "Manager",
        at(10),
        "state",
        "open",
        "resolved",
    )
    assert event.payload == {"words": "Cable"}


@pytest.mark.parametrize("act", [lambda d, n: d.calls.note(AddNote(n, "Looked")), lambda d, n: _attempt(d, n)])
def test_a_new_call_that_somebody_works_on_is_open(desk: Desk, act) -> None:
    number = by_mail(desk).id
    act(desk, number)
    assert desk.overview.call(number).state == CallState.OPEN
    assert kinds(desk, number)[:2] == ["logged", "opened"]


def _attempt(desk: Desk, number: int) -> None:
    desk.calls.contact_customer(ContactCustomer(number, reached=False))


def test_a_note_is_never_empty(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        desk.calls.note(AddNote(log(desk).id, " "))
    assert refused.value.fields == {"words": "missing"}


def _somebody(desk: Desk) -> int:
    found = [one.id for one in desk.directory.contacts()]
    return found[0] if found else contact(desk).id


def _edit(desk: Desk, number: int) -> EditCall:
    """Put the words right, and nothing else."""
    call = desk.overview.call(number)
    return EditCall(number, call.version, "Ink leaks", "", "", "", None, call.category_id, call.row.customer_deadline)


def _tried(desk: Desk, number: int) -> None:
    """Whoever agreed is tried only where they wished to hear from us."""
    if desk.overview.call(number).state is CallState.CLOSED:
        ACTS[CallAct.FOLLOW_UP](desk, number)
    _attempt(desk, number)


def _tag(desk: Desk, number: int) -> None:
    """Of several calls a refusal costs one; of one it is the answer."""
    for _ref, refused in desk.log.tag(TagCalls((number,), ("VIP",))).value.refused:
        raise refused


def _handed_on(desk: Desk, act: HandOn, way: PaperWay) -> None:
    desk.papers.left((desk.overview.hand_on(act).value.paper,), way)


def _another(desk: Desk) -> int:
    """A customer whose call it is not."""
    found = [one.id for one in desk.directory.customers("Bo Ek")]
    return found[0] if found else desk.directory.save_customer(SaveCustomer("Bo Ek")).value.id


ACTS = {
    CallAct.PAUSE: lambda d, n: d.calls.pause(PauseCall(n, PauseReason.CUSTOMER)),
    CallAct.RESUME: lambda d, n: d.calls.resume(ResumeCall(n)),
    CallAct.RESOLVE: lambda d, n: d.calls.resolve(ResolveCall(n, "Cable")),
    CallAct.CLOSE: lambda d, n: d.calls.agree(RecordAgreement(n, YES)),
    CallAct.NOT_AGREED: lambda d, n: d.calls.agree(RecordAgreement(n, NO)),
    CallAct.REOPEN: lambda d, n: d.calls.reopen(ReopenCall(n, "Back")),
    CallAct.SPOKE: lambda d, n: d.calls.contact_customer(ContactCustomer(n, True)),
    CallAct.TRIED: _tried,
    CallAct.ESCALATE: lambda d, n: escalate(d, n, _somebody(d), handoff=PASSED_ON),
    CallAct.TRY_CONTACT: lambda d, n: d.escalations.attempt(TryContact(n, _somebody(d), AttemptResult.NO_ANSWER)),
    CallAct.LAPSE: lambda d, n: d.calls.lapse(LapseCall(n, "Moved away")),
    CallAct.VOID: lambda d, n: d.calls.void(VoidCall(n, VoidReason.IN_ERROR, words="A test call")),
    CallAct.RESTORE: lambda d, n: d.calls.restore(RestoreCall(n, "A real one")),
    CallAct.RATE: lambda d, n: d.calls.rate(RateCall(n, 4)),
    CallAct.FOLLOW_UP: lambda d, n: d.promises.follow_up(PromiseFollowUp(n, at(9, day=20))),
    CallAct.CALL_BACK: lambda d, n: d.promises.call_back(PromiseCallBack(n, at(9, day=20))),
    CallAct.PRIORITY: lambda d, n: d.calls.set_priority(SetPriority(n, Impact.ONE, Urgency.SOON, Priority.P1, "Board")),
    CallAct.APPROVAL: lambda d, n: d.approvals.ask(AskApproval(n, ApprovalKind.REFUND, 100_000_00, "Broke")),
    CallAct.TICK: lambda d, n: d.guides.tick(TickCheck(n, 1)),
    CallAct.JOIN_INCIDENT: lambda d, n: d.incidents.start(OpenIncident("Network down", (n,))),
    CallAct.EDIT: lambda d, n: d.calls.edit(_edit(d, n)),
    CallAct.GIVE: lambda d, n: d.calls.give(GiveCall(n, _another(d), "Their colleague called")),
    CallAct.NOTE: lambda d, n: d.calls.note(AddNote(n, "Looked")),
    CallAct.STEP: lambda d, n: d.calls.try_step(TryStep(n, "Restarted")),
    CallAct.CONFIDENTIAL: lambda d, n: d.calls.make_confidential(MakeConfidential(n, "Personnel")),
    CallAct.ATTACH: lambda d, n: d.attachments.attach(AttachFile(n, File("log.txt", b"words"))),
    CallAct.TAG: _tag,
    CallAct.DESK_SHEET: lambda d, n: _handed_on(d, HandOn(n), PaperWay.PRINTED),
    CallAct.EMAIL: lambda d, n: _handed_on(d, HandOn(n, "ada@example.org"), PaperWay.DRAFTED),
}
#: Not carried out here.
ELSEWHERE = {
    CallAct.AGREEMENT,  # the question: its two answers are here
    CallAct.REASSIGN,  # of several at once, as the next two: test_acts_on_many.py
    CallAct.RAISE,
    CallAct.ASK,
    CallAct.ANSWER,  # of a question: test_questions_to_owners.py
    CallAct.REPEAT,  # of an earlier call: test_guides.py
    CallAct.TELL,  # the message of an incident: test_incidents.py
    CallAct.NAMED,  # of a confidential call, as the next: test_confidential_calls.py
    CallAct.UNSEAL,
    CallAct.HELP,  # nothing but looking, as the next two
    CallAct.PHRASES,
    CallAct.SHEET,
    CallAct.COPY_TEXT,
    CallAct.CARD,
    CallAct.REVIEW,  # a supervisor's, beside the call: test_reviews.py
}


def test_every_act_on_a_call_is_tried_in_every_state() -> None:
    assert not set(ACTS) & ELSEWHERE
    assert set(ACTS) | ELSEWHERE == set(CallAct)


def _in_state(desk: Desk, clock: FixedClock, state: str) -> int:
    number = (by_mail if state == "new" else log)(desk, category_id=1).id
    if state == "waiting":
        desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER))
    elif state in ("resolved", "closed", "lapsed"):
        desk.calls.resolve(ResolveCall(number, "Cable", YES if state == "closed" else None))
    elif state == "void":
        ACTS[CallAct.VOID](desk, number)
    elif state == "archived":
        number = _imported(desk, number)
    if state in ("resolved", "lapsed"):
        for days in (0, 0, 1):
            clock.advance(timedelta(days=days))
            _attempt(desk, number)
    if state == "lapsed":
        ACTS[CallAct.LAPSE](desk, number)
    assert desk.overview.call(number).state == state
    return number


def _imported(desk: Desk, like: int) -> int:
    """A call that was closed elsewhere, as an import writes it."""
    with desk.work.database.write() as session:
        run = session.connection().exec_driver_sql
        names = [row[1] for row in run("PRAGMA table_info(call)") if row[1] != "id"]
        told = {"state": "'archived'", "source": "'list'", "source_ref": "'A1'", "ended_at": "logged_at"}
        values = ", ".join(told.get(name, name) for name in names)
        run(f"INSERT INTO call ({', '.join(names)}) SELECT {values} FROM call WHERE id = {like}")
    return like + 1


@dataclass(frozen=True)
class Made:
    """A desk whose one call is in a state: the file, the call's number and timeline, and the instant."""

    file: Path
    number: int
    lines: int
    now: datetime


@pytest.fixture(scope="module")
def made_in(blank_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Made]:
    """By state; each is made once."""

    @cache
    def made(state: str) -> Made:
        file = tmp_path_factory.mktemp(state) / "desk.db"
        file.write_bytes(blank_desk.read_bytes())
        clock = FixedClock(MONDAY_TEN)
        desk = Desk(file, clock, staff_id=1).open()
        number = _in_state(desk, clock, state)
        lines = len(kinds(desk, number))
        desk.close()
        return Made(file, number, lines, clock.now())

    return made


@pytest.fixture
def made(made_in: Callable[[str], Made], state: str, desk_file: Path, clock: FixedClock) -> Made:
    """What `desk` opens has a call in that state."""
    found = made_in(state)
    desk_file.write_bytes(found.file.read_bytes())
    clock.advance(found.now - clock.now())
    return found


@pytest.mark.parametrize(("state", "act"), [(state, act) for state in CallState for act in ACTS if fits(act, state)])
def test_each_state_takes_the_acts_it_has_a_place_for_and_becomes_what_the_table_says(
    made: Made, desk: Desk, state: CallState, act: CallAct
) -> None:
    ACTS[act](desk, made.number)
    call = desk.overview.call(made.number)
    assert len(call.events) > made.lines
    # Restored, it is what it was before: a call that was taken up.
    assert call.state is (CallState.OPEN if act is CallAct.RESTORE else after(act, state))


@pytest.mark.parametrize("state", CallState)
def test_each_state_refuses_the_acts_it_has_no_place_for(made: Made, desk: Desk, desk_file: Path, state: str) -> None:
    contact(desk)
    _another(desk)
    before = everything(desk_file)
    for act in ACTS:
        if fits(act, state):
            continue
        with pytest.raises(NotAllowed) as refused:
            ACTS[act](desk, made.number)
        assert (refused.value.code, refused.value.values["state"]) == ("call_state", state), act
    assert everything(desk_file) == before


@pytest.mark.parametrize("state", ["lapsed", "archived"])
def test_any_but_closed_is_void_and_what_was_over_is_over_again_once_restored(
    made: Made, desk: Desk, clock: FixedClock, desk_file: Path, state: str
) -> None:
    number = made.number
    before = rows(desk_file, "SELECT state, cycle, resolved_at, ended_at FROM call WHERE id = ?", number)
    ACTS[CallAct.VOID](desk, number)
    clock.advance(HOUR)
    ACTS[CallAct.RESTORE](desk, number)
    assert rows(desk_file, "SELECT state, cycle, resolved_at, ended_at FROM call WHERE id = ?", number) == before


def test_archived_an_imported_call_its_agreement_unknown_and_opened_again_only_by_a_new_cycle(
    desk: Desk, clock: FixedClock
) -> None:
    number = _in_state(desk, clock, "archived")
    assert desk.overview.call(number).agreements == ()
    ACTS[CallAct.REOPEN](desk, number)
    detail = desk.overview.call(number)
    assert (detail.state, detail.cycle) == (CallState.OPEN, 2)
    desk.calls.resolve(ResolveCall(number, "Cable", YES))
    assert [(one.cycle, one.answer) for one in desk.overview.call(number).agreements] == [(2, Answer.YES)]


@pytest.mark.parametrize("state", [state for state in CallState if state not in OVER_STATES])
def test_no_act_but_an_explicit_recorded_reassignment_changes_the_owner(
    made: Made, desk: Desk, clock: FixedClock, state: str
) -> None:
    number, another = made.number, _in_state(desk, clock, state)
    tom = staff(desk, Role.SUPERVISOR, "Tom")
    desk.sign_in(tom)
    for act in (act for act in ACTS if fits(act, state)):
        with suppress(NotAllowed):  # one act may leave no place for the next
            ACTS[act](desk, number)
    assert desk.overview.call(number).row.owner == "Manager"
    with pytest.raises(Invalid) as refused:
        desk.calls.reassign(Reassign((number,), tom, " "))
    assert refused.value.fields == {"reason": "missing"}
    number = another  # which no act has brought to its end
    if state is CallState.VOID:
        with pytest.raises(NotAllowed):
            desk.calls.reassign(Reassign((number,), tom, "On leave"))
        return
    desk.calls.reassign(Reassign((number,), tom, "On leave"))
    line = last(desk, number, "reassigned")
    assert (line.by, line.field, line.was, line.becomes) == ("Tom", "owner", "1", str(tom))
    assert line.payload == {"reason": "On leave", "was": "Manager", "becomes": "Tom"}


@pytest.mark.parametrize("act", ACTS)
def test_a_call_that_is_not_there_is_said_so(desk: Desk, act: str) -> None:
    with pytest.raises(NotFound) as refused:
        ACTS[act](desk, 77)
    assert (refused.value.code, refused.value.values["ref"]) == ("call_unknown", "C-00077")


def test_a_call_is_found_by_its_reference_however_it_is_typed(desk: Desk) -> None:
    number = log(desk).id
    for typed in ("C-00001", " c-1", "c00001", "1", "C1"):
        assert desk.calls.find(typed) == number, typed
    for typed in ("C-2", "", "x", "٣", "\ud800", "9" * 40):
        with pytest.raises(NotFound):
            desk.calls.find(typed)
