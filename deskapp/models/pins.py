"""How members of staff prove who they are: PINs as argon2id hashes, and the attempts made with them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, sql
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.models.base import Base


class StaffPin(Base):
    """A member of staff's PIN. No row: none was chosen yet."""

    __tablename__ = "staff_pin"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    hash: Mapped[str]
    set_at: Mapped[datetime]
    #: Attempts since the last right one, counted before each is checked.
    failed: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None]
    #: Whether it was made for them by somebody else: asked once, to choose their own.
    start: Mapped[bool] = mapped_column(default=False, server_default=sql.text("0"))

    __table_args__ = (CheckConstraint("failed >= 0", name="failed_not_below_zero"),)


class RecoveryCode(Base):
    """One row at most: the code, printed once, by which the last manager gets in again."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str]
    made_at: Mapped[datetime]
    failed: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("failed >= 0", name="failed_not_below_zero"),
    )
