"""What an import of contacts would do: who is added, who is changed and how, what is refused and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.handoff.visible import DEFAULT_OUTSIDE
from deskapp.domain.words import OUTSIDE_KINDS, ContactKind, RowOutcome
from deskapp.models.contacts import Contact
from deskapp.models.policy import WorkCalendar
from deskapp.models.site import Category
from deskapp.services.directory import contacts
from deskapp.services.directory.acts import SaveContact
from deskapp.services.directory.contact_entries import FIELDS, Entry, Read, Refused, Remark
from deskapp.services.directory.people_plan import (
    REACHED,
    PeoplePlan,
    Planned,
    Planning,
    Rule,
    address_keys,
    folded,
    reach_values,
)
from deskapp.services.directory.views import ContactView
from deskapp.services.texts import clean

ContactPlan = PeoplePlan[SaveContact, ContactView]
PlannedContact = Planned[SaveContact, ContactView]

_TEXTS = ("name", "organisation", "role", "our_account", "language", "notes")
_COMPARED = (*_TEXTS, *REACHED, "kind", "skills", "calendar_id", "authority", "agreed_response", "may_see", "deputies")


def plan(session: Session, read: Read, kind: ContactKind, rule: Rule) -> ContactPlan:
    """What taking these entries would do to the desk as it stands. kind: of new contacts without one."""
    return _Planning(session, rule, kind).plan(read)


class _Planning(Planning[SaveContact, ContactView]):
    TAKEN = (*FIELDS, "account")
    COMPARED = (*_COMPARED, "active")

    def __init__(self, session: Session, rule: Rule, kind: ContactKind) -> None:
        super().__init__(session, rule)
        self.kind = kind
        rows = session.execute(select(Category.id, Category.name))
        self.categories = {folded(row.name): row.id for row in rows}
        rows_of_hours = session.execute(select(WorkCalendar.id, WorkCalendar.name).order_by(WorkCalendar.id))
        named = [(folded(row.name), row.id) for row in rows_of_hours]
        # The desk's own hours are those of whoever has none of their own.
        self.calendars = {name: None if place == 0 else calendar_id for place, (name, calendar_id) in enumerate(named)}

    def everybody(self) -> Iterable[ContactView]:
        return contacts.views(self.session)

    def next_id(self) -> int:
        return (self.session.scalar(select(func.max(Contact.id))) or 0) + 1

    def as_act(self, view: ContactView) -> SaveContact:
        told = {name: getattr(view, name) for name in (*self.COMPARED, "id")}
        return SaveContact(**told, base_version=view.version)

    def keys(self, act: SaveContact) -> Iterable[tuple[str, str]]:
        yield "organisation", folded(act.organisation)
        yield from address_keys(act)

    def new(self, entry: Entry, given: Mapping[str, Any]) -> SaveContact:
        act = replace(SaveContact(entry.said.get("kind", self.kind), ""), **given)
        if act.may_see is None:
            return replace(act, may_see=tuple(sorted(DEFAULT_OUTSIDE)) if act.kind in OUTSIDE_KINDS else ())
        return act

    def given(self, entry: Entry) -> tuple[dict[str, Any], list[Remark]]:
        said, remarks = entry.said, list[Remark]()
        given: dict[str, Any] = {name: clean(said[name]) for name in _TEXTS if name in said}
        if "account" in said and "our_account" not in said:
            given["our_account"] = clean(said["account"])
        for name in ("kind", "authority", "agreed_response", "active"):
            if name in said:
                given[name] = said[name]
        given |= reach_values(said)
        if "may_see" in said:
            given["may_see"] = tuple(sorted(said["may_see"]))
        if "hours" in said:
            hours = folded(said["hours"])
            if hours in self.calendars:
                given["calendar_id"] = self.calendars[hours]
            elif entry.strict:
                raise Refused("hours_unknown", value=said["hours"][:60])
            else:
                remarks.append(Remark("hours_unknown", {"value": said["hours"][:60]}))
        if "skills" in said:
            given["skills"], more = self._skills(entry)
            remarks += more
        return given, remarks

    def finished(self, row: PlannedContact, entry: Entry) -> PlannedContact:
        """Deputies are named: they may stand further down in the same file."""
        if "deputies" not in entry.said or row.code == RowOutcome.KEPT:
            return row
        found, remarks = list[int](), list(row.remarks)
        for name in entry.said["deputies"]:
            contact_ids = self._named(name)
            if len(contact_ids) == 1 and contact_ids[0] != row.person_id:
                found.append(contact_ids[0])
            else:
                remarks.append(Remark("deputy_left_out", {"value": name[:60]}))
        act = replace(row.act, deputies=tuple(dict.fromkeys(found)))
        if row.was is None:
            return replace(row, act=act, remarks=tuple(remarks))
        changes = self.differences(self.as_act(row.was), act)
        code = RowOutcome.CHANGED if changes else RowOutcome.SAME
        return replace(row, act=act, offered=act, remarks=tuple(remarks), changes=changes, code=code)

    def _skills(self, entry: Entry) -> tuple[tuple[int, ...], list[Remark]]:
        found, remarks = set[int](), list[Remark]()
        for name in entry.said["skills"]:
            category_id = self.categories.get(folded(name))
            if category_id is not None:
                found.add(category_id)
            elif entry.strict:
                raise Refused("skill_unknown", value=name[:60])
            else:
                remarks.append(Remark("skill_left_out", {"value": name[:60]}))
        return tuple(sorted(found)), remarks

    def _named(self, name: str) -> Sequence[int]:
        """By name alone, or where several have it by "name (organisation)"."""
        contact_ids: Sequence[int] = self.by_name.get(folded(name), [])
        if len(contact_ids) != 1 and name.endswith(")"):
            person, _bracket, place = name[:-1].rpartition(" (")
            contact_ids = self.with_key(person, "organisation", folded(place)) or contact_ids
        return contact_ids


def deputy_name(contact: ContactView, names: Mapping[str, int]) -> str:
    """How a file names a deputy. names: how often each folded name is there."""
    if names.get(folded(contact.name), 0) > 1:
        return f"{contact.name} ({contact.organisation})"
    return contact.name
