"""What a rota answers: who is on call and by which rule, or why nobody is. `domain.rota` is the face of this."""

from enum import StrEnum
from functools import lru_cache

from deskapp.domain.data_class import dataclass

#: Who can be on call: a name, or whatever else stands for one contact throughout a rota.
Member = str


class Rule(StrEnum):
    """By which rule somebody is on call, or why nobody but the catch-all is."""

    SET = "set"
    REPLACE = "replace"
    SHIFT = "shift"
    ROTATION = "rotation"
    REMOVED = "removed"
    LEFT = "left"
    HOLIDAY = "holiday"
    ENDED = "ended"
    NOT_STARTED = "not_started"
    OUTSIDE_HOURS = "outside_hours"
    NO_SHIFT = "no_shift"


_PHRASES = {
    Rule.SET: "set by an override",
    Rule.REPLACE: "stands in by an override",
    Rule.SHIFT: "on a dated shift",
    Rule.ROTATION: "on turn in the rotation",
    Rule.REMOVED: "taken off by an override",
    Rule.LEFT: "whoever has the turn is not in the directory any more",
    Rule.HOLIDAY: "the rotation rests on this holiday",
    Rule.ENDED: "after the end of the rotation",
    Rule.NOT_STARTED: "before the start of the rotation",
    Rule.OUTSIDE_HOURS: "outside the hours of the rota",
    Rule.NO_SHIFT: "no shift at this time",
}
PLANNED = frozenset({Rule.SET, Rule.REPLACE, Rule.SHIFT, Rule.ROTATION})


@dataclass(frozen=True, slots=True)
class OnCall:
    """Who is on call, and why; where member is None, why nobody is. reason: a short English phrase.

    rule: the same as a code. instead_of: whom an override takes off or replaces, or who has left.
    """

    member: Member | None
    reason: str
    rule: Rule
    instead_of: Member | None = None

    @property
    def planned(self) -> bool:
        """Whether somebody was planned: neither nobody nor the catch-all."""
        return self.rule in PLANNED


@lru_cache(4096)
def answer(rule: Rule, member: Member | None, instead_of: Member | None = None) -> OnCall:
    """The answer by a rule; where nobody is planned, member is the catch-all."""
    phrase = _PHRASES[rule]
    if rule not in PLANNED:
        phrase = f"nobody: {phrase}, and no catch-all" if member is None else f"catch-all: {phrase}"
    return OnCall(member, phrase, rule, instead_of)
