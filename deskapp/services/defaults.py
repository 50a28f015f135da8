"""What a new desk starts with, read from resources/defaults."""

import tomllib
from datetime import timedelta
from functools import cache
from typing import Any

from deskapp import paths

_UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


@cache
def defaults() -> dict[str, Any]:
    with (paths.resources() / "defaults" / "desk.toml").open("rb") as file:
        return tomllib.load(file)


def length(text: str) -> timedelta:
    """A length of time as the defaults write it: "30 min", "4 h"."""
    amount, unit = text.split()
    return int(amount) * _UNITS[unit]
