"""An act on several calls as the bar carries it out: what is done to some of them, what is said of it and offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from deskapp.domain.data_class import dataclass

if TYPE_CHECKING:
    from deskapp.desk import Desk
    from deskapp.domain.errors import DeskError
    from deskapp.services.changes import Done
    from deskapp.services.many.views import ManyDone

Step = Callable[["Desk"], "Done[ManyDone]"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be decided for one call that was left out."""

    words: str
    #: Does it all the same; None: the call stays as it is.
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class ManyAct:
    """What somebody decided in a dialog, for all the calls that were selected."""

    #: Does it to some of the calls, in one transaction.
    step: Callable[[tuple[int, ...]], Step]
    #: While it goes on: "Reassigning: 150 of 183".
    going: Callable[[int, int], str]
    #: What was done: to so many, of so many.
    said: Callable[[int, int], str]
    #: How many were left out, and what stands before the reason in the row of each.
    left_out: Callable[[int], str]
    refused: str
    #: What can be decided for a call that was left out.
    choices: Callable[[int, DeskError], tuple[Choice, ...]] = lambda _call_id, _error: ()
    #: Whether it can be taken back as a whole.
    can_be_undone: bool = True


@dataclass(frozen=True, slots=True)
class RowRefusal:
    """Why one of several calls was left out, for its row."""

    call_id: int
    #: "Not reassigned:", and why.
    title: str
    words: str
    #: By key what can be decided for it.
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RowResults:
    """What came of an act on several calls, for the rows of a list."""

    done: frozenset[int] = frozenset()
    refused: Mapping[int, RowRefusal] = field(default_factory=dict)
