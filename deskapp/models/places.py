"""Where customers need help, and the things that calls are about."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, sql, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.models.base import Base, not_blank


class Place(Base):
    """Where a customer needs help. Never removed, only inactive: calls name it."""

    __tablename__ = "place"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    room: Mapped[str] = mapped_column(default="")
    #: How one gets in, and when somebody is there.
    access: Mapped[str] = mapped_column(default="")
    #: Whom to ask for there, with their number.
    person: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True, server_default=sql.text("1"))
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (not_blank("name"),)


class Equipment(Base):
    """A thing that calls are about. Never removed, only inactive: calls name it."""

    __tablename__ = "equipment"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    #: Where it stands.
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    #: Who looks after it.
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    #: What people call it: "copier, staff room".
    label: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    maker: Mapped[str] = mapped_column(default="")
    model: Mapped[str] = mapped_column(default="")
    serial: Mapped[str] = mapped_column(default="")
    #: The last days on which the maker's warranty, and a contract, cover it; NULL: none is known.
    warranty_until: Mapped[date | None]
    contract_until: Mapped[date | None]
    #: Our reference or the contract's number with whoever looks after it.
    contract_ref: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True, server_default=sql.text("1"))
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        not_blank("label"),
        CheckConstraint("date(warranty_until) IS NOT DISTINCT FROM warranty_until", name="warranty_until_a_day"),
        CheckConstraint("date(contract_until) IS NOT DISTINCT FROM contract_until", name="contract_until_a_day"),
        Index("ix_equipment_place_id", "place_id", sqlite_where=text("place_id IS NOT NULL")),
        Index("ix_equipment_contact_id", "contact_id", sqlite_where=text("contact_id IS NOT NULL")),
    )
