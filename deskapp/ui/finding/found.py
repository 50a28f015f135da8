"""What a search came to. Nothing here loads a service: the field is there from the start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deskapp.services.directory.views import ContactView, CustomerView
    from deskapp.services.escalations.coded import CodedHandoff
    from deskapp.services.overview.finding import FoundCall, FoundGuide, FoundIncident
    from deskapp.services.places.views import Offered


class Found(NamedTuple):
    """What a search came to, best first of each."""

    text: str
    calls: Sequence[FoundCall]
    #: How many calls there are in all; None: more than these, and not counted yet.
    in_all: int | None
    customers: Sequence[CustomerView]
    contacts: Sequence[ContactView]
    incidents: Sequence[FoundIncident]
    guides: Sequence[FoundGuide]
    #: Equipment and places.
    things: Offered
    #: The handoff whose code was scanned or typed.
    handoff: CodedHandoff | None = None
