"""What people do in practice, as plain frozen data."""

from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.practice.play import Try


@dataclass(frozen=True, slots=True)
class KeepTry:
    """A try that was played to its end."""

    played: Try
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class SaveScenario:
    """A scenario of the site, as the text of its file; one of that id is replaced."""

    text: str


@dataclass(frozen=True, slots=True)
class ShowPractice:
    """Whether supervisors may see one's own practice; of_site: everybody's, which is a manager's to say."""

    shown: bool
    of_site: bool = False
