"""What people do with several calls at once, and with the lists they keep, as plain frozen data."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from deskapp.domain.data_class import dataclass


@dataclass(frozen=True, slots=True)
class TagCalls:
    """Put tags on calls, and take others off. A call that has one, or has it not, is left as it is."""

    call_ids: tuple[int, ...]
    on: tuple[str, ...]
    off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteCalls:
    """The same note for each of several calls."""

    call_ids: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class GiveCalls:
    """Another owner for each of several calls, with the reason."""

    call_ids: tuple[int, ...]
    owner_id: int
    reason: str
    #: Whose each was when the choice was made: one that somebody gave to another meanwhile is refused.
    base_owners: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SaveView:
    """Keep a list of calls by name, one's own or the site's; with an id, keep it anew."""

    name: str
    #: As `sieve.Shown.as_spec` makes it.
    spec: dict[str, Any]
    of_site: bool = False
    id: int | None = None
    base_version: int | None = None
