"""The drafts of calls that are not logged yet: their keys, and how a list shows them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import uuid4

from deskapp import direction
from deskapp.domain.data_class import dataclass
from deskapp.language import _
from deskapp.services.drafts import KeptDraft

#: The key of a draft of a new call begins with it.
KIND = "new-call"
#: A summary is shown so far.
_LONGEST = 48


@dataclass(frozen=True, slots=True)
class CallDraft:
    """One call that is being typed, or was."""

    key: str
    #: Who calls, or what was typed to find them; "" while nothing is known.
    name: str
    summary: str
    #: When it was begun; None where an older version kept it.
    begun: datetime | None

    @property
    def words(self) -> str:
        """As "Brook Logistics · Network down in the whole warehouse"."""
        short = self.summary if len(self.summary) <= _LONGEST else f"{self.summary[: _LONGEST - 1].rstrip()}…"
        return direction.row([part for part in (self.name, short) if part]) or _("Nobody named yet")


def fresh_key() -> str:
    """A key that no other draft has, here or in another window."""
    return f"{KIND}:{uuid4().hex}"


def drafts(kept: Iterable[KeptDraft]) -> tuple[CallDraft, ...]:
    """Those that were kept, the oldest first: whoever called then has waited longest."""
    found = (_draft(one) for one in kept)
    return tuple(sorted(found, key=lambda one: (one.begun or datetime.min.replace(tzinfo=UTC), one.key)))


def _draft(kept: KeptDraft) -> CallDraft:
    def text(name: str) -> str:
        return " ".join(str(kept.content.get(name) or "").split())

    name = text("name") or text("caller_name") or text("caller_organisation") or text("customer")
    begun = text("begun")
    return CallDraft(kept.key, name, text("summary"), datetime.fromisoformat(begun) if begun else None)
