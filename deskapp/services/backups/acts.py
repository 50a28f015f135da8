"""What is asked of backups, as plain frozen data."""

from dataclasses import field

from deskapp.domain.data_class import dataclass


@dataclass(frozen=True, slots=True)
class RestoreBackup:
    """Put a backup in the place of the desk. name: of one of the desk's own, or the path of another.

    pin: of whoever does it; "" where they have none. lost_lines: as many lines as were said to be lost; with more, it
    is refused.
    """

    name: str
    pin: str = field(default="", repr=False)
    lost_lines: int | None = None


@dataclass(frozen=True, slots=True)
class SetSecondPlace:
    """A second folder for backups; "": none."""

    place: str
