"""The contacts directory on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from deskapp import direction
from deskapp.desk import Desk
from deskapp.documents.papers.directory_list import DirectoryList, Listed, directory_pdf
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import ContactKind
from deskapp.language import Words, words
from deskapp.paperwork.rota import of_rota
from deskapp.services.clocks.views import CalendarView
from deskapp.services.directory.views import ContactView
from deskapp.services.rotas.views import RotaRow
from deskapp.services.site.views import DeskFacts
from deskapp.wording.policy import hours

#: Who is on call is told so far ahead.
DAYS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WholeDirectory:
    """The contacts to be listed, everybody they may name as deputy, the calendars, and who is on call next."""

    contacts: Sequence[ContactView]
    everybody: Sequence[ContactView]
    calendars: Sequence[CalendarView]
    rotas: Sequence[RotaRow]


def read(desk: Desk, now: datetime) -> WholeDirectory:
    """Every active contact, and who is on call from now on."""
    everybody = desk.directory.contacts()
    return WholeDirectory(everybody, everybody, desk.site.calendars(), desk.rotas.board(now, now + DAYS).rows)


def pdf(whole: WholeDirectory, facts: DeskFacts, now: datetime, by: str) -> bytes:
    """The directory in the site's language and on its paper."""
    site, spoken, kinds = facts.site, words(facts.site.language), list(ContactKind)
    ordered = sorted(whole.contacts, key=lambda one: kinds.index(one.kind))
    return directory_pdf(
        DirectoryList(
            site=site.name,
            zone=site.zone,
            rotas=tuple(of_rota(row, spoken) for row in whole.rotas),
            contacts=tuple(_listed(one, whole, facts, spoken) for one in ordered),
            printed_at=now,
            printed_by=by,
            paper=site.paper,
            language=site.language,
        ),
        spoken,
    )


def _listed(one: ContactView, whole: WholeDirectory, facts: DeskFacts, spoken: Words) -> Listed:
    names = {contact.id: contact.name for contact in whole.everybody}
    categories = {category.id: category.name for category in facts.categories}
    calendar = next((each for each in whole.calendars if each.id == one.calendar_id), facts.desk_calendar)
    return Listed(
        kind=one.kind,
        name=one.name,
        organisation=one.organisation,
        role=one.role,
        account=one.our_account,
        phones=one.phone_lines,
        emails=tuple(each.text for each in one.emails),
        hours=direction.row((calendar.name, hours.of_calendar(calendar.calendar, spoken)), "\n"),
        authority=one.authority,
        answers=one.agreed_response,
        what_for=tuple(categories[skill] for skill in one.skills if skill in categories),
        deputies=tuple(names[deputy] for deputy in one.deputies if deputy in names),
        notes=one.notes,
    )
