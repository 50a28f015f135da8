"""How calls are found again in lists: their tags, and the lists that people keep by name."""

from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.models.base import Base, not_blank


class CallTag(Base):
    """A word that somebody put on a call. However it is written, it is one tag: `key` is the word as it is compared."""

    __tablename__ = "call_tag"

    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True, index=True)
    tag: Mapped[str]

    __table_args__ = (not_blank("key"), not_blank("tag"))


class SavedView(Base):
    """A list of calls kept by name: which calls, and in which order. Without staff it is the site's."""

    __tablename__ = "saved_view"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    name: Mapped[str]
    #: The list that it is a part of, what of it is shown, and by what it is sorted; see `services.log.sieve`.
    spec: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (not_blank("name"),)
