"""The call: one enquiry of a customer, from the first contact until the customer agrees that it is solved."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.words import CallState, Channel, ClockKind, Impact, PauseReason, Priority, Tone, Urgency
from deskapp.models.base import Base, Code, not_blank, one_of

#: SQLite takes an index of the open calls where a query says the same, word for word.
_OPEN = "state IN ('new', 'open', 'waiting', 'resolved')"
#: So as a condition: with the states as parameters, every call of the desk would be read.
IS_OPEN: ColumnElement[bool] = literal_column(f"(call.{_OPEN})")


class Call(Base):
    """The call's present state. How it came to be is in its events.

    The columns next_* and paused repeat what its clocks and pauses say, written by the same transaction,
    so that a list of calls is one indexed read.
    """

    __tablename__ = "call"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    logged_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    logged_at: Mapped[datetime]
    channel: Mapped[Channel] = mapped_column(Code(Channel))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    summary: Mapped[str]
    details: Mapped[str] = mapped_column(default="")
    wants: Mapped[str] = mapped_column(default="")
    steps: Mapped[str] = mapped_column(default="")
    tone: Mapped[Tone | None] = mapped_column(Code(Tone))
    impact: Mapped[Impact] = mapped_column(Code(Impact))
    urgency: Mapped[Urgency] = mapped_column(Code(Urgency))
    priority: Mapped[Priority] = mapped_column(Code(Priority))
    priority_reason: Mapped[str] = mapped_column(default="")
    customer_deadline: Mapped[datetime | None]
    state: Mapped[CallState] = mapped_column(Code(CallState))
    cycle: Mapped[int] = mapped_column(default=1)
    resolved_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    solution: Mapped[str] = mapped_column(default="")
    policy_version_id: Mapped[int] = mapped_column(ForeignKey("policy_version.id"))
    repeat_of_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"))
    #: The list an imported call came from, and its reference there.
    source: Mapped[str | None]
    source_ref: Mapped[str | None]

    next_clock: Mapped[ClockKind | None] = mapped_column(Code(ClockKind))
    next_due_at: Mapped[datetime | None]
    next_warn_at: Mapped[datetime | None]
    next_calendar_id: Mapped[int | None] = mapped_column(ForeignKey("calendar_version.id"))
    paused: Mapped[PauseReason | None] = mapped_column(Code(PauseReason))
    #: When the wait that is on brings the call up again.
    back_by: Mapped[datetime | None]
    #: The unreturned escalation's contact or organisation; NULL: the call is not escalated.
    with_name: Mapped[str | None]
    signs: Mapped[str] = mapped_column(default="")

    version: Mapped[int] = mapped_column(default=1)
    #: Seen by its owner, the supervisors and the people named on it; others see that it exists, and its clocks.
    confidential: Mapped[bool] = mapped_column(default=False, server_default=text("0"))
    #: Who gave the call back, until the customer has been spoken to; NULL: the customer knows.
    back_from: Mapped[str | None]
    #: Resolved, and nobody answered so many attempts that a supervisor may let it lapse; repeats its timeline.
    may_lapse: Mapped[bool] = mapped_column(default=False, server_default=text("0"))
    #: The kind of call that it was logged as; its lines stand in the checklist.
    template_id: Mapped[int | None] = mapped_column(ForeignKey("call_template.id"))
    #: Where the customer needs help, and the thing that the call is about.
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    equipment_id: Mapped[int | None] = mapped_column(ForeignKey("equipment.id"))
    #: Who of the customer's people speaks for them; NULL: nobody told, or the customer themselves.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("customer_person.id"))
    #: What its owner does next, as written last with a note or a contact; "": none is written, or it is done.
    next_step: Mapped[str] = mapped_column(default="", server_default=text("''"))
    #: When the customer was last spoken to, or tried; NULL: never, as far as is known.
    last_word_at: Mapped[datetime | None]
    #: Whether they were told something then; else nobody answered.
    last_word_told: Mapped[bool] = mapped_column(default=False, server_default=text("0"))

    __table_args__ = (
        one_of("channel", Channel),
        one_of("impact", Impact),
        one_of("urgency", Urgency),
        one_of("priority", Priority),
        one_of("state", CallState),
        not_blank("summary"),
        # An automatic id looks like -1 to a BEFORE INSERT trigger: a call of that id would keep out all others.
        CheckConstraint("id >= 1", name="id_from_one"),
        CheckConstraint("cycle >= 1", name="cycle_from_one"),
        # Only an import may bring in a call that was closed elsewhere.
        CheckConstraint("state <> 'archived' OR source IS NOT NULL", name="archived_is_imported"),
        # All that figures of open calls ask for: none of the rows is read for them.
        Index(
            "ix_call_open_due",
            "next_due_at",
            "next_clock",
            "next_warn_at",
            "owner_id",
            "priority",
            "state",
            "paused",
            "may_lapse",
            "confidential",
            "last_word_at",
            sqlite_where=text(_OPEN),
        ),
        Index("ix_call_customer", "customer_id", "logged_at"),
        # What was logged, and solved, since an instant, and on each of the last days.
        Index("ix_call_logged_at", "logged_at", sqlite_where=text("state NOT IN ('void', 'archived')")),
        Index("ix_call_resolved_at", "resolved_at", sqlite_where=text("state IN ('resolved', 'closed', 'lapsed')")),
        Index("ix_call_open_owner", "owner_id", sqlite_where=text(_OPEN)),
        Index("ix_call_repeat_of_id", "repeat_of_id", sqlite_where=text("repeat_of_id IS NOT NULL")),
        # The other calls on one thing, and at one place: of however many, the newest are found at once.
        Index("ix_call_place_id", "place_id", "logged_at", sqlite_where=text("place_id IS NOT NULL")),
        Index("ix_call_equipment_id", "equipment_id", "logged_at", sqlite_where=text("equipment_id IS NOT NULL")),
        # Those of a customer, a place and a thing that are open, without a look at the years before.
        Index("ix_call_open_customer", "customer_id", sqlite_where=text(_OPEN)),
        Index("ix_call_open_place", "place_id", sqlite_where=text(f"place_id IS NOT NULL AND {_OPEN}")),
        Index("ix_call_open_equipment", "equipment_id", sqlite_where=text(f"equipment_id IS NOT NULL AND {_OPEN}")),
        Index("ix_call_person_id", "person_id", sqlite_where=text("person_id IS NOT NULL")),
        # Searching leaves out what is not for whoever searches.
        Index("ix_call_confidential", "id", sqlite_where=text("confidential")),
        Index("uq_call_source", "source", "source_ref", unique=True, sqlite_where=text("source IS NOT NULL")),
    )


class CheckDone(Base):
    """A line of the checklist that was done for a call."""

    __tablename__ = "check_done"

    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), primary_key=True)
    check_id: Mapped[int] = mapped_column(ForeignKey("category_check.id"), primary_key=True)


class CallTag(Base):
    """A word that somebody put on a call. However it is written, it is one tag: `key` is the word as it is compared."""

    __tablename__ = "call_tag"

    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True, index=True)
    tag: Mapped[str]

    __table_args__ = (not_blank("key"), not_blank("tag"))
