"""What one call's timeline tells of another: nothing of a confidential one to whoever may not see that.

The lines stay as they were written; a call may have become confidential after them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.models.calls import Call
from deskapp.services.confidential.access import hidden
from deskapp.services.texts import reference

#: What of a payload is another call's reference.
_OTHERS = ("ref", "duplicate_of", "repeat_of", "earlier", "later")

Words = Mapping[str, Any]


def without_hidden(session: Session, lines: Iterable[Words]) -> list[Words]:
    """The payloads of a timeline's lines, without the references of calls that are not for whoever looks."""
    every = list(lines)
    named = {str(payload[name]) for payload in every for name in _OTHERS if payload.get(name)}
    if not named:
        return every
    confidential = select(Call.id).where(Call.confidential, hidden(session))
    not_told = named & {reference(call_id) for call_id in session.scalars(confidential)}
    if not not_told:
        return every
    return [
        {name: "" if name in _OTHERS and str(said) in not_told else said for name, said in payload.items()}
        for payload in every
    ]
