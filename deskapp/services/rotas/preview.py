"""Who would be on call if a rota were saved as it was entered: shown before it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from deskapp.domain.rota import Override, Rota, Stretch
from deskapp.models import rotas as tables
from deskapp.services.rotas import reading
from deskapp.services.rotas.acts import SaveRota
from deskapp.services.rotas.history import History
from deskapp.services.rotas.reading import Names
from deskapp.services.rotas.views import PlanView, TurnMoved
from deskapp.services.texts import clean
from deskapp.services.work import Look

_NEAR = timedelta(days=1)


def planned(act: SaveRota, overrides: Sequence[Override]) -> Rota:
    """The rota as it was entered. Raises RotaError."""
    return Rota(
        zone=act.zone,
        rotations=list(act.rotations),
        overrides=list(overrides),
        catch_all=None if act.catch_all is None else str(act.catch_all),
        shifts=list(act.shifts),
    )


def would_be(look: Look, act: SaveRota, row: tables.Rota | None, ahead: timedelta) -> PlanView:
    """From now on. row: the rota as it stands; None: it is a new one."""
    names, end = Names(look.session), look.now + ahead
    newest = History(look, row.id).newest if row is not None else None
    rota = planned(act, newest.overrides if newest is not None else ())
    told = _told(look, rota, ahead, names)
    hours = reading.desk_open(look, look.now, end)
    gaps = reading.gap_views(told, act.id or 0, clean(act.name), names, hours) if act.active else ()
    moved = _moved(_told(look, newest, ahead, names), told, names) if newest is not None else ()
    return PlanView(look.now, reading.views(told, names, look.now, hours), tuple(gaps), tuple(moved))


def _told(look: Look, rota: Rota, ahead: timedelta, names: Names) -> tuple[Stretch, ...]:
    stretches = rota.stretches(look.now, look.now + ahead)
    return reading.from_now_on(stretches, rota.catch_all, look.now, names)


def _moved(before: Sequence[Stretch], after: Sequence[Stretch], names: Names) -> list[TurnMoved]:
    """Where another would be on call than by the plan that stands; night after night is one."""
    found: list[TurnMoved] = []
    last: dict[tuple[str, str], int] = {}
    was, becomes = iter(before), iter(after)
    old, new = next(was), next(becomes)
    for start, end in pairwise(sorted({at for one in (*before, *after) for at in (one.start, one.end)})):
        while old.end <= start:
            old = next(was)
        while new.end <= start:
            new = next(becomes)
        if old.member == new.member:
            continue
        whose = names.of(old.member), names.of(new.member)
        place = last.get(whose)
        if place is not None and start - found[place].end < _NEAR:
            found[place] = replace(found[place], end=end)
        else:
            last[whose] = len(found)
            found.append(TurnMoved(start, end, *whose))
    return found
