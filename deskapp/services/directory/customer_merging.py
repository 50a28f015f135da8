"""Merging two customers that are one, and undoing it: whatever names one follows to the other, and finds back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, insert, select, update
from sqlalchemy.orm import Session, aliased

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.reach import line, of_line, with_first
from deskapp.domain.words import Tier
from deskapp.models.base import Base
from deskapp.models.calls import Call
from deskapp.models.customers import Customer, CustomerMerge, CustomerPhone, CustomersApart
from deskapp.models.site import Staff
from deskapp.services import reached, reindexing
from deskapp.services.calls import repeats
from deskapp.services.changes import Done
from deskapp.services.directory.customers import customer_view, follow_tier
from deskapp.services.directory.views import CustomerView
from deskapp.services.forgotten import refuse_forgotten
from deskapp.services.work import Unit, Work

#: What the kept one takes from the other where it says nothing itself.
_TAKEN = ("organisation", "account")
#: What is a customer's own and stays where it is: the one that went is made whole again from it.
_OWN = frozenset(table.__tablename__ for table in (Customer, CustomerPhone, CustomerMerge, CustomersApart))
#: Ids in one question to the database.
_ASKED = 500


@dataclass(frozen=True, slots=True)
class MergeView:
    """Two customers that were made one, and can be made two again."""

    id: int
    at: datetime
    by: str
    kept_id: int
    kept: str
    #: Who went into the other.
    gone: str


def merges(session: Session, customer_id: int) -> tuple[MergeView, ...]:
    """Who was merged into a customer and still is, the last one first; of one who was forgotten nobody knows."""
    query = (
        select(CustomerMerge, Customer.name, Staff.name)
        .join(Customer, Customer.id == CustomerMerge.gone_id)
        .join(Staff, Staff.id == CustomerMerge.staff_id)
        .where(CustomerMerge.kept_id == customer_id, CustomerMerge.undone_at.is_(None))
        .order_by(CustomerMerge.id.desc())
    )
    kept = session.get_one(Customer, customer_id)
    if kept.erasure_id is not None:
        return ()
    return tuple(
        MergeView(one.id, one.at, by, customer_id, kept.name, gone) for one, gone, by in session.execute(query)
    )


def merge(work: Work, keep: CustomerView, other: CustomerView) -> Done[MergeView]:
    """Make two customers one. Raises Conflict where either was changed since it was looked at.

    The other stays in the file as it was, in no list; whoever is found by what it says is the one that is kept.
    """
    with work.act() as unit:
        if keep.id == other.id:
            raise Invalid({"other": FieldFault.ONESELF})
        kept, gone = _same(unit.session, keep), _same(unit.session, other)
        moved = _move(unit.session, _all_of(unit.session, gone.id), gone.id, kept.id)
        taken = _take(unit.session, kept, gone)
        gone.merged_into_id = kept.id
        kept.version += 1
        gone.version += 1
        made = CustomerMerge(at=unit.now, staff_id=unit.staff.id, kept_id=kept.id, gone_id=gone.id)
        made.moved, made.taken = moved, taken
        unit.session.add(made)
        unit.session.flush()
        _tell_calls(unit, moved.get(Call.__tablename__, ()), gone, kept, made.id)
        # Of a customer with confidential calls nobody is told how many went with them.
        unit.tell(EventKind.CUSTOMERS_MERGED, payload=_payload(made, kept, gone))
        _follow(unit, kept.id)
        return unit.done(merges(unit.session, kept.id)[0], "customers", "promises", everything=True)


def undo(work: Work, merge_id: int) -> Done[CustomerView]:
    """Make them two again, the last merge of a customer first; gives back the one that had gone.

    What the merge moved goes back, unless somebody gave it elsewhere since; what came to the kept one since stays
    there. What it took over goes, where nobody changed it since.
    """
    with work.act() as unit:
        made = unit.session.get(CustomerMerge, merge_id)
        if made is None:
            raise NotFound(Refusal.CUSTOMER_UNKNOWN, id=merge_id)
        kept, gone = (unit.session.get_one(Customer, one) for one in (made.kept_id, made.gone_id))
        _refuse_not_last(unit.session, made, kept, gone)
        went = {table: [int(one) for one in ids] for table, ids in made.moved.items()}
        back = _move(unit.session, went, kept.id, gone.id)
        _give_back(unit.session, kept, gone, made.taken)
        gone.merged_into_id = None
        made.undone_at, made.undone_by_id = unit.now, unit.staff.id
        kept.version += 1
        gone.version += 1
        unit.session.flush()
        calls = back.get(Call.__tablename__, ())
        _tell_calls(unit, calls, kept, gone, made.id)
        _unlink(unit, kept.id, gone.id)
        unit.tell(EventKind.CUSTOMERS_PARTED, payload=_payload(made, kept, gone))
        _follow(unit, kept.id, gone.id)
        return unit.done(customer_view(unit.session, gone), "customers", "promises", everything=True)


def naming() -> tuple[Column[Any], ...]:
    """Every column in which something names whose it is."""
    theirs = Customer.__table__
    return tuple(
        key.parent
        for table in Base.metadata.sorted_tables
        if table.name not in _OWN
        for key in table.foreign_keys
        if key.column.table is theirs
    )


def _same(session: Session, view: CustomerView) -> Customer:
    found = session.get(Customer, view.id)
    if found is None or found.merged_into_id is not None:
        raise NotFound(Refusal.CUSTOMER_UNKNOWN, id=view.id)
    if found.version != view.version:
        raise Conflict(Refusal.CUSTOMER_EDITED, name=found.name, newer=customer_view(session, found))
    refuse_forgotten(found)
    return found


def _refuse_not_last(session: Session, made: CustomerMerge, kept: Customer, gone: Customer) -> None:
    refuse_forgotten(gone)
    if made.undone_at is not None:
        raise NotAllowed(Refusal.MERGE_UNDONE, name=gone.name)
    if kept.merged_into_id is not None:
        into = session.get_one(Customer, kept.merged_into_id).name
        raise NotAllowed(Refusal.MERGE_NOT_LAST, name=kept.name, other=into)
    last = merges(session, kept.id)[0]
    if last.id != made.id:
        raise NotAllowed(Refusal.MERGE_NOT_LAST, name=last.gone, other=kept.name)


def _all_of(session: Session, customer_id: int) -> dict[str, list[int]]:
    """By table the ids of whatever names a customer."""
    found = {}
    for column in naming():
        ids = session.scalars(select(column.table.c.id).where(column == customer_id).order_by(column.table.c.id))
        found[column.table.name] = list(ids)
    return {table: ids for table, ids in found.items() if ids}


def _move(session: Session, which: Mapping[str, Sequence[int]], was: int, becomes: int) -> dict[str, list[int]]:
    """Give these rows to another customer, as far as they are still the first one's; gives back which that were."""
    moved: dict[str, list[int]] = {}
    for column in naming():
        table, ids = column.table, which.get(column.table.name, ())
        assert isinstance(table, Table)
        # An edit that began before meets the newer one.
        counted = {"version": table.c.version + 1} if "version" in table.c and table.name != Call.__tablename__ else {}
        for begin in range(0, len(ids), _ASKED):
            still = (table.c.id.in_(ids[begin : begin + _ASKED]), column == was)
            some = list(session.scalars(select(table.c.id).where(*still).order_by(table.c.id)))
            session.execute(update(table).where(table.c.id.in_(some)).values({column.name: becomes, **counted}))
            moved.setdefault(table.name, []).extend(some)
    session.expire_all()
    return {table: ids for table, ids in moved.items() if ids}


def _tell_calls(unit: Unit, calls: Iterable[int], was: Customer, becomes: Customer, merge_id: int) -> None:
    payload = {"was": was.name, "becomes": becomes.name, "merge": merge_id}
    for call_id in calls:
        unit.tell(EventKind.CUSTOMER_CHANGED, call_id, "customer", str(was.id), str(becomes.id), payload)


def _unlink(unit: Unit, *customers: int) -> None:
    """Only calls of one customer repeat each other."""
    earlier = aliased(Call)
    query = (
        select(Call)
        .join(earlier, earlier.id == Call.repeat_of_id)
        .where(Call.customer_id.in_(customers), earlier.customer_id != Call.customer_id)
    )
    for call in unit.session.scalars(query).all():
        assert call.repeat_of_id is not None
        repeats.tell(unit, EventKind.REPEAT_UNLINKED, call.id, call.repeat_of_id)
        call.repeat_of_id = None


def _follow(unit: Unit, *customers: int) -> None:
    """Calls follow the tier of whose they are now, and are found by their words."""
    unit.session.flush()
    for customer_id in customers:
        follow_tier(unit, customer_id)
    reindexing.of_customers(unit, customers)


def _payload(made: CustomerMerge, kept: Customer, gone: Customer) -> dict[str, Any]:
    return {"name": kept.name, "id": kept.id, "other": gone.name, "other_id": gone.id, "merge": made.id}


# What the kept one takes over, and gives back


def _take(session: Session, kept: Customer, gone: Customer) -> dict[str, Any]:
    """Nothing that only the other knew is lost; what is needed to take it away again."""
    theirs = map(line, with_first(gone.email, gone.email_kind, gone.other_emails))
    known = {of_line(one).text for one in kept.other_emails}
    others = [*kept.other_emails, *(one for one in theirs if of_line(one).text not in known)]
    values: dict[str, Any] = reached.email_values(kept.email, kept.email_kind, others)
    values |= {name: getattr(kept, name) or getattr(gone, name) for name in _TAKEN}
    new_words = gone.notes and gone.notes not in kept.notes
    values["notes"] = "\n".join(filter(None, (kept.notes, gone.notes))) if new_words else kept.notes
    values["tier"] = Tier.KEY if Tier.KEY in (kept.tier, gone.tier) else kept.tier
    changed = {name: [getattr(kept, name), value] for name, value in values.items() if getattr(kept, name) != value}
    for name, (_before, after) in changed.items():
        setattr(kept, name, after)
    return {"fields": changed, "numbers": _add_numbers(session, kept.id, gone.id)}


def _add_numbers(session: Session, kept_id: int, gone_id: int) -> list[str]:
    query = select(CustomerPhone).order_by(CustomerPhone.position, CustomerPhone.id)
    mine = session.scalars(query.where(CustomerPhone.customer_id == kept_id)).all()
    have = {_number(phone) for phone in mine}
    place = max((phone.position for phone in mine), default=-1) + 1
    names = ("shown", "kind", "digits", "digits_reversed", "normal")
    new = [
        phone
        for phone in session.scalars(query.where(CustomerPhone.customer_id == gone_id))
        if _number(phone) not in have
    ]
    rows = [
        {"customer_id": kept_id, "position": at, **{name: getattr(phone, name) for name in names}}
        for at, phone in enumerate(new, place)
    ]
    if rows:
        session.execute(insert(CustomerPhone), rows)
    return [_number(phone) for phone in new]


def _number(phone: CustomerPhone) -> str:
    return phone.normal or phone.digits or phone.shown


def _give_back(session: Session, kept: Customer, gone: Customer, taken: Mapping[str, Any]) -> None:
    """Take away what the merge brought; what a person made of a field since stays."""
    for name, (before, after) in taken["fields"].items():
        now = getattr(kept, name)
        if now == after:
            setattr(kept, name, before)
        elif name == "other_emails":
            setattr(kept, name, [one for one in now if one in before or one not in after])
        elif name == "notes":
            kept.notes = now.replace(f"\n{gone.notes}", "", 1)
    came = set(taken["numbers"])
    for phone in session.scalars(select(CustomerPhone).where(CustomerPhone.customer_id == kept.id)).all():
        if _number(phone) in came:
            session.delete(phone)
