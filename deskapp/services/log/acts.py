"""Tags on calls, and the lists that people keep, as plain frozen data."""

from typing import Any

from deskapp.domain.data_class import dataclass


@dataclass(frozen=True, slots=True)
class TagCalls:
    """Put tags on calls, and take others off. A call that has one, or has it not, is left as it is."""

    call_ids: tuple[int, ...]
    on: tuple[str, ...]
    off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SaveView:
    """Keep a list of calls by name, one's own or the site's; with an id, keep it anew."""

    name: str
    #: As `sieve.Shown.as_spec` makes it.
    spec: dict[str, Any]
    of_site: bool = False
    id: int | None = None
    base_version: int | None = None
