"""Codes in the words of whoever reads them: of the window, where no other reader is named."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from deskapp.domain.clock_state import ClockState
from deskapp.domain.words import UNRESOLVED_STATES, FieldKind, HandoffPart
from deskapp.language import SPOKEN, Words, _
from deskapp.wording import times

if TYPE_CHECKING:
    from deskapp.domain.sla import Reading
    from deskapp.services.clocks.views import ClockView
    from deskapp.services.library.views import TriggerView


def state(code: str, words: Words = SPOKEN) -> str:
    say = words.gettext
    return _word(
        code,
        new=say("New"),
        open=say("Open"),
        waiting=say("Waiting"),
        resolved=say("Agreed?"),
        closed=say("Closed"),
        lapsed=say("Lapsed"),
        void=say("Void"),
        archived=say("Archived"),
        escalated=say("Escalated"),
    )


class Standing(Protocol):
    """What of a call tells where it stands: a row of a list has it, and so has whatever shows one call."""

    @property
    def state(self) -> str: ...
    @property
    def escalated(self) -> bool: ...
    @property
    def back_from(self) -> str: ...
    @property
    def may_lapse(self) -> bool: ...


def status_of(row: Standing, words: Words = SPOKEN) -> str:
    """Where a call is in its life, in one word, wherever it is shown: what an agent does next comes before the state.

    A resolved call that may lapse, one that came back and waits for its customer to be told; else see `status`.
    """
    if row.may_lapse:
        return words.gettext("May lapse")
    if row.back_from and row.state in UNRESOLVED_STATES:
        return words.gettext("Came back")
    return status(row.state, row.escalated, words)


def status(code: str, escalated: bool, words: Words = SPOKEN) -> str:
    """A call's state as a list shows it: escalated is not a state, but wins while the call does not wait."""
    return state("escalated" if escalated and code in ("new", "open") else code, words)


def kind(code: str, words: Words = SPOKEN) -> str:
    say = words.gettext
    return _word(
        code,
        senior=say("senior staff"),
        expert=say("expert"),
        customer_services=say("customer services"),
        supplier=say("supplier or manufacturer"),
        contractor=say("contractor or consultant"),
    )


def clock(code: str, words: Words = SPOKEN) -> str:
    say = words.gettext
    return _word(
        code,
        response=say("Response"),
        update=say("Next update"),
        resolution=say("Resolve"),
        acceptance=say("Accepted by"),
        first_word=say("First word"),
        chase=say("Ask if solved"),
        call_back=say("Call back"),
        deadline=say("Customer's deadline"),
    )


def clock_state(clock: ClockView, reading: Reading) -> str:
    """How a clock stands; the verdict that was kept stands, also where the record alone would come to another."""
    if clock.facts.stopped is not None and clock.verdict is None:
        return _("ended")
    return {
        ClockState.RUNNING.value: _("running"),
        ClockState.SOON.value: _("due soon"),
        ClockState.OVERDUE.value: _("overdue"),
        ClockState.PAUSED.value: _("paused"),
        ClockState.NO_HOURS.value: _("no hours"),
        ClockState.MET.value: _("met"),
        ClockState.MISSED.value: _("missed"),
    }[clock.verdict.value if clock.verdict is not None else reading.state.value]


def clock_within(code: str) -> str:
    """A clock's name within a sentence."""
    return _word(
        code,
        response=_("response"),
        update=_("next update"),
        resolution=_("resolution"),
        acceptance=_("acceptance"),
        first_word=_("first word of the contact"),
        chase=_("asking if it is solved"),
        call_back=_("call-back"),
        deadline=_("the customer's deadline"),
    )


def clock_short(code: str) -> str:
    """A clock before its time, where there is little room: "update 14:26"."""
    return _word(
        code,
        response=_("response"),
        update=_("update"),
        resolution=_("resolve"),
        acceptance=_("accept"),
        first_word=_("first word"),
        chase=_("ask"),
        call_back=_("call back"),
        deadline=_("deadline"),
    )


def waits_for(code: str) -> str:
    """For whom a call waits, below "paused"."""
    return _word(
        code,
        customer=_("for the customer"),
        supplier=_("for the supplier"),
        other=_("for somebody else"),
        agreement=_("for the customer's answer"),
    )


def impact(code: str, words: Words = SPOKEN) -> str:
    say = words.gettext
    return _word(
        code,
        one=say("one person"),
        several=say("several people"),
        department=say("a department"),
        site=say("the whole site"),
    )


def urgency(code: str, words: Words = SPOKEN) -> str:
    say = words.gettext
    return _word(code, can_wait=say("can wait"), soon=say("soon"), now=say("now"))


def tone(code: str, words: Words = SPOKEN) -> str:
    say = words.gettext
    return _word(
        code,
        calm=say("calm"),
        worried=say("worried"),
        frustrated=say("frustrated but polite"),
        angry=say("angry"),
        abusive=say("abusive"),
    )


def handoff_part(code: HandoffPart, words: Words = SPOKEN) -> str:
    """What a part of a handoff is called."""
    say = words.gettext
    return {
        HandoffPart.ISSUE: say("Issue and history"),
        HandoffPart.STEPS: say("Steps already taken"),
        HandoffPart.WANTS: say("What the customer wants"),
        HandoffPart.TONE: say("Tone"),
        HandoffPart.DEADLINE: say("Deadline"),
    }[code]


def channel(code: str) -> str:
    return _word(code, phone=_("phone"), email=_("e-mail"), in_person=_("in person"), chat=_("chat"), other=_("other"))


def role(code: str, words: Words = SPOKEN) -> str:
    say = words.gettext
    return _word(code, agent=say("agent"), supervisor=say("supervisor"), manager=say("manager"), outside=say("outside"))


def tier(code: str, words: Words = SPOKEN) -> str:
    say = words.gettext
    return _word(code, standard=say("standard"), key=say("key account"))


def retention_kind(code: str, words: Words = SPOKEN) -> str:
    """What goes by its age."""
    say = words.gettext
    return _word(
        code,
        words=say("What calls say"),
        customers=say("Customers without calls"),
        files=say("Files and pictures"),
        papers=say("What papers said"),
        drafts=say("Drafts"),
    )


def escalation_type(code: str, words: Words = SPOKEN) -> str:
    say = words.gettext
    return _word(
        code,
        functional=say("Functional"),
        hierarchical=say("Hierarchical"),
        priority=say("Priority"),
        incident=say("Incident"),
    )


def route_hours(code: str) -> str:
    return _word(code, always=_("Always"), inside=_("In these hours"), outside=_("Outside these hours"))


def escalation_state(code: str) -> str:
    return _word(
        code,
        offered=_("not accepted yet"),
        accepted=_("accepted"),
        refused=_("refused"),
        withdrawn=_("withdrawn"),
        returned=_("returned"),
    )


def consent(code: str) -> str:
    return _word(code, yes=_("agreed"), no=_("did not agree"), not_asked=_("not asked"))


def transfer(code: str) -> str:
    return _word(code, warm=_("warm transfer"), cold=_("cold transfer"), message=_("message left"))


def pause_reason(code: str) -> str:
    return _word(
        code,
        customer=_("the customer"),
        supplier=_("a supplier"),
        other=_("somebody else"),
        agreement=_("the customer's agreement"),
    )


def trigger(sign: TriggerView | str, words: Words = SPOKEN) -> str:
    """A sign to escalate: the site's own label, or the words of a built-in one."""
    say = words.gettext
    if not isinstance(sign, str):
        if sign.label:
            return sign.label
        sign = sign.code
    return _word(
        sign,
        tool_missing=say("Tool, system or right missing"),
        other_knowledge=say("Needs other knowledge"),
        no_solution=say("No apparent solution"),
        owner_elsewhere=say("Owner is another function"),
        asks_for_manager=say("Customer asks for a manager"),
        beyond_authority=say("Above my authority"),
        abusive=say("Abusive or very emotional"),
        company_issue=say("Company-wide issue raised"),
        reputation=say("Harm to reputation feared"),
        time_limit=say("SLA time limit reached or near"),
        business_impact=say("Business, money or legal impact"),
        may_leave=say("May leave · key account"),
        strict_deadline=say("Strict deadline"),
        senior_person=say("Senior person or personnel issue"),
        repeat_contact=say("Repeat contact"),
        several_people=say("More than one person"),
        several_departments=say("More than one department"),
        legal=say("Legal, chargeback or regulator mentioned"),
        many_customers=say("Many customers affected"),
        systems_failing=say("Systems failing or very slow"),
        security_safety=say("Security, safety or potential harm"),
        same_equipment=say("Several calls on one thing"),
    )


def attempt_result(code: str) -> str:
    return _word(code, reached=_("reached"), no_answer=_("no answer"), message=_("message left"))


def guide_kind(code: str) -> str:
    return _word(code, file=_("File"), link=_("Link"), note=_("Note"))


def promise(code: str, *, follow_up: bool = False) -> str:
    """What was promised to a customer."""
    return _("Follow-up") if follow_up else _word(code, call_back=_("Call-back"), update=_("Next update"))


def field_kind(code: str) -> str:
    return _word(code, text=_("Text"), choice=_("Choice"), date=_("Date"), number=_("Number"))


def field_value(kind: str, value: str, words: Words = SPOKEN) -> str:
    """What a call says in a field of its category, for the eye."""
    return times.day(date.fromisoformat(value), words) if kind == FieldKind.DATE and value else value


def asks(code: str) -> str:
    """Whether calls of a category are asked for something. "not" is a word of Python's own."""
    return _word(code, **{"not": _("Not asked"), "asked": _("Asked"), "needed": _("Needed before escalation")})


def paper_way(code: str) -> str:
    """What became of a call's sheet."""
    return _word(code, printed=_("printed"), saved=_("saved"), drafted=_("drafted as an e-mail"))


def void_reason(code: str) -> str:
    return _word(code, duplicate=_("Duplicate of another call"), in_error=_("Logged in error"))


def skipped(code: str, name: str) -> str:
    """Why a step of a route offers nobody."""
    return _word(
        code,
        inactive=_("{name} is not active any more"),
        nobody_on_call=_("nobody is on call for {name}"),
        rota_unknown=_("nobody is on call for {name}"),
        nobody_looks_after=_("the call names no equipment that somebody looks after"),
        no_steps=_("it names nobody"),
        loop=_("it leads back to a route that was asked already"),
        route_unknown=_("it leads to a route that is not there any more"),
        twice=_("{name} was named before"),
    ).format(name=name)


class _Blank(dict[str, str]):
    """A sentence is never lost because a value is missing."""

    def __missing__(self, key: str) -> str:
        return "?"


def _word(code: str, **words: str) -> str:
    return words.get(code.value if isinstance(code, StrEnum) else code, str(code))
