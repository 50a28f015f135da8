"""What a rota says, by the version that was in force at each instant: edits reach nothing that lies before them."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from deskapp.domain.rota import Rota, Stretch
from deskapp.models.rotas import RotaVersion
from deskapp.services.work import Look

#: How far around an instant the ends of its stretch are looked for first.
_AROUND = timedelta(days=31)


class History:
    """The versions of one rota; those that are not asked for are not read."""

    def __init__(self, look: Look, rota_id: int) -> None:
        self._look = look
        rows = look.session.execute(
            select(RotaVersion.id, RotaVersion.valid_from)
            .where(RotaVersion.rota_id == rota_id)
            .order_by(RotaVersion.number)
        ).all()
        self._ids = [row.id for row in rows]
        self._from = [row.valid_from for row in rows]

    @property
    def newest(self) -> Rota:
        return self._rota(len(self._ids) - 1)

    def stretch(self, at: datetime) -> tuple[Stretch, datetime | None, datetime | None] | None:
        """The answer at an instant, since when, and until when (None: not in sight). None before the rota was made."""
        here = self.stretches(at, at + _AROUND)
        if not here or here[0].start > at:
            return None
        said, until = here[0], here[0].end
        if until == at + _AROUND:
            return said, self._since(said, at), self.newest.until(at) if self._from[-1] <= at else None
        return said, self._since(said, at), until

    def stretches(self, start: datetime, end: datetime) -> list[Stretch]:
        """One after the other from start to end, each with one answer; nothing before the rota was made."""
        found: list[Stretch] = []
        for place in range(max(bisect_right(self._from, start) - 1, 0), len(self._ids)):
            begin = max(self._from[place], start)
            until = min(self._from[place + 1], end) if place + 1 < len(self._ids) else end
            if begin >= end:
                break
            if begin < until:
                _append(found, self._rota(place).stretches(begin, until))
        return found

    def _since(self, said: Stretch, at: datetime) -> datetime | None:
        before = self.stretches(at - _AROUND, at)
        if not before or before[-1].end < at or not _alike(before[-1], said):
            return at
        return before[-1].start if before[-1].start > at - _AROUND else None

    def _rota(self, place: int) -> Rota:
        return self._look.rules.rota(self._look.session, self._ids[place])


def _append(found: list[Stretch], more: Iterable[Stretch]) -> None:
    for stretch in more:
        if found and found[-1].end == stretch.start and _alike(found[-1], stretch):
            found[-1] = replace(found[-1], end=stretch.end)
        else:
            found.append(stretch)


def _alike(one: Stretch, other: Stretch) -> bool:
    return one.on_call == other.on_call
