"""The one place that finds resources/, migrations/ and the user's data."""

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


def user_data() -> Path:
    """Where this user's own files lie: settings, drafts, logs, the desk's file. Made on first use, 0700."""
    import platformdirs  # 5 ms, and a start that names its database never needs it

    folder = Path(platformdirs.user_data_dir("deskapp", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
