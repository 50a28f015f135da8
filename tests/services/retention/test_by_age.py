"""What goes by its age (RULES.md, "Keeping"): proposed by the file's own time, held, carried out in steps, recorded."""

from datetime import UTC, datetime, timedelta

import pytest
from forgotten_scene import INSTEAD, tables_that_hold
from scene import NO, YES, at, contact, escalate, everything, log, rows, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Conflict, DeskError, Invalid, NotAllowed
from deskapp.domain.words import Channel, RetentionKind, Role, VoidReason
from deskapp.services.attachments.acts import AttachFile, File
from deskapp.services.calls.acts import AddNote, FollowUp, GiveAgreement, ReopenCall, ResolveCall, VoidCall
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.erasure.acts import ForgetCustomer
from deskapp.services.escalations.acts import ReturnEscalation
from deskapp.services.retention.acts import CarryOut, Hold, SetRules
from deskapp.services.site.check import check

YEAR = timedelta(days=365)
CANARY = "xylocanary"


@pytest.fixture
def old(desk: Desk, clock: FixedClock) -> Desk:
    """Two years after: one call of each way in which it may be, an attachment, a sheet, drafts, a customer without."""
    over = log(desk, f"Loom {CANARY}", details=CANARY).id
    desk.attachments.attach(AttachFile(over, File(f"{CANARY}.txt", CANARY.encode())))
    helped = escalate(desk, over, contact(desk).id, handoff={"issue": CANARY, "steps": "s", "wants": "w"})
    begun = desk.escalations.sheet(helped.id).value
    assert begun is not None
    desk.escalations.give_back(ReturnEscalation(helped.id, f"{CANARY} mended"))
    ada = desk.overview.call(over).customer.id
    disputed, promised = log(desk, "Disputed", customer_id=ada).id, log(desk, "Promised", customer_id=ada).id
    for call_id in (over, promised):
        later = FollowUp(at(15), "0161", "Ring") if call_id == promised else None
        given = GiveAgreement(YES.answer, "Ada", Channel.PHONE, follow_up=later)
        desk.calls.resolve(ResolveCall(call_id, "Oiled", given))
    desk.calls.resolve(ResolveCall(disputed, "Oiled", NO))
    desk.calls.void(VoidCall(disputed, VoidReason.IN_ERROR, words="No call"))
    log(desk, "Still open", customer_id=ada)
    desk.directory.save_customer(SaveCustomer(f"Bob {CANARY}"))
    desk.drafts.save("new-call:1", {"summary": f"Draft {CANARY}"})
    _work_for(desk, clock, 8, from_=at(10) + 2 * YEAR)
    return desk


def _work_for(desk: Desk, clock: FixedClock, days: int, from_: datetime) -> None:
    """Somebody writes a line on so many days in a row."""
    for day in range(days):
        clock.set_to(from_ + timedelta(days=day))
        desk.site.note_clock_jump(clock.now(), timedelta(seconds=1))


def _due(desk: Desk) -> dict[str, tuple[int, int, int, int]]:
    return {one.kind: (one.due, one.held, one.disputed, one.unfinished) for one in desk.retention.due()}


def _set(desk: Desk, **months: int) -> None:
    before = {one.kind: one.months for one in desk.retention.rules() if one.months is not None}
    desk.retention.set_rules(SetRules({RetentionKind(kind): count for kind, count in months.items()}, before))


def _carry_out(desk: Desk, kind: RetentionKind) -> int:
    (one,) = (one for one in desk.retention.due() if one.kind is kind)
    return sum(desk.retention.carry_out(act).value for act in desk.retention.steps(one, "By the rule", INSTEAD))


_SINGLE = (
    *(RetentionKind.FILES, RetentionKind.PAPERS, RetentionKind.WORDS),
    *(RetentionKind.CUSTOMERS, RetentionKind.DRAFTS),
)
ALL = dict.fromkeys(RetentionKind, 12)


def test_nothing_is_due_while_no_rule_says_so_and_each_is_counted_by_why(old: Desk) -> None:
    assert _due(old) == {}
    _set(old, **ALL)
    assert _due(old) == {
        "words": (1, 0, 1, 1),
        "customers": (1, 0, 0, 0),
        "files": (1, 0, 0, 0),
        "papers": (1, 0, 0, 0),
        "drafts": (1, 0, 0, 0),
    }
    told = {one.kind: [(item.name, item.said) for item in old.retention.items(one)] for one in old.retention.due()}
    assert told["words"] == [("C-00001", f"Loom {CANARY} · Ada Lovelace")]
    assert told["customers"] == [(f"Bob {CANARY}", "")]
    assert told["drafts"] == [("new-call:1", "Manager")]


def test_carried_out_the_words_are_in_no_byte_and_figures_clocks_and_chain_stay(old: Desk) -> None:
    _set(old, **ALL)
    before = everything(old.path)
    # Words go with files and papers: these first, so that each is seen by itself.
    for kind in _SINGLE:
        assert _carry_out(old, kind) == 1
    assert _due(old) == dict.fromkeys(RetentionKind, (0, 0, 0, 0)) | {"words": (0, 0, 1, 1)}
    assert old.erasures.clear()
    assert tables_that_hold(old.path, CANARY) == []
    assert CANARY.encode() not in old.path.read_bytes().lower()
    after = everything(old.path)
    for table in ("clock", "agreement", "satisfaction", "measured_call", "measured_day", "paper"):
        assert after[table] == before[table], table
    assert after["event"][: len(before["event"])] == before["event"]
    assert check(old.path).findings == ()
    told = rows(old.path, "SELECT call_id, becomes FROM event WHERE kind = 'retention' ORDER BY id")
    assert [one for one in told if one[0]] == [(1, "files"), (1, "papers"), (1, "words")]
    assert len([one for one in told if one[0] is None]) == len(RetentionKind)
    whole = old.overview.call(1)
    assert (whole.row.summary, whole.customer.name) == (INSTEAD.text, "Ada Lovelace")
    for refused in (
        lambda: old.calls.note(AddNote(1, "One more")),
        lambda: old.calls.reopen(ReopenCall(1, "Again")),
    ):
        with pytest.raises(NotAllowed, match="call_expired"):
            refused()


def test_what_is_held_stays_by_age_and_on_request_until_a_manager_ends_it(old: Desk) -> None:
    _set(old, **ALL)
    (bob,) = old.directory.customers(f"Bob {CANARY}")
    of_call = old.retention.hold(Hold("In court", call_id=1)).value
    of_bob = old.retention.hold(Hold("Tax", customer_id=bob.id)).value
    with pytest.raises(NotAllowed):
        old.retention.hold(Hold("Twice", call_id=1))
    with pytest.raises(Invalid):
        old.retention.hold(Hold(" ", call_id=2))
    assert _due(old)["words"] == (0, 1, 1, 1)
    assert (_due(old)["customers"], _due(old)["files"]) == ((0, 1, 0, 0), (0, 1, 0, 0))
    assert [(one.ref, one.name, one.reason) for one in old.retention.holds()] == [
        ("C-00001", "Ada Lovelace", "In court"),
        ("", f"Bob {CANARY}", "Tax"),
    ]
    for kind in (RetentionKind.WORDS, RetentionKind.CUSTOMERS, RetentionKind.FILES, RetentionKind.PAPERS):
        assert _carry_out(old, kind) == 0
    assert old.erasures.before(bob.id).held == ("Tax",)
    with pytest.raises(NotAllowed, match="customer_held"):
        old.erasures.forget(ForgetCustomer(bob.id, "They asked", INSTEAD))
    old.retention.end_hold(of_call)
    old.retention.end_hold(of_bob)
    assert _carry_out(old, RetentionKind.WORDS) == 1
    assert _carry_out(old, RetentionKind.CUSTOMERS) == 1
    assert "In court" not in str(rows(old.path, "SELECT reason FROM retention_hold"))


def test_a_clock_set_forward_makes_nothing_older(old: Desk, clock: FixedClock) -> None:
    _set(old, words=30)
    assert _due(old)["words"] == (0, 0, 0, 0)
    until = old.retention.due()[0].until
    clock.set_to(clock.now() + 10 * YEAR)
    # A day's work under the wrong clock, sign-in and jump among it.
    for _line in range(20):
        old.site.note_clock_jump(clock.now(), 10 * YEAR)
    assert _due(old)["words"] == (0, 0, 0, 0)
    assert old.retention.due()[0].until - until < timedelta(days=7)
    with pytest.raises(NotAllowed, match="not_old_enough"):
        old.retention.carry_out(CarryOut(RetentionKind.WORDS, clock.now(), (1,), 0, "r", INSTEAD))
    # Back again: it does not become younger than it is either.
    clock.set_to(clock.now() - 10 * YEAR)
    assert _due(old)["words"] == (0, 0, 0, 0)


def test_what_was_ended_in_the_middle_is_still_due_and_what_changed_meanwhile_is_looked_at_again(
    old: Desk, clock: FixedClock
) -> None:
    ada = old.overview.call(1).customer.id
    clock.set_to(at(10, day=17))
    for _number in range(45):
        old.calls.resolve(ResolveCall(log(old, "Paper", customer_id=ada).id, "Paper", YES))
    _work_for(old, clock, 8, from_=at(10) + 2 * YEAR)
    _set(old, words=12)
    (one,) = old.retention.due()
    assert one.due == 46
    begun = old.retention.steps(one, "By the rule", INSTEAD)
    assert [old.retention.carry_out(act).value for act in begun[:2]] == [10, 10]
    (other,) = old.retention.due()
    assert other.due == 26
    last = old.retention.items(other)[-1].id
    assert last is not None
    old.retention.hold(Hold("In court", call_id=last))
    assert [old.retention.carry_out(act).value for act in begun[2:]] == [10, 10, 5]
    assert _carry_out(old, RetentionKind.WORDS) == 0
    assert old.overview.call(last).row.summary == "Paper"
    gone = rows(
        old.path,
        "SELECT sum(json_extract(words, '$.gone')) FROM event_words JOIN event ON id = event_id"
        " WHERE kind = 'retention' AND call_id IS NULL",
    )
    assert gone == [(45,)]


def test_rules_are_a_managers_and_never_taken_over_unseen_ones(desk: Desk) -> None:
    with pytest.raises(Invalid):
        _set(desk, words=0)
    _set(desk, words=36)
    with pytest.raises(Conflict):
        desk.retention.set_rules(SetRules({}, {}))
    with pytest.raises(NotAllowed, match="no_rule"):
        desk.retention.carry_out(CarryOut(RetentionKind.FILES, datetime(2000, 1, 1, tzinfo=UTC), (1,), 0, "r", INSTEAD))
    desk.work.staff_id = staff(desk, Role.SUPERVISOR)
    with pytest.raises(DeskError):
        _set(desk, words=1)
    assert [(one.kind, one.months) for one in desk.retention.rules() if one.months] == [(RetentionKind.WORDS, 36)]
