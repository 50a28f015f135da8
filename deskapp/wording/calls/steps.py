"""What was tried on a call, step by step, in words: "2. Riser opened, unit restarted (13:08, Lena)"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from deskapp.domain.handoff.steps import numbered, with_mark
from deskapp.language import _
from deskapp.wording import times
from deskapp.wording.names import first_names

if TYPE_CHECKING:
    from deskapp.services.overview.views import CallDetail


def tried(call: CallDetail, zone: str, now: datetime, at: Callable[[datetime], str] | None = None) -> str:
    """A line a step, in their order, with when it was and, where that is not the owner, by whom.

    at: how an instant is said; None: as near as it is at `now`. What was written down as a text alone stays as it is.
    """
    if not any(step.at for step in call.tried):
        return call.steps.strip()
    names = first_names({step.by for step in call.tried})
    said = []
    for step in call.tried:
        when = "" if step.at is None else at(step.at) if at else times.instant(step.at, zone, now)
        by = names.get(step.by, step.by) if step.by != call.row.owner else ""
        told = _("{time}, {name}").format(time=when, name=by) if when and by else when
        said.append(with_mark(step.words, told))
    return "\n".join(numbered(said))
