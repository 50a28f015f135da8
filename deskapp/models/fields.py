"""The fields that a category asks for beside those of every call, and what calls say in them."""

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.words import FieldKind
from deskapp.models.base import Base, Code, not_blank, one_of


class CategoryField(Base):
    """A field of a category. Never removed: calls say something in it."""

    __tablename__ = "category_field"

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    position: Mapped[int]
    label: Mapped[str]
    kind: Mapped[FieldKind] = mapped_column(Code(FieldKind))
    #: What there is to choose from, in order; empty where nothing is chosen.
    choices: Mapped[list[str]] = mapped_column(JSON)
    #: Whether it is asked for before a call is logged.
    needed: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)

    __table_args__ = (one_of("kind", FieldKind), not_blank("label"))


class CallField(Base):
    """What a call says in a field, of its present category or of one that it had."""

    __tablename__ = "call_field"

    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("category_field.id"), primary_key=True, index=True)
    #: A text or a choice as it is, a date as 2026-12-24, a number as 1234.5.
    value: Mapped[str]

    __table_args__ = (not_blank("value"),)
