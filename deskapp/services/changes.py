"""What every act gives back: its value, and what must be looked at again."""

from typing import Generic, TypeVar

from deskapp.domain.data_class import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """What an act, or another workstation, changed. `everything` when it cannot be told apart."""

    calls: frozenset[int] = frozenset()
    #: Any of: "customers", "contacts", "rotas", "promises", "site", "policy", "staff", "categories", "routes",
    #: "approvals", "guides", "phrases", "requests", "actions", "cards", "signals", "reviews", "backups".
    lists: frozenset[str] = frozenset()
    everything: bool = False

    def touches(self, *lists: str) -> bool:
        return self.everything or bool(self.lists.intersection(lists))


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """The answer to an act: its value, and what must be looked at again."""

    value: T
    changes: Changes
