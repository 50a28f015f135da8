"""Looking after a call: its own fields, its priority, notes, talking with the customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain import call_life, sla
from deskapp.domain import priority as priorities
from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import (
    OPEN_STATES,
    UNRESOLVED_STATES,
    CallState,
    ClockKind,
    Priority,
    PromiseKind,
)
from deskapp.models.base import to_stored
from deskapp.models.calls import Call
from deskapp.models.clocks import Pause
from deskapp.models.promises import Promise
from deskapp.models.site import Category
from deskapp.services import call_fields, forgotten
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls import signs as call_signs
from deskapp.services.calls.lists import runner
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Done
from deskapp.services.clocks import clocks, last_word
from deskapp.services.confidential import access
from deskapp.services.places import choosing
from deskapp.services.places.acts import Chosen
from deskapp.services.texts import clean, reference
from deskapp.services.work import Unit, Work
from deskapp.storage import search

if TYPE_CHECKING:
    from deskapp.services.calls.acts import AddNote, ContactCustomer, EditCall, SetPriority, TryStep

_BASIS = ("impact", "urgency", "priority_reason")
_EDITED = ("summary", "details", "wants", "steps", "tone", "category_id", "customer_deadline")


def the_call(session: Session, call_id: int) -> Call:
    """The call, or NotFound; NotAllowed where whoever works in the session may not see it, or acts on a forgotten one.

    Every act on a call, an escalation or a promise begins here, and none needs to think of such calls.
    """
    call = session.get(Call, call_id)
    if call is None:
        raise NotFound(Refusal.CALL_UNKNOWN, ref=reference(call_id))
    access.refuse_hidden(session, call)
    forgotten.refuse_acts(session, call)
    return call


def must_fit(call: Call, act: CallAct) -> None:
    """Refuse an act that a call in this state has no place for."""
    if not call_life.fits(act, call.state):
        raise NotAllowed(Refusal.CALL_STATE, ref=reference(call.id), state=call.state.value)


def line(session: Session, call_id: int) -> CallRow:
    """The call's line in a list, as it is now."""
    found = call_rows.where(runner(session), "WHERE call.id = ?", (call_id,))
    return found[0]


def done(unit: Unit, call: Call, *lists: str) -> Done[CallRow]:
    """The end of every act on a call: its lines are written, and anew what its row repeats."""
    looked_after(unit, call)
    return unit.done(line(unit.session, call.id), *lists, calls=(call.id,))


def looked_after(unit: Unit, call: Call) -> None:
    """The lines of an act on a call are written, and anew what its row repeats of them."""
    unit.record()
    clocks.refresh(unit, call)
    if call.state in UNRESOLVED_STATES:
        call_signs.sign_again(unit, call)


def taken_up(unit: Unit, call: Call) -> None:
    """A new call that somebody works on is open."""
    if call.state is CallState.NEW:
        call.state = CallState.OPEN
        unit.tell(EventKind.OPENED, call.id, "state", CallState.NEW.value, CallState.OPEN.value)


def note(work: Work, act: AddNote) -> Done[CallRow]:
    with work.act() as unit:
        stepped = _next_step(the_call(unit.session, act.call_id), act)
        if not act.words.strip() and not stepped:
            raise Invalid({"words": FieldFault.MISSING})
        noted(unit, act.call_id, act.words, stepped)
        return unit.done(line(unit.session, act.call_id), calls=(act.call_id,))


def noted(unit: Unit, call_id: int, words: str, also: Mapping[str, object] | None = None) -> None:
    """A note, as one act or a part of one on several calls; also: what its line tells beside the words."""
    call = the_call(unit.session, call_id)
    taken_up(unit, call)
    unit.tell(EventKind.NOTE, call.id, payload={"words": clean(words), **(also or {})})
    looked_after(unit, call)


def _next_step(call: Call, act: AddNote | ContactCustomer) -> dict[str, object]:
    """Write the next step that an act brings, on one line; what its line tells of that, empty where nothing changed."""
    if act.next_step is None:
        return {}
    was, becomes = call.next_step, " ".join(clean(act.next_step).split())
    if was == becomes:
        return {}
    if call.state not in OPEN_STATES:
        raise Invalid({"next_step": FieldFault.NO_NEXT_STEP})
    if act.base_next_step not in (None, was):
        raise Conflict(Refusal.NEXT_STEP_CHANGED, ref=reference(call.id), newer=was)
    call.next_step = becomes
    return {"next_step": becomes, "next_step_was": was}


def try_step(work: Work, act: TryStep) -> Done[CallRow]:
    """A step of what was tried; when it was, and by whom, its line tells. Raises Invalid (words)."""
    with work.act() as unit:
        call = the_call(unit.session, act.call_id)
        must_fit(call, CallAct.STEP)
        if not clean(act.words):
            raise Invalid({"words": FieldFault.MISSING})
        taken_up(unit, call)
        unit.tell(EventKind.STEP_TRIED, call.id, payload={"words": clean(act.words)})
        return done(unit, call)


def contact_customer(work: Work, act: ContactCustomer) -> Done[CallRow]:
    """A conversation answers the customer and starts the next update; an attempt nobody answers stops nothing."""
    with work.act() as unit:
        call = the_call(unit.session, act.call_id)
        # Whoever agreed and wants to hear from us is tried too.
        tried = not act.reached and follow_up_is_promised(unit.session, call)
        must_fit(call, CallAct.TRIED if tried else CallAct.SPOKE)
        if act.reached and act.next_update is not None and act.next_update <= unit.now:
            raise Invalid({"next_update": FieldFault.PAST})
        taken_up(unit, call)
        payload = {"words": clean(act.words), "how": act.how.value, **_next_step(call, act)}
        if act.reached:
            spoke(unit, call, act.next_update)
            if act.next_update is not None:
                payload["next_update"] = to_stored(act.next_update)
        else:
            last_word.tried(unit, call)
            if act.try_again is not None:
                payload["try_again"] = to_stored(_try_again(unit, call, act.try_again))
        unit.tell(EventKind.CUSTOMER_TOLD if act.reached else EventKind.ATTEMPT, call.id, payload=payload)
        return done(unit, call, *(("promises",) if act.reached else ()))


def follow_up_is_promised(session: Session, call: Call) -> bool:
    query = select(Promise.id).where(
        Promise.call_id == call.id, Promise.follow_up, Promise.kept_at.is_(None), Promise.moved_at.is_(None)
    )
    return call.state is CallState.CLOSED and session.scalar(query.limit(1)) is not None


def _try_again(unit: Unit, call: Call, at: datetime) -> datetime:
    """The wait that is on ends for us at this instant: the call comes up then."""
    if at <= unit.now:
        raise Invalid({"try_again": FieldFault.PAST})
    waits = unit.session.scalars(select(Pause).where(Pause.call_id == call.id, Pause.ended_at.is_(None))).first()
    if waits is None:
        raise Invalid({"try_again": FieldFault.DOES_NOT_WAIT})
    waits.back_by = at
    return at


def spoke(unit: Unit, call: Call, next_update: datetime | None) -> None:
    """A conversation with the customer: response is given, the promised update is kept, the next one starts."""
    call.back_from = None
    last_word.told(unit, call)
    clocks.stop_all(unit, call, ClockKind.RESPONSE, ClockKind.UPDATE)
    for promise in unit.session.scalars(
        select(Promise).where(
            Promise.call_id == call.id,
            Promise.kind == PromiseKind.UPDATE,
            Promise.kept_at.is_(None),
            Promise.moved_at.is_(None),
        )
    ):
        promise.kept_at = unit.now
    start_update(unit, call, next_update)


def start_update(unit: Unit, call: Call, next_update: datetime | None) -> None:
    """The next update: at the instant that was promised, else by the policy's target."""
    policy = unit.rules.policy(unit.session, call.policy_version_id)
    if next_update is not None:
        promise(unit, call.id, next_update)
        clocks.start(unit, call, ClockKind.UPDATE, fixed=next_update)
    else:
        target = clocks.target_of(unit.session, call, policy, ClockKind.UPDATE)
        clocks.start(unit, call, ClockKind.UPDATE, target=target)


def promise(unit: Unit, call_id: int, at: datetime) -> None:
    """Keep when the customer of a call was promised to hear from us."""
    made = Promise(call_id=call_id, kind=PromiseKind.UPDATE, made_at=unit.now, made_by_id=unit.staff.id, due_at=at)
    unit.session.add(made)
    unit.lists.add("promises")


def edit(work: Work, act: EditCall) -> Done[CallRow]:
    """Change a call's own fields. Raises Conflict, with the newer version, where somebody changed them meanwhile."""
    with work.act() as unit:
        call = the_call(unit.session, act.call_id)
        must_fit(call, CallAct.EDIT)
        said = call_fields.held(unit.session, call.id)
        if call.version != act.base_version:
            _refuse_stale(unit.session, call, act, said)
        fields = _check(unit.session, call, act, said)
        before = {name: getattr(call, name) for name in (*_EDITED, *choosing.COLUMNS)}
        for name in ("summary", "details", "wants", "steps"):
            setattr(call, name, clean(getattr(act, name)))
        call.tone, call.category_id = act.tone, act.category_id
        _set_deadline(unit, call, act.customer_deadline)
        _name(unit, call, act.place, act.equipment)
        if act.person is not None:
            call.person_id = choosing.speaker(unit, call.customer_id, act.person)
        moved = []
        if call.category_id != before["category_id"]:
            moved = clocks.follow(unit, call, unit.rules.policy(unit.session, call.policy_version_id))
        edited = _edited(unit.session, call, before, moved)
        differ = call_fields.keep(unit.session, call.id, fields)
        if differ:
            edited = _with_fields(edited, differ)
        if edited:
            call.version += 1
            unit.session.flush()
            taken_up(unit, call)
            unit.tell(EventKind.EDITED, call.id, payload=edited)
            search.write_again(unit.session, call.id)
        _count_again(unit, call, before["equipment_id"])
        return done(unit, call)


def name_things(unit: Unit, call: Call, place: str, equipment: str) -> None:
    """Take the place and the equipment that a call is said to be about, by a word; "" leaves it. Its timeline tells."""
    before = {name: getattr(call, name) for name in choosing.COLUMNS}
    _name(
        unit,
        call,
        Chosen(words=place) if place.strip() else None,
        Chosen(words=equipment) if equipment.strip() else None,
    )
    edited = _edited(unit.session, call, before)
    if edited:
        call.version += 1
        unit.session.flush()
        unit.tell(EventKind.EDITED, call.id, payload=edited)
        _count_again(unit, call, before["equipment_id"])


def _count_again(unit: Unit, call: Call, was: int | None) -> None:
    """The other calls on either thing count this one from now on, or count it no more."""
    if call.equipment_id != was:
        on_either = Call.equipment_id.in_((call.equipment_id, was))
        call_signs.sign_all_again(unit, Call.id != call.id, on_either)


def _name(unit: Unit, call: Call, place: Chosen | None, equipment: Chosen | None) -> None:
    """Take the place and the equipment that the call names now; None leaves it."""
    if place is None and equipment is None:
        return
    asked = (choosing.NOTHING if one is None else one for one in (place, equipment))
    place_id, equipment_id = choosing.take(unit, call.customer_id, *asked, known=call.equipment_id)
    if place is not None:
        call.place_id = place_id
    if equipment is not None:
        call.equipment_id = equipment_id


def _check(session: Session, call: Call, act: EditCall, said: Mapping[int, str]) -> dict[int, str]:
    """Words and category of a call that is over may be corrected, and that is told; its deadline is over too.

    Gives back what the fields of its category say.
    """
    choosing.check(session, call.customer_id, act.place, act.equipment, act.person)
    fields, wrong = call_fields.taken(session, act.category_id, act.fields, said)
    if call.state not in OPEN_STATES and act.customer_deadline != call.customer_deadline:
        wrong["customer_deadline"] = FieldFault.CALL_IS_OVER
    if not clean(act.summary):
        wrong["summary"] = FieldFault.MISSING
    if act.category_id is not None and session.get(Category, act.category_id) is None:
        wrong["category_id"] = FieldFault.UNKNOWN
    if wrong:
        raise Invalid(wrong)
    return fields


def set_priority(work: Work, act: SetPriority) -> Done[CallRow]:
    """A new target applies from the original start, with all pauses; both deadlines are in the timeline."""
    with work.act() as unit:
        call = the_call(unit.session, act.call_id)
        must_fit(call, CallAct.PRIORITY)
        matrix = unit.rules.policy(unit.session, call.policy_version_id).matrix
        chosen = act.priority or priorities.priority_of(act.impact, act.urgency, matrix)
        _refuse_stale_priority(call, act, chosen)
        if act.priority is not None and not act.reason.strip():
            raise Invalid({"reason": FieldFault.MISSING})
        before = {name: getattr(call, name) for name in _BASIS}
        call.impact, call.urgency = act.impact, act.urgency
        call.priority_reason = clean(act.reason) if act.priority else ""
        taken_up(unit, call)
        if not change_priority(unit, call, chosen, clean(act.reason)):
            # The same priority for another reason is a change all the same.
            edited = _edited(unit.session, call, before)
            if edited:
                unit.tell(EventKind.EDITED, call.id, payload=edited)
        return done(unit, call)


def _refuse_stale_priority(call: Call, act: SetPriority, chosen: Priority) -> None:
    """Raises Conflict where somebody else set it meanwhile, and to something else than what is asked for now."""
    basis = (call.impact, call.urgency, call.priority, call.priority_reason)
    if basis == (act.impact, act.urgency, chosen, clean(act.reason) if act.priority else ""):
        return
    base = act.base
    stale = base is not None and basis != (base.impact, base.urgency, base.priority, base.reason)
    if stale or (act.base_priority is not None and act.base_priority is not call.priority):
        ref = reference(call.id)
        raise Conflict(Refusal.PRIORITY_CHANGED, ref=ref, newer=call.priority, basis=basis)


def change_priority(
    unit: Unit,
    call: Call,
    chosen: Priority,
    reason: str,
    of_call: clocks.Held | None = None,
    said: Mapping[str, str] | None = None,
) -> bool:
    """Give a call another priority, and tell its timeline; whether it is another one.

    of_call: what is held of it, where several are changed at once. said: what the line keeps besides.
    """
    was = call.priority
    if was == chosen:
        return False
    before = _resolution_due(unit, call, of_call)
    call.priority = chosen
    policy = unit.rules.policy(unit.session, call.policy_version_id)
    moved = [move for move in clocks.follow(unit, call, policy, of_call) if move.kind is not ClockKind.RESOLUTION]
    after = _resolution_due(unit, call, of_call)
    payload: dict[str, object] = {"reason": reason, "impact": call.impact.value, "urgency": call.urgency.value}
    payload |= said or {}
    if before is not None:
        payload["due_was"] = to_stored(before)
    if after is not None:
        payload["due"] = to_stored(after)
    if moved:
        payload |= clocks.told(moved)
    unit.tell(EventKind.PRIORITY, call.id, "priority", was.value, chosen.value, payload)
    return True


def _resolution_due(unit: Unit, call: Call, of_call: clocks.Held | None) -> datetime | None:
    of_call = of_call or clocks.held(unit.session, (call,))[call.id]
    clock = next(iter(of_call.running(ClockKind.RESOLUTION)), None)
    if clock is None:
        return None
    return sla.due(clocks.facts_of(unit.session, unit.rules, clock, of_call.pauses))


def _set_deadline(unit: Unit, call: Call, at: datetime | None) -> None:
    if at == call.customer_deadline:
        return
    call.customer_deadline = at
    for clock in clocks.running(unit.session, call.id, ClockKind.DEADLINE):
        if at is None:
            clocks.drop(unit, clock)
        else:
            clocks.promise_instead(unit, clock, at)
        unit.session.flush()
        return
    if at is not None and call.state in UNRESOLVED_STATES:
        clocks.start(unit, call, ClockKind.DEADLINE, fixed=at)


def _refuse_stale(session: Session, call: Call, act: EditCall, said: Mapping[int, str]) -> None:
    newer: dict[str, object] = {name: getattr(call, name) for name in _EDITED}
    mine: dict[str, object] = {name: getattr(act, name) for name in _EDITED}
    for column in choosing.COLUMNS:
        name = column.removesuffix("_id")
        if getattr(act, name) is not None:
            newer[name] = choosing.chosen(session, column, getattr(call, column))
            mine[name] = choosing.as_kept(session, call.customer_id, column, getattr(act, name))
    others = {field_id: said.get(field_id, "") for field_id in act.fields}
    if newer != mine or others != dict(act.fields):
        raise Conflict(Refusal.CALL_EDITED, ref=reference(call.id), newer=newer, fields=others, version=call.version)


def _with_fields(edited: Mapping[str, Any], differ: Mapping[str, tuple[str, str]]) -> dict[str, object]:
    """What a line tells of an edit, with the fields of the category that say something else by now, by their labels."""
    was = {label: before for label, (before, _now) in differ.items()}
    becomes = {label: now for label, (_before, now) in differ.items()}
    return {
        **edited,
        "changed": [*edited.get("changed", ()), "fields"],
        "was": {**edited.get("was", {}), "fields": was},
        "becomes": {**edited.get("becomes", {}), "fields": becomes},
    }


def _edited(
    session: Session, call: Call, before: Mapping[str, object], moved: Sequence[clocks.Move] = ()
) -> dict[str, object]:
    """Which of these fields changed, from what to what, as a line of the timeline keeps it; empty where none did.

    moved: the deadlines that another category moved; both are told.
    """
    changed = [name for name in before if getattr(call, name) != before[name]]
    if not changed:
        return {}
    payload: dict[str, object] = {
        "changed": changed,
        "was": {name: _plain(session, name, before[name]) for name in changed},
        "becomes": {name: _plain(session, name, getattr(call, name)) for name in changed},
    }
    if moved:
        payload |= clocks.told(moved)
    return payload


def _plain(session: Session, name: str, value: object) -> object:
    """A field's value as a timeline line keeps it."""
    if isinstance(value, datetime):
        return to_stored(value)
    if name == "category_id" and isinstance(value, int):
        return session.get_one(Category, value).name
    if name in choosing.COLUMNS and isinstance(value, int):
        return choosing.name(session, name, value)
    return value
