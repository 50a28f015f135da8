"""What every screen needs at hand, read at each start: so this loads nothing that changes a site."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.models.policy import CalendarVersion
from deskapp.models.site import Category, CategoryCheck, Site, Staff
from deskapp.services import call_fields, records, rules
from deskapp.services.approvals import authority
from deskapp.services.clocks import policies
from deskapp.services.library import phrases, templates, triggers
from deskapp.services.library.views import CategoryView
from deskapp.services.people import StaffView
from deskapp.services.site.views import DeskFacts, SiteView
from deskapp.services.work import Work


class SiteFacts:
    """Reading is for everybody who is signed in."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def read(self) -> DeskFacts:
        with self._work.read() as session:
            calendar, version = rules.desk_calendar(session)
            policy = self._work.rules.in_force(session)
            versions = session.execute(select(CalendarVersion.id, CalendarVersion.calendar_id)).all()
            calendar_of = {row.id: row.calendar_id for row in versions}
            return DeskFacts(
                site=site_view(session),
                calendars={version_id: self._work.rules.calendar(session, version_id) for version_id in calendar_of},
                desk_calendar=policies.view(calendar, version, self._work.rules.calendar(session, version.id)),
                staff=tuple(_staff_view(one) for one in session.scalars(select(Staff).order_by(Staff.name))),
                categories=_categories(session),
                triggers=triggers.views(session),
                targets=policies.target_views(policy.targets, calendar_of),
                matrix=policy.matrix,
                phone_answers=policy.phone_answers,
                policy_id=policy.id,
                authority=authority.view(session),
                phrases=phrases.library(session),
                templates=templates.offered(session),
            )


def site_view(session: Session) -> SiteView:
    """The site as it is written down."""
    site = session.get_one(Site, 1)
    lists = {"required_parts": tuple(site.required_parts), "sign_languages": tuple(site.sign_languages)}
    return records.view(SiteView, site, lists)


def _staff_view(person: Staff) -> StaffView:
    return StaffView(person.id, person.name, person.role, person.active)


#: The lines that are asked for.
_ASKED_FOR = (CategoryCheck.active.is_(True), CategoryCheck.template_id.is_(None))
_CHECKS = select(CategoryCheck).where(*_ASKED_FOR).order_by(CategoryCheck.position, CategoryCheck.id)


def _categories(session: Session) -> tuple[CategoryView, ...]:
    checks: dict[int, list[tuple[int, str]]] = {}
    for check in session.scalars(_CHECKS):
        checks.setdefault(check.category_id, []).append((check.id, check.text))
    fields = call_fields.of_categories(session)
    return tuple(
        CategoryView(
            row.id,
            row.name,
            row.active,
            tuple(checks.get(row.id, ())),
            row.asks_place,
            row.asks_equipment,
            tuple(one for one in fields.get(row.id, ()) if one.active),
        )
        for row in session.scalars(select(Category).order_by(Category.position, Category.name))
    )
