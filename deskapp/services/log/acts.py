"""What people do with several calls at once, and with the lists they keep, as plain frozen data."""

from typing import Any

from deskapp.domain.data_class import dataclass


@dataclass(frozen=True, slots=True)
class TagCalls:
    """Put a tag on calls, or take it off. A call that has it, or has it not, is left as it is."""

    call_ids: tuple[int, ...]
    tag: str
    off: bool = False


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


@dataclass(frozen=True, slots=True)
class SaveView:
    """Keep a list of calls by name, one's own or the site's; with an id, keep it anew."""

    name: str
    #: As `sieve.Shown.as_spec` makes it.
    spec: dict[str, Any]
    of_site: bool = False
    id: int | None = None
    base_version: int | None = None
