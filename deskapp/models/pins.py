"""How members of staff prove who they are: PINs as argon2id hashes, and the attempts made with them."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, sql
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.models.base import Base


class Attempts:
    """What is kept of attempts, beside how many failed: the moment of the last, and what nobody above was told of yet.

    Columns that came later stand last, as they do in a file that was brought up to date.
    """

    #: By the steady counter of the machine at which it was, and the start of it that this counts from.
    tried_passed: Mapped[timedelta | None] = mapped_column(sort_order=1)
    tried_beginning: Mapped[str | None] = mapped_column(sort_order=2)
    #: Too many wrong attempts of which no supervisor has said that they know; from when to when.
    untold: Mapped[int] = mapped_column(default=0, server_default=sql.text("0"), sort_order=3)
    untold_since: Mapped[datetime | None] = mapped_column(sort_order=4)
    untold_last: Mapped[datetime | None] = mapped_column(sort_order=5)
    #: How many of `failed` were added to `untold`, whether or not somebody has been told since.
    put_down: Mapped[int] = mapped_column(default=0, server_default=sql.text("0"), sort_order=6)


class StaffPin(Attempts, Base):
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


class RecoveryCode(Attempts, Base):
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
