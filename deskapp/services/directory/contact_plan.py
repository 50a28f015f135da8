"""What an import of contacts would do: who is added, who is changed and how, what is refused and why."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.data_class import dataclass
from deskapp.domain.handoff.visible import DEFAULT_OUTSIDE
from deskapp.domain.words import OUTSIDE_KINDS, ContactKind, RowOutcome
from deskapp.models.contacts import Contact
from deskapp.models.policy import WorkCalendar
from deskapp.models.site import Category
from deskapp.services.directory import contacts
from deskapp.services.directory.acts import SaveContact
from deskapp.services.directory.contact_entries import Entry, Read, Refused, Remark
from deskapp.services.directory.views import ContactView
from deskapp.services.tabular.rows import BadRow
from deskapp.services.texts import clean

_TEXTS = ("name", "organisation", "role", "email", "our_account", "language", "notes")
_COMPARED = (*_TEXTS, "kind", "skills", "phones", "calendar_id", "authority", "agreed_response", "may_see", "deputies")


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of one entry. act: the contact as it will be; contact_id: also of one that is added."""

    line: int
    code: RowOutcome
    contact_id: int
    act: SaveContact
    #: Names of the fields that change.
    changes: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    was: ContactView | None = None


@dataclass(frozen=True, slots=True)
class ContactPlan:
    """A dry run: nothing was changed. `refused` by line and reason."""

    rows: tuple[Planned, ...]
    refused: tuple[BadRow, ...]

    def of(self, code: RowOutcome) -> tuple[Planned, ...]:
        return tuple(row for row in self.rows if row.code == code)


def plan(session: Session, read: Read, kind: ContactKind) -> ContactPlan:
    """What taking these entries would do to the desk as it stands. kind: of new contacts without one."""
    return _Planning(session, kind).plan(read)


def folded(text: str) -> str:
    """A text as names are compared: without upper case, accents' composition and doubled blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@dataclass(slots=True)
class _Planning:
    session: Session
    kind: ContactKind
    categories: dict[str, int] = field(init=False)
    calendars: dict[str, int | None] = field(init=False)
    known: dict[int, ContactView] = field(init=False)
    by_place: dict[tuple[str, str], list[int]] = field(init=False)
    by_mail: dict[tuple[str, str], list[int]] = field(init=False)
    by_name: dict[str, list[int]] = field(init=False)
    lines: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = self.session.execute(select(Category.id, Category.name))
        self.categories = {folded(row.name): row.id for row in rows}
        rows_of_hours = self.session.execute(select(WorkCalendar.id, WorkCalendar.name).order_by(WorkCalendar.id))
        named = [(folded(row.name), row.id) for row in rows_of_hours]
        # The desk's own hours are those of whoever has none of their own.
        self.calendars = {name: None if place == 0 else calendar_id for place, (name, calendar_id) in enumerate(named)}
        self.known = {view.id: view for view in contacts.views(self.session)}
        self.by_place, self.by_mail, self.by_name = defaultdict(list), defaultdict(list), defaultdict(list)
        for view in self.known.values():
            self._index(view.id, view.name, view.organisation, view.email)

    def plan(self, read: Read) -> ContactPlan:
        refused = list(read.bad)
        rows: list[Planned] = []
        following = (self.session.scalar(select(func.max(Contact.id))) or 0) + 1
        for entry in read.entries:
            try:
                row = self._one(entry, following)
            except Refused as why:
                refused.append(BadRow(entry.line, why.code, dict(why.values)))
                continue
            self.lines[row.contact_id] = entry.line
            if row.code == RowOutcome.ADDED:
                following += 1
                self._index(row.contact_id, row.act.name, row.act.organisation, row.act.email)
            rows.append(row)
        entries = {entry.line: entry for entry in read.entries}
        done = tuple(self._with_deputies(row, entries[row.line]) for row in rows)
        return ContactPlan(done, tuple(sorted(refused, key=lambda bad: bad.line)))

    def _index(self, contact_id: int, name: str, organisation: str, email: str) -> None:
        self.by_name[folded(name)].append(contact_id)
        self.by_place[folded(name), folded(organisation)].append(contact_id)
        if email:
            self.by_mail[folded(name), folded(email)].append(contact_id)

    def _one(self, entry: Entry, following: int) -> Planned:
        contact_id = self._whose(entry)
        if contact_id in self.lines:
            raise Refused("contact_twice", first=self.lines[contact_id])
        was = self.known[contact_id] if contact_id is not None else None
        base = _as_act(was) if was is not None else SaveContact(entry.said.get("kind", self.kind), "")
        given, remarks = self._given(entry)
        act = replace(base, **given)
        if was is None:
            if act.may_see is None:
                act = replace(act, may_see=tuple(sorted(DEFAULT_OUTSIDE)) if act.kind in OUTSIDE_KINDS else ())
            return Planned(entry.line, RowOutcome.ADDED, following, act, (), (*entry.remarks, *remarks))
        changes = _changes(_as_act(was), act)
        code = RowOutcome.CHANGED if changes else RowOutcome.SAME
        return Planned(entry.line, code, was.id, act, changes, (*entry.remarks, *remarks), was)

    def _whose(self, entry: Entry) -> int | None:
        """The contact that an entry is about, by name and organisation, else by name and e-mail; None: a new one."""
        name, mail = folded(entry.name), folded(str(entry.said.get("email", "")))
        found = self.by_place.get((name, folded(str(entry.said.get("organisation", "")))), [])
        if len(found) > 1:
            found = [contact_id for contact_id in found if contact_id in self.by_mail.get((name, mail), ())] or found
        if not found and mail:
            found = self.by_mail.get((name, mail), [])
        if len(found) > 1:
            raise Refused("contact_ambiguous", name=entry.name, count=len(found))
        return found[0] if found else None

    def _given(self, entry: Entry) -> tuple[dict[str, Any], list[Remark]]:
        """The fields that an entry speaks of, as a contact has them."""
        said, remarks = entry.said, list[Remark]()
        given: dict[str, Any] = {name: clean(said[name]) for name in _TEXTS if name in said}
        for name in ("kind", "authority", "agreed_response", "active"):
            if name in said:
                given[name] = said[name]
        if "phones" in said:
            given["phones"] = tuple(filter(None, (clean(phone) for phone in said["phones"])))
        if "may_see" in said:
            given["may_see"] = tuple(sorted(said["may_see"]))
        if "hours" in said:
            if folded(said["hours"]) not in self.calendars:
                raise Refused("hours_unknown", value=said["hours"][:60])
            given["calendar_id"] = self.calendars[folded(said["hours"])]
        if "skills" in said:
            given["skills"], more = self._skills(entry)
            remarks += more
        return given, remarks

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

    def _with_deputies(self, row: Planned, entry: Entry) -> Planned:
        """Deputies are named: they may stand further down in the same file."""
        if "deputies" not in entry.said:
            return row
        found, remarks = list[int](), list(row.remarks)
        for name in entry.said["deputies"]:
            contact_ids = self._named(name)
            if len(contact_ids) == 1 and contact_ids[0] != row.contact_id:
                found.append(contact_ids[0])
            else:
                remarks.append(Remark("deputy_left_out", {"value": name[:60]}))
        act = replace(row.act, deputies=tuple(dict.fromkeys(found)))
        changes = _changes(_as_act(row.was), act) if row.was is not None else ()
        code = row.code if row.was is None else RowOutcome.CHANGED if changes else RowOutcome.SAME
        return replace(row, act=act, remarks=tuple(remarks), changes=changes, code=code)

    def _named(self, name: str) -> Sequence[int]:
        """By name alone, or where several have it by "name (organisation)"."""
        contact_ids = self.by_name.get(folded(name), [])
        if len(contact_ids) != 1 and name.endswith(")"):
            person, _bracket, place = name[:-1].rpartition(" (")
            contact_ids = self.by_place.get((folded(person), folded(place)), contact_ids)
        return contact_ids


def deputy_name(contact: ContactView, names: Mapping[str, int]) -> str:
    """How a file names a deputy. names: how often each folded name is there."""
    if names.get(folded(contact.name), 0) > 1:
        return f"{contact.name} ({contact.organisation})"
    return contact.name


def _as_act(view: ContactView) -> SaveContact:
    names = [*_COMPARED, "active", "id"]
    return SaveContact(**{name: getattr(view, name) for name in names}, base_version=view.version)


def _changes(was: SaveContact, becomes: SaveContact) -> tuple[str, ...]:
    return tuple(name for name in (*_COMPARED, "active") if getattr(was, name) != getattr(becomes, name))
