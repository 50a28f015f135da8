"""Contacts of a file into the directory and out of it: a dry run first, then everything in one transaction."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select, update

from deskapp.domain.event_kind import EventKind
from deskapp.domain.reach import of_line
from deskapp.domain.words import OUTSIDE_KINDS, ContactKind, RowOutcome
from deskapp.models.contacts import Contact, ContactPhone, ContactSkill
from deskapp.models.policy import WorkCalendar
from deskapp.models.routes import ContactDeputy
from deskapp.models.site import Category
from deskapp.services import phones, records
from deskapp.services.backups import keeping
from deskapp.services.changes import Done
from deskapp.services.directory import contact_plan, contact_table, contacts, people_files
from deskapp.services.directory.contact_entries import FIELDS, NONE, Read, Told, length_text
from deskapp.services.directory.contact_plan import ContactPlan, PlannedContact
from deskapp.services.directory.people_plan import Rule, folded
from deskapp.services.directory.views import ContactView
from deskapp.services.reached import email_values, phone_values
from deskapp.services.work import Unit, Work

_AS_THE_FILE_SAYS = Rule()
#: So many contacts are written in one statement.
_AT_ONCE = 400


class ContactFiles:
    """May raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def read(self, path: Path) -> Read:
        """What a file says; the desk is not asked. Raises DeskError where it is no file of people at all."""
        return people_files.read_file(path)

    def dry_run(
        self, found: Read, kind: ContactKind = ContactKind.SUPPLIER, rule: Rule = _AS_THE_FILE_SAYS
    ) -> ContactPlan:
        """Who would be added and changed, and what is refused by line and reason; nothing is changed.

        kind: of new contacts where the file names none. The careful one is outside: it sees the least.
        rule: what becomes of those who are there already.
        """
        with self._work.read() as session:
            return contact_plan.plan(session, found, kind, rule)

    def take(
        self, found: Read, kind: ContactKind = ContactKind.SUPPLIER, rule: Rule = _AS_THE_FILE_SAYS
    ) -> Done[ContactPlan]:
        """Add and change whoever can be; those refused are in the answer, and nothing else is lost."""
        keeping.before_import(self._work)
        with self._work.act() as unit:
            done = contact_plan.plan(unit.session, found, kind, rule)
            region = phones.region(unit.session)
            rows = [row for row in done.rows if row.code in (RowOutcome.ADDED, RowOutcome.CHANGED)]
            for begin in range(0, len(rows), _AT_ONCE):
                part = rows[begin : begin + _AT_ONCE]
                new = [_columns(row) for row in part if row.code == RowOutcome.ADDED]
                if new:
                    unit.session.execute(insert(Contact), new)
                for row in part:
                    if row.code == RowOutcome.CHANGED:
                        change = update(Contact).where(Contact.id == row.person_id).values(**_columns(row))
                        unit.session.execute(change)
                _write_lists(unit.session, part, region)
                for row in part:
                    _tell(unit, row)
            # Only now is everybody there whom a deputy can be.
            _write_deputies(unit.session, rows)
            if rows:
                payload = {
                    "added": len(done.of(RowOutcome.ADDED)),
                    "changed": len(done.of(RowOutcome.CHANGED)),
                    "refused": len(done.refused),
                    "kind": found.kind,
                }
                unit.tell(EventKind.CONTACTS_IMPORTED, payload=payload)
            unit.session.expire_all()
            return unit.done(done, "contacts")

    def export(self, form: str, ids: Sequence[int] = ()) -> bytes:
        """These contacts, or all of them, as "csv", "vcard3" or "vcard4"."""
        return people_files.written(self._rows(ids), FIELDS, form)

    def cells(self, ids: Sequence[int] = ()) -> list[tuple[str, ...]]:
        """These contacts, or all of them, as the CSV has them, a text for each of FIELDS; nothing is guarded."""
        return [tuple(contact_table.cell_text(row.get(name, "")) for name in FIELDS) for row in self._rows(ids)]

    def _rows(self, ids: Sequence[int]) -> list[dict[str, Told]]:
        with self._work.read() as session:
            everybody = contacts.views(session)
            named = Counter(folded(one.name) for one in everybody)
            by_id = {one.id: one for one in everybody}
            skills = {row.id: row.name for row in session.execute(select(Category.id, Category.name))}
            hours = {row.id: row.name for row in session.execute(select(WorkCalendar.id, WorkCalendar.name))}
        chosen = [by_id[contact_id] for contact_id in ids if contact_id in by_id] if ids else everybody
        return [_row(one, skills, hours, by_id, named) for one in chosen]


def _columns(row: PlannedContact) -> dict[str, Any]:
    version = 1 if row.was is None else row.was.version + 1
    return {
        **records.said(row.act, Contact),
        **email_values(row.act.email, row.act.email_kind, row.act.other_emails),
        "id": row.person_id,
        "may_see": list(row.act.may_see or ()),
        "version": version,
    }


def _write_lists(session: Any, rows: Sequence[PlannedContact], region: str) -> None:
    changed = [row.person_id for row in rows if row.code == RowOutcome.CHANGED]
    if changed:
        session.execute(delete(ContactPhone).where(ContactPhone.contact_id.in_(changed)))
        session.execute(delete(ContactSkill).where(ContactSkill.contact_id.in_(changed)))
    numbers = [
        {"contact_id": row.person_id, **values}
        for row in rows
        for values in phone_values(row.act.phones, row.act.phone_kinds, region)
    ]
    skills = [{"contact_id": row.person_id, "category_id": skill} for row in rows for skill in row.act.skills]
    if numbers:
        session.execute(insert(ContactPhone), numbers)
    if skills:
        session.execute(insert(ContactSkill), skills)


def _write_deputies(session: Any, rows: Sequence[PlannedContact]) -> None:
    changed = [row.person_id for row in rows if row.was is not None and row.was.deputies]
    for begin in range(0, len(changed), _AT_ONCE):
        part = changed[begin : begin + _AT_ONCE]
        session.execute(delete(ContactDeputy).where(ContactDeputy.contact_id.in_(part)))
    found = [
        {"contact_id": row.person_id, "deputy_id": deputy, "position": position}
        for row in rows
        for position, deputy in enumerate(row.act.deputies)
    ]
    if found:
        session.execute(insert(ContactDeputy), found)


def _tell(unit: Unit, row: PlannedContact) -> None:
    payload: dict[str, Any] = {"name": row.act.name, "organisation": row.act.organisation, "id": row.person_id}
    if row.was is not None:
        payload |= people_files.differences(row)
    unit.tell(EventKind.CONTACT_ADDED if row.was is None else EventKind.CONTACT_EDITED, payload=payload)


def _row(
    contact: ContactView,
    skills: dict[int, str],
    hours: dict[int, str],
    by_id: dict[int, ContactView],
    named: Counter[str],
) -> dict[str, Told]:
    """A contact as texts. What somebody outside may see is said even where it is nothing."""
    may_see = contact.may_see
    if not may_see and contact.kind in OUTSIDE_KINDS:
        may_see = (NONE,)
    return {
        "kind": contact.kind.value,
        "name": contact.name,
        "organisation": contact.organisation,
        "role": contact.role,
        "skills": tuple(skills[skill] for skill in contact.skills),
        "phones": tuple(map(of_line, contact.phone_lines)),
        "email": contact.emails,
        "hours": hours.get(contact.calendar_id or 0, ""),
        "authority": contact.authority.value,
        "agreed_response": length_text(contact.agreed_response),
        "our_account": contact.our_account,
        "may_see": may_see,
        "language": contact.language,
        "deputies": tuple(contact_plan.deputy_name(by_id[one], named) for one in contact.deputies if one in by_id),
        "notes": contact.notes,
        "active": "yes" if contact.active else "no",
    }
