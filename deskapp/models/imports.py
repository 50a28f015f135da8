"""Rows of other programs' lists that were taken in, so that none is taken twice."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.models.base import Base


class ImportedRow(Base):
    __tablename__ = "imported_row"

    source: Mapped[str] = mapped_column(primary_key=True)
    #: What makes a row of that source one of a kind: its reference and its count of changes.
    key: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
