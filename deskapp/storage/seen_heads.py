"""How far each desk's timeline went when this workstation saw it last: kept out of reach of who writes the desk."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from deskapp.domain.backups.head import Head
from deskapp.domain.data_class import dataclass
from deskapp.storage.copies import read_json, write_json

_FILE = "heads.json"
#: So many desks are remembered, those that were seen last.
_MOST = 200


@dataclass(frozen=True, slots=True)
class LastHead:
    """mark: which desk it was, see `Contents.mark`; "" where it had no line yet."""

    mark: str
    head: Head
    at: datetime


class SeenHeads:
    """A small file in a folder of this user's, by the path of each desk."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _FILE

    def of(self, path: Path) -> LastHead | None:
        """What was seen of the desk at a path; None: nothing is known."""
        told: Any = read_json(self._file).get(os.path.realpath(path))
        try:
            at = datetime.fromisoformat(told["at"])
            return LastHead(str(told["mark"]), Head(int(told["number"]), str(told["link"])), at.astimezone(UTC))
        except (TypeError, KeyError, ValueError):
            return None

    def put(self, path: Path, last: LastHead) -> None:
        """This is what was seen last. Where it cannot be kept, what was before stays."""
        known = read_json(self._file)
        where = os.path.realpath(path)
        known.pop(where, None)
        known[where] = {
            "mark": last.mark,
            "number": last.head.number,
            "link": last.head.link,
            "at": last.at.isoformat(),
        }
        write_json(self._file, dict(list(known.items())[-_MOST:]))
