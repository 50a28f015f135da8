"""What the lists of calls give back beside their rows: plain frozen data."""

from array import array
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import DeskError
from deskapp.services.calls.row import CallRow
from deskapp.services.log.sieve import Shown


@dataclass(frozen=True, slots=True)
class SavedViewView:
    """A list kept by name."""

    id: int
    name: str
    #: Whether it is the site's, for everybody; else it is one's own.
    of_site: bool
    shown: Shown
    version: int
    #: As it was kept.
    spec: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EachDone:
    """An act on several calls: on how many it was carried out, and where it was refused and why."""

    done: tuple[int, ...]
    #: (reference, why)
    refused: tuple[tuple[str, DeskError], ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """A list that was read before: its calls in their order now, and the rows that must be shown anew."""

    ids: "array[int]"
    rows: tuple[CallRow, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a list of calls can be narrowed down to, each as (value, words)."""

    owners: tuple[tuple[int, str], ...]
    categories: tuple[tuple[int, str], ...]
    contacts: tuple[tuple[int, str], ...]
    places: tuple[tuple[int, str], ...]
    equipment: tuple[tuple[int, str], ...]
    #: (as it is compared, as it is written)
    tags: tuple[tuple[str, str], ...]
