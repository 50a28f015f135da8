"""Customers in the order of their names, some at a time: however many there are, a page costs the same."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from deskapp.domain.data_class import dataclass
from deskapp.domain.spelling import folded
from deskapp.services.calls.rows import COUNTED, OPEN
from deskapp.services.confidential import condition
from deskapp.services.confidential.access import viewer
from deskapp.services.directory import customers
from deskapp.services.directory.views import CustomerView


class Which(StrEnum):
    """Whom to list."""

    ALL = "all"
    KEY = "key"
    WITH_OPEN_CALLS = "open"


#: The name as it is in the order, and the id: where somebody stands among all.
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page: after a place or before one, else from the beginning."""

    which: Which = Which.ALL
    after: Place | None = None
    before: Place | None = None
    count: int = 100

    @classmethod
    def begins(cls, letters: str, which: Which = Which.ALL, count: int = 100) -> "Wanted":
        """From the first whose name begins so, or comes after it."""
        return cls(which, after=(folded(letters), 0), count=count)


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """Customers in order, each with how many open calls they have, and whether there are others on either side."""

    customers: tuple[CustomerView, ...]
    more_before: bool
    more_after: bool


@dataclass(frozen=True, slots=True)
class CustomerCounts:
    all: int
    with_open_calls: int
    key: int


def place_of(customer: CustomerView) -> Place:
    """Where a customer stands in the order."""
    return folded(customer.name), customer.id


# The words of the partial indexes, as they must be said for SQLite to use them.
_STANDING = "customer.merged_into_id IS NULL"
_KEY = f"{_STANDING} AND customer.tier = 'key'"
_AFTER = "(customer.name_folded, customer.id) > (?, ?) ORDER BY customer.name_folded, customer.id"
_BEFORE = "(customer.name_folded, customer.id) < (?, ?) ORDER BY customer.name_folded DESC, customer.id DESC"


def page(session: Session, wanted: Wanted) -> CustomerPage:
    """The customers of a page, those merged into another left out.

    Whoever looks is not told of open calls that are not for them.
    """
    of_whom, count = _of_whom(session, wanted.which), wanted.count
    run = session.connection()
    if wanted.before is not None:
        found = _ids(run, f"{of_whom} AND {_BEFORE}", (*wanted.before, count + 1))
        more_before, more_after = len(found) > count, True
        ids = found[:count][::-1]
    else:
        after = wanted.after or ("", 0)
        found = _ids(run, f"{of_whom} AND {_AFTER}", (*after, count + 1))
        more_after = len(found) > count
        ids = found[:count]
        more_before = after != ("", 0) and bool(_ids(run, f"{of_whom} AND {_BEFORE}", (after[0], after[1] + 1, 1)))
    views = {one.id: one for one in customers.some(session, 0, count, ids)} if ids else {}
    opened = _open_calls(session, ids)
    listed = tuple(customers.with_open(views[one], opened.get(one, 0)) for one in ids)
    return CustomerPage(listed, more_before, more_after)


def counts(session: Session) -> CustomerCounts:
    """How many customers there are of each kind; one more than `rows.COUNTED` where there are more."""
    return CustomerCounts(*(count(session, which, COUNTED) for which in (Which.ALL, Which.WITH_OPEN_CALLS, Which.KEY)))


def count(session: Session, which: Which, most: int | None = None) -> int:
    """How many customers there are of a kind; `most` + 1 where there are more."""
    limit = "" if most is None else f" LIMIT {most + 1}"
    asked = f"SELECT count(*) FROM (SELECT 1 FROM customer WHERE {_of_whom(session, which)}{limit})"
    return int(session.connection().exec_driver_sql(asked).scalar_one())


def _of_whom(session: Session, which: Which) -> str:
    if which is Which.KEY:
        return _KEY
    if which is Which.WITH_OPEN_CALLS:
        hidden = condition.hidden(viewer(session))
        # The plus keeps SQLite from looking at the calls of each customer, one after the other.
        return f"{_STANDING} AND +customer.id IN (SELECT customer_id FROM call WHERE {OPEN} AND NOT {hidden})"
    return _STANDING


def _ids(run: Connection, where: str, values: Sequence[Any]) -> list[int]:
    found = run.exec_driver_sql(f"SELECT customer.id FROM customer WHERE {where} LIMIT ?", tuple(values))
    return [row[0] for row in found]


def _open_calls(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """How many open calls each of them has that whoever looks may see."""
    if not ids:
        return {}
    hidden, marks = condition.hidden(viewer(session)), ", ".join("?" * len(ids))
    sql = (
        f"SELECT customer_id, count(*) FROM call WHERE customer_id IN ({marks}) AND {OPEN} AND NOT {hidden}"
        " GROUP BY customer_id"
    )
    return {row[0]: row[1] for row in session.connection().exec_driver_sql(sql, tuple(ids))}
