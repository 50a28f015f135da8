"""The site's settings: what every screen needs at hand, and changing it."""

from __future__ import annotations

import zoneinfo
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, refuse_where
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import HandoffPart, Role
from deskapp.models.base import to_stored
from deskapp.models.site import Site
from deskapp.services import phones, records, spoken_signs
from deskapp.services.approvals import authority
from deskapp.services.calls import signs as call_signs
from deskapp.services.changes import Done
from deskapp.services.clocks import applying, calendars, policies, public_holidays
from deskapp.services.clocks.views import CalendarView, DeadlineMove
from deskapp.services.library import categories, templates
from deskapp.services.measures import recounting
from deskapp.services.site.facts import site_view
from deskapp.services.site.views import SiteView
from deskapp.services.staff import saving
from deskapp.services.staff.views import StaffSaved
from deskapp.services.work import Work

if TYPE_CHECKING:
    from deskapp.services.clocks.acts import SaveHours, SavePriorities, SaveTargets
    from deskapp.services.site.acts import SaveSite
    from deskapp.services.site.salvage import Origin
    from deskapp.services.staff.acts import SaveStaff

#: A window that waits longer for its lock had better never lock.
LONGEST_LOCK = 240
#: More than so many megabytes in one file are better kept elsewhere.
LARGEST_ATTACHMENT = 100


#: What an act that does not speak of it leaves as it is.
_KEPT_UNSAID = ("lock_minutes", "gaps_all_day", "attachment_limit", "warm_goal", "email")


class SiteSettings:
    """Reading is for everybody; changing is the manager's, and refused below the screens."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def save_site(self, act: SaveSite) -> Done[SiteView]:
        with self._work.act(Role.MANAGER) as unit:
            _check(act)
            parts = act.required_parts
            site = unit.session.get_one(Site, 1)
            if site.version != act.base_version:
                raise Conflict(Refusal.SITE_EDITED, newer=site_view(unit.session))
            was = site_view(unit.session)
            zone, region = site.zone, phones.region(unit.session)
            moved = zone != act.zone
            unsaid = [name for name in _KEPT_UNSAID if getattr(act, name) is None]
            before = spoken_signs.of_site(unit.session)
            records.take(site, act, ("required_parts", "sign_languages", *unsaid))
            if act.sign_languages is not None:
                site.sign_languages = [code for code in spoken_signs.LANGUAGES if code in act.sign_languages]
            if parts is not None:
                site.required_parts = [part.value for part in HandoffPart if part in parts]
            unit.session.flush()
            call_signs.sign_where_words_differ(unit, before)
            if moved:
                policies.move_desk(unit, act.zone)
                phones.follow(unit.session, region)
                authority.follow_zone(unit, zone, act.zone)
                recounting.follow_zone(unit)
            becomes = site_view(unit.session)
            if becomes.language != was.language:
                categories.follow(unit, was.language, becomes.language)
                templates.follow(unit, was.language, becomes.language)
            payload = _changed(was, becomes)
            unit.tell(EventKind.SITE_EDITED, payload=payload)
            return unit.done(becomes, "site", *(("policy", "measures") if moved else ()))

    def save_hours(self, act: SaveHours) -> Done[CalendarView]:
        return policies.save_hours(self._work, act)

    def save_targets(self, act: SaveTargets) -> Done[int]:
        return policies.save_targets(self._work, act)

    def save_priorities(self, act: SavePriorities) -> Done[int]:
        """The matrix of priorities and what a phone call is, for calls from now on."""
        return policies.save_priorities(self._work, act)

    def calendars(self) -> tuple[CalendarView, ...]:
        """Every calendar with the hours in force; the desk's own is the first."""
        return calendars.named(self._work)

    def holiday_countries(self) -> tuple[str, ...]:
        """The countries (two letters, ISO 3166) whose public holidays are known."""
        return tuple(public_holidays.countries())

    def holiday_regions(self, country: str) -> tuple[tuple[str, str], ...]:
        """The regions of a country with holidays of their own: code and name."""
        return public_holidays.regions(country)

    def holidays(
        self, country: str, region: str, years: Sequence[int], language: str = ""
    ) -> tuple[tuple[date, str], ...]:
        """Public holidays to offer for a calendar's closed days; nothing is kept by asking."""
        return public_holidays.days(country, region, years, language)

    def origins(self) -> tuple[Origin, ...]:
        """From which damaged files the desk was saved; none where it never was."""
        from deskapp.services.site.salvage import origins  # loads what reads damaged files

        with self._work.read() as session:
            connection = session.connection()
            return origins(lambda sql: connection.exec_driver_sql(sql).all())

    def calls_on_older_policy(self) -> int:
        """How many open calls `apply_to_open_calls` would touch."""
        return applying.calls_on_older(self._work)

    def would_move(self) -> tuple[DeadlineMove, ...]:
        """Which deadlines of open calls `apply_to_open_calls` would move, from when to when."""
        return applying.would_move(self._work)

    def apply_to_open_calls(self, base_version: int | None = None) -> Done[int]:
        """Refused where the policy is not the one of which was shown what would move (DeskFacts.policy_id)."""
        return applying.apply_to_open_calls(self._work, base_version)

    def note_clock_jump(self, at: datetime, by: timedelta) -> Done[None]:
        """The machine's clock was set: on record, and no deadline moves."""
        with self._work.act() as unit:
            payload = {"at": to_stored(at), "seconds": round(by.total_seconds())}
            unit.tell(EventKind.CLOCK_JUMPED, payload=payload)
            return unit.done(None)

    def save_staff(self, act: SaveStaff) -> Done[StaffSaved]:
        """Add a member of staff, or change one. The desk always keeps an active manager.

        Whoever is added gets a start PIN, told by the answer alone; not at a demo desk, which goes without PINs. Of
        somebody who leaves the answer says which calls and promises are left with them.
        """
        return saving.save(self._work, act)


def _check(act: SaveSite) -> None:
    """Raises Invalid by field."""
    refuse_where(
        ("name", FieldFault.MISSING, not act.name.strip()),
        ("zone", FieldFault.UNKNOWN_ZONE, act.zone not in zoneinfo.available_timezones()),
        ("required_parts", FieldFault.UNKNOWN, not set(act.required_parts or ()).issubset(HandoffPart)),
        (
            "sign_languages",
            FieldFault.UNKNOWN,
            not set(act.sign_languages or ()).issubset(spoken_signs.LANGUAGES),
        ),
        ("lock_minutes", FieldFault.LOCK_MINUTES, not 0 <= (act.lock_minutes or 0) <= LONGEST_LOCK),
        ("warm_goal", FieldFault.WARM_GOAL, act.warm_goal is not None and not 1 <= act.warm_goal <= 100),
        (
            "attachment_limit",
            FieldFault.ATTACHMENT_LIMIT,
            act.attachment_limit is not None and not 1 <= act.attachment_limit <= LARGEST_ATTACHMENT,
        ),
    )


def _changed(was: SiteView, becomes: SiteView) -> dict[str, object]:
    names = [name for name in SiteView.__dataclass_fields__ if name != "version"]
    differ = [name for name in names if getattr(was, name) != getattr(becomes, name)]
    return {
        "was": {name: getattr(was, name) for name in differ},
        "becomes": {name: getattr(becomes, name) for name in differ},
    }
