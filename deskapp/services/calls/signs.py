"""Signs to escalate that the record of a call shows."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from deskapp.domain import sla
from deskapp.domain.data_class import dataclass
from deskapp.domain.signs import triggers
from deskapp.domain.signs.spoken import Spoken
from deskapp.domain.signs.triggers import Sign
from deskapp.domain.words import UNRESOLVED_STATES, ApprovalState, CallState, ClockKind, EscalationType, LongActKind
from deskapp.models.approvals import Approval
from deskapp.models.base import to_stored
from deskapp.models.calls import IS_OPEN, Call, CheckDone
from deskapp.models.clocks import ClockRow, Pause
from deskapp.models.contacts import Contact
from deskapp.models.customers import Customer
from deskapp.models.site import Category, CategoryCheck, Trigger
from deskapp.services import alike, long_acts, spoken_signs
from deskapp.services.calls.rows import OPEN
from deskapp.services.clocks import clocks
from deskapp.services.texts import reference
from deskapp.services.work import Look, Unit


def asked_of_call(session: Session, call_id: int) -> Approval | None:
    """The newest approval of a call that nobody has decided yet."""
    return session.scalars(
        select(Approval)
        .where(Approval.call_id == call_id, Approval.state == ApprovalState.ASKED)
        .order_by(Approval.id.desc())
        .limit(1)
    ).first()


_DAY = timedelta(days=1)
_UNRESOLVED = (IS_OPEN, Call.state != CallState.RESOLVED)


#: How often this customer contacted the desk lately. Signs stand on calls that anybody sees: confidential calls
#: do not count here, or their figures would tell of them.
CONTACTS_IN_30_DAYS = """
SELECT count(*) FROM call
WHERE customer_id = :customer_id AND logged_at > :month_ago AND logged_at <= :now
      AND state <> 'void' AND NOT confidential
"""


#: How many calls there were lately on the thing that a call is about; confidential ones do not count here either.
EQUIPMENT_CALLS = """
SELECT count(*) FROM call
WHERE equipment_id = :equipment_id AND logged_at > :things_ago AND logged_at <= :now
      AND state <> 'void' AND NOT confidential
"""


#: Id, customer, summary and whether it is signed already, of the newest by id: whatever the table's size. Of an outage
#: three are among so few; each call that is logged is held against all of them while its customer speaks.
LAST_HOUR = """
SELECT json_group_array(json_array(id, customer_id, summary, instr(signs, 'many_customers') > 0))
FROM (SELECT id, customer_id, summary, signs, logged_at, confidential, state FROM call
      WHERE id > (SELECT max(id) - 60 FROM call) ORDER BY id DESC)
WHERE logged_at > :hour_ago AND NOT confidential AND state <> 'void'
"""


#: The codes of the signs that the site has switched off, with blanks between.
SWITCHED_OFF = "(SELECT group_concat(code, ' ') FROM trigger WHERE NOT active)"


#: Who answers for calls of the category instead of the desk.
ANSWERS_FOR = """
SELECT contact.name FROM category JOIN contact ON contact.id = category.contact_id
WHERE category.id = :category_id AND contact.active
"""


#: The route that says of the category: its owner is another function.
NAMED_BY = """
SELECT name FROM route WHERE category_id = :category_id AND trigger_code = 'owner_elsewhere' AND active
ORDER BY position, id LIMIT 1
"""


#: All of these as columns of one row; for `around_of`.
AROUND = f"""({CONTACTS_IN_30_DAYS}) AS contacts, ({LAST_HOUR}) AS last_hour,
       (SELECT label FROM equipment WHERE id = :equipment_id) AS equipment, ({EQUIPMENT_CALLS}) AS equipment_calls,
       (SELECT language FROM site) AS language,
       ({ANSWERS_FOR}) AS answers_for, ({NAMED_BY}) AS named_by, {SWITCHED_OFF} AS signs_off,
       {spoken_signs.LISTS} AS word_lists"""


@dataclass(frozen=True, slots=True)
class Around:
    """What is a sign and stands beside the call: with its customer, its equipment, its category, and the site."""

    #: How often the customer contacted the desk in the last 30 days.
    contacts: int
    #: What the call is about, and how many calls there were on it lately; "": no thing is told.
    equipment: str
    equipment_calls: int
    #: Calls of the last hour: id, customer, summary, whether it shows that there are many; newest first.
    last_hour: Sequence[tuple[int, int, str, int]]
    #: The language that words are compared in.
    language: str
    #: Who answers for the category instead of the desk, and the route that says so; "": nobody, none.
    answers_for: str
    named_by: str
    #: The codes of the signs that the site has switched off.
    off: frozenset[str]
    #: What customers say that is one.
    spoken: Spoken


def asked(now: datetime, **ids: int | None) -> dict[str, int | str | None]:
    """The parameters of the figures."""
    return {
        "now": to_stored(now),
        "things_ago": to_stored(now - triggers.EQUIPMENT_DAYS * _DAY),
        "month_ago": to_stored(now - triggers.REPEAT_DAYS * _DAY),
        "hour_ago": to_stored(now - triggers.MANY_WITHIN),
        **ids,
    }


def around(look: Look, call: Call) -> Around:
    ids = {name: getattr(call, name) for name in ("customer_id", "category_id", "equipment_id")}
    given = asked(look.now, **ids)
    return around_of(look.session.connection().exec_driver_sql(f"SELECT {AROUND}", given).one())


def around_of(row: Any) -> Around:
    """From a row that was read with `AROUND`."""
    off = frozenset((row.signs_off or "").split())
    spoken = spoken_signs.spoken(row.word_lists)
    return Around(
        row.contacts,
        row.equipment or "",
        row.equipment_calls,
        json.loads(row.last_hour),
        row.language,
        row.answers_for or "",
        row.named_by or "",
        off,
        spoken,
    )


def like(summary: str, customer_id: int | None, around: Around) -> tuple[int, ...]:
    """The calls of the last hour that are about the same, of each other customer the newest."""
    newest: dict[int, int] = {}
    for call_id, customer in near(summary, around):
        if customer != customer_id:
            newest.setdefault(customer, call_id)
    return tuple(newest.values())


def near(summary: str, around: Around) -> Iterable[tuple[int, int]]:
    """All of them, whosever they are: id and customer, newest first."""
    about = alike.telling(summary, around.language)
    for call_id, customer, said, _signed in around.last_hour:
        if alike.alike(about, alike.telling(said, around.language)):
            yield call_id, customer


def owner_of(session: Session, category_id: int | None) -> int | None:
    """The contact who answers for the category, where they are active."""
    return session.scalar(
        select(Contact.id)
        .join(Category, Category.contact_id == Contact.id)
        .where(Category.id == category_id, Contact.active.is_(True))
    )


def of_call(
    look: Look, call: Call, beside: Around | None = None, pauses: Sequence[Pause] | None = None
) -> tuple[Sign, ...]:
    """The signs of a call that is logged; beside: what is around it, and its pauses, where they were read already."""
    customer = look.session.get_one(Customer, call.customer_id)
    resolution = look.session.scalars(
        select(ClockRow).where(
            ClockRow.call_id == call.id, ClockRow.kind == ClockKind.RESOLUTION, ClockRow.cycle == call.cycle
        )
    ).first()
    reading = None
    if resolution is not None and resolution.stopped_at is None:
        pauses = clocks.pauses_of(look.session, call.id) if pauses is None else pauses
        facts = clocks.facts_of(look.session, look.rules, resolution, pauses)
        reading = sla.reading(facts, look.now)
    beside = beside or around(look, call)
    above = asked_of_call(look.session, call.id)
    lines, done = _checklist(look.session, call)
    shown = triggers.CallSigns(
        impact=call.impact,
        tier=customer.tier,
        tone=call.tone,
        resolution=reading.state if reading else None,
        resolution_due=reading.due if reading else None,
        customer_deadline=call.customer_deadline,
        checklist_lines=lines,
        checklist_done=done,
        # To an open call's solution the customer did not agree.
        solved=bool(call.solution) and call.state not in UNRESOLVED_STATES,
        asked_above=above.kind if above else None,
        asked_amount=above.amount if above else None,
        currency=above.currency if above else "",
    )
    # Confidential calls do not count there; this one does.
    beside = with_one_more(beside, call.confidential)
    return shown_by(shown, beside, call.customer_id, (call.summary, call.details, call.wants))


def with_one_more(beside: Around, calls: int) -> Around:
    """With so many calls of this customer, on this thing, that are not counted there."""
    on_it = calls if beside.equipment else 0
    return replace(beside, contacts=beside.contacts + calls, equipment_calls=beside.equipment_calls + on_it)


def shown_by(
    shown: triggers.CallSigns, beside: Around, customer_id: int | None, said: tuple[str, str, str]
) -> tuple[Sign, ...]:
    """The signs of a call, logged or not yet: by what it shows itself, what lies around it, and what was said.

    said: its summary, its details, and what the customer wants.
    """
    call = replace(
        shown,
        contacts_30_days=beside.contacts,
        equipment=beside.equipment,
        equipment_calls=beside.equipment_calls,
        alike=tuple(map(reference, like(said[0], customer_id, beside))),
        said=beside.spoken.found(_apart(said)),
        answers_for=beside.answers_for,
        named_by=beside.named_by,
    )
    return tuple(sign for sign in triggers.signs(call) if sign.code not in beside.off)


def _apart(said: Iterable[str]) -> str:
    """What was said, in fields that no phrase reaches over."""
    return "\n\n".join(said)


def sign_again(look: Look, call: Call) -> bool:
    """Write down anew which signs a call shows; whether they changed."""
    signs = of_call(look, call)
    # What only time brings about is shown by the clocks themselves.
    fresh = " ".join(sign.code for sign in signs if sign.reason not in triggers.BY_TIME)
    changed = fresh != call.signs
    call.signs = fresh
    look.session.flush()
    return changed


def sign_all_again(unit: Unit, *which: ColumnElement[bool]) -> None:
    """The same for the open calls that fit these conditions; of many in steps."""
    unit.session.flush()
    calls = unit.session.scalars(select(Call.id).where(*_UNRESOLVED, *which)).all()
    long_acts.carry_out(unit, LongActKind.SIGNS, calls, step)


def step(unit: Unit, call_ids: Sequence[int], _asked: Mapping[str, Any]) -> frozenset[int]:
    """Those of these calls that are open still show the signs that they should; gives back where that changed some."""
    calls = unit.session.scalars(select(Call).where(*_UNRESOLVED, Call.id.in_(call_ids))).all()
    return frozenset(call.id for call in calls if sign_again(unit, call))


def sign_where_words_differ(unit: Unit, before: Spoken) -> None:
    """The same for the open calls in whose words the site's lists of now find other signs than those before did."""
    unit.session.flush()
    after = spoken_signs.of_site(unit.session)
    if after is before:
        return
    said = unit.session.execute(select(Call.id, Call.summary, Call.details, Call.wants).where(*_UNRESOLVED)).all()
    if len(said) > long_acts.AT_ONCE:
        # To find where they differ takes as long as to sign all.
        long_acts.carry_out(unit, LongActKind.SIGNS, [row[0] for row in said], step)
        return
    apart = [(call_id, _apart(words)) for call_id, *words in said]
    differ = [call_id for call_id, words in apart if before.found(words).keys() != after.found(words).keys()]
    long_acts.carry_out(unit, LongActKind.SIGNS, differ, step)


#: Earlier calls that the newest one makes show a sign as well.
_REPEATED = f"""
UPDATE call SET signs = trim(signs || ' {{code}}')
WHERE {{column}} = :id AND {OPEN} AND state <> 'resolved'
  AND instr(' ' || signs || ' ', ' {{code}} ') = 0
RETURNING id
"""


@dataclass(frozen=True, slots=True)
class About:
    """What a call has in common with others."""

    summary: str
    customer_id: int
    equipment_id: int | None


def spread(unit: Unit, signs: Iterable[Sign], call: About, around: Around) -> frozenset[int]:
    """What a call just logged shows of its customer, its equipment, or those alike, others show too; gives back which.

    around: as it was before.
    """
    # What its customer said is its own.
    codes = {sign.code for sign in signs if sign.reason != triggers.SPOKEN}
    touched: set[int] = set()
    run = unit.session.connection().exec_driver_sql
    for code, column, one in (
        ("repeat_contact", "customer_id", call.customer_id),
        ("same_equipment", "equipment_id", call.equipment_id),
    ):
        if code in codes:
            touched |= {row[0] for row in run(_REPEATED.format(code=code, column=column), {"id": one})}
    if "many_customers" in codes:
        unsigned = replace(around, last_hour=[row for row in around.last_hour if not row[3]])
        without = [call_id for call_id, _customer in near(call.summary, unsigned)]
        if without:
            sign_all_again(unit, Call.id.in_(without))
    return frozenset(touched)


def _checklist(session: Session, call: Call) -> tuple[int, int]:
    if call.category_id is None:
        return 0, 0
    # A line that is asked for no more is missed by nobody, and what was done for another category is no help here.
    own = or_(CategoryCheck.template_id.is_(None), CategoryCheck.template_id == call.template_id)
    asked_for = (CategoryCheck.category_id == call.category_id, CategoryCheck.active.is_(True), own)
    done = CheckDone.call_id == call.id
    counts = session.execute(
        select(func.count(CategoryCheck.id), func.count(CheckDone.check_id))
        .outerjoin(CheckDone, and_(CheckDone.check_id == CategoryCheck.id, done))
        .where(*asked_for)
    ).one()
    return counts[0], counts[1]


def likely_types(session: Session, codes: Collection[str]) -> tuple[EscalationType, ...]:
    """The types of escalation that these triggers suggest; where they suggest none, it is a matter of knowledge."""
    suggests = {row.code: [EscalationType(kind) for kind in row.suggests] for row in session.scalars(select(Trigger))}
    return triggers.suggested_types(codes, suggests) or (EscalationType.FUNCTIONAL,)
