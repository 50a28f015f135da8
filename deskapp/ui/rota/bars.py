"""What a rota's row draws: a bar for each turn, placed in days of the site's wall clock. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from deskapp.domain.data_class import dataclass
from deskapp.domain.rota import Rule
from deskapp.services.rotas.views import RotaRow, StretchView
from deskapp.ui.look.palettes import Tint
from deskapp.ui.rota import words

_PEOPLE = (Tint.INFO, Tint.OK, Tint.PAUSED)
_BY_HAND = (Rule.SET, Rule.REPLACE)


@dataclass(frozen=True, slots=True)
class Bar:
    """begin, end: in days since the first one shown; a `gap` ahead is hatched. stretches: what lies below it."""

    begin: float
    end: float
    name: str
    beside: str
    tint: Tint
    gap: bool
    past: bool
    stretches: tuple[StretchView, ...]


def bars(row: RotaRow, first: date, days: int, zone: str, now: datetime) -> tuple[Bar, ...]:
    """Turns in order; those of one person with nothing but hours outside the rota's between them are one bar."""
    there, order = ZoneInfo(zone), _order(row)
    return tuple(
        Bar(
            begin=max(0.0, place(turn[0].start, first, there)),
            end=min(float(days), place(turn[-1].end, first, there)),
            name=words.stretch(turn[0]),
            beside=words.beside(turn[0]),
            tint=_tint(turn[0], order, past=turn[-1].end <= now),
            gap=_is_gap(turn[0]),
            past=turn[-1].end <= now,
            stretches=tuple(turn),
        )
        for turn in in_turns(row.stretches)
    )


def place(at: datetime, first: date, there: ZoneInfo) -> float:
    """An instant in days since the first midnight, by what the wall clock shows."""
    local = at.astimezone(there).replace(tzinfo=None)
    return (local - datetime.combine(first, datetime.min.time())) / timedelta(days=1)


def in_turns(stretches: Iterable[StretchView]) -> list[list[StretchView]]:
    """The stretches that are one turn each; hours outside the rota's only where they are a gap."""
    turns: list[list[StretchView]] = []
    for stretch in stretches:
        if stretch.rule is Rule.OUTSIDE_HOURS and not stretch.gap:
            continue
        if turns and _alike(turns[-1][-1], stretch):
            turns[-1].append(stretch)
        else:
            turns.append([stretch])
    return turns


def _alike(one: StretchView, other: StretchView) -> bool:
    near = other.start - one.end < timedelta(days=1)
    return near and replace(one, start=other.start, end=other.end) == other


def _is_gap(stretch: StretchView) -> bool:
    return not stretch.planned


def _order(row: RotaRow) -> Sequence[str]:
    found = [member for rotation in row.view.rota.rotations for member in rotation.members]
    return list(dict.fromkeys([*found, *(shift.member for shift in row.view.rota.shifts)]))


def _tint(stretch: StretchView, order: Sequence[str], *, past: bool) -> Tint:
    if _is_gap(stretch):
        return Tint.PLAIN if past else Tint.OVER
    if stretch.rule in _BY_HAND:
        return Tint.SOON
    member = str(stretch.contact_id)
    return _PEOPLE[order.index(member) % len(_PEOPLE)] if member in order else Tint.PAUSED
