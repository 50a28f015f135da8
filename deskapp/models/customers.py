"""Who is calling."""

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

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

    __table_args__ = (
        one_of("tier", Tier),
        not_blank("name"),
        Index("uq_customer_source", "source_ref", unique=True, sqlite_where=text("source_ref IS NOT NULL")),
    )


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
