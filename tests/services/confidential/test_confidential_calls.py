"""Confidential calls: who sees them, what others see, how they come to be: RULES.md, "Confidential calls"."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from played import Played
from scene import HOUR, at, contact, escalate, kinds, last, log, passing_on, rows, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.confidential import may_see
from deskapp.domain.errors import Conflict, DeskError, Invalid, NotAllowed
from deskapp.domain.words import ApprovalKind, EscalationType, Role
from deskapp.services.approvals.acts import AskApproval
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls.acts import (
    AddNote,
    LogCall,
    MakeConfidential,
    MakeOpen,
    NameOnCall,
    NewCustomer,
    PromiseCallBack,
    Reassign,
)
from deskapp.services.calls.row import CallRow
from deskapp.services.confidential import condition as confidential
from deskapp.services.incidents.acts import JoinIncident, LeaveIncident, OpenIncident
from deskapp.services.library.acts import LinkRepeat
from deskapp.services.overview.as_of import overdue
from deskapp.services.overview.late.ask import Ask, Tile
from deskapp.services.staff.acts import SaveStaff

WHO = ("owner", "named", "supervisor", "manager", "outsider")
SEES = ("owner", "named", "supervisor", "manager")


@dataclass
class Scene:
    desk: Desk
    call: CallRow
    staff: dict[str, int | None]

    @contextmanager
    def as_(self, who: str) -> Iterator[Desk]:
        """The desk with somebody else working at it."""
        before, self.desk.work.staff_id = self.desk.work.staff_id, self.staff[who]
        try:
            yield self.desk
        finally:
            self.desk.work.staff_id = before


def _confided(desk: Desk) -> tuple[CallRow, dict[str, int | None]]:
    """A confidential call of an agent, escalated, with a call-back; a colleague is named on it."""
    people: dict[str, int | None] = {"manager": 1, "nobody": None}
    for name, role in (("owner", Role.AGENT), ("named", Role.AGENT), ("outsider", Role.AGENT)):
        people[name] = staff(desk, role, f"The {name}")
    people["supervisor"] = staff(desk, Role.SUPERVISOR, "The supervisor")
    desk.work.staff_id = people["owner"]
    row = log(desk, "Complaint about a senior person", details="Told in confidence")
    escalate(desk, row.id, contact(desk).id)
    desk.promises.call_back(PromiseCallBack(row.id, at(12), "+44 1632 960000", "Only on this number"))
    named = people["named"]
    assert named is not None
    desk.calls.make_confidential(MakeConfidential(row.id, "A personnel issue", (named,)))
    return row, people


@pytest.fixture
def desk_file(request: pytest.FixtureRequest, played: Played, blank_desk: Path, tmp_path: Path) -> Path:
    file = played(_confided)[0] if "scene" in request.fixturenames else blank_desk
    return Path(shutil.copy(file, tmp_path / "desk.db"))


@pytest.fixture
def scene(played: Played, desk: Desk) -> Scene:
    _file, (row, people) = played(_confided)
    desk.work.staff_id = people["outsider"]
    return Scene(desk, row, dict(people))


@pytest.mark.parametrize("who", [*WHO, "nobody"])
def test_a_confidential_call_is_seen_by_its_owner_the_supervisors_and_people_named_on_it(
    scene: Scene, who: str
) -> None:
    with scene.as_(who) as desk:
        call = desk.overview.call(scene.call.id)
        row = desk.lists.some((scene.call.id,))[0]
    assert call.masked is row.masked is (who not in SEES)
    assert bool(call.events) is bool(call.row.summary) is bool(call.escalations) is (who in SEES)
    assert row.confidential


def test_others_see_that_it_exists_its_clocks_nothing_else(scene: Scene) -> None:
    with scene.as_("owner") as desk:
        true = desk.overview.call(scene.call.id)
    call = scene.desk.overview.call(scene.call.id)
    assert call.row == CallRow(
        id=scene.call.id,
        ref=scene.call.ref,
        priority="",
        customer="",
        summary="",
        state=true.row.state,
        escalated=False,
        clock=true.row.clock,
        due_at=true.row.due_at,
        warn_at=true.row.warn_at,
        calendar_id=true.row.calendar_id,
        paused=None,
        owner_id=true.row.owner_id,
        owner="The owner",
        with_name="",
        logged_at=true.row.logged_at,
        customer_deadline=None,
        signs=(),
        confidential=True,
    )
    assert [(one.kind, one.facts) for one in call.clocks] == [(one.kind, one.facts) for one in true.clocks]
    assert {one.contact for one in call.clocks} == {""}
    assert (call.customer.id, call.customer.name, call.customer.phones) == (0, "", ())
    assert (call.details, call.wants, call.steps, call.solution, call.tone) == ("", "", "", "", None)
    assert (call.events, call.escalations, call.promises, call.agreements, call.pauses) == ((), (), (), (), ())
    assert call.named == ()


@pytest.mark.parametrize("view", [name for name in call_rows.VIEWS if name not in ("waiting", "not_agreed", "closed")])
def test_a_list_is_masked_where_it_is_read_before_and_behind_the_first_screen(scene: Scene, view: str) -> None:
    for who in (*WHO, "nobody"):
        with scene.as_(who) as desk:
            rows_ = desk.lists.calls(view)
            first = Desk(desk.path, desk.clock, scene.staff[who]).first_screen(view).rows
        assert first == rows_
        expected = [] if view == "mine" and who != "owner" else [who not in SEES]
        assert [row.masked for row in rows_] == expected


def test_the_rule_and_its_sql_say_the_same_of_everybody(scene: Scene) -> None:
    desk = scene.desk
    desk.work.staff_id = 1
    left = desk.site.save_staff(SaveStaff("The one who left", Role.SUPERVISOR)).value
    desk.site.save_staff(SaveStaff(left.name, left.role, active=False, id=left.id))
    named, owner = scene.staff["named"], scene.staff["owner"]
    assert isinstance(named, int)
    assert isinstance(owner, int)
    for who, sealed in product((*scene.staff.values(), left.id), (True, False)):
        if not sealed:
            continue
        role = next((one.role for one in desk.facts().staff if one.id == who and one.active), None)
        (hidden,) = rows(desk.path, f"SELECT {confidential.hidden(who)} FROM call WHERE id = {scene.call.id}")
        assert bool(hidden[0]) is not may_see(who, role, owner_id=owner, named={named})


@pytest.mark.parametrize(
    "words",
    ["complaint", "Ada", "Lovelace", "Engines", "A-1", "confidence", "+44 20 7946 0958", "senior per"],
)
def test_search_does_not_find_it_by_words_customer_or_phone_for_those_who_may_not_see_it(
    scene: Scene, words: str
) -> None:
    assert scene.desk.lists.search(words) == ()
    with scene.as_("named") as desk:
        assert [row.id for row in desk.lists.search(words)] == [scene.call.id]


def test_search_finds_it_by_its_reference_masked(scene: Scene) -> None:
    for typed in (scene.call.ref, str(scene.call.id)):
        (row,) = scene.desk.lists.search(typed)
        assert row.masked
    with scene.as_("owner") as desk:
        (row,) = desk.lists.search(scene.call.ref)
    assert not row.masked


def test_not_even_the_number_of_matches_tells_of_it(scene: Scene) -> None:
    for number in range(4):
        log(scene.desk, f"Senior printer {number}", new_customer=NewCustomer(f"Somebody {number}"))
    with scene.as_("owner") as desk:
        desk.calls.log(LogCall("Senior leave", new_customer=NewCustomer("Bob"), confidential=True))
    found = scene.desk.lists.search("senior", limit=4)
    assert [row.summary for row in found] == [f"Senior printer {number}" for number in (3, 2, 1, 0)]


def test_leaving_it_out_of_a_search_reads_the_short_index_of_confidential_calls(scene: Scene) -> None:
    for who in (None, scene.staff["outsider"]):
        plan = rows(scene.desk.path, f"EXPLAIN QUERY PLAN SELECT call.id FROM call WHERE {confidential.hidden(who)}")
        assert any("ix_call_confidential" in line[3] for line in plan), plan


@pytest.mark.parametrize("view", [name for name in call_rows.VIEWS if name != "closed"])
def test_masking_leaves_a_list_of_open_calls_one_indexed_read(desk: Desk, view: str) -> None:
    """Confidential calls cost no time: the first painted window reads its list by an index of open calls alone."""
    condition, asks = call_rows.VIEWS[view]
    sql = call_rows.select(1) + condition
    plan = [line[3] for line in rows(desk.path, f"EXPLAIN QUERY PLAN {sql}", *((1,) if asks else ()))]
    assert any("call USING INDEX ix_call_open" in line for line in plan), plan
    # Besides the list itself no calls are read: of the staff named, by their key.
    assert sum(" call " in f" {line} " or line == "SCAN call" for line in plan) == 1, plan
    assert not [line for line in plan if line.startswith("SCAN") and "ix_call_open" not in line], plan


def test_a_customers_calls_do_not_tell_of_it_while_the_next_is_logged(scene: Scene) -> None:
    (match,) = scene.desk.directory.callers("Lovelace")
    assert (match.calls, match.customer.open_calls) == ((), 0)
    with scene.as_("owner") as desk:
        (match,) = desk.directory.callers("Lovelace")
        assert [row.id for row in match.calls] == [scene.call.id]
        assert match.customer.open_calls == 1


def test_signs_that_count_contacts_do_not_count_confidential_calls(scene: Scene) -> None:
    (match,) = scene.desk.directory.callers("Lovelace")
    second = log(scene.desk, "Another thing", customer_id=match.customer.id)
    assert scene.desk.overview.call(second.id).contacts_30_days == 1
    with scene.as_("owner") as desk:
        assert desk.overview.call(scene.call.id).contacts_30_days == 2


def test_promises_and_escalations_out_show_its_clocks_and_owner_only(scene: Scene) -> None:
    (promise,) = scene.desk.promises.open()
    assert promise.masked
    assert (promise.due_at, promise.owner, promise.ref) == (at(12), "The owner", scene.call.ref)
    assert (promise.customer, promise.summary, promise.phone, promise.words) == ("", "", "", "")
    (out,) = scene.desk.escalations.out()
    assert out.masked
    assert (out.ref, out.owner, out.customer, out.summary) == (scene.call.ref, "The owner", "", "")
    assert (out.escalation.contact, out.escalation.handoff, out.escalation.types) == ("", {}, ())
    with scene.as_("named") as desk:
        assert desk.promises.open()[0].phone == "+44 1632 960000"
        assert desk.escalations.out()[0].escalation.contact == "Grace Hopper"


def test_the_overdue_list_masks_it_and_does_not_name_who_has_it(scene: Scene, clock: FixedClock) -> None:
    clock.set_to(at(17, day=20))
    view = scene.desk.supervision.overdue()
    assert [row.masked for row in view.rows] == [True]
    late_view = scene.desk.late.view(Ask((Tile.OVERDUE,)))
    assert [row.masked for row in late_view.page.rows] == [True]
    assert (view.not_accepted, late_view.figures.not_accepted, late_view.where) == ((), (), ())
    assert late_view.figures.tiles[Tile.NOT_ACCEPTED].calls == 0
    assert [one.name for one in late_view.who] == ["The owner"]
    (late,) = overdue(scene.desk.work, clock.now())
    assert late.masked
    assert (late.summary, late.customer, late.priority, late.with_name) == ("", "", None, None)
    with scene.as_("supervisor") as desk:
        assert desk.late.view().where[0].name == "Grace Hopper"
        assert overdue(desk.work, clock.now())[0].summary == scene.call.summary


def test_making_it_confidential_is_recorded_where_only_those_who_see_it_read(scene: Scene) -> None:
    with scene.as_("owner") as desk:
        line = last(desk, scene.call.id, "made_confidential")
    assert line.payload == {"words": "A personnel issue", "named": ["The named"]}
    assert scene.desk.overview.call(scene.call.id).events == ()


def test_whoever_sees_a_call_may_make_it_confidential_and_is_named_on_it(desk: Desk) -> None:
    call = log(desk)
    helper = staff(desk, Role.AGENT, "Helper")
    desk.work.staff_id = helper
    row = desk.calls.make_confidential(MakeConfidential(call.id, "A personnel issue")).value
    assert not row.masked
    assert desk.overview.call(call.id).named == ((helper, "Helper"),)


def test_a_supervisor_who_makes_a_call_confidential_need_not_be_named(desk: Desk) -> None:
    call = log(desk)
    desk.work.staff_id = staff(desk, Role.SUPERVISOR)
    desk.calls.make_confidential(MakeConfidential(call.id, "A personnel issue"))
    assert desk.overview.call(call.id).named == ()


def test_a_call_can_be_logged_as_confidential(desk: Desk) -> None:
    agent, other = staff(desk, Role.AGENT, "One"), staff(desk, Role.AGENT, "Other")
    desk.work.staff_id = agent
    call = log(desk, confidential=True)
    assert (call.confidential, call.masked) == (True, False)
    desk.work.staff_id = other
    assert desk.overview.call(call.id).masked


def test_escalating_can_make_it_confidential_in_the_same_act(desk: Desk) -> None:
    call = log(desk)
    escalate(desk, call.id, contact(desk).id, confidential=True)
    assert desk.overview.call(call.id).row.confidential
    assert kinds(desk, call.id)[-2:] == ["escalated", "made_confidential"]
    desk.work.staff_id = staff(desk, Role.AGENT)
    assert desk.overview.call(call.id).masked


def test_the_new_owner_sees_it_and_the_old_one_only_if_named(scene: Scene) -> None:
    outsider = scene.staff["outsider"]
    assert isinstance(outsider, int)
    with scene.as_("owner") as desk:
        desk.calls.reassign(Reassign((scene.call.id,), outsider, "On leave"))
        assert desk.overview.call(scene.call.id).masked
    assert not scene.desk.overview.call(scene.call.id).masked


def test_whoever_logged_it_sees_it_only_as_its_owner_or_named(scene: Scene) -> None:
    with scene.as_("supervisor") as desk:
        desk.calls.reassign(Reassign((scene.call.id,), 1, "Mine now"))
    with scene.as_("owner") as desk:
        assert desk.overview.call(scene.call.id).masked


@pytest.mark.parametrize(("who", "may"), [("owner", True), ("supervisor", True), ("manager", True), ("named", False)])
def test_its_owner_or_a_supervisor_decides_who_sees_it(scene: Scene, who: str, may: bool) -> None:
    outsider = scene.staff["outsider"]
    assert isinstance(outsider, int)
    acts: tuple[Callable[[Desk], object], ...] = (
        lambda desk: desk.calls.name(NameOnCall(scene.call.id, (outsider,))),
        lambda desk: desk.calls.make_open(MakeOpen(scene.call.id, "Settled")),
    )
    for act in acts:
        with scene.as_(who) as desk:
            if may:
                act(desk)
                continue
            with pytest.raises(NotAllowed) as refused:
                act(desk)
            assert refused.value.code == "only_owner_names"
    assert scene.desk.overview.call(scene.call.id).masked is not may


def test_who_is_named_is_recorded_and_two_who_change_it_at_once_both_know(scene: Scene) -> None:
    named, outsider = scene.staff["named"], scene.staff["outsider"]
    assert isinstance(named, int)
    assert isinstance(outsider, int)
    with scene.as_("owner") as desk:
        desk.calls.name(NameOnCall(scene.call.id, (outsider,), base_named=(named,)))
        assert last(desk, scene.call.id, "named").payload == {"was": ["The named"], "becomes": ["The outsider"]}
        with pytest.raises(Conflict) as late:
            desk.calls.name(NameOnCall(scene.call.id, (), base_named=(named,)))
        assert late.value.values["newer"] == (outsider,)
        assert desk.overview.call(scene.call.id).named == ((outsider, "The outsider"),)
    with scene.as_("named") as desk:
        assert desk.overview.call(scene.call.id).masked


def test_open_again_everybody_sees_it_and_nobody_is_named(scene: Scene) -> None:
    with scene.as_("owner") as desk:
        desk.calls.make_open(MakeOpen(scene.call.id, "Settled between them"))
    call = scene.desk.overview.call(scene.call.id)
    assert (call.masked, call.row.confidential, call.named) == (False, False, ())
    assert call.events[-1].kind == "made_open"
    assert rows(scene.desk.path, "SELECT * FROM call_named") == []


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda call: MakeConfidential(call, "  "), "reason"),
        (lambda call: MakeConfidential(call, "Personnel", (99,)), "named"),
    ],
)
def test_what_is_wrong_with_making_it_confidential_is_said_by_field(desk: Desk, act: Callable, field: str) -> None:
    call = log(desk)
    with pytest.raises(Invalid) as wrong:
        desk.calls.make_confidential(act(call.id))
    assert list(wrong.value.fields) == [field]
    assert not desk.overview.call(call.id).row.confidential


def test_twice_confidential_or_twice_open_is_refused(scene: Scene) -> None:
    with scene.as_("owner") as desk:
        with pytest.raises(NotAllowed) as again:
            desk.calls.make_confidential(MakeConfidential(scene.call.id, "Again"))
        assert again.value.code == "already_confidential"
        desk.calls.make_open(MakeOpen(scene.call.id, "Settled"))
        with pytest.raises(NotAllowed) as still:
            desk.calls.make_open(MakeOpen(scene.call.id, "Again"))
        assert still.value.code == "not_confidential"


def test_an_old_reference_of_an_imported_call_is_not_found_by_others(scene: Scene) -> None:
    with scene.desk.work.act() as unit:
        unit.session.connection().exec_driver_sql(
            "INSERT INTO call (id, customer_id, owner_id, logged_by_id, logged_at, channel, summary, details, wants,"
            " steps, impact, urgency, priority, priority_reason, state, cycle, solution, policy_version_id, source,"
            " source_ref, version, signs, confidential) SELECT 50, customer_id, owner_id, logged_by_id, logged_at,"
            " channel, summary, '', '', '', impact, urgency, priority, '', state, 1, '', policy_version_id, 'list',"
            " 'INC77', 1, '', 1 FROM call WHERE id = ?",
            (scene.call.id,),
        )
    with pytest.raises(DeskError):
        scene.desk.calls.find("INC77")
    assert scene.desk.calls.find("C-00050") == 50
    with scene.as_("supervisor") as desk:
        assert desk.calls.find("INC77") == 50


def test_the_words_of_a_note_on_it_are_found_again_only_by_those_who_see_it(scene: Scene) -> None:
    with scene.as_("named") as desk:
        desk.calls.note(AddNote(scene.call.id, "Spoke with both"))
        assert "Spoke with both" in str(desk.overview.call(scene.call.id).events)
    assert "Spoke" not in str(scene.desk.overview.call(scene.call.id))


def test_its_clocks_warn_everybody(scene: Scene, clock: FixedClock) -> None:
    """They are seen by all: who may see the call may be away."""
    watched = {one.call_id for one in scene.desk.lists.watched()}
    assert scene.call.id in watched
    clock.set_to(at(12) + HOUR)
    assert scene.desk.lists.counts(clock.now()).overdue == 1
    assert scene.desk.lists.some((scene.call.id,))[0].due_at == at(12) + timedelta()


def test_an_incident_does_not_tell_that_a_confidential_call_belongs_to_it(scene: Scene) -> None:
    with scene.as_("owner") as desk:
        incident = desk.incidents.start(OpenIncident("Payroll portal is down")).value
        desk.incidents.join(JoinIncident(incident.id, (scene.call.id,)))
        assert desk.incidents.one(incident.id).incident.calls == 1
    found = scene.desk.incidents.one(incident.id)
    assert (found.calls, found.incident.calls, found.incident.to_tell) == ((), 0, 0)
    assert scene.call.id not in {event.call_id for event in found.events}
    with pytest.raises(NotAllowed) as refused:
        scene.desk.incidents.leave(LeaveIncident(incident.id, scene.call.id, "Not of it"))
    assert refused.value.code == "confidential"


def test_an_incident_gets_no_title_from_a_confidential_call_of_itself(scene: Scene) -> None:
    with scene.as_("owner") as desk:
        act = passing_on(scene.call.id, None, types=(EscalationType.INCIDENT,), consent=None, transfer=None, handoff={})
        with pytest.raises(Invalid) as wrong:
            desk.escalations.escalate(act)
        assert wrong.value.fields == {"incident": "missing"}
        desk.escalations.escalate(replace(act, incident_title="A data problem"))
    assert [one.title for one in scene.desk.incidents.open()] == ["A data problem"]


def test_what_may_repeat_a_call_and_what_solved_calls_like_it_leave_it_out(scene: Scene) -> None:
    (match,) = scene.desk.directory.callers("Lovelace")
    second = log(scene.desk, "Another thing", customer_id=match.customer.id)
    assert scene.desk.guides.repeats(second.id).earlier == ()
    with pytest.raises(NotAllowed) as refused:
        scene.desk.guides.link_repeat(LinkRepeat(second.id, scene.call.id))
    assert refused.value.code == "confidential"
    with pytest.raises(NotAllowed):
        log(scene.desk, "A third", customer_id=match.customer.id, repeat_of=scene.call.id)
    with scene.as_("supervisor") as desk:
        desk.guides.link_repeat(LinkRepeat(second.id, scene.call.id))
        assert desk.overview.call(second.id).repeat_of == scene.call.ref
        assert desk.overview.call(scene.call.id).repeated_by == (second.ref,)
    assert scene.desk.overview.call(second.id).repeat_of == ""


def test_an_approval_of_a_confidential_call_is_nobody_elses(scene: Scene) -> None:
    with scene.as_("owner") as desk:
        asked = desk.approvals.ask(AskApproval(scene.call.id, ApprovalKind.REFUND, 900_00, "To settle it")).value
    for act in (
        lambda: scene.desk.approvals.withdraw(asked.id),
        lambda: scene.desk.approvals.of_call(scene.call.id),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.code == "confidential"
    with scene.as_("supervisor") as desk:
        assert [one.id for one in desk.approvals.open()] == [asked.id]
