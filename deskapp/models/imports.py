"""Lists of other programs that were taken in, and their rows, so that none is taken twice and each can be undone."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.models.base import Base


class ImportBatch(Base):
    """One import of one list. Of those before there were any, nothing but the rows is known."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    #: The list's name, without its folder.
    file: Mapped[str]
    #: What its columns and values were taken for.
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    calls_added: Mapped[int]
    calls_moved_on: Mapped[int]
    rows_taken: Mapped[int]
    #: From which id to which it made customers, contacts, categories and staff, by table.
    made: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: The last line of the timeline that it wrote: what came later was built on it.
    last_event_id: Mapped[int]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class ImportedRow(Base):
    __tablename__ = "imported_row"

    source: Mapped[str] = mapped_column(primary_key=True)
    #: What makes a row of that source one of a kind: its reference and its count of changes.
    key: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    #: The import that brought it; NULL: one from before they were kept.
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    #: What it said, in few letters: a later list may say otherwise of the same change.
    digest: Mapped[str | None]
