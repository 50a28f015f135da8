"""The site this database serves, its staff, categories and signs to escalate; and what is under way there."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, sql
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.words import Asks, LongActKind, Paper, Role
from deskapp.models.base import Base, Code, not_blank, one_of


class Site(Base):
    """One row: the one place this file is for."""

    __tablename__ = "site"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    zone: Mapped[str]
    paper: Mapped[Paper] = mapped_column(Code(Paper))
    language: Mapped[str] = mapped_column(default="en")
    supplier_pauses: Mapped[bool] = mapped_column(default=False)
    other_pauses: Mapped[bool] = mapped_column(default=False)
    tone_to_outside: Mapped[bool] = mapped_column(default=False)
    demo: Mapped[bool] = mapped_column(default=False)
    #: Values of HandoffPart that must be there before a handoff leaves.
    required_parts: Mapped[list[str]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)
    #: After so many minutes without a key or a click the window asks for the PIN again; 0: never.
    lock_minutes: Mapped[int] = mapped_column(default=10, server_default=sql.text("10"))
    #: What amounts are in, as it is written before them: "£", "EUR".
    currency: Mapped[str] = mapped_column(default="", server_default="")
    #: Whether a rota has a gap also where the desk itself is open.
    gaps_all_day: Mapped[bool] = mapped_column(default=False, server_default=sql.text("0"))
    #: The languages in whose words signs to escalate are looked for.
    sign_languages: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["en"], server_default='["en"]')
    #: How large a file may be that is attached to a call, in megabytes.
    attachment_limit: Mapped[int] = mapped_column(default=10, server_default=sql.text("10"))
    #: Where papers are answered to, beside the number.
    email: Mapped[str] = mapped_column(default="", server_default="")
    #: So many transfers in a hundred are to be warm.
    warm_goal: Mapped[int] = mapped_column(default=80, server_default=sql.text("80"))
    #: Whether there are measures by agent; told to everybody where they stand.
    measures_by_agent: Mapped[bool] = mapped_column(default=False, server_default=sql.text("0"))
    #: A second folder for backups, as the system writes it; "": there is none.
    backup_place: Mapped[str] = mapped_column(default="", server_default="")

    __table_args__ = (CheckConstraint("id = 1", name="one_row"), one_of("paper", Paper), not_blank("name"))


class Staff(Base):
    """A member of the desk's own staff. Never removed: the timeline names them."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(Code(Role))
    active: Mapped[bool] = mapped_column(default=True)

    __table_args__ = (one_of("role", Role), not_blank("name"))


class Category(Base):
    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1, server_default=sql.text("1"))
    #: Who answers for calls of this category, where that is not the desk.
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    #: Whether a call of this category is asked where it is, and what it is about.
    asks_place: Mapped[Asks] = mapped_column(Code(Asks), default=Asks.ASKED, server_default="asked")
    asks_equipment: Mapped[Asks] = mapped_column(Code(Asks), default=Asks.ASKED, server_default="asked")

    __table_args__ = (
        not_blank("name"),
        UniqueConstraint("name"),
        one_of("asks_place", Asks),
        one_of("asks_equipment", Asks),
    )


class CategoryCheck(Base):
    """A line of a category's first-contact checklist."""

    __tablename__ = "category_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    #: Never removed: calls say that it was done.
    active: Mapped[bool] = mapped_column(default=True, server_default=sql.text("1"))
    #: The kind of calls that it is asked for; NULL: all of the category.
    template_id: Mapped[int | None] = mapped_column(ForeignKey("call_template.id"))


class Trigger(Base):
    """An observed sign that a call must be escalated. A built-in one is worded by its code, else by label."""

    __tablename__ = "trigger"

    code: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(default="")
    suggests: Mapped[list[str]] = mapped_column(JSON)
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1, server_default=sql.text("1"))


class SignWords(Base):
    """What customers say that shows a sign, in one language; "": in any."""

    __tablename__ = "sign_words"

    id: Mapped[int] = mapped_column(primary_key=True)
    trigger_code: Mapped[str] = mapped_column(ForeignKey("trigger.code"))
    language: Mapped[str] = mapped_column(default="")
    #: Whole words and phrases, one a line; "…" stands for up to three words.
    words: Mapped[str]
    #: Phrases that cancel what shares a word with them, one a line.
    but_not: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (not_blank("words"), UniqueConstraint("trigger_code", "language"))


class Draft(Base):
    """What somebody was typing when the app went away; gone once its act has succeeded."""

    __tablename__ = "draft"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    #: The dialog and what it is about: "new_call", "escalate:12".
    key: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: When it was kept last; NULL: nobody knows.
    saved_at: Mapped[datetime | None]


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


class LongAct(Base):
    """An act on so many calls that it is carried out in steps, a transaction each.

    Whatever is ended in the middle goes on where it was: a step takes the calls it did off those still to do.
    """

    __tablename__ = "long_act"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[LongActKind] = mapped_column(Code(LongActKind))
    begun_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    #: What the steps need to know beside the calls.
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: How many calls it was about.
    total: Mapped[int]
    #: Somebody had it rest: it goes on when somebody says so.
    stopped_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("kind", LongActKind),
        CheckConstraint("total >= 0", name="total_not_below_zero"),
        # Of each kind one at a time: another joins it, or takes its place.
        Index("uq_long_act_unfinished", "kind", unique=True, sqlite_where=sql.text("ended_at IS NULL")),
    )


class LongActCall(Base):
    """A call to which it is still to be done."""

    __tablename__ = "long_act_call"

    long_act_id: Mapped[int] = mapped_column(ForeignKey("long_act.id"), primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), primary_key=True)
