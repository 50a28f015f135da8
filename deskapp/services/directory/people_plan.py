"""What taking people from a file would do, whoever they are: who is added, changed or kept, and what is refused."""

import unicodedata
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace
from itertools import zip_longest
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from deskapp.domain.data_class import dataclass
from deskapp.domain.reach import Reach, line, of_line, trimmed, with_first
from deskapp.domain.words import Existing, RowOutcome
from deskapp.services.directory.acts import SaveContact, SaveCustomer
from deskapp.services.directory.contact_entries import Entry, LeftOut, Read, Refused, Remark
from deskapp.services.directory.views import ContactView, CustomerView
from deskapp.services.reached import email_values
from deskapp.services.tabular.rows import BadRow
from deskapp.services.texts import clean

#: The fields of an act in which numbers and addresses stand.
REACHED = ("phones", "phone_kinds", "email", "email_kind", "other_emails")

Act = TypeVar("Act", SaveContact, SaveCustomer)
View = TypeVar("View", ContactView, CustomerView)


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of people of the file whose name is there already.

    existing: of all who are surely the same, by name and organisation, e-mail address or account. Who has only the
    name in common is added beside them. lines: of one entry, whatever else is said, by its line.
    """

    existing: Existing = Existing.TAKE
    lines: Mapping[int, Existing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Planned(Generic[Act, View]):
    """What becomes of one entry. act: the person as they will be; person_id: also of one that is added.

    there: who has this name already, the likeliest first; choice: what becomes of them and the entry.
    changes: names of the fields in which the entry says otherwise than the first of them.
    """

    line: int
    code: RowOutcome
    person_id: int
    act: Act
    changes: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    was: View | None = None
    there: tuple[View, ...] = ()
    choice: Existing | None = None
    #: The entry's own words as they would be taken, whatever was chosen.
    offered: Act | None = None


@dataclass(frozen=True, slots=True)
class PeoplePlan(Generic[Act, View]):
    """A dry run: nothing was changed. `refused` and `passed` (what is nobody) by line and reason."""

    rows: tuple[Planned[Act, View], ...]
    refused: tuple[BadRow, ...]
    passed: tuple[BadRow, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    of_contacts: bool = True

    def of(self, code: RowOutcome) -> tuple[Planned[Act, View], ...]:
        return tuple(row for row in self.rows if row.code == code)


def folded(text: str) -> str:
    """A text as names are compared: without upper case, accents' composition and doubled blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def address_keys(act: SaveContact | SaveCustomer) -> Iterable[tuple[str, str]]:
    """Each e-mail address as a key that tells people of one name apart."""
    return (("email", folded(one.text)) for one in with_first(act.email, act.email_kind, act.other_emails))


def with_known_kinds(given: Mapping[str, Any], was: SaveContact | SaveCustomer) -> dict[str, Any]:
    """What an entry says, with what numbers and addresses are for where only the desk knows."""
    told = dict(given)
    if "phones" in given:
        kinds = dict(zip_longest(was.phones, was.phone_kinds, fillvalue=""))
        numbers = zip_longest(given["phones"], given["phone_kinds"], fillvalue="")
        told["phone_kinds"] = trimmed(kind or kinds.get(number, "") for number, kind in numbers)
    if "email" in given:
        known = {one.text: one.kind for one in with_first(was.email, was.email_kind, was.other_emails)}
        others = [of_line(one) for one in given["other_emails"]]
        told["email_kind"] = given["email_kind"] or known.get(given["email"], "")
        told["other_emails"] = tuple(line(Reach(text, kind or known.get(text, ""))) for text, kind in others)
    return told


def reach_values(said: Mapping[str, Any]) -> dict[str, Any]:
    """An entry's numbers and addresses as an act has them."""
    given: dict[str, Any] = {}
    if "phones" in said:
        told = [one for one in said["phones"] if clean(one.text)]
        given["phones"] = tuple(clean(one.text) for one in told)
        given["phone_kinds"] = trimmed(one.kind for one in told)
    if "email" in said:
        first, *others = said["email"]
        given |= email_values(first.text, first.kind, [line(one) for one in others])
        given["other_emails"] = tuple(given["other_emails"])
    return given


class Planning(ABC, Generic[Act, View]):
    """One pass over a file's entries. Subclasses say which fields a person has, and how an entry becomes an act."""

    #: The fields of an entry that are kept.
    TAKEN: Collection[str]
    OF_CONTACTS: bool = True
    #: The fields of an act that make a difference.
    COMPARED: Sequence[str]

    def __init__(self, session: Session, rule: Rule) -> None:
        self.session, self.rule = session, rule
        self.known: dict[int, View] = {view.id: view for view in self.everybody()}
        self.by_name: dict[str, list[int]] = defaultdict(list)
        self._by_key: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        self._lines: dict[int, int] = {}
        self._acts: dict[int, Act] = {}
        self._own = False
        for view in self.known.values():
            self._index(view.id, self.as_act(view))

    @abstractmethod
    def everybody(self) -> Iterable[View]: ...

    @abstractmethod
    def next_id(self) -> int: ...

    @abstractmethod
    def as_act(self, view: View) -> Act: ...

    @abstractmethod
    def given(self, entry: Entry) -> tuple[dict[str, Any], list[Remark]]:
        """The fields that an entry speaks of, as an act has them. Raises Refused."""

    @abstractmethod
    def new(self, entry: Entry, given: Mapping[str, Any]) -> Act: ...

    @abstractmethod
    def keys(self, act: Act) -> Iterable[tuple[str, str]]:
        """What beside the name tells people apart, as (what, value), the surest first."""

    def apart(self, one: Act, other: Act) -> bool:
        """Whether two of one name are not the same person, whatever else they have in common."""
        return False

    def plan(self, read: Read) -> PeoplePlan[Act, View]:
        self._own = read.own
        refused = list(read.bad)
        rows: list[Planned[Act, View]] = []
        following = self.next_id()
        for entry in read.entries:
            try:
                row = self._one(entry, following)
            except Refused as why:
                refused.append(BadRow(entry.line, why.code, dict(why.values)))
                continue
            self._lines[row.person_id] = entry.line
            if row.code == RowOutcome.ADDED:
                following += 1
                self._index(row.person_id, row.act)
            rows.append(row)
        entries = {entry.line: entry for entry in read.entries}
        done = tuple(self.finished(row, entries[row.line]) for row in rows)
        by_line = tuple(sorted(refused, key=lambda bad: bad.line))
        left_out = (*read.left_out, *self._not_taken(read.entries))
        return PeoplePlan(done, by_line, read.passed, left_out, self.OF_CONTACTS)

    def finished(self, row: Planned[Act, View], entry: Entry) -> Planned[Act, View]:
        """A row once everybody of the file is known."""
        return row

    def differences(self, was: Act, becomes: Act) -> tuple[str, ...]:
        return tuple(name for name in self.COMPARED if getattr(was, name) != getattr(becomes, name))

    def with_key(self, name: str, what: str, value: str) -> Sequence[int]:
        """Whoever has this name and that beside it."""
        return self._by_key.get((folded(name), what, value), [])

    def _index(self, person_id: int, act: Act) -> None:
        name = folded(act.name)
        self._acts[person_id] = act
        self.by_name[name].append(person_id)
        for what, value in self.keys(act):
            self._by_key[name, what, value].append(person_id)

    def _one(self, entry: Entry, following: int) -> Planned[Act, View]:
        given: dict[str, Any]
        more: list[Remark]
        given, more = self.given(entry)
        fresh = self.new(entry, given)
        likely, there = self._there(fresh, given)
        choice = self._choice(entry, likely, there)
        told: tuple[Remark, ...] = (*entry.remarks, *more)
        views = tuple(self.known[one] for one in there if one in self.known)
        if choice is None or choice == Existing.BOTH:
            if not views:
                return Planned(entry.line, RowOutcome.ADDED, following, fresh, (), told, offered=fresh)
            told = (*told, Remark("namesake", {"organisation": views[0].organisation}))
            changes = self._differences(views[0], given)
            return Planned(entry.line, RowOutcome.ADDED, following, fresh, changes, told, None, views, choice, fresh)
        those = likely or there
        if choice == Existing.TAKE and len(those) > 1:
            raise Refused("contact_ambiguous", name=entry.name, count=len(those))
        if those[0] in self._lines:
            raise Refused("contact_twice", first=self._lines[those[0]])
        was = self.known[those[0]]
        offered = self._taking(was, given)
        changes = self._differences(was, given)
        kept = choice == Existing.KEEP and bool(changes)
        code = RowOutcome.KEPT if kept else RowOutcome.CHANGED if changes else RowOutcome.SAME
        act = self.as_act(was) if kept else offered
        return Planned(entry.line, code, was.id, act, changes, told, was, views, choice, offered)

    def _choice(self, entry: Entry, likely: Sequence[int], there: Sequence[int]) -> Existing | None:
        """None where nobody of the name is there; who has only the name in common is somebody else."""
        if not there:
            return None
        return self.rule.lines.get(entry.line, self.rule.existing if likely else Existing.BOTH)

    def _there(self, act: Act, given: Mapping[str, Any]) -> tuple[Sequence[int], tuple[int, ...]]:
        """Who may be the one whom an entry is about, and all of that name, the likeliest first."""
        likely: list[int] = []
        for what, value in self.keys(act):
            those = self._may_be(self.with_key(act.name, what, value))
            found = [one for one in those if not self.apart(act, self._acts[one])]
            likely = [one for one in found if one in likely] or likely if likely else list(found)
        if len(likely) > 1:
            likely = self._equal(likely, given) or likely
        return likely, tuple(dict.fromkeys((*likely, *self._may_be(self.by_name.get(folded(act.name), ())))))

    def _differences(self, was: View, given: Mapping[str, Any]) -> tuple[str, ...]:
        return self.differences(self.as_act(was), self._taking(was, given))

    def _taking(self, was: View, given: Mapping[str, Any]) -> Act:
        """Somebody as they are when they take what an entry says."""
        act = self.as_act(was)
        return replace(act, **with_known_kinds(given, act))

    def _may_be(self, those: Iterable[int]) -> Iterable[int]:
        """Without those who come in by the same file, where that one names nobody twice."""
        return (one for one in those if one in self.known) if self._own else those

    def _equal(self, likely: Sequence[int], given: Mapping[str, Any]) -> list[int]:
        """The first who is as the entry says already, and whom no other entry is about."""
        for one in likely:
            if one in self.known and one not in self._lines and not self._differences(self.known[one], given):
                return [one]
        return []

    def _not_taken(self, entries: Iterable[Entry]) -> Iterable[LeftOut]:
        """Fields that the file speaks of, and that people of this kind have not."""
        for name in dict.fromkeys(name for entry in entries for name in entry.said if name not in self.TAKEN):
            told = [entry.said[name] for entry in entries if name in entry.said]
            first = ", ".join(map(str, told[0])) if isinstance(told[0], tuple) else str(told[0])
            yield LeftOut(name, len(told), first[:60], is_field=True)
