"""The file under an open window: moved, copied alone, copied over, cut, without its log, replaced, its folder renamed;
on the own disk and with the rollback journal of a network folder, alone and beside another window that saves.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from fault_all import Skip
from second_window import SecondWindow

from deskapp.desk import Desk, make
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.services.calls import acts
from deskapp.services.site import check
from deskapp.storage import database, known_file, opening

PROMISE = "the file moved, copied over, cut or without its log under a window: noticed before an act counts as saved"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
#: What a window says once the file is not what it opened.
_TOLD = (
    Refusal.GONE,
    Refusal.REPLACED,
    Refusal.WRITTEN_OVER,
    Refusal.LOG_GONE,
    Refusal.DAMAGED,
    Refusal.LEFT_AS_IT_IS,
)
#: The calls of an older copy, of the desk since, and of another desk.
OLDER = ("Long ago",)
SINCE = ("Since then",)
OTHER = ("Elsewhere 1", "Elsewhere 2", "Elsewhere 3")


class Scene:
    """A desk in a folder of its own, open in a window; beside it an older copy of it, and another desk."""

    def __init__(self, folder: Path, blank: Path) -> None:
        self.path = folder / "desks" / "desk.db"
        self.path.parent.mkdir(parents=True)
        self.older, self.other = folder / "older.db", folder / "other.db"
        for copy in (self.path, self.other):
            shutil.copyfile(blank, copy)
        log_in(self.path, OLDER)
        log_in(self.other, OTHER)
        shutil.copyfile(self.path, self.older)
        log_in(self.path, SINCE)
        self.away = folder / "away.db"

    def beside(self, ending: str) -> Path:
        return self.path.with_name(self.path.name + ending)


class Case(NamedTuple):
    name: str
    deed: Callable[[Scene], None]
    #: Where all that was saved before lies afterwards; None: there is no such file any more.
    kept: Callable[[Scene], Path] | None
    #: The calls of what was put in its place.
    put: tuple[str, ...] = ()
    #: Whether the next act has to be refused; else it is saved there, or refused.
    must_refuse: bool = True
    #: Whether it is a matter of the log, which a network folder has none of.
    of_log: bool = False
    #: Whether a copy of all of it is kept.
    copied: bool = False


def _move(scene: Scene) -> None:
    scene.path.rename(scene.away)


def _move_whole(scene: Scene) -> None:
    for ending in ("", "-wal", "-shm"):
        if scene.beside(ending).exists():
            scene.beside(ending).rename(scene.away.with_name(scene.away.name + ending))


def _move_and_back(scene: Scene) -> None:
    _move(scene)
    scene.away.rename(scene.path)


def _copy_alone(scene: Scene) -> None:
    shutil.copyfile(scene.path, scene.away)


def _over(source: Callable[[Scene], Path]) -> Callable[[Scene], None]:
    def deed(scene: Scene) -> None:
        shutil.copyfile(source(scene), scene.path)

    return deed


def _instead(source: Callable[[Scene], Path]) -> Callable[[Scene], None]:
    def deed(scene: Scene) -> None:
        new = scene.path.with_name("new.db")
        shutil.copyfile(source(scene), new)
        new.replace(scene.path)

    return deed


def _aside_and(source: Callable[[Scene], Path]) -> Callable[[Scene], None]:
    def deed(scene: Scene) -> None:
        _move(scene)
        shutil.copyfile(source(scene), scene.path)

    return deed


def _cut(part: float) -> Callable[[Scene], None]:
    return lambda scene: os.truncate(scene.path, int(scene.path.stat().st_size * part) // 4096 * 4096)


def _noise(scene: Scene) -> None:
    """Over everything but the first page."""
    size = scene.path.stat().st_size
    with scene.path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5\x17" * ((size - 4096) // 2))


def _without(*endings: str) -> Callable[[Scene], None]:
    def deed(scene: Scene) -> None:
        for ending in endings:
            scene.beside(ending).unlink()

    return deed


def _rename_folder(scene: Scene) -> None:
    scene.path.parent.rename(scene.path.parent.with_name("renamed"))


def _rename_folder_and_put_older(scene: Scene) -> None:
    _rename_folder(scene)
    scene.path.parent.mkdir()
    shutil.copyfile(scene.older, scene.path)


def _link_elsewhere(scene: Scene) -> None:
    _move(scene)
    scene.path.symlink_to(scene.other)


def _here(scene: Scene) -> Path:
    return scene.path


def _away(scene: Scene) -> Path:
    return scene.away


def _renamed(scene: Scene) -> Path:
    return scene.path.parent.with_name("renamed") / scene.path.name


def _older(scene: Scene) -> Path:
    return scene.older


def _other(scene: Scene) -> Path:
    return scene.other


CASES = (
    Case("moved", _move, _away),
    Case("moved with its log", _move_whole, _away),
    Case("moved and back", _move_and_back, _here, must_refuse=False),
    Case("copied alone", _copy_alone, _here, must_refuse=False),
    Case("another desk copied over it", _over(_other), None, OTHER),
    Case("an older copy copied over it", _over(_older), None, OLDER),
    Case("replaced by another desk", _instead(_other), None, OTHER, copied=True),
    Case("replaced by an older copy", _instead(_older), None, OLDER, copied=True),
    Case("moved, an older copy in its place", _aside_and(_older), _away, OLDER),
    Case("moved, another desk in its place", _aside_and(_other), _away, OTHER),
    Case("moved, its name leads to another desk", _link_elsewhere, _away, OTHER),
    Case("removed", _without(""), None, copied=True),
    Case("removed with its log", _without("", "-wal", "-shm"), None, copied=True, of_log=True),
    Case("cut to nothing", _cut(0), None),
    Case("cut in the middle", _cut(0.5), None),
    Case("cut at its end", _cut(0.98), None),
    Case("written over with noise", _noise, None),
    Case("-wal gone", _without("-wal"), _here, must_refuse=False, of_log=True),
    Case("-shm gone", _without("-shm"), _here, must_refuse=False, of_log=True),
    Case("-wal and -shm gone", _without("-wal", "-shm"), _here, must_refuse=False, of_log=True),
    Case("its folder renamed", _rename_folder, _renamed),
    Case("its folder renamed, an older copy there", _rename_folder_and_put_older, _renamed, OLDER),
)
#: How the window is: beside it another one that does nothing, or that has just saved.
_BESIDE = ("", "idle", "saving")


class Try(NamedTuple):
    case: Case
    network: bool
    beside: str
    #: Whether the window had rested: all of it lies in the file alone.
    rested: bool

    def __str__(self) -> str:
        parts = ("network" if self.network else "own disk", f"another window {self.beside}" if self.beside else "")
        return ", ".join((self.case.name, *filter(None, parts), *(["rested"] if self.rested else [])))


def _tries() -> Iterator[Try]:
    """First each as it is alone."""
    for beside in _BESIDE:
        for rested in (False,) if beside else (False, True):
            for case in CASES:
                yield Try(case, False, beside, rested)
                if not (case.of_log or rested):
                    yield Try(case, True, beside, False)


TRIES: Sequence[Try] = tuple(_tries())
#: Each once, by turns on the own disk and on a network folder.
_IN_TURN = tuple(Try(case, bool(place % 2) and not case.of_log, "", False) for place, case in enumerate(CASES))
FULL, SHORT = len(TRIES), len(_IN_TURN)


def run(folder: Path, times: int, seed: int) -> list[str]:
    if sys.platform == "win32":
        raise Skip("Windows lets nobody move or replace a file that is open")
    wrong = []
    blank = folder / "blank.db"
    make(blank, FixedClock(NOW))
    known, again = database.on_network, known_file.AGAIN_SECONDS
    # Nobody is just moving a log here.
    known_file.AGAIN_SECONDS = 0.0
    second = SecondWindow()
    try:
        for number, one in enumerate(TRIES if times == FULL else _IN_TURN[:times]):
            database.on_network = lambda _path, network=one.network: network
            wrong += [f"{one}: {said}" for said in _tried(one, Scene(folder / str(number), blank), second)]
    finally:
        database.on_network, known_file.AGAIN_SECONDS = known, again
        second.end()
    return wrong


def _tried(one: Try, scene: Scene, second: SecondWindow) -> Iterator[str]:
    desk, saved = Desk(scene.path, FixedClock(NOW), staff_id=1).open(), [*OLDER, *SINCE]
    if one.beside:
        second.open(scene.path, network=one.network)
    for summary in ("Before 1", "Before 2"):
        log(desk, summary)
        saved.append(summary)
    if one.beside:
        second.look()
    if one.beside == "saving" and second.log("Before 3") == "done":
        saved.append("Before 3")
    if one.rested:
        desk.work.database.empty_log()
    one.case.deed(scene)
    if one.case.deed is _copy_alone and (one.rested or one.network):
        yield from _lost(scene.away, saved)
    outcome = _go_on(desk, second if one.beside else None)
    desk.close()
    if one.beside:
        second.close()
    yield from _wrong(one.case, scene, saved, outcome)
    if one.case.put:
        yield from _lost(scene.path, one.case.put)
        log_in(scene.path, ["Opened again"])
        yield from _lost(scene.path, [*one.case.put, "Opened again"])


class Outcome(NamedTuple):
    """What the windows did next: what they acknowledged, and what they said instead."""

    after: list[str]
    said: list[str]
    #: One that only looked saw nothing.
    blind: bool


def _wrong(case: Case, scene: Scene, saved: list[str], outcome: Outcome) -> Iterator[str]:
    """saved: before the deed. All windows are closed."""
    yield from (f"not said plainly: {code}" for code in outcome.said if code not in _TOLD)
    if case.must_refuse and outcome.blind:
        yield "nothing was said to whoever only looks"
    if case.must_refuse and outcome.after:
        yield f"acknowledged: {', '.join(outcome.after)}"
    elif outcome.after:
        yield from _lost(scene.path, [*saved, *outcome.after])
    elif case.kept is not None:
        yield from _lost(case.kept(scene), saved)
    if case.copied and not any(set(saved) <= set(calls_in(copy)) for copy in scene.path.parent.rglob("* kept *")):
        yield f"no copy of it was kept; the window said {outcome.said}"


def _go_on(desk: Desk, second: SecondWindow | None) -> Outcome:
    outcome = Outcome([], [], False)
    for summary in ("After 1", "After 2"):
        answers = {summary: _answer(partial(log, desk, summary))}
        if second is not None:
            answers[f"{summary} beside"] = second.log(f"{summary} beside")
        outcome.after.extend(name for name, answer in answers.items() if answer == "done")
        # As each second; whoever only looks is told too.
        looked = [_answer(desk.watch.look), *([second.look()] if second is not None else [])]
        outcome.said.extend(answer for answer in (*answers.values(), *looked) if answer != "done")
        outcome = outcome._replace(blind=outcome.blind or "done" in looked)
    return outcome


def _answer(act: Callable[[], object]) -> str:
    try:
        act()
    except StorageProblem as problem:
        return problem.code.value
    return "done"


def _lost(path: Path, saved: Sequence[str]) -> Iterator[str]:
    """What is wrong with a file that nobody has open, and must have these calls and no others."""
    try:
        wrong = [str(finding) for finding in check.check(path).findings]
    except StorageProblem as problem:
        wrong = [problem.code.value]
    if wrong:
        yield f"{path.name}: {', '.join(wrong)}"
    elif sorted(calls_in(path)) != sorted(saved):
        yield f"{path.name}: has {calls_in(path)}, and {saved} was saved"


def calls_in(path: Path) -> list[str]:
    """What the calls are, in a file that nobody has open."""
    with closing(opening.connect(path, "ro")) as connection:
        return [str(summary) for (summary,) in connection.execute("SELECT summary FROM call ORDER BY id")]


def log(desk: Desk, summary: str) -> None:
    desk.calls.log(acts.LogCall(summary, new_customer=acts.NewCustomer(f"Customer of {summary}")))


def log_in(path: Path, summaries: Sequence[str]) -> None:
    """By a window that is closed again."""
    desk = Desk(path, FixedClock(NOW), staff_id=1).open()
    for summary in summaries:
        log(desk, summary)
    desk.close()
