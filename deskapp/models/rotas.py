"""Who is on call when: a rota, and its versions, each from one instant on. What has been is never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.models.base import Base, not_blank


class Rota(Base):
    """A named rota; who is on call lies in its versions. Never removed: escalations and the past name it."""

    __tablename__ = "rota"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    #: The number of its newest version; raised by every change.
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (not_blank("name"),)


class RotaVersion(Base):
    """The rota from one instant on, as `domain.rota.Rota.to_dict` writes it; members are ids of contacts.

    Who was on call at an instant is answered by the version that was in force then, so an edit reaches
    nothing that lies before it: the database refuses to change a version, and to date one back.
    """

    __tablename__ = "rota_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    rota_id: Mapped[int] = mapped_column(ForeignKey("rota.id"))
    number: Mapped[int]
    valid_from: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    spec: Mapped[dict[str, Any]] = mapped_column(JSON)

    __table_args__ = (UniqueConstraint("rota_id", "number"),)
