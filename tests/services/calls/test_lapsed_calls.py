"""A customer who does not answer, and what becomes of the call then: RULES.md, "The life of a call"."""

from datetime import timedelta

import pytest
import sqlcipher3.dbapi2 as sqlite
from scene import HOUR, NO, YES, at, everything, last, log, newest, rows, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Invalid, NotAllowed
from deskapp.domain.words import CallState, Channel, ClockKind, Role, Urgency, Verdict, VoidReason
from deskapp.models.guards import TRIGGERS
from deskapp.services.calls.acts import (
    AddNote,
    ContactCustomer,
    KeepPromise,
    LapseCall,
    PromiseCallBack,
    RecordAgreement,
    ReopenCall,
    ResolveCall,
    RestoreCall,
    VoidCall,
)
from deskapp.services.site import check

DAY = timedelta(days=1)


def _tried(desk: Desk, number: int, times: int = 1) -> None:
    for _ in range(times):
        desk.calls.contact_customer(ContactCustomer(number, False))


def _may_lapse(desk: Desk, clock: FixedClock) -> int:
    number = log(desk, urgency=Urgency.NOW).id
    desk.calls.resolve(ResolveCall(number, "Cable"))
    _tried(desk, number, 2)
    clock.advance(DAY)
    _tried(desk, number)
    return number


def test_no_answer_3_attempts_on_2_days_then_lapsed(desk: Desk, clock: FixedClock) -> None:
    number = _may_lapse(desk, clock)
    assert desk.overview.call(number).row.may_lapse
    row = desk.calls.lapse(LapseCall(number, "Moved away")).value
    assert (row.state, row.may_lapse, row.due_at, row.paused) == (CallState.LAPSED, False, None, None)
    line = last(desk, number, "lapsed")
    assert (line.was, line.becomes, line.payload["words"]) == ("resolved", "lapsed", "Moved away")
    assert desk.lists.counts().open == 0


@pytest.mark.parametrize(
    ("first", "second"), [(3, 0), (2, 0), (1, 1), (0, 3), (0, 0)], ids=["one day", "two", "two days", "late", "none"]
)
def test_not_after_fewer_attempts_nor_on_one_day(desk: Desk, desk_file, clock: FixedClock, first, second) -> None:
    number = log(desk).id
    desk.calls.resolve(ResolveCall(number, "Cable"))
    _tried(desk, number, first)
    clock.advance(DAY)
    _tried(desk, number, second)
    before = everything(desk_file)
    with pytest.raises(NotAllowed) as refused:
        desk.calls.lapse(LapseCall(number, "Moved away"))
    assert refused.value.code == "too_few_attempts"
    assert refused.value.values["count"] == first + second
    assert everything(desk_file) == before


def test_a_conversation_begins_the_count_anew(desk: Desk, clock: FixedClock) -> None:
    number = log(desk, urgency=Urgency.NOW).id
    desk.calls.resolve(ResolveCall(number, "Cable"))
    _tried(desk, number, 2)
    clock.advance(DAY)
    desk.calls.contact_customer(ContactCustomer(number, True, words="They will look tomorrow"))
    _tried(desk, number)
    assert not desk.overview.call(number).row.may_lapse
    assert desk.overview.call(number).endings.attempts.count == 1
    with pytest.raises(NotAllowed):
        desk.calls.lapse(LapseCall(number, "Moved away"))
    _tried(desk, number)
    clock.advance(DAY)
    _tried(desk, number)
    desk.calls.lapse(LapseCall(number, "Moved away"))
    assert check.check(desk.path).findings == ()


def test_a_kept_call_back_is_a_conversation_too(desk: Desk, clock: FixedClock) -> None:
    number = _may_lapse(desk, clock)
    promise = desk.promises.call_back(PromiseCallBack(number, clock.now() + HOUR)).value
    desk.promises.keep(KeepPromise(promise.id))
    assert not desk.overview.call(number).row.may_lapse


def test_the_days_are_the_sites_own(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    desk.calls.resolve(ResolveCall(number, "Cable"))
    clock.set_to(at(23, 30))
    _tried(desk, number, 2)
    clock.set_to(at(0, 30, 17))
    _tried(desk, number)
    assert desk.overview.call(number).endings.attempts.days == 2  # the site's clock is UTC
    with desk.work.database.write() as session:
        session.connection().exec_driver_sql("UPDATE site SET zone = 'America/New_York'")
    assert desk.overview.call(number).endings.attempts.days == 1


def test_attempts_count_since_the_call_was_resolved(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    _tried(desk, number, 2)
    clock.advance(DAY)
    desk.calls.resolve(ResolveCall(number, "Cable"))
    assert desk.overview.call(number).endings.attempts.count == 0
    _tried(desk, number)
    desk.calls.agree(RecordAgreement(number, NO))
    desk.calls.resolve(ResolveCall(number, "Other cable"))
    assert desk.overview.call(number).endings.attempts.count == 0


def test_supervisor_only_and_those_below_are_told_who_can(desk: Desk, desk_file, clock: FixedClock) -> None:
    number = _may_lapse(desk, clock)
    rita, sam = staff(desk, Role.SUPERVISOR, "Rita"), staff(desk, Role.AGENT, "Sam")
    desk.sign_in(sam)
    before = everything(desk_file)
    with pytest.raises(NotAllowed) as refused:
        desk.calls.lapse(LapseCall(number, "Moved away"))
    assert (refused.value.code, refused.value.values["who"]) == ("only_supervisors_lapse", "Rita")
    assert everything(desk_file) == before
    desk.sign_in(rita)
    assert desk.calls.lapse(LapseCall(number, "Moved away")).value.state == CallState.LAPSED


def test_lapsed_is_never_counted_as_agreed(desk: Desk, desk_file, clock: FixedClock) -> None:
    number = _may_lapse(desk, clock)
    desk.calls.lapse(LapseCall(number, "Moved away"))
    assert desk.overview.call(number).agreements == ()
    assert rows(desk_file, "SELECT count(*) FROM agreement") == [(0,)]
    with pytest.raises(NotAllowed):
        desk.calls.agree(RecordAgreement(number, YES))


def test_the_verdict_on_resolution_is_final_at_lapse(desk: Desk, clock: FixedClock) -> None:
    number = log(desk, urgency=Urgency.NOW).id
    clock.advance(3 * HOUR)
    desk.calls.resolve(ResolveCall(number, "Cable"))
    _tried(desk, number, 2)
    clock.advance(DAY)
    _tried(desk, number)
    assert newest(desk, number, ClockKind.RESOLUTION).verdict is None
    desk.calls.lapse(LapseCall(number, "Moved away"))
    done = newest(desk, number, ClockKind.RESOLUTION)
    assert (done.verdict, done.margin, done.facts.stopped) == (Verdict.MET, HOUR, at(13))


def test_update_and_chase_end_at_lapse(desk: Desk, clock: FixedClock) -> None:
    number = _may_lapse(desk, clock)
    desk.calls.lapse(LapseCall(number, "Moved away"))
    assert all(one.facts.stopped for one in desk.overview.call(number).clocks)
    assert newest(desk, number, ClockKind.UPDATE).verdict is Verdict.MISSED  # nobody was told for a day
    assert newest(desk, number, ClockKind.CHASE).verdict is not None


def test_promises_end_at_lapse_and_what_is_still_to_come_was_not_kept(desk: Desk, clock: FixedClock) -> None:
    number = _may_lapse(desk, clock)
    desk.promises.call_back(PromiseCallBack(number, at(15, day=18)))
    desk.calls.lapse(LapseCall(number, "Moved away"))
    assert desk.promises.open() == ()
    (promise,) = desk.overview.call(number).promises
    assert (promise.kept_at, promise.moved_reason) == (None, "Moved away")
    assert not any(
        one.promise_id for one in desk.overview.call(number).clocks
    )  # a clock without a verdict tells nothing


def test_lapsed_open_again_a_new_cycle_old_verdicts_stay(desk: Desk, clock: FixedClock) -> None:
    number = _may_lapse(desk, clock)
    desk.calls.lapse(LapseCall(number, "Moved away"))
    old = desk.overview.call(number).clocks
    desk.calls.reopen(ReopenCall(number, "They called"))
    detail = desk.overview.call(number)
    assert (detail.state, detail.cycle, detail.clocks[: len(old)]) == (CallState.OPEN, 2, old)


def test_lapsing_needs_its_reason(desk: Desk, clock: FixedClock) -> None:
    number = _may_lapse(desk, clock)
    with pytest.raises(Invalid) as refused:
        desk.calls.lapse(LapseCall(number, " "))
    assert refused.value.fields == {"reason": "missing"}


def test_the_supervisors_view_and_the_log_show_which_calls_may_lapse(desk: Desk, clock: FixedClock) -> None:
    number = _may_lapse(desk, clock)
    log(desk)
    assert [row.id for row in desk.lists.calls("not_agreed") if row.may_lapse] == [number]
    assert desk.late.figures().may_lapse == 1


def test_an_attempt_has_its_channel_and_words_and_brings_the_call_up_again(desk: Desk) -> None:
    number = log(desk).id
    desk.calls.resolve(ResolveCall(number, "Cable"))
    act = ContactCustomer(number, False, Channel.EMAIL, "Asked by mail", try_again=at(15))
    assert desk.calls.contact_customer(act).value.back_by == at(15)
    words = last(desk, number, "attempt").payload
    assert (words["how"], words["words"]) == ("email", "Asked by mail")


def test_the_next_attempt_offered_is_later_or_on_another_day(desk: Desk) -> None:
    number = log(desk).id
    desk.calls.resolve(ResolveCall(number, "Cable"))
    _tried(desk, number)
    assert desk.overview.call(number).endings.next_attempt == at(12)
    _tried(desk, number)
    assert desk.overview.call(number).endings.next_attempt == at(9, 30, 17)


def test_what_does_not_wait_is_not_brought_up_again(desk: Desk) -> None:
    number = log(desk).id
    for wrong, when in (("does_not_wait", at(15)), ("past", at(9))):
        with pytest.raises(Invalid) as refused:
            desk.calls.contact_customer(ContactCustomer(number, False, try_again=when))
        assert refused.value.fields == {"try_again": wrong}


def test_a_voiding_taken_back_leaves_the_attempts_counted(desk: Desk, clock: FixedClock) -> None:
    number = _may_lapse(desk, clock)
    desk.calls.void(VoidCall(number, VoidReason.IN_ERROR, words="A test"))
    desk.calls.restore(RestoreCall(number, "It was none"))
    assert desk.overview.call(number).endings.attempts.enough


@pytest.mark.parametrize("state", ["open", "closed", "void"])
def test_only_a_resolved_call_lapses_and_the_database_itself_refuses_others(desk: Desk, desk_file, state: str) -> None:
    number = log(desk).id
    if state == "closed":
        desk.calls.resolve(ResolveCall(number, "Cable", YES))
    if state == "void":
        desk.calls.void(VoidCall(number, VoidReason.IN_ERROR, words="A test"))
    connection = sqlite.connect(str(desk_file))
    with pytest.raises(sqlite.IntegrityError):
        connection.execute("UPDATE call SET state = 'lapsed' WHERE id = ?", (number,))
    connection.close()
    desk.calls.note(AddNote(number, "Still here"))
    assert desk.overview.call(number).state == state


def test_check_names_a_call_that_lapsed_too_soon_or_is_void_without_a_reason(desk: Desk, desk_file) -> None:
    early, unfounded = log(desk).id, log(desk).id
    desk.calls.resolve(ResolveCall(early, "Cable"))
    desk.calls.void(VoidCall(unfounded, VoidReason.IN_ERROR, words="A test"))
    assert check.check(desk_file).findings == ()
    with desk.work.database.write() as session:
        session.connection().exec_driver_sql("UPDATE call SET state = 'lapsed' WHERE id = ?", (early,))
        # The guard is put back, so that it is not what is found.
        session.connection().exec_driver_sql("DROP TRIGGER voiding_not_removed")
        session.connection().exec_driver_sql("DELETE FROM voiding")
        session.connection().exec_driver_sql(TRIGGERS["voiding_not_removed"])
    found = [(one.code, one.values["ref"]) for one in check.check(desk_file).findings]
    assert found == [("lapsed_too_soon", "C-00001"), ("void_without_reason", "C-00002")]
