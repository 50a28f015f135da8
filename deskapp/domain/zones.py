"""The names of time zones, found by a city: "bruss" is Europe/Brussels."""

import zoneinfo
from collections.abc import Iterable

from deskapp.domain.spelling import folded


def every_zone() -> list[str]:
    return sorted(zoneinfo.available_timezones())


def meant(typed: str, zones: Iterable[str]) -> str:
    """The one zone that was typed or can only be meant; "" where there is none, or several."""
    wanted = " ".join(folded(typed).replace("_", " ").split())
    if not wanted:
        return ""
    names = {zone: folded(zone).replace("_", " ") for zone in zones}
    whole = [zone for zone, name in names.items() if wanted == name]
    city = [zone for zone, name in names.items() if wanted == name.rpartition("/")[2]]
    begun = [zone for zone, name in names.items() if name.rpartition("/")[2].startswith(wanted)]
    part = [zone for zone, name in names.items() if wanted in name]
    return next((found[0] for found in (whole, city, begun, part) if len(found) == 1), "")
