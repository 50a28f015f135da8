"""What is counted of calls: of each call, of each of its escalations, of each local day. All follows from the record.

It is written in the transaction of the act that changes it, and can be counted anew at any time.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.measures.facts import LENGTHS, SUMS
from deskapp.models.base import Base, UtcDateTime

#: Stands for all categories and priorities of a day.
ALL_CATEGORIES, ALL_PRIORITIES = -1, ""


def _counts() -> list[Column[Any]]:
    return [Column(name, Integer, nullable=False, server_default=text("0")) for name in SUMS]


#: A row a call, as `deskapp.domain.measures.facts.Facts` has it. Days are ordinals of the site's local calendar.
MEASURED_CALL = Table(
    "measured_call",
    Base.metadata,
    Column("call_id", Integer, primary_key=True, autoincrement=False),
    Column("logged_day", Integer, nullable=False),
    Column("over_day", Integer),
    Column("category_id", Integer, nullable=False),
    Column("priority", Text, nullable=False),
    Column("customer_id", Integer, nullable=False),
    Column("owner_id", Integer, nullable=False),
    Column("logged_at", UtcDateTime, nullable=False),
    Column("types", Integer, nullable=False, server_default=text("0")),
    Column("flags", Integer, nullable=False, server_default=text("0")),
    Column("working", Integer),
    Column("wall", Integer),
    *_counts(),
    # The calls behind a figure, the newest first, without a look at their rows.
    Index(
        "ix_measured_call_over",
        "over_day",
        "call_id",
        "flags",
        "category_id",
        "priority",
        sqlite_where=text("over_day IS NOT NULL"),
    ),
    Index(
        "ix_measured_call_escalated",
        "logged_day",
        "call_id",
        "types",
        "category_id",
        "priority",
        sqlite_where=text("escalated"),
    ),
)

#: A row for each category and priority of a day, and one for all of them.
MEASURED_DAY = Table(
    "measured_day",
    Base.metadata,
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("category_id", Integer, primary_key=True, autoincrement=False),
    Column("priority", Text, primary_key=True),
    *_counts(),
    sqlite_with_rowid=False,
)

#: The lengths behind the middles of a day: whole numbers of 32 bits one after the other, sorted.
MEASURED_LENGTHS = Table(
    "measured_lengths",
    Base.metadata,
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("category_id", Integer, primary_key=True, autoincrement=False),
    Column("priority", Text, primary_key=True),
    *(Column(name, LargeBinary, nullable=False) for name in LENGTHS),
    sqlite_with_rowid=False,
)


class MeasuredEscalation(Base):
    """A row an escalation, as `deskapp.domain.measures.facts.Handoff` has it."""

    __tablename__ = "measured_escalation"

    call_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    escalation_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    logged_day: Mapped[int]
    over_day: Mapped[int | None]
    category_id: Mapped[int]
    priority: Mapped[str]
    customer_id: Mapped[int]
    contact_id: Mapped[int | None]
    types: Mapped[int]
    ended_at: Mapped[datetime | None]
    in_time: Mapped[int | None]
    first_word: Mapped[int | None]
    accept: Mapped[int | None]
    accept_target: Mapped[int | None]
    ratio: Mapped[int | None]

    __table_args__ = (
        # Whose call-back within a week repeats one of these.
        Index("ix_measured_escalation_customer", "customer_id", "ended_at"),
        Index("ix_measured_escalation_logged", "logged_day", "contact_id", "types"),
        Index("ix_measured_escalation_over", "over_day", "contact_id", sqlite_where=text("over_day IS NOT NULL")),
        {"sqlite_with_rowid": False},
    )
