"""Signs that a call must be escalated: which ones the record itself shows, and the types they suggest."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from datetime import datetime, timedelta
from typing import Any

from deskapp.domain.data_class import dataclass
from deskapp.domain.sla import ClockState
from deskapp.domain.words import ApprovalKind, EscalationType, Impact, Tier, Tone

#: Third contact in so many days is a repeat contact.
REPEAT_DAYS = 30
REPEAT_CONTACTS = 3
#: Calls alike of so many customers within this time: many customers are affected.
MANY_CALLS = 3
MANY_WITHIN = timedelta(hours=1)
#: So many calls on one thing in so many days are a sign.
EQUIPMENT_DAYS = 30
EQUIPMENT_CALLS = 3
#: Why a sign is shown that only time brings about: the clocks show it themselves.
BY_TIME = frozenset(("overdue", "due_soon"))
#: Why a sign is shown, where it is for the customer's words.
SPOKEN = "words"


@dataclass(frozen=True, slots=True)
class CallSigns:
    """What the record knows about a call at an instant, as far as it can be a sign."""

    impact: Impact
    tier: Tier = Tier.STANDARD
    tone: Tone | None = None
    resolution: ClockState | None = None
    resolution_due: datetime | None = None
    customer_deadline: datetime | None = None
    contacts_30_days: int = 0
    #: Of each other customer with a call like this one in the last hour, the newest, by reference.
    alike: tuple[str, ...] = ()
    #: What the call is about, and the calls on it lately with this one; "": no thing is told.
    equipment: str = ""
    equipment_calls: int = 0
    checklist_lines: int = 0
    checklist_done: int = 0
    solved: bool = False
    #: By sign, the customer's words that it is shown for.
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: What was asked of somebody above and is not decided, with its amount and currency.
    asked_above: ApprovalKind | None = None
    asked_amount: int | None = None
    currency: str = ""
    #: The contact who answers for the category instead of the desk, by name; "": nobody does.
    answers_for: str = ""
    #: The route that says of the category that its owner is another function, by name; "": none does.
    named_by: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """A trigger that the record shows, and why: a code and its values."""

    code: str
    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)


def signs(call: CallSigns) -> tuple[Sign, ...]:
    """The triggers that the record shows, each once, in no particular order. See RULES.md, "Signs"."""
    shown = (*_of_the_call(call), *_of_what_was_done(call), *_of_the_desk(call))
    by_itself = {sign.code for sign in shown}
    spoken = (Sign(code, SPOKEN, {"words": words}) for code, words in call.said.items() if code not in by_itself)
    return (*shown, *spoken)


def suggested_types(
    chosen: Iterable[str],
    suggests: Mapping[str, Collection[EscalationType]],
    *,
    escalated: bool = False,
    highest: bool = False,
) -> tuple[EscalationType, ...]:
    """The types that the chosen triggers suggest, in the order of EscalationType.

    escalated: a contact has the call already, so its time limit alone asks for no other one.
    highest: its priority cannot be raised any more.
    """
    wanted = set()
    for code in chosen:
        kinds = set(suggests.get(code, ()))
        if code == "time_limit" and escalated:
            kinds.discard(EscalationType.FUNCTIONAL)
        wanted |= kinds
    if highest:
        wanted.discard(EscalationType.PRIORITY)
    return tuple(kind for kind in EscalationType if kind in wanted)


def _of_the_call(call: CallSigns) -> Iterable[Sign]:
    if call.resolution is ClockState.OVERDUE:
        yield Sign("time_limit", "overdue", {"due": call.resolution_due})
    elif call.resolution is ClockState.SOON:
        yield Sign("time_limit", "due_soon", {"due": call.resolution_due})
    if call.impact is not Impact.ONE:
        yield Sign("several_people", "impact", {"impact": call.impact})
    if call.impact is Impact.SITE:
        yield Sign("several_departments", "impact", {"impact": call.impact})
    if call.tier is Tier.KEY:
        yield Sign("may_leave", "key_account")
    if call.tone is Tone.ABUSIVE:
        yield Sign("abusive", "tone", {"tone": call.tone})
    if _strict(call):
        yield Sign("strict_deadline", "customer_deadline", {"deadline": call.customer_deadline})


def _of_what_was_done(call: CallSigns) -> Iterable[Sign]:
    if call.contacts_30_days >= REPEAT_CONTACTS:
        yield Sign("repeat_contact", "contacts", {"count": call.contacts_30_days, "days": REPEAT_DAYS})
    if len(call.alike) + 1 >= MANY_CALLS:
        yield Sign("many_customers", "calls_within_hour", {"count": len(call.alike) + 1, "calls": call.alike})
    if call.equipment_calls >= EQUIPMENT_CALLS:
        told = {"count": call.equipment_calls, "days": EQUIPMENT_DAYS, "equipment": call.equipment}
        yield Sign("same_equipment", "equipment_calls", told)
    if call.checklist_lines and call.checklist_done >= call.checklist_lines and not call.solved:
        yield Sign("no_solution", "checklist_done", {"count": call.checklist_lines})
    if call.asked_above is not None:
        asked = {"kind": call.asked_above, "amount": call.asked_amount, "currency": call.currency}
        yield Sign("beyond_authority", "asked_above", asked)


def _of_the_desk(call: CallSigns) -> Iterable[Sign]:
    if call.answers_for:
        yield Sign("other_knowledge", "category_owner", {"contact": call.answers_for})
    if call.named_by:
        yield Sign("owner_elsewhere", "route", {"route": call.named_by})


def _strict(call: CallSigns) -> bool:
    if call.customer_deadline is None:
        return False
    return call.resolution_due is None or call.customer_deadline < call.resolution_due
