"""Drafts of whoever: what was typed about a customer and not done, and the files that wait with it."""

import json
from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deskapp.models.approvals import Approval
from deskapp.models.attachments import WaitingAttachment
from deskapp.models.calls import Call
from deskapp.models.customers import Customer, CustomerPerson
from deskapp.models.escalations import Escalation
from deskapp.models.incidents import Incident, IncidentStep
from deskapp.models.places import Equipment, Place
from deskapp.models.promises import Promise
from deskapp.models.site import Draft
from deskapp.services.erasure.whose import Names, Whose

#: What a draft's key names beside its kind: "note:12" is of a call, "tell:3:12" of an incident and a call.
_OF: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            *("note", "edit", "pause", "resolve", "reopen", "restore", "void", "lapse", "give", "agreement"),
            *("priority", "confidential", "unseal", "call-back", "follow_up", "approval", "escalate"),
            *("escalate-contact", "reassign", "step", "review", "review-skip", "review-answer"),
        ),
        (Call.__tablename__,),
    ),
    **dict.fromkeys(("tell", "incident-leave"), (Incident.__tablename__, Call.__tablename__)),
    **dict.fromkeys(
        (
            *("incident-over", "incident-note", "incident-message", "incident-add-step", "incident-lead"),
            *("incident-reopen", "join-incident"),
        ),
        (Incident.__tablename__,),
    ),
    **dict.fromkeys(("incident-step", "incident-step-undone"), (IncidentStep.__tablename__,)),
    **dict.fromkeys(("refuse", "withdraw", "hear", "accept", "return", "amend"), (Escalation.__tablename__,)),
    **dict.fromkeys(("keep", "move"), (Promise.__tablename__,)),
    "decide": (Approval.__tablename__,),
    "place": (Place.__tablename__,),
    "equipment": (Equipment.__tablename__,),
    "person": (CustomerPerson.__tablename__,),
    "customer": (Customer.__tablename__,),
}
#: A new thing of a customer: "place:new:12".
_NEW = "new"
#: Where a draft of a call that is not logged yet keeps who calls.
_CALLER = ("who", "customer")
_OF_CALLS = "WHERE call_id IN (SELECT value FROM json_each(?))"


def of_them(session: Session, of: Whose, known_by: Names) -> list[Draft]:
    """Drafts about them: by their key, by whom they chose, or by what was typed."""
    ids = _ids(session, of)
    return [
        draft
        for draft in session.scalars(select(Draft)).all()
        if _about(draft.key, ids) or _caller(draft, ids) or known_by.in_value(draft.content)
    ]


def forget(session: Session, drafts: Collection[Draft]) -> None:
    """Throw drafts away, with the files that wait with them."""
    for draft in drafts:
        content = str(draft.content)
        waiting = select(WaitingAttachment).where(WaitingAttachment.staff_id == draft.staff_id)
        for one in session.scalars(waiting).all():
            if one.key in content:
                session.delete(one)
        session.delete(draft)
    session.flush()


def forget_waiting(session: Session, known_by: Names) -> None:
    """Files that wait with no draft that is there, and are called by their name."""
    found = [one.id for one in session.scalars(select(WaitingAttachment)) if known_by.in_text(one.name)]
    session.execute(delete(WaitingAttachment).where(WaitingAttachment.id.in_(found)))


def _ids(session: Session, of: Whose) -> Mapping[str, frozenset[int]]:
    """By table the ids of what is theirs."""
    found = {
        Customer.__tablename__: frozenset(of.customers),
        CustomerPerson.__tablename__: frozenset(of.people),
        Call.__tablename__: frozenset(of.calls),
        Place.__tablename__: frozenset((*of.places, *of.shared_places)),
        Equipment.__tablename__: frozenset((*of.equipment, *of.shared_equipment)),
        Incident.__tablename__: frozenset(of.incidents),
    }
    calls = json.dumps(of.calls)
    run = session.connection().exec_driver_sql
    steps = select(IncidentStep.id).where(IncidentStep.incident_id.in_(of.incidents))
    found[IncidentStep.__tablename__] = frozenset(session.scalars(steps))
    for kind in (Escalation, Promise, Approval):
        theirs = run(f"SELECT id FROM {kind.__tablename__} {_OF_CALLS}", (calls,))
        found[kind.__tablename__] = frozenset(row[0] for row in theirs)
    return found


def _about(key: str, ids: Mapping[str, frozenset[int]]) -> bool:
    kind, *named = key.split(":")
    tables = _OF.get(kind, ())
    if named[:1] == [_NEW]:
        tables, named = (Customer.__tablename__,), named[1:]
    return any(number in ids[table] for table, one in zip(tables, named, strict=False) for number in _numbers(one))


def _caller(draft: Draft, ids: Mapping[str, frozenset[int]]) -> bool:
    return any(draft.content.get(name) in ids[Customer.__tablename__] for name in _CALLER)


def _numbers(named: str) -> Iterator[int]:
    return (int(one) for one in named.split(",") if one.isdecimal())
