"""Backups are kept up: one is made where something changed, copied to the second place, and old ones are thinned out.

Works on the file alone, so that it is also done when the desk is closed already.
"""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from deskapp.domain.backups import thinning
from deskapp.domain.backups.head import Head
from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import StorageProblem
from deskapp.models.base import from_stored
from deskapp.services.backups.views import BackupCopy, KeptBackup, SecondPlace
from deskapp.services.work import Work
from deskapp.storage import backup, copies, second_place
from deskapp.storage.contents import contents, head_in, mark_in
from deskapp.storage.copies import Copy
from deskapp.storage.file_check import FileCheck

#: What is remembered of the second place, beside the copies.
_SECOND = "second place.json"
#: Where the disk has no room for so many more copies, fewer are kept.
_ROOMS = 4
#: The schemas since which a site has a second place, and customers are forgotten.
_PLACE_SINCE, _ERASED_SINCE = 7, 5


@dataclass(frozen=True, slots=True)
class OfDesk:
    """What keeping its backups asks of a desk's file."""

    demo: bool
    place: str
    forgotten: tuple[datetime, ...]
    head: Head
    mark: str


def of_desk(path: Path) -> OfDesk:
    """Raises StorageProblem where the file cannot be used."""
    look = FileCheck(path)
    try:
        (demo,) = look.rows("SELECT demo FROM site")[0]
        place = look.rows("SELECT backup_place FROM site")[0][0] if look.schema >= _PLACE_SINCE else ""
        erased = look.rows("SELECT at FROM erasure") if look.schema >= _ERASED_SINCE else []
        forgotten = tuple(from_stored(at) for (at,) in erased)
        return OfDesk(bool(demo), place, forgotten, head_in(look), mark_in(look))
    finally:
        look.close()


def keep(path: Path, now: datetime, *, asked: bool = False, every: timedelta = timedelta(0)) -> KeptBackup:
    """Make a backup where the desk has gone on since the last one, and that is older than `every`.

    asked: somebody wants one now, whatever there is. Of several windows one does it. A demo desk has none by itself.
    Raises StorageProblem where none can be made; that the second place is away is no reason to.
    """
    desk = of_desk(path)
    if desk.demo and not asked:
        return KeptBackup(None)
    folder = backup.folder_of(path)
    with copies.alone(folder) as mine:
        if not mine and not asked:
            return KeptBackup(None)
        made, removed = None, 0
        if asked or _is_due(path, desk, now, every):
            removed = _make_room(path, folder, desk, now)
            made = _make(path, now)
        second = _second(path, desk, now)
        if made is not None:
            removed += thin(folder, desk, now)
            if second is not None and second.away_since is None:
                removed += thin(second_place.folder_in(Path(desk.place), path, desk.mark), desk, now)
        return KeptBackup(None if made is None else view(made), second, removed)


def before_import(work: Work) -> None:
    """A backup before a list is taken in, unless the last one has all there is. Without one nothing is taken in.

    Raises StorageProblem.
    """
    keep(work.database.path, work.clock.now())


def state_of_second(path: Path, place: str) -> SecondPlace | None:
    """What is known of the second place; None where the site has none."""
    if not place:
        return None
    kept = copies.read_json(backup.folder_of(path) / _SECOND)
    if kept.get("place") != place:
        return SecondPlace(place)
    return SecondPlace(place, _instant(kept.get("at")), _instant(kept.get("since")), str(kept.get("said") or ""))


def view(copy: Copy) -> BackupCopy:
    """A copy as it is told."""
    holds, aside = copy.holds, f" {copies.ASIDE} " in copy.name
    if holds is None:
        return BackupCopy(copy.name, copy.path, copy.made_at, copy.size, aside=aside, said=copy.said)
    return BackupCopy(
        copy.name, copy.path, copy.made_at, copy.size, holds.calls, holds.schema, holds.head, holds.last_at, aside
    )


def thin(folder: Path, desk: OfDesk, now: datetime, *, tight: bool = False) -> int:
    """Take away what need not be kept any more; how many. What cannot be taken away now is another time."""
    there = [one for one in copies.lie_in(folder) if one.holds is None or one.holds.mark in ("", desk.mark)]
    gone = 0
    for name in thinning.to_remove(_thinned(there), now, desk.forgotten, tight=tight):
        with suppress(OSError):
            backup.take_away(folder / name)
            gone += 1
    return gone


def _thinned(there: Iterable[Copy]) -> Iterable[thinning.Copy]:
    for one in there:
        own_reason = f" {copies.ASIDE} " in one.name or " schema " in one.name
        yield thinning.Copy(one.name, one.made_at, good=one.holds is not None, thinned=not own_reason)


def _is_due(path: Path, desk: OfDesk, now: datetime, every: timedelta) -> bool:
    last = copies.newest(path)
    if last is None or last.holds is None:
        return True
    # A clock that was set back must not put it off for years.
    return last.holds.head != desk.head and not timedelta(0) <= now - last.made_at < every


def _make_room(path: Path, folder: Path, desk: OfDesk, now: datetime) -> int:
    """Where the disk would soon be full of them, fewer are kept; how many went."""
    try:
        size = path.stat().st_size
        little = shutil.disk_usage(path.parent).free < size * _ROOMS
    except OSError:
        return 0  # whatever is wrong there is told by the making of the copy
    return thin(folder, desk, now, tight=True) if little else 0


def _make(path: Path, now: datetime) -> Copy:
    copy = backup.back_up(path, copies.name_of(path, "", now))
    holds = contents(copy)
    copies.remember(copy, holds, now)
    return Copy(copy, now, copy.stat().st_size, holds)


def _second(path: Path, desk: OfDesk, now: datetime) -> SecondPlace | None:
    """See that the newest copy lies in the second place too, and remember how that went."""
    state = state_of_second(path, desk.place)
    last = copies.newest(path)
    if state is None or last is None or last.holds is None:
        return state
    folder = second_place.folder_in(Path(desk.place), path, desk.mark)
    try:
        if not (folder / last.name).is_file():
            second_place.copy_to(last.path, last.holds, folder)
            copies.remember(folder / last.name, last.holds, last.made_at)
        state = SecondPlace(desk.place, now)
    except StorageProblem as problem:
        said = "" if problem.code == Refusal.PLACE_AWAY else str(problem.values.get("said") or problem.code)
        state = SecondPlace(desk.place, state.reached_at, state.away_since or now, said)
    _remember(path, state)
    return state


def remember_set(path: Path, place: str, now: datetime) -> None:
    """A second place was named just now."""
    _remember(path, SecondPlace(place, None, None))


def _remember(path: Path, state: SecondPlace) -> None:
    kept: dict[str, Any] = {
        "place": state.place,
        "at": state.reached_at.isoformat() if state.reached_at else None,
        "since": state.away_since.isoformat() if state.away_since else None,
        "said": state.said,
    }
    copies.write_json(backup.folder_of(path) / _SECOND, kept)


def _instant(text: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else None
