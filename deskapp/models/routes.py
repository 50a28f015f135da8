"""Routes: rules in order that name whom to offer for a call, and who stands in for whom."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.words import EscalationType, Priority, RouteHours
from deskapp.models.base import Base, Code, not_blank, one_of


class Route(Base):
    """A rule; NULL stands for any. Never removed, only inactive: the timeline names it."""

    __tablename__ = "route"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    type: Mapped[EscalationType | None] = mapped_column(Code(EscalationType))
    trigger_code: Mapped[str | None] = mapped_column(ForeignKey("trigger.code"))
    priority: Mapped[Priority | None] = mapped_column(Code(Priority))
    hours: Mapped[RouteHours] = mapped_column(Code(RouteHours), default=RouteHours.ALWAYS)
    #: Whose hours; NULL: the desk's.
    calendar_id: Mapped[int | None] = mapped_column(ForeignKey("calendar.id"))
    #: The route to go on with when nobody accepts.
    then_id: Mapped[int | None] = mapped_column(ForeignKey("route.id"))
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        not_blank("name"),
        one_of("type", EscalationType),
        one_of("priority", Priority),
        one_of("hours", RouteHours),
        CheckConstraint("then_id IS NULL OR then_id <> id", name="then_another"),
    )


class RouteStep(Base):
    """Whom a route offers in its order: a contact, whoever a rota names, or who looks after the equipment."""

    __tablename__ = "route_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    route_id: Mapped[int] = mapped_column(ForeignKey("route.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    rota_id: Mapped[int | None] = mapped_column(ForeignKey("rota.id"))
    #: Whoever looks after the equipment that a call is about.
    of_equipment: Mapped[bool] = mapped_column(default=False, server_default=text("0"))

    __table_args__ = (
        UniqueConstraint("route_id", "position"),
        CheckConstraint(
            "(contact_id IS NOT NULL) + (rota_id IS NOT NULL) + (of_equipment <> 0) = 1", name="names_somebody"
        ),
    )


class ContactDeputy(Base):
    """Who stands in for a contact that cannot be reached, in order."""

    __tablename__ = "contact_deputy"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), primary_key=True)
    position: Mapped[int]

    __table_args__ = (CheckConstraint("contact_id <> deputy_id", name="another_than_oneself"),)
