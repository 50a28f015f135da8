"""What papers ask of a desk's facts, without a desk."""

from types import SimpleNamespace
from typing import Any, cast

from deskapp.domain.words import Paper, Role
from deskapp.services.people import StaffView
from deskapp.services.site.views import DeskFacts


def facts(
    name: str = "Northside Print & Copy", paper: Paper = Paper.A4, language: str = "en", **more: Any
) -> DeskFacts:
    """A site, and who works there: Sam Okoro is an agent."""
    site = SimpleNamespace(name=name, zone="Europe/Berlin", paper=paper, language=language)
    staff = (StaffView(1, "Sam Okoro", Role.AGENT, True), StaffView(2, "Rita Gomez", Role.MANAGER, True))
    return cast(DeskFacts, SimpleNamespace(site=site, staff=staff, **more))
