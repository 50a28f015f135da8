"""The one place that finds resources/, migrations/ and the user's data."""

import os
import sys
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def _shipped(name: str) -> Path:
    # A wheel carries the folders inside the package; a checkout has them beside it.
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def resources() -> Path:
    """The folder of icons, fonts, phrases, defaults, demo data and translations."""
    return _shipped("resources")


def migrations() -> Path:
    """Alembic's script folder."""
    return _shipped("migrations")


def user_data(*, make: bool = True) -> Path:
    """Where this user's own files lie: settings, drafts, logs, the desk's file. Made on first use, 0700.

    make: not for what is only read there, also where nothing may be made.
    """
    folder = _user_data()
    if make:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _user_data() -> Path:
    if sys.platform == "linux":
        # What platformdirs says too, but loading it takes longer than all else that is done here.
        home = os.environ.get("XDG_DATA_HOME", "").strip() or os.path.expanduser("~/.local/share")
        return Path(home) / "deskapp"
    import platformdirs

    return Path(platformdirs.user_data_dir("deskapp", appauthor=False))
