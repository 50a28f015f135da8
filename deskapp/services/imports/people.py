"""Who an imported list names: customers, staff, contacts, and its categories; found again, or made."""

from collections.abc import Mapping as Table

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.spelling import folded
from deskapp.domain.words import Role
from deskapp.models.contacts import Contact
from deskapp.models.customers import Customer
from deskapp.models.site import Category, Staff
from deskapp.services.imports.mapping import Mapping
from deskapp.storage.bulk import NewRows


class People:
    """One import's memory of names."""

    def __init__(self, session: Session, mapping: Mapping, new: NewRows) -> None:
        self._new = new
        self._mapping = mapping
        self._staff = {_name(one.name): one.id for one in session.scalars(select(Staff).order_by(Staff.id.desc()))}
        self._categories = {one.name: one.id for one in session.scalars(select(Category))}
        self._contacts = {(one.kind, one.name): one.id for one in session.scalars(select(Contact))}
        prefix = f"{mapping.source}:"
        ours = select(Customer).where(Customer.source_ref.startswith(prefix, autoescape=True))
        self._customers = {
            (one.source_ref or "").removeprefix(prefix): (one.id, f"{one.name} {one.organisation} {one.account}")
            for one in session.scalars(ours)
        }

    def customer(self, facts: Table[str, str]) -> tuple[int, str]:
        """The customer of a row: their id, and what the search finds them by."""
        name = self._mapping.known(facts, "customer")
        found = self._customers.get(name)
        if found is None:
            shown = name or self._mapping.texts.unknown_customer
            organisation = self._mapping.known(facts, "organisation") if name else ""
            ref = f"{self._mapping.source}:{name}"
            customer_id = self._new.add(Customer, {"name": shown, "organisation": organisation, "source_ref": ref})
            found = self._customers[name] = customer_id, f"{shown} {organisation} "
        return found

    def staff(self, name: str) -> int:
        """A member of staff by name; a new one does not sign in here."""
        known = _name(name)
        if known not in self._staff:
            self._staff[known] = self._new.add(Staff, {"name": name, "role": Role.AGENT, "active": False})
        return self._staff[known]

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


def _name(name: str) -> str:
    """A name as whoever looks for it finds it."""
    return " ".join(folded(name).split())
