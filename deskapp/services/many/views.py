"""What acts on several calls give back: plain frozen data."""

from collections.abc import Mapping
from dataclasses import field

from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import DeskError
from deskapp.services.many.acts import Standing


@dataclass(frozen=True, slots=True)
class ManyDone:
    """To which calls it was done, and where it was refused and why. Together they are all that were asked for."""

    done: tuple[int, ...]
    refused: Mapping[int, DeskError] = field(default_factory=dict)
    #: The line of the timeline that each of those done got, in their order: by these it is taken back.
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """What would be refused if it were done now, before anything is typed; and how the calls stand."""

    refused: Mapping[int, DeskError]
    #: As whoever looks may see them.
    stood: Mapping[int, Standing]
