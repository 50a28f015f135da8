"""Where a rota has nobody although somebody should be on call: RULES.md, "Rotas"."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from deskapp.domain.rota.answers import Member, OnCall, Rule, answer
from deskapp.domain.rota.stretches import Stretch

#: From and to, in order, none overlapping.
Spans = Sequence[tuple[datetime, datetime]]


def present(said: OnCall, gone: Iterable[Member], catch_all: Member | None) -> OnCall:
    """An answer for a time to come: whoever is not in the directory any more is not on call."""
    gone = frozenset(gone)
    if said.member not in gone:
        return said
    if not said.planned:
        return answer(said.rule, None, said.instead_of)
    return answer(Rule.LEFT, None if catch_all in gone else catch_all, said.member)


def is_gap(one: Stretch) -> bool:
    """Whether nobody answers, or only the catch-all in hours that are somebody's."""
    return not one.on_call.planned and (one.member is None or one.rule is not Rule.OUTSIDE_HOURS)


def gaps_between(stretches: Iterable[Stretch], desk_open: Spans = ()) -> list[Stretch]:
    """The gaps in stretches that follow each other: `is_gap`, and the desk itself is not open.

    Where the catch-all answers outside the rota's hours is no gap by itself, but one gap reaches over it to the
    next; so it does over the desk's hours where the rota should have had somebody in them too.
    """
    found: list[Stretch] = []
    open_still = False
    for one, closed in cut(stretches, desk_open):
        if closed and is_gap(one):
            if open_still and _alike(found[-1], one):
                found[-1] = replace(found[-1], end=one.end)
            else:
                found.append(one)
            open_still = True
        elif one.on_call.planned or (one.member is None and one.rule is Rule.OUTSIDE_HOURS):
            open_still = False
    return found


def cut(stretches: Iterable[Stretch], desk_open: Spans) -> Iterator[tuple[Stretch, bool]]:
    """The stretches in pieces, each with whether the desk is closed throughout it."""
    spans, place = list(desk_open), 0
    for one in stretches:
        begin = one.start
        while place < len(spans) and spans[place][0] < one.end:
            first, last = max(spans[place][0], begin), min(spans[place][1], one.end)
            if begin < first:
                yield replace(one, start=begin, end=first), True
            if first < last:
                yield replace(one, start=first, end=last), False
                begin = last
            if spans[place][1] > one.end:
                break
            place += 1
        if begin < one.end:
            yield replace(one, start=begin), True


def _alike(one: Stretch, other: Stretch) -> bool:
    """Whether two gaps have one answer: the same catch-all, and the same person who left."""
    gone = [each.instead_of if each.rule is Rule.LEFT else None for each in (one, other)]
    return one.member == other.member and gone[0] == gone[1]
