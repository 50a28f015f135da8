"""The site and the facts of its desk, as the screens see them: plain frozen data."""

from collections.abc import Mapping
from dataclasses import field

from deskapp.domain.data_class import dataclass
from deskapp.domain.phrases import Library
from deskapp.domain.words import (
    Impact,
    Paper,
    Priority,
    Urgency,
)
from deskapp.domain.working_time import Calendar
from deskapp.services.approvals.views import AuthorityView
from deskapp.services.clocks.views import CalendarView, TargetView
from deskapp.services.library.views import CategoryView, TemplateView, TriggerView
from deskapp.services.people import StaffView


@dataclass(frozen=True, slots=True)
class SiteView:
    name: str
    address: str
    phone: str
    zone: str
    paper: Paper
    language: str
    supplier_pauses: bool
    other_pauses: bool
    tone_to_outside: bool
    demo: bool
    version: int
    #: Values of HandoffPart that must be there before a handoff leaves.
    required_parts: tuple[str, ...] = ()
    #: After so many minutes without a key or click a window locks; 0: never.
    lock_minutes: int = 10
    #: The languages in whose words signs to escalate are looked for.
    sign_languages: tuple[str, ...] = ()
    #: Whether a rota has a gap also where the desk itself is open.
    gaps_all_day: bool = False
    #: How large a file may be that is attached to a call, in megabytes.
    attachment_limit: int = 10
    #: So many transfers in a hundred are to be warm.
    warm_goal: int = 80
    #: Where papers are answered to, beside the number.
    email: str = ""


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """What every screen needs at hand: loaded once, again when the site, policy, staff or categories change."""

    site: SiteView
    #: Every calendar version that a call may refer to, by version id.
    calendars: Mapping[int, Calendar]
    #: The desk's own calendar in force.
    desk_calendar: CalendarView
    staff: tuple[StaffView, ...]
    categories: tuple[CategoryView, ...]
    #: All of them, those that are switched off too.
    triggers: tuple[TriggerView, ...]
    targets: tuple[TargetView, ...]
    matrix: Mapping[tuple[Impact, Urgency], Priority]
    #: The version of the policy that targets and matrix are of.
    policy_id: int
    #: Whether a call taken by phone counts as answered when it is logged.
    phone_answers: bool = True
    #: What each level may decide, and in what currency.
    authority: AuthorityView = field(default_factory=AuthorityView)
    #: What can be said to customers, and what better not.
    phrases: Library = field(default_factory=Library)
    #: Kinds of calls to begin a new one with, in order; those that are in use, with the lines that are asked for.
    templates: tuple[TemplateView, ...] = ()
