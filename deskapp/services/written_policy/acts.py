"""What a manager does with the written policy, as plain frozen data."""

from datetime import date

from deskapp.domain.data_class import dataclass


@dataclass(frozen=True, slots=True)
class IssuePolicy:
    """The settings as they are become a version. base_number: the newest version that was seen; 0: none.

    words: what is new in it, in one's own words.
    """

    owner: str
    next_review: date
    words: str = ""
    base_number: int = 0


@dataclass(frozen=True, slots=True)
class SetReview:
    """Who owns the newest version, and when it is looked at again; what it says stays."""

    number: int
    owner: str
    next_review: date
    base_version: int
