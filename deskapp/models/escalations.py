"""The record of one escalating of one call; trying to reach a contact, and what contacts estimated."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.words import AttemptResult, Consent, EscalationState, Transfer
from deskapp.models.base import Base, Code, one_of


class Escalation(Base):
    __tablename__ = "escalation"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    #: Counted within the call: "handoff 1".
    number: Mapped[int]
    cycle: Mapped[int]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    state: Mapped[EscalationState] = mapped_column(Code(EscalationState))
    types: Mapped[list[str]] = mapped_column(JSON)
    #: Pairs of a trigger's code and its reason.
    triggers: Mapped[list[list[str]]] = mapped_column(JSON)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    #: The rota through which the contact was found: both are kept.
    rota_id: Mapped[int | None] = mapped_column(ForeignKey("rota.id"))
    handoff: Mapped[dict[str, Any]] = mapped_column(JSON)
    consent: Mapped[Consent] = mapped_column(Code(Consent))
    consent_reason: Mapped[str] = mapped_column(default="")
    transfer: Mapped[Transfer | None] = mapped_column(Code(Transfer))
    transfer_reason: Mapped[str] = mapped_column(default="")
    estimate: Mapped[timedelta | None]
    priority_was: Mapped[str | None]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(default="")
    contact_reference: Mapped[str] = mapped_column(default="")
    done: Mapped[str] = mapped_column(default="")
    fixed_at: Mapped[datetime | None]
    #: How often its sheet was printed.
    sheets: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    #: The incident that it opened or joined.
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    #: The escalation that nobody accepted, whose place this one took.
    instead_of_id: Mapped[int | None] = mapped_column(ForeignKey("escalation.id"))
    #: What the contact ticked when it came back: values of ReturnBox.
    boxes: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    #: Who answered, by name, as it stands in print on the paper.
    returned_by: Mapped[str] = mapped_column(default="", server_default="")

    __table_args__ = (
        one_of("state", EscalationState),
        one_of("consent", Consent),
        UniqueConstraint("call_id", "number"),
        CheckConstraint("json_array_length(types) > 0", name="has_a_type"),
        CheckConstraint("(state IN ('offered', 'accepted')) = (ended_at IS NULL)", name="ended_when_not_out"),
        CheckConstraint("state NOT IN ('offered', 'accepted') OR contact_id IS NOT NULL", name="out_with_somebody"),
        CheckConstraint("rota_id IS NULL OR contact_id IS NOT NULL", name="rota_with_its_contact"),
        # Never two unreturned escalations of one call to one contact.
        Index(
            "uq_escalation_out",
            "call_id",
            "contact_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
        ),
        Index("ix_escalation_out", "made_at", sqlite_where=text("ended_at IS NULL")),
    )


class ContactAttempt(Base):
    """One attempt to reach a contact for a call: before an escalation is made (escalation_id NULL), or of one."""

    __tablename__ = "contact_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    escalation_id: Mapped[int | None] = mapped_column(ForeignKey("escalation.id"))
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    result: Mapped[AttemptResult] = mapped_column(Code(AttemptResult))
    words: Mapped[str] = mapped_column(default="")

    __table_args__ = (one_of("result", AttemptResult),)


class Estimate(Base):
    """How long the contact said it would take, counted from when they said it; the last one counts."""

    __tablename__ = "estimate"

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalation.id"), index=True)
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    length: Mapped[timedelta]

    __table_args__ = (CheckConstraint("length >= 0", name="length_not_below_zero"),)
