"""What one version of the written policy says otherwise than another."""

from collections.abc import Iterator
from dataclasses import fields
from enum import StrEnum
from typing import Any

from deskapp.domain.data_class import dataclass
from deskapp.domain.written_policy.content import PARTS, PolicyContent


class How(StrEnum):
    """What became of a part of the policy."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    #: The order of a list, nothing else of it.
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise.

    section: a field of PolicyContent. part: the part that is meant, as it is, or was where it is gone; None for what
    is no list. field: which of its fields; "" where the whole part came or went. was, becomes: as content has them.
    """

    section: str
    how: How
    part: Any = None
    field: str = ""
    was: Any = None
    becomes: Any = None


def changes(was: PolicyContent, becomes: PolicyContent) -> tuple[Change, ...]:
    """In the order of the policy; of each list first what changed, then what came, then what went."""
    return tuple(
        change
        for one in fields(PolicyContent)
        for change in _of(one.name, getattr(was, one.name), getattr(becomes, one.name))
    )


def _of(section: str, was: Any, becomes: Any) -> Iterator[Change]:
    if section not in PARTS:
        if was != becomes:
            yield Change(section, How.CHANGED, field=section, was=was, becomes=becomes)
        return
    before, after = {one.key: one for one in was}, {one.key: one for one in becomes}
    kept = [key for key in after if key in before]
    for key in kept:
        for one in fields(after[key]):
            old, new = getattr(before[key], one.name), getattr(after[key], one.name)
            if old != new:
                yield Change(section, How.CHANGED, after[key], one.name, old, new)
    for key, part in after.items():
        if key not in before:
            yield Change(section, How.ADDED, part)
    for key, part in before.items():
        if key not in after:
            yield Change(section, How.REMOVED, part)
    if kept != [key for key in before if key in after]:
        yield Change(section, How.MOVED)
