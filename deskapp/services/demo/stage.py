"""Where the demo desk's story is played: its services and names, and an act of it as a scene at its instant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.services.approvals.service import Approvals
from deskapp.services.calls.service import Calls
from deskapp.services.escalations.service import Escalations
from deskapp.services.findings.service import Findings
from deskapp.services.incidents.service import Incidents
from deskapp.services.library.cards import Cards
from deskapp.services.papers.of_desk import DeskPapers
from deskapp.services.readiness.service import Readiness
from deskapp.services.reviews.service import Reviews
from deskapp.services.rotas.service import Rotas
from deskapp.services.site.service import SiteSettings
from deskapp.services.written_policy.service import WrittenPolicy


@dataclass
class Stage:
    """The desk while its story is played: the services, and the ids behind the story's names."""

    calls: Calls
    escalations: Escalations
    planning: Rotas
    incidents: Incidents
    approvals: Approvals
    findings: Findings
    policy: WrittenPolicy
    reviews: Reviews
    readiness: Readiness
    papers: DeskPapers
    settings: SiteSettings
    cards: Cards
    #: The last incident that was opened.
    incident: int = 0
    staff: dict[str, int] = field(default_factory=dict)
    customers: dict[str, int] = field(default_factory=dict)
    contacts: dict[str, int] = field(default_factory=dict)
    #: By customer and name, who speaks for them.
    people: dict[tuple[str, str], int] = field(default_factory=dict)
    #: By customer and category, what their calls of that category are about.
    equipment: dict[tuple[str, str], int] = field(default_factory=dict)
    rotas: dict[str, int] = field(default_factory=dict)
    categories: dict[str, int] = field(default_factory=dict)
    #: The lines of each category's checklist.
    checks: dict[str, tuple[int, ...]] = field(default_factory=dict)
    #: By the name of its signal, the last feedback.
    feedback: dict[str, int] = field(default_factory=dict)
    #: Calls of which somebody made a review, in that order.
    reviewed: list[int] = field(default_factory=list)
    #: The last escalation of each call.
    last_escalation: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Scene:
    """One act at one instant by one of the staff."""

    at: datetime
    by: str
    play: Callable[[Stage], object]
