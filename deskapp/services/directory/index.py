"""The directory at hand for searching while somebody types: contacts with their words folded, read once a change."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.data_class import dataclass
from deskapp.domain.spelling import compact, folded, spelled_out, spellings
from deskapp.domain.words import ContactKind
from deskapp.models.contacts import ContactPhone
from deskapp.models.escalations import Escalation
from deskapp.models.site import Category
from deskapp.services import phones
from deskapp.services.directory import contacts
from deskapp.services.directory.views import ContactView
from deskapp.services.texts import digits, typed

_STATE = """
SELECT count(*), total(version), max(id), (SELECT zone FROM site),
       (SELECT country FROM calendar ORDER BY id LIMIT 1)
FROM contact
"""


@dataclass(frozen=True, slots=True)
class _Line:
    view: ContactView
    words: str
    #: Our account with them without its signs.
    account: str
    #: The numbers' digits, as typed and with their country's code, apart from each other.
    numbers: str


class DirectoryIndex:
    """Made anew when a contact was changed, by whomever; each look costs one small question."""

    def __init__(self) -> None:
        self._state: tuple[object, ...] = ()
        self._lines: tuple[_Line, ...] = ()
        self._region = ""

    def search(
        self, session: Session, text: str, kinds: Collection[ContactKind] = (), inactive: bool = False
    ) -> tuple[ContactView, ...]:
        """Contacts in whom every word typed is found, by name: all of them where nothing is typed."""
        lines, region = self._at_hand(session)
        fits = self._fits(session, typed(text), region)
        wanted = frozenset(kinds)
        found = [
            line.view
            for line in lines
            if (inactive or line.view.active) and (not wanted or line.view.kind in wanted) and fits(line)
        ]
        return _with_open(session, found)

    def _at_hand(self, session: Session) -> tuple[tuple[_Line, ...], str]:
        state = tuple(session.connection().exec_driver_sql(_STATE).one())
        if state != self._state:
            normal = select(ContactPhone.contact_id, func.group_concat(ContactPhone.normal, " "))
            found = session.execute(normal.group_by(ContactPhone.contact_id))
            coded: dict[int, str | None] = {row[0]: row[1] for row in found}
            self._lines = tuple(_line(view, coded.get(view.id) or "") for view in contacts.views(session))
            self._region = phones.region(session)
            self._state = state
        return self._lines, self._region

    def _fits(self, session: Session, text: str, region: str) -> Callable[[_Line], bool]:
        words = text.split()
        if not words:
            return lambda _line: True
        names = [(row.id, _found_as(row.name)) for row in session.execute(select(Category.id, Category.name))]
        asked = []
        for word in words:
            ways = spellings(word)
            skills = frozenset(skill for skill, name in names if any(way in name for way in ways))
            asked.append((ways, skills, _digits(word)))
        whole, account = _numbers(text, region), compact(text)

        def fits(line: _Line) -> bool:
            for ways, skills, number in asked:
                if not any(way in line.words for way in ways) and not (number and number in line.numbers):
                    if skills and not skills.isdisjoint(line.view.skills):
                        continue
                    return any(one in line.numbers for one in whole) or (bool(account) and account == line.account)
            return True

        return fits


def _line(view: ContactView, coded: str) -> _Line:
    parts = (view.name, view.organisation, view.role, view.our_account, view.email, *view.other_emails)
    account = compact(view.our_account)
    return _Line(view, _found_as("\n".join(parts)), account, " ".join((*map(digits, view.phones), coded)))


def _found_as(words: str) -> str:
    """Every way in which a text is found: folded, and spelled out where that is another."""
    return "\n".join(dict.fromkeys((folded(words), spelled_out(words))))


def _digits(word: str) -> str:
    """The digits of a word that is nothing but a number."""
    number = digits(word)
    return number if number and len(number) == len(word.lstrip("+")) else ""


def _numbers(text: str, region: str) -> tuple[str, ...]:
    """What is typed as the ways in which a number may be kept: as it is, with its country's code, without the 0."""
    number = phones.typed(text, region)
    if number is None:
        return ()
    ways = (number.digits, *number.starts, number.ends)
    return tuple(dict.fromkeys(way for way in ways if len(way) >= phones.A_NUMBER))


def _with_open(session: Session, found: list[ContactView]) -> tuple[ContactView, ...]:
    """With how many calls each has now: that changes without the contact."""
    query = select(Escalation.contact_id).where(Escalation.ended_at.is_(None))
    out = Counter(session.scalars(query))
    if not out and not any(view.open_escalations for view in found):
        return tuple(found)
    return tuple(
        view if view.open_escalations == out[view.id] else replace(view, open_escalations=out[view.id])
        for view in found
    )
