"""Who is calling, who speaks for them, and which of them turned out to be one, or not."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from deskapp.domain.spelling import folded
from deskapp.domain.words import Tier
from deskapp.models.base import Base, Code, not_blank, one_of


class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    organisation: Mapped[str] = mapped_column(default="")
    account: Mapped[str] = mapped_column(default="")
    #: The one to write to first.
    email: Mapped[str] = mapped_column(default="")
    tier: Mapped[Tier] = mapped_column(Code(Tier), default=Tier.STANDARD)
    notes: Mapped[str] = mapped_column(default="")
    #: The name this customer has in an imported list, so that a second import finds it.
    source_ref: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)
    #: What the first address is for (`deskapp.domain.reach`).
    email_kind: Mapped[str] = mapped_column(default="", server_default="")
    #: The others, in order, as lines of `deskapp.domain.reach`.
    other_emails: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    #: The name as lists are in its order (`deskapp.domain.spelling.folded`); whoever writes the name writes it too.
    name_folded: Mapped[str] = mapped_column(default="", server_default="")
    #: The customer that this one turned out to be; such a one is in no list, and has no call.
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    #: The erasure by which they were forgotten: nothing is added to such a one, nor to a call of theirs.
    erasure_id: Mapped[int | None] = mapped_column(ForeignKey("erasure.id"))

    __table_args__ = (
        one_of("tier", Tier),
        not_blank("name"),
        Index("uq_customer_source", "source_ref", unique=True, sqlite_where=text("source_ref IS NOT NULL")),
        # The id is in them already: it is the row's.
        Index("ix_customer_in_order", "name_folded", sqlite_where=text("merged_into_id IS NULL")),
        Index("ix_customer_key", "name_folded", sqlite_where=text("merged_into_id IS NULL AND tier = 'key'")),
        Index("ix_customer_merged", "merged_into_id", sqlite_where=text("merged_into_id IS NOT NULL")),
        Index("ix_customer_erasure_id", "erasure_id", sqlite_where=text("erasure_id IS NOT NULL")),
    )

    @validates("name")
    def _fold(self, _key: str, name: str) -> str:
        self.name_folded = folded(name)
        return name


class CustomerPhone(Base):
    """One number, as typed and as digits; the digits also backwards, for "ends with"."""

    __tablename__ = "customer_phone"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    shown: Mapped[str]
    digits: Mapped[str] = mapped_column(index=True)
    digits_reversed: Mapped[str] = mapped_column(index=True)
    #: The number with its country's code; "" where it is none of a plan.
    normal: Mapped[str] = mapped_column(default="", server_default="", index=True)
    #: What it is for (`deskapp.domain.reach`); "": not known.
    kind: Mapped[str] = mapped_column(default="", server_default="")


class CustomerPerson(Base):
    """Somebody who speaks for a customer. Never removed, only not there any more: calls name them."""

    __tablename__ = "customer_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    name: Mapped[str]
    #: What they do there: "caretaker".
    role: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True, server_default=text("1"))
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (not_blank("name"),)


class PersonPhone(Base):
    """One number of somebody who speaks for a customer; kept as a customer's own are."""

    __tablename__ = "person_phone"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("customer_person.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    shown: Mapped[str]
    digits: Mapped[str] = mapped_column(index=True)
    digits_reversed: Mapped[str] = mapped_column(index=True)
    normal: Mapped[str] = mapped_column(default="", server_default="", index=True)
    kind: Mapped[str] = mapped_column(default="", server_default="")


class CustomerMerge(Base):
    """Two customers that were made one, and what is needed to make them two again."""

    __tablename__ = "customer_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    kept_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    gone_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    #: By table: the ids of the rows that named the one that went.
    moved: Mapped[dict[str, list[int]]] = mapped_column(JSON)
    #: What the kept one has of the other since: by field what it said before and after, and the numbers that came.
    taken: Mapped[dict[str, Any]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))

    __table_args__ = (
        CheckConstraint("kept_id <> gone_id", name="of_two"),
        CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", name="undone_by_somebody"),
        Index("uq_customer_merge_in_force", "gone_id", unique=True, sqlite_where=text("undone_at IS NULL")),
    )


class CustomersApart(Base):
    """Two customers who look like one and are not: somebody has looked."""

    __tablename__ = "customers_apart"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))

    __table_args__ = (CheckConstraint("customer_id < other_id", name="in_one_order"),)


class Erasure(Base):
    """A customer was forgotten. They and the words that were emptied name the erasure, and it names nobody."""

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[str]
    #: How many calls were theirs.
    calls: Mapped[int]
    #: When nothing was left in the free room of the file either; NULL: that is still to be done.
    cleared_at: Mapped[datetime | None]

    __table_args__ = (
        not_blank("reason"),
        CheckConstraint("calls >= 0", name="calls_not_below_zero"),
        Index("ix_erasure_to_clear", "id", sqlite_where=text("cleared_at IS NULL")),
    )
