"""What people do about agreed actions, as plain frozen data. `base_version`: of the action that was seen."""

from datetime import date

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import ActionOf


@dataclass(frozen=True, slots=True)
class MakeAction:
    """Agree on an action. of, of_key: what it came of; about: the same in words, for its owner.

    due: the last local day of the site on which it is in time.
    """

    of: ActionOf
    of_key: str
    about: str
    what: str
    owner_id: int
    due: date


@dataclass(frozen=True, slots=True)
class MoveAction:
    """It is due on another day, or somebody else's from now on. owner_id: None: whose it was."""

    action_id: int
    due: date
    reason: str
    base_version: int
    owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class FinishAction:
    """It was done on a local day, with what came of it in words."""

    action_id: int
    done_on: date
    words: str
    base_version: int


@dataclass(frozen=True, slots=True)
class ReopenAction:
    """It is not over after all, done or taken back as it was."""

    action_id: int
    reason: str
    base_version: int


@dataclass(frozen=True, slots=True)
class WithdrawAction:
    """It is not wanted any more. reason: why."""

    action_id: int
    reason: str
    base_version: int
