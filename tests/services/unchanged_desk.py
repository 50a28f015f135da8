"""A desk on which each of many tests finds what the first one found: made anew only where one has written to it."""

from collections.abc import Callable
from pathlib import Path

from deskapp.desk import Desk


class UnchangedDesk:
    """To read takes no new desk, and most of what can be asked of one is read."""

    def __init__(self, original: Path, folder: Path, opened: Callable[[Path], Desk]) -> None:
        """original: the file that is copied into `folder`; opened: makes and opens the desk of such a copy."""
        self._original, self._folder, self._opened = original, folder, opened
        self._desk: Desk | None = None
        self._was: object = None

    def __call__(self) -> Desk:
        """An open desk on the file as it was. Who works there may be whoever was last asked to."""
        if self._desk is None or not self._desk.is_open or self._stands(self._desk.path) != self._was:
            self.close()
            # Never where another one lay: what was known of that, such as its key, says nothing of this one.
            path = self._folder / f"desk {len(list(self._folder.glob('desk *.db')))}.db"
            path.write_bytes(self._original.read_bytes())
            self._desk = self._opened(path)
            self._was = self._stands(path)
        return self._desk

    def close(self) -> None:
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    @staticmethod
    def _stands(path: Path) -> object:
        """What is another one once anybody has written to the file, or to the log beside it."""
        files = [path, path.with_name(f"{path.name}-wal")]
        found = [file.stat() for file in files if file.exists()]
        return [(one.st_size, one.st_mtime_ns) for one in found]
