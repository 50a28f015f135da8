"""Who an imported list names: customers, staff, contacts, and its categories; found again, or made."""

from collections.abc import Mapping as Table
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.spelling import compact, folded
from deskapp.domain.words import Role
from deskapp.models.base import Base
from deskapp.models.contacts import Contact
from deskapp.models.customers import Customer, CustomerPhone
from deskapp.models.site import Category, Staff
from deskapp.services import phones
from deskapp.services.callers import standing
from deskapp.services.imports.meanings import Mapping
from deskapp.services.texts import digits
from deskapp.storage.bulk import NewRows

_CUSTOMERS = """
SELECT id, name, organisation, account, email, source_ref, CASE other_emails WHEN '[]' THEN '' ELSE other_emails END
FROM customer ORDER BY id
"""
_PHONES = "SELECT customer_id, normal, digits, shown FROM customer_phone ORDER BY id"
#: What an import makes where it is not there, and takes away again when it is undone.
MADE = (Customer, Contact, Category, Staff)
#: How a number, an account, an address are told apart as names of one customer.
_PHONE, _ACCOUNT, _EMAIL = "phone", "account", "email"


class Caller(NamedTuple):
    """A customer, and what the search finds their calls by, each in a line: two numbers in one would be a third."""

    id: int
    name: str
    who: str
    numbers: str


class _Named(NamedTuple):
    """A customer that this list brought, by name; with what else it told of them."""

    caller: Caller
    account: str
    email: str
    phone: str


class People:
    """One import's memory of names."""

    def __init__(self, session: Session, mapping: Mapping, new: NewRows) -> None:
        self._new = new
        self._mapping = mapping
        self._region = phones.region(session)
        #: Who worked here before the import: those whom it makes sign in nowhere, and answer for no call but its own.
        self._staff = {name_key(one.name): one.id for one in session.scalars(select(Staff).order_by(Staff.id.desc()))}
        self._here = frozenset(self._staff)
        self._by_text: dict[str, int] = {}
        self._categories = {one.name: one.id for one in session.scalars(select(Category))}
        self._contacts = {(one.kind, one.name): one.id for one in session.scalars(select(Contact))}
        self._last = {table: session.scalar(select(func.max(table.__table__.c.id))) or 0 for table in MADE}
        self._by_sign: dict[tuple[str, str], list[Caller]] = {}
        self._by_name: dict[str, _Named] = {}
        self._refs: set[str] = set()
        #: What is known of those whom this import made, and what of it is not written yet.
        self._own: dict[int, set[tuple[str, str]]] = {}
        self._more: list[tuple[str, str, int]] = []
        self._learned_of: set[int] = set()
        self._asks_signs = any(name in mapping.columns for name in (_PHONE, _ACCOUNT, _EMAIL))
        self._read(session)

    def _read(self, session: Session) -> None:
        run = session.connection().exec_driver_sql
        numbers: dict[int, list[tuple[str, str]]] = {}
        for customer_id, normal, figures, shown in run(_PHONES):
            numbers.setdefault(customer_id, []).append((normal or figures, f"{shown}\n{figures}\n{normal}"))
        prefix = f"{self._mapping.source}:"
        stand, callers = standing(session), dict[int, Caller]()
        # Who was merged into another comes after all: what they are known by leads to that other.
        rows = sorted(run(_CUSTOMERS), key=lambda row: row[0] in stand)
        for customer_id, name, organisation, account, email, ref, emails in rows:
            ours = ref is not None and ref.startswith(prefix)
            own = numbers.get(customer_id, [])
            who = f"{name}\n{organisation}\n{account}\n{email} {emails}"
            caller = Caller(customer_id, name, who, "\n".join(two for _one, two in own))
            caller = callers.setdefault(stand.get(customer_id, customer_id), caller)
            if not (ours or self._asks_signs):
                continue
            signs = [
                (_ACCOUNT, compact(account)),
                (_EMAIL, email.casefold()),
                *((_PHONE, number) for number, _d in own),
            ]
            for kind, sign in signs:
                if sign and caller not in self._by_sign.get((kind, sign), ()):
                    self._by_sign.setdefault((kind, sign), []).append(caller)
            if ours:
                self._refs.add(ref)
                phone = own[0][0] if own else ""
                named = _Named(caller, compact(account), email.casefold(), phone)
                self._by_name.setdefault(ref.removeprefix(prefix) if "\x1f" not in ref else name, named)

    def customer(self, facts: Table[str, str]) -> Caller:
        """The customer of a row: by number, address or account before by name; a new one where nobody fits."""
        known = self._mapping.known
        name = known(facts, "customer")
        if not self._asks_signs:
            found = self._by_name.get(name)
            return found.caller if found is not None else self._make(name, facts, {})
        phone, account, email = (known(facts, one) for one in (_PHONE, _ACCOUNT, _EMAIL))
        normal = (phones.normal(phone, self._region) or digits(phone)) if phone else ""
        signs = {_ACCOUNT: compact(account), _EMAIL: email.casefold(), _PHONE: normal}
        for kind in (_ACCOUNT, _EMAIL, _PHONE):
            caller = self._the_one(kind, signs[kind], name)
            if caller is not None:
                return self._learned(caller, facts, signs)
        there = self._by_name.get(name)
        if there is not None and (name or not any(signs.values())) and _may_be(there, signs):
            pairs = zip(there[1:], (signs[kind] for kind in (_ACCOUNT, _EMAIL, _PHONE)), strict=True)
            self._by_name[name] = _Named(there.caller, *(one or other for one, other in pairs))
            return self._learned(there.caller, facts, signs)
        return self._make(name, facts, signs)

    def _learned(self, caller: Caller, facts: Table[str, str], signs: Table[str, str]) -> Caller:
        """What another row tells beside of somebody whom this import made; who was here before stays as they are."""
        own = self._own.get(caller.id)
        if own is None:
            return caller
        for kind, sign in signs.items():
            if not sign or (kind, sign) in own or (kind != _PHONE and any(kind == other for other, _sign in own)):
                continue
            if kind == _PHONE:
                self._add_phone(caller.id, facts[_PHONE], sum(kind == other for other, _sign in own))
            else:
                self._more.append((kind, facts[kind], caller.id))
            own.add((kind, sign))
            self._learned_of.add(caller.id)
            self._by_sign.setdefault((kind, sign), []).append(caller)
        return caller

    def write_more(self, session: Session) -> set[int]:
        """Write what was learned of customers whose rows are there by now; who they are."""
        for kind, value, customer_id in self._more:
            session.connection().exec_driver_sql(f"UPDATE customer SET {kind} = ? WHERE id = ?", (value, customer_id))
        self._more.clear()
        learned, self._learned_of = self._learned_of, set()
        return learned

    def _add_phone(self, customer_id: int, phone: str, position: int) -> str:
        """Give a customer a number; what their calls are found by of it."""
        # Spreadsheets and programs that write for them lead a number by an apostrophe; none begins with one.
        phone = phone.lstrip("'")
        figures = digits(phone)
        normal = phones.normal(phone, self._region) if figures else ""
        if figures:
            row = {
                "customer_id": customer_id,
                "position": position,
                "shown": phone,
                "digits": figures,
                "digits_reversed": figures[::-1],
                "normal": normal,
            }
            self._new.add(CustomerPhone, row)
        return f"{phone}\n{figures}\n{normal}" if figures else ""

    def _the_one(self, kind: str, sign: str, name: str) -> Caller | None:
        """Who has this number, address or account; where several share it, the one of that name."""
        if not sign:
            return None
        fitting = self._by_sign.get((kind, sign), [])
        if name and (len(fitting) > 1 or kind == _PHONE):
            # A number is often a whole house's: somebody of quite another name is somebody else.
            fitting = [one for one in fitting if _alike(one.name, name)]
        return fitting[0] if len(fitting) == 1 else None

    def _make(self, name: str, facts: Table[str, str], signs: Table[str, str]) -> Caller:
        known = self._mapping.known
        told = next((known(facts, one) for one in (_EMAIL, _ACCOUNT, _PHONE) if signs.get(one)), "")
        shown = name or told or self._mapping.texts.unknown_customer
        is_somebody = bool(name or told)
        organisation = known(facts, "organisation") if is_somebody else ""
        account = known(facts, _ACCOUNT) if is_somebody else ""
        row: dict[str, Any] = {
            "name": shown,
            "name_folded": folded(shown),
            "organisation": organisation,
            "account": account,
            "email": known(facts, _EMAIL),
            "source_ref": self._ref(name, told),
        }
        customer_id = self._new.add(Customer, row)
        numbers = self._add_phone(customer_id, known(facts, _PHONE), 0)
        if signs:
            self._own[customer_id] = {(kind, sign) for kind, sign in signs.items() if sign}
        caller = Caller(customer_id, shown, f"{shown}\n{organisation}\n{account}\n{row['email']}", numbers)
        for kind, sign in signs.items():
            if sign:
                self._by_sign.setdefault((kind, sign), []).append(caller)
        if name or not told:
            named = _Named(caller, signs.get(_ACCOUNT, ""), signs.get(_EMAIL, ""), signs.get(_PHONE, ""))
            self._by_name.setdefault(name, named)
        return caller

    def _ref(self, name: str, told: str) -> str:
        """A name of theirs in this list that nobody else has."""
        ref = f"{self._mapping.source}:{name}"
        if ref in self._refs:
            ref = f"{ref}\x1f{told}"
        number = 1
        while ref in self._refs:
            number += 1
            ref = f"{self._mapping.source}:{name}\x1f{told}\x1f{number}"
        self._refs.add(ref)
        return ref

    def staff(self, name: str) -> int:
        """A member of staff by name; a new one does not sign in here."""
        found = self._by_text.get(name)
        if found is None:
            known = name_key(name)
            if known not in self._staff:
                self._staff[known] = self._new.add(Staff, {"name": name, "role": Role.AGENT, "active": False})
            found = self._by_text[name] = self._staff[known]
        return found

    def works_here(self, name: str) -> int | None:
        """The member of staff of that name, if there was one before the import."""
        known = name_key(name)
        return self._staff[known] if known in self._here else None

    def category(self, name: str) -> int | None:
        if not name:
            return None
        if name not in self._categories:
            self._categories[name] = self._new.add(Category, {"name": name, "position": len(self._categories)})
        return self._categories[name]

    def contact(self, name: str, *, to_supplier: bool) -> int:
        kind = self._mapping.supplier_kind if to_supplier else self._mapping.group_kind
        if (kind, name) not in self._contacts:
            self._contacts[kind, name] = self._new.add(Contact, {"kind": kind, "name": name, "may_see": []})
        return self._contacts[kind, name]

    def made(self, session: Session) -> dict[str, list[int]]:
        """From which id to which the import made rows, by table."""
        found: dict[str, list[int]] = {}
        for table, last in self._last.items():
            newest = session.scalar(select(func.max(table.__table__.c.id))) or 0
            if newest > last:
                found[_table(table)] = [last + 1, newest]
        return found


def _table(table: type[Base]) -> str:
    return str(table.__tablename__)


def _may_be(there: _Named, signs: Table[str, str]) -> bool:
    """Whether somebody of one name may be the same: nothing that is known of both differs."""
    pairs = ((there.account, signs[_ACCOUNT]), (there.email, signs[_EMAIL]), (there.phone, signs[_PHONE]))
    return all(not (one and other) or one == other for one, other in pairs)


def _alike(one: str, other: str) -> bool:
    """Whether two names have a word in common."""
    return not _words(one).isdisjoint(_words(other))


def _words(name: str) -> set[str]:
    return {word for word in folded(name).replace(",", " ").split() if len(word) > 1 and not word.endswith(".")}


def name_key(name: str) -> str:
    """A name as whoever looks for it finds it."""
    return " ".join(folded(name).split())
