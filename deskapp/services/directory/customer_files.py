"""Customers of a file into the directory and out of it: a dry run first, then everything in one transaction."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from deskapp.domain.event_kind import EventKind
from deskapp.domain.spelling import folded
from deskapp.domain.words import RowOutcome
from deskapp.models.customers import Customer, CustomerPhone
from deskapp.services import phones, records, reindexing
from deskapp.services.backups import keeping
from deskapp.services.changes import Done
from deskapp.services.directory import customer_plan, customers, people_files
from deskapp.services.directory.contact_entries import CUSTOMER_FIELDS, Read
from deskapp.services.directory.customer_plan import CustomerPlan, PlannedCustomer
from deskapp.services.directory.people_plan import Rule
from deskapp.services.reached import email_values, phone_values
from deskapp.services.texts import clean
from deskapp.services.work import Unit, Work

#: So many customers are written in one statement.
_AT_ONCE = 400
_AS_THE_FILE_SAYS = Rule()


class CustomerFiles:
    """May raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def read(self, path: Path) -> Read:
        """What a file says; the desk is not asked. Raises DeskError where it is no file of people at all."""
        return people_files.read_file(path)

    def dry_run(self, found: Read, rule: Rule = _AS_THE_FILE_SAYS) -> CustomerPlan:
        """Who would be added and changed, and what is refused by line and reason; nothing is changed.

        rule: what becomes of those who are there already.
        """
        with self._work.read() as session:
            return customer_plan.plan(session, found, rule)

    def take(self, found: Read, rule: Rule = _AS_THE_FILE_SAYS) -> Done[CustomerPlan]:
        """Add and change whoever can be; those refused are in the answer, and nothing else is lost."""
        keeping.before_import(self._work)
        with self._work.act() as unit:
            done = customer_plan.plan(unit.session, found, rule)
            region = phones.region(unit.session)
            rows = [row for row in done.rows if row.code in (RowOutcome.ADDED, RowOutcome.CHANGED)]
            for begin in range(0, len(rows), _AT_ONCE):
                _write(unit.session, rows[begin : begin + _AT_ONCE], region)
                for row in rows[begin : begin + _AT_ONCE]:
                    _tell(unit, row)
            if rows:
                payload = {
                    "added": len(done.of(RowOutcome.ADDED)),
                    "changed": len(done.of(RowOutcome.CHANGED)),
                    "refused": len(done.refused),
                    "kind": found.kind,
                }
                unit.tell(EventKind.CUSTOMERS_IMPORTED, payload=payload)
            unit.session.expire_all()
            reindexing.of_customers(unit, [row.person_id for row in done.of(RowOutcome.CHANGED)])
            for row in done.of(RowOutcome.CHANGED):
                if "tier" in row.changes:
                    customers.follow_tier(unit, row.person_id)
            return unit.done(done, "customers", everything=bool(done.of(RowOutcome.CHANGED)))

    def export(self, form: str, ids: Sequence[int] = ()) -> bytes:
        """These customers, or all of them, as "csv", "vcard3" or "vcard4"."""
        with self._work.read() as session:
            everybody = customers.everybody(session)
        by_id = {one.id: one for one in everybody}
        chosen = [by_id[one] for one in ids if one in by_id] if ids else everybody
        return people_files.written(map(customers.texts, chosen), CUSTOMER_FIELDS, form)


def _columns(row: PlannedCustomer) -> dict[str, Any]:
    return {
        **records.said(row.act, Customer),
        **email_values(row.act.email, row.act.email_kind, row.act.other_emails),
        "id": row.person_id,
        "name_folded": folded(clean(row.act.name)),
        "version": 1 if row.was is None else row.was.version + 1,
    }


def _write(session: Session, rows: Sequence[PlannedCustomer], region: str) -> None:
    new = [_columns(row) for row in rows if row.was is None]
    if new:
        session.execute(insert(Customer), new)
    changed = [row.person_id for row in rows if row.was is not None]
    for row in rows:
        if row.was is not None:
            session.execute(update(Customer).where(Customer.id == row.person_id).values(**_columns(row)))
    if changed:
        session.execute(delete(CustomerPhone).where(CustomerPhone.customer_id.in_(changed)))
    numbers = [
        {"customer_id": row.person_id, "digits_reversed": values["digits"][::-1], **values}
        for row in rows
        for values in phone_values(row.act.phones, row.act.phone_kinds, region)
    ]
    if numbers:
        session.execute(insert(CustomerPhone), numbers)


def _tell(unit: Unit, row: PlannedCustomer) -> None:
    payload: dict[str, Any] = {"name": row.act.name, "id": row.person_id}
    if row.was is not None:
        payload |= people_files.differences(row)
    unit.tell(EventKind.CUSTOMER_ADDED if row.was is None else EventKind.CUSTOMER_EDITED, payload=payload)
