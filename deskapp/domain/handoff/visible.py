"""What must be passed on with an escalation, what of it is missing, what a contact may see of it."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from deskapp.domain.handoff.sheet import (
    Change,
    HandoffSheet,
    SheetCustomer,
    SheetEquipment,
    SheetFault,
    SheetFile,
    SheetPlace,
    told,
)
from deskapp.domain.words import OUTSIDE_KINDS, ClockKind, Consent, ContactKind, HandoffPart


class Visible(StrEnum):
    """What of a call a contact may be allowed to see, beside its reference, summary and priority."""

    CUSTOMER_NAME = "customer_name"
    CUSTOMER_ACCOUNT = "customer_account"
    CUSTOMER_PHONE = "customer_phone"
    ISSUE = "issue"
    STEPS = "steps"
    WANTS = "wants"
    DEADLINE = "deadline"
    IMPACT = "impact"
    PROMISE = "promise"
    TONE = "tone"
    MAY_LEAVE = "may_leave"
    ATTACHMENTS = "attachments"
    PLACE = "place"
    PLACE_PERSON = "place_person"
    EQUIPMENT = "equipment"
    FAULTS = "faults"


#: For the desk's own staff unless the site says otherwise; a contact's own setting cannot open these.
FOR_STAFF_ONLY = frozenset({Visible.TONE, Visible.MAY_LEAVE})
#: What a new supplier or contractor may see: who, under which account, what there is to do, where, on what, and whom
#: to ask for there; no phone of the customer's, and no file: what can be seen in a picture nobody can take out of it.
DEFAULT_OUTSIDE = frozenset(Visible) - FOR_STAFF_ONLY - {Visible.CUSTOMER_PHONE, Visible.ATTACHMENTS}
#: What is, or may tell of, the customer: their particulars, and every word that somebody wrote about the call.
#: A name can be written in too many ways to be taken out of free words with certainty.
OF_THE_CUSTOMER = frozenset(Visible) - {Visible.IMPACT}

#: Stands where a name was taken out of words that may stay.
TAKEN_OUT = "[…]"

_VISIBLE_OF_PART = {
    HandoffPart.ISSUE: Visible.ISSUE,
    HandoffPart.STEPS: Visible.STEPS,
    HandoffPart.WANTS: Visible.WANTS,
    HandoffPart.TONE: Visible.TONE,
    HandoffPart.DEADLINE: Visible.DEADLINE,
}
#: Labels of `told` that only some may read, and under which permission.
_VISIBLE_OF_LABEL = {
    **{str(visible): visible for visible in Visible},
    "urgency": Visible.IMPACT,
    "customer_deadline": Visible.DEADLINE,
    "warranty_until": Visible.EQUIPMENT,
    "contract_until": Visible.EQUIPMENT,
}


def missing(parts: Mapping[HandoffPart, str] | Mapping[str, str], required: Collection[str]) -> tuple[HandoffPart, ...]:
    """The required parts that nothing was written for, in the order of the sheet. Blanks are nothing."""
    return tuple(part for part in HandoffPart if part in required and not parts.get(part, "").strip())


def visible_to(kind: ContactKind, allowed: Collection[str], consent: Consent, tone_outside: bool) -> frozenset[Visible]:
    """What of a call this contact may see.

    kind, allowed: the contact's kind and setting (codes of `Visible`, others open nothing); the setting
        counts for outside kinds alone, and where it is empty it is nothing, whatever the site says.
    tone_outside: whether the site lets tone and "may leave" go outside.
    See RULES.md, "Directory" and "Escalation".
    """
    if kind not in OUTSIDE_KINDS:
        return frozenset(Visible)
    visible = frozenset(code for code in Visible if code in allowed) - FOR_STAFF_ONLY
    if tone_outside and visible:
        visible |= FOR_STAFF_ONLY
    return visible - OF_THE_CUSTOMER if consent is Consent.NO else visible


def withheld(kind: ContactKind, allowed: Collection[str], consent: Consent) -> bool:
    """Whether even what the call is about stays here: an outside contact after a no, or one who may see nothing.

    It is free words, and a name can be written in too many ways to be taken out of them with certainty.
    """
    nothing = not (frozenset(Visible) - FOR_STAFF_ONLY) & frozenset(allowed)
    return kind in OUTSIDE_KINDS and (nothing or consent is Consent.NO)


def reduced(sheet: HandoffSheet, visible: Collection[Visible], *, summary: bool = True) -> HandoffSheet:
    """The sheet with everything taken out that its reader may not see; summary: whether that may be seen.

    The particulars of the customer, and of whoever is to be asked for, are also taken out of the words that stay,
    where they stand there as recorded.
    """
    hidden = _hidden_particulars(sheet, visible)
    # That something of the customer's comes first tells that there is something.
    unsaid = sheet.answer_because is ClockKind.DEADLINE and Visible.DEADLINE not in visible
    deadline, impact = Visible.DEADLINE in visible, Visible.IMPACT in visible
    return replace(
        sheet,
        summary=without(hidden, sheet.summary) if summary else "",
        customer=_customer(sheet.customer, visible),
        parts={part: without(hidden, text) for part, text in sheet.parts.items() if _VISIBLE_OF_PART[part] in visible},
        customer_deadline=sheet.customer_deadline if deadline else None,
        impact=sheet.impact if impact else None,
        urgency=sheet.urgency if impact else None,
        promise=sheet.promise if Visible.PROMISE in visible else None,
        answer_because=None if unsaid else sheet.answer_because,
        agreed_response=None if unsaid else sheet.agreed_response,
        files=_files(sheet, hidden) if Visible.ATTACHMENTS in visible else (),
        place=_place(sheet, visible, hidden),
        equipment=_equipment(sheet.equipment, visible, hidden),
        since=tuple(
            replace(one, said=without(hidden, one.said))
            for one in sheet.since
            if (frozenset(Visible) <= frozenset(visible) if one.part is None else _VISIBLE_OF_PART[one.part] in visible)
        ),
        may_leave=sheet.may_leave and Visible.MAY_LEAVE in visible,
        changes=tuple(
            Change(change.label, without(hidden, change.before), without(hidden, change.after))
            for change in sheet.changes
            if (_VISIBLE_OF_LABEL.get(change.label) is None or _VISIBLE_OF_LABEL[change.label] in visible)
            and (summary or change.label != "summary")
        ),
    )


def said_of(sheet: HandoffSheet) -> frozenset[Visible]:
    """Of what the sheet has something to say, whoever reads it."""
    return frozenset(
        _VISIBLE_OF_LABEL[label] for label, said in told(sheet).items() if said and label in _VISIBLE_OF_LABEL
    )


def changes_between(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    """What a reprint says otherwise than the sheet before it, both as `told`; missing is as good as empty."""
    labels = [*after, *(label for label in before if label not in after)]
    return tuple(
        Change(label, before.get(label, ""), after.get(label, ""))
        for label in labels
        if before.get(label, "") != after.get(label, "")
    )


def _files(sheet: HandoffSheet, hidden: Collection[str]) -> tuple[SheetFile, ...]:
    return tuple(replace(one, name=without(hidden, one.name)) for one in sheet.files)


def _place(sheet: HandoffSheet, visible: Collection[Visible], hidden: Collection[str]) -> SheetPlace:
    place, where, whom = sheet.place, Visible.PLACE in visible, Visible.PLACE_PERSON in visible
    # Their number there may be the customer's own.
    theirs = Visible.CUSTOMER_PHONE in visible or _digits(place.phone) != _digits(sheet.customer.phone or "")
    return SheetPlace(
        name=without(hidden, place.name) if where else "",
        address=without(hidden, place.address) if where else "",
        room=without(hidden, place.room) if where else "",
        access=without(hidden, place.access) if where else "",
        person=without(hidden, place.person) if whom else "",
        phone=place.phone if whom and theirs else "",
    )


def _digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isdecimal())


def _equipment(thing: SheetEquipment, visible: Collection[Visible], hidden: Collection[str]) -> SheetEquipment:
    faults: tuple[SheetFault, ...] = ()
    if Visible.FAULTS in visible:
        faults = tuple(replace(one, said=without(hidden, one.said)) for one in thing.faults)
    if Visible.EQUIPMENT not in visible:
        return SheetEquipment(faults=faults)
    return replace(thing, label=without(hidden, thing.label), faults=faults)


def _customer(customer: SheetCustomer, visible: Collection[Visible]) -> SheetCustomer:
    named = Visible.CUSTOMER_NAME in visible
    return SheetCustomer(
        name=customer.name if named else None,
        organisation=customer.organisation if named else None,
        account=customer.account if Visible.CUSTOMER_ACCOUNT in visible else None,
        phone=customer.phone if Visible.CUSTOMER_PHONE in visible else None,
        person=customer.person if named else None,
        person_phone=customer.person_phone if Visible.CUSTOMER_PHONE in visible else None,
    )


def _hidden_particulars(sheet: HandoffSheet, visible: Collection[Visible]) -> list[str]:
    shown, person = _customer(sheet.customer, visible), _place(sheet, visible, ())
    hidden = [
        whole
        for field in ("name", "organisation", "account", "phone", "person", "person_phone")
        if (whole := getattr(sheet.customer, field)) and getattr(shown, field) is None
    ]
    hidden += [
        whole
        for field in ("person", "phone")
        # Who is to be asked for may be the customer, or who speaks for them, whose name and number may be seen.
        if (whole := getattr(sheet.place, field))
        and not getattr(person, field)
        and whole not in (shown.name, shown.phone, shown.person_phone, *(shown.person or "").split(", "))
    ]
    return particulars(hidden)


def particulars(wholes: Iterable[str]) -> list[str]:
    """What names somebody in free words: their name, number or account whole, and each word of it; longest first."""
    # "Doe agreed" names Jane Doe too; words of one or two letters ("de", "A") would riddle the text.
    given = [one for one in wholes if one]
    words = [word for name in given for word in re.findall(r"[^\W_]{3,}", name)]
    return sorted({*given, *words}, key=len, reverse=True)


def without(hidden: Collection[str], text: str) -> str:
    """The text with every one of these, as a whole word and in any case, replaced by `TAKEN_OUT`."""
    for particular in hidden:
        text = re.sub(rf"(?<!\w){re.escape(particular)}(?!\w)", TAKEN_OUT, text, flags=re.IGNORECASE)
    return text
