"""What an import of customers would do: who is added, who is changed and how, what is refused and why."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.spelling import compact
from deskapp.models.customers import Customer
from deskapp.services.directory import customers
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.directory.contact_entries import CUSTOMER_FIELDS, Entry, Read, Remark
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
from deskapp.services.directory.views import CustomerView
from deskapp.services.texts import clean

CustomerPlan = PeoplePlan[SaveCustomer, CustomerView]
PlannedCustomer = Planned[SaveCustomer, CustomerView]

_TEXTS = ("name", "organisation", "account", "notes")


def plan(session: Session, read: Read, rule: Rule) -> CustomerPlan:
    """What taking these entries would do to the desk as it stands."""
    return _Planning(session, rule).plan(read)


class _Planning(Planning[SaveCustomer, CustomerView]):
    OF_CONTACTS = False
    TAKEN = CUSTOMER_FIELDS
    COMPARED = (*_TEXTS, *REACHED, "tier")

    def everybody(self) -> Iterable[CustomerView]:
        return customers.everybody(self.session)

    def next_id(self) -> int:
        return (self.session.scalar(select(func.max(Customer.id))) or 0) + 1

    def as_act(self, view: CustomerView) -> SaveCustomer:
        told = {name: getattr(view, name) for name in (*self.COMPARED, "id")}
        return SaveCustomer(**told, base_version=view.version)

    def keys(self, act: SaveCustomer) -> Iterable[tuple[str, str]]:
        yield "organisation", folded(act.organisation)
        if compact(act.account):
            yield "account", compact(act.account)
        yield from address_keys(act)

    def apart(self, one: SaveCustomer, other: SaveCustomer) -> bool:
        """Whoever has another account is somebody else."""
        accounts = compact(one.account), compact(other.account)
        return all(accounts) and accounts[0] != accounts[1]

    def new(self, entry: Entry, given: Mapping[str, Any]) -> SaveCustomer:
        return replace(SaveCustomer(""), **given)

    def given(self, entry: Entry) -> tuple[dict[str, Any], list[Remark]]:
        said = entry.said
        given: dict[str, Any] = {name: clean(said[name]) for name in _TEXTS if name in said}
        if "tier" in said:
            given["tier"] = said["tier"]
        return given | reach_values(said), []
