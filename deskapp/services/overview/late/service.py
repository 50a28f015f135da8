"""The supervisor's view: asked by tiles and names, alone and together; each figure is that of its rows."""

import json
from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from deskapp.domain.words import ClockKind
from deskapp.models.base import from_stored, to_stored
from deskapp.services.calls.lists import Runner, runner
from deskapp.services.overview.late import figures, rows
from deskapp.services.overview.late.ask import Ask, GroupBy, Tile
from deskapp.services.overview.late.question import Question
from deskapp.services.overview.late.views import Changed, Figures, Group, LateRow, LateView, Page, Position
from deskapp.services.work import Work

#: Rows of a page.
PAGE = 100
_EVERYTHING = Ask()


class Late:
    def __init__(self, work: Work) -> None:
        self._work = work

    def view(self, ask: Ask = _EVERYTHING, now: datetime | None = None, limit: int = PAGE) -> LateView:
        """Figures, names, groups and the first page, all as of one instant. now: None: the present; not the past."""
        at = now or self._work.clock.now()
        with self._work.read() as session:
            run = runner(session)
            question = Question(ask, run.viewer)
            told = run(question.first_and_groups, (to_stored(at), limit + 1))
            groups = _groups(question, [row for row in told if row[0] is None])
            calls = sum(group.calls for group in groups)
            return LateView(
                as_of=at,
                ask=ask,
                figures=figures.read(session, run, ask, at),
                who=figures.who(run, at),
                where=figures.where(run, at),
                groups=groups,
                page=_shown(run, question, [row for row in told if row[0] is not None], at, limit),
                calls=calls,
                of=_under(run, ask.tiles, at) if ask.names or ask.what else calls,
            )

    def figures(self, ask: Ask = _EVERYTHING, now: datetime | None = None) -> Figures:
        """What the tiles say alone."""
        with self._work.read() as session:
            return figures.read(session, runner(session), ask, now or self._work.clock.now())

    def page(self, ask: Ask, after: Position, limit: int = PAGE) -> Page:
        """The rows after a position of the same question, as of the instant of those before."""
        with self._work.read() as session:
            run = runner(session)
            return page_of(run, Question(ask, run.viewer), from_stored(after[0]), limit, after)

    def ids(self, ask: Ask, now: datetime | None = None) -> list[int]:
        """Every call of a question, in its order."""
        at = now or self._work.clock.now()
        with self._work.read() as session:
            run = runner(session)
            return [row[0] for row in run(Question(ask, run.viewer).sorted(), (to_stored(at),))]

    def changed(
        self, ask: Ask, shown: Sequence[LateRow], after: Position | None, now: datetime | None = None
    ) -> Changed:
        """What became of the rows that are shown. after: that of the last page that was read; None: all were."""
        at = now or self._work.clock.now()
        with self._work.read() as session:
            run = runner(session)
            question = Question(ask, run.viewer)
            known = {row.id: row for row in shown}
            values: tuple[object, ...] = (to_stored(at),)
            condition = "1"
            if after is not None:
                # Whoever comes behind what was read is not missed yet.
                condition = f"(NOT {question.behind(3)} OR call_id IN (SELECT value FROM json_each(?2)))"
                values = (to_stored(at), json.dumps(list(known)), *after[1:])
            found = run(question.sorted(condition), values)
            there = {row[0]: row for row in found}
            still = [there[row.id] for row in shown if row.id in there]
            return Changed(
                changed=tuple(row for row in rows.read(run, ask, still, at) if row != known[row.id]),
                came=tuple(row[0] for row in found if row[0] not in known),
                went=tuple(row.id for row in shown if row.id not in there),
            )


#: Where in what a question found its sort keys begin.
_KEYS = 6


def page_of(run: Runner, question: Question, at: datetime, limit: int, after: Position | None = None) -> Page:
    """The first rows of a question as of an instant, or those after a position."""
    condition, values = ("1", ()) if after is None else (question.behind(3), tuple(after[1:]))
    found = run(f"{question.sorted(condition)} LIMIT ?2", (to_stored(at), limit + 1, *values))
    return _shown(run, question, found, at, limit)


def _shown(run: Runner, question: Question, found: Sequence[rows.Found], at: datetime, limit: int) -> Page:
    """The first rows of what was found, and where those behind them begin."""
    shown = found[:limit]
    after = (to_stored(at), *shown[-1][_KEYS:]) if len(found) > limit else None
    return Page(rows.read(run, question.ask, shown, at), after)


def _groups(question: Question, told: Sequence[Sequence[Any]]) -> tuple[Group, ...]:
    by_what = question.ask.group is GroupBy.WHAT_IS_LATE
    return tuple(
        Group(
            ClockKind(key) if by_what and key is not None else key,
            name,
            calls,
            None if since is None else from_stored(since),
        )
        for _id, calls, _what, since, key, name, *_turn in sorted(told, key=itemgetter(_KEYS))
    )


def _under(run: Runner, tiles: tuple[Tile, ...], at: datetime) -> int:
    """How many calls stand under some tiles, whoever's they are."""
    return int(run(Question(Ask(tiles), run.viewer).count, (to_stored(at),))[0][0])
