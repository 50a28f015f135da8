"""Codes, instants and refusals in the words of the window and the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from deskapp import (
    approval_wording,
    closing_wording,
    confidential_wording,
    guide_wording,
    handoff_wording,
    incident_wording,
    staff_wording,
)
from deskapp.domain.errors import DeskError, Invalid
from deskapp.domain.phrases import PLACES
from deskapp.language import _

if TYPE_CHECKING:
    from deskapp.services.views import TriggerView


def state(code: str) -> str:
    return _word(
        code,
        new=_("New"),
        open=_("Open"),
        waiting=_("Waiting"),
        resolved=_("Agreed?"),
        closed=_("Closed"),
        lapsed=_("Lapsed"),
        void=_("Void"),
        archived=_("Archived"),
        escalated=_("Escalated"),
    )


def status(code: str, escalated: bool) -> str:
    """A call's state as a list shows it: escalated is not a state, but what an agent wants to see first."""
    return state("escalated") if escalated and code in ("new", "open") else state(code)


def kind(code: str) -> str:
    return _word(
        code,
        senior=_("senior staff"),
        expert=_("expert"),
        customer_services=_("customer services"),
        supplier=_("supplier or manufacturer"),
        contractor=_("contractor or consultant"),
    )


def clock(code: str) -> str:
    return _word(
        code,
        response=_("Response"),
        update=_("Next update"),
        resolution=_("Resolve"),
        acceptance=_("Accepted by"),
        first_word=_("First word"),
        chase=_("Ask if solved"),
        call_back=_("Call back"),
        deadline=_("Customer's deadline"),
    )


def impact(code: str) -> str:
    return _word(
        code,
        one=_("one person"),
        several=_("several people"),
        department=_("a department"),
        site=_("the whole site"),
    )


def urgency(code: str) -> str:
    return _word(code, can_wait=_("can wait"), soon=_("soon"), now=_("now"))


def tone(code: str) -> str:
    return _word(
        code,
        calm=_("calm"),
        worried=_("worried"),
        frustrated=_("frustrated but polite"),
        angry=_("angry"),
        abusive=_("abusive"),
    )


def channel(code: str) -> str:
    return _word(code, phone=_("phone"), email=_("e-mail"), in_person=_("in person"), chat=_("chat"), other=_("other"))


def role(code: str) -> str:
    return _word(code, agent=_("agent"), supervisor=_("supervisor"), manager=_("manager"), outside=_("outside"))


def tier(code: str) -> str:
    return _word(code, standard=_("standard"), key=_("key account"))


def escalation_type(code: str) -> str:
    return _word(
        code,
        functional=_("Functional"),
        hierarchical=_("Hierarchical"),
        priority=_("Priority"),
        incident=_("Incident"),
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


def trigger(sign: TriggerView | str) -> str:
    """A sign to escalate: the site's own label, or the words of a built-in one."""
    if not isinstance(sign, str):
        if sign.label:
            return sign.label
        sign = sign.code
    return _word(
        sign,
        tool_missing=_("Tool, system or right missing"),
        other_knowledge=_("Needs other knowledge"),
        no_solution=_("No apparent solution"),
        owner_elsewhere=_("Owner is another function"),
        asks_for_manager=_("Customer asks for a manager"),
        beyond_authority=_("Above my authority"),
        abusive=_("Abusive or very emotional"),
        company_issue=_("Company-wide issue raised"),
        reputation=_("Harm to reputation feared"),
        time_limit=_("SLA time limit reached or near"),
        business_impact=_("Business, money or legal impact"),
        may_leave=_("May leave · key account"),
        strict_deadline=_("Strict deadline"),
        senior_person=_("Senior person or personnel issue"),
        repeat_contact=_("Repeat contact"),
        several_people=_("More than one person"),
        several_departments=_("More than one department"),
        legal=_("Legal, chargeback or regulator mentioned"),
        many_customers=_("Many customers affected"),
        systems_failing=_("Systems failing or very slow"),
        security_safety=_("Security, safety or potential harm"),
    )


def attempt_result(code: str) -> str:
    return _word(code, reached=_("reached"), no_answer=_("no answer"), message=_("message left"))


def guide_kind(code: str) -> str:
    return _word(code, file=_("File"), link=_("Link"), note=_("Note"))


def void_reason(code: str) -> str:
    return _word(code, duplicate=_("Duplicate of another call"), in_error=_("Logged in error"))


def instant(at: datetime, zone: str, now: datetime) -> str:
    """An instant in the site's clock, as near as it is: "13:06", "Mon 09:00", "21 Nov 13:06", with year if another."""
    there = ZoneInfo(zone)
    local, today = at.astimezone(there), now.astimezone(there).date()
    days = (local.date() - today).days
    if days == 0:
        return f"{local:%H:%M}"
    time = f"{local:%H:%M}"
    if 0 < days < 7:
        return _("{weekday} {time}").format(weekday=weekday(local.weekday()), time=time)
    month = _months()[local.month - 1]
    if local.year == today.year:
        return _("{day} {month} {time}").format(day=local.day, month=month, time=time)
    return _("{day} {month} {year} {time}").format(day=local.day, month=month, year=local.year, time=time)


def weekday(number: int) -> str:
    """The short name of a day of the week, Monday being 0."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))[number]


def _months() -> tuple[str, ...]:
    return (
        _("Jan"),
        _("Feb"),
        _("Mar"),
        _("Apr"),
        _("May"),
        _("Jun"),
        _("Jul"),
        _("Aug"),
        _("Sep"),
        _("Oct"),
        _("Nov"),
        _("Dec"),
    )


def duration(length: timedelta) -> str:
    """A length of time, rounded to minutes: "45 min", "2 h", "1 h 30 min". Never in days: whose day?"""
    minutes = round(abs(length).total_seconds() / 60)
    hours, minutes = divmod(minutes, 60)
    if not hours:
        return _("{n} min").format(n=minutes)
    if not minutes:
        return _("{n} h").format(n=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)


def field_error(code: str) -> str:
    """What is wrong with one field, and what to do."""
    elsewhere = _FIELD_ERRORS.get(code)
    if elsewhere is not None:
        return elsewhere()
    return _word(
        code,
        missing=_("This is needed."),
        past=_("This is in the past: name a later time."),
        future=_("This is in the future: name an earlier time."),
        unknown=_("This is not there any more: choose again."),
        below_zero=_("This cannot be below zero."),
        target_below_zero=_("A target cannot be below zero."),
        unknown_zone=_("There is no such time zone: choose one, for example Europe/Berlin."),
        overlap=_("These hours overlap: leave a gap, or join them."),
        bad_time=_("Write times as 09:00-17:30."),
        bad_day=_("This is no date: write it as 2026-12-25."),
        no_hours=_("These hours are never open: give at least one day hours."),
        not_aware=_("This time has no time zone: enter it again."),
        out_of_range=_("This is further away than can be counted."),
        inactive=_("This contact is not active any more: choose another."),
        already_with_them=_("The call is already with them: choose another, or wait for their answer."),
        not_with_these_types=_("A priority or incident escalation alone moves no one: leave this empty."),
        without_the_type=_("Raising the priority needs the type Priority."),
        not_raised=_("Choose a higher priority than it has."),
        of_another_category=_("These checks belong to another category."),
        chain_loops=_("These routes would lead to one another for ever: let one of them end."),
        oneself=_("Nobody stands in for themselves: choose somebody else."),
        twice=_("Somebody is named twice: name each once."),
        ends_before_start=_("The end must be after the start."),
        below_one=_("This must be at least one."),
        taken=_("There is one of this name already: choose another."),
        nobody_in_it=_("Nobody is in this rota: add a rotation, a dated shift or a catch-all."),
        member_left=_("Somebody in it is not in the directory any more: take them out."),
        same_person=_("Choose two different people."),
        not_on_call_now=_("Somebody else is on call by now: choose again."),
        not_on_call_then=_("They are not on call at that time: look at the rota again."),
        unknown_place=_("A call fills only these places: {places}.").format(
            places=" ".join(f"{{{name}}}" for name in PLACES)
        ),
        brackets_open=_("Each [ needs its ], and none stands inside another."),
        said_already=_("This is in the list already: change that one instead."),
        no_words=_("Each line needs a word."),
        better_avoided=_("This says itself what is better not said: choose other words."),
        resolve_instead=_("Waiting for agreement begins by resolving the call."),
    )


def skipped(code: str, name: str) -> str:
    """Why a step of a route offers nobody."""
    return _word(
        code,
        inactive=_("{name} is not active any more"),
        nobody_on_call=_("nobody is on call for {name}"),
        rota_unknown=_("nobody is on call for {name}"),
        no_steps=_("it names nobody"),
        loop=_("it leads back to a route that was asked already"),
        route_unknown=_("it leads to a route that is not there any more"),
        twice=_("{name} was named before"),
    ).format(name=name)


def error(problem: DeskError) -> str:
    """Why an act was refused or a file cannot be used, and what to do."""
    if isinstance(problem, Invalid):
        return "; ".join(field_error(code) for code in dict.fromkeys(problem.fields.values()))
    sentence = _ERRORS.get(problem.code)
    if sentence is None:
        return str(problem)
    return _filled(sentence(), problem.values)


def _filled(sentence: str, values: Mapping[str, Any]) -> str:
    told = {name: role(value) if name == "needs" else str(value) for name, value in values.items()}
    if "state" in told:
        told["state"] = state(told["state"]).lower()
    return sentence.format_map(_Blank(told))


class _Blank(dict[str, str]):
    """A sentence is never lost because a value is missing."""

    def __missing__(self, key: str) -> str:
        return "?"


#: What is wrong with fields of single areas, worded beside their other words.
_FIELD_ERRORS: Mapping[str, Callable[[], str]] = {
    **staff_wording.FIELD_ERRORS,
    **approval_wording.FIELD_ERRORS,
    **incident_wording.FIELD_ERRORS,
    **guide_wording.FIELD_ERRORS,
    **closing_wording.FIELD_ERRORS,
}

_ERRORS: Mapping[str, Callable[[], str]] = {
    **guide_wording.ERRORS,
    **staff_wording.ERRORS,
    **approval_wording.ERRORS,
    **incident_wording.ERRORS,
    **handoff_wording.ERRORS,
    **closing_wording.ERRORS,
    "nobody_signed_in": lambda: _("Choose who is working here first."),
    "staff_unknown": lambda: _("This member of staff is not there any more."),
    "staff_inactive": lambda: _("{name} does not work here any more: choose who is working here."),
    "role_too_low": lambda: _("This needs a {needs}."),
    "call_unknown": lambda: _("There is no call {ref}."),
    "call_state": lambda: _("{ref} is {state}: this cannot be done with it now."),
    **confidential_wording.ERRORS,
    "not_your_call": lambda: _("{ref} is somebody else's call: a supervisor can reassign it."),
    "still_escalated": lambda: _(
        "{ref} is still out with handoff {number}: record how that ended first, returned or withdrawn."
    ),
    "escalation_unknown": lambda: _("This escalation is not there any more."),
    "promise_unknown": lambda: _("This promise is not there any more."),
    "promise_over": lambda: _("This promise was kept or moved already."),
    "contact_unknown": lambda: _("This contact is not there any more."),
    "both_have_a_call": lambda: _(
        "{name} and {other} both have the same call now: record how one of them ended first."
    ),
    "customer_unknown": lambda: _("This customer is not there any more."),
    "calendar_unknown": lambda: _("This calendar is not there any more."),
    "call_edited": lambda: _("{ref} was changed meanwhile: compare the two and decide."),
    "priority_changed": lambda: _("{ref} was made {newer} meanwhile: press again to set yours all the same."),
    "contact_edited": lambda: _("{name} was changed meanwhile: compare the two and decide."),
    "customer_edited": lambda: _("{name} was changed meanwhile: compare the two and decide."),
    "route_edited": lambda: _("{name} was changed meanwhile: look at it again."),
    "phrase_edited": lambda: _("This was changed meanwhile: compare the two and decide."),
    "phrases_edited": lambda: _("These phrases were changed meanwhile: look at them again, then decide."),
    "phrase_unknown": lambda: _("This phrase is not there any more."),
    "trigger_edited": lambda: _("This sign was changed meanwhile: compare the two and decide."),
    "trigger_unknown": lambda: _("This sign is not there any more."),
    "route_unknown": lambda: _("This route is not there any more."),
    "site_edited": lambda: _("The site's settings were changed meanwhile: look at them again."),
    "hours_edited": lambda: _("The hours of {name} were changed meanwhile: compare the two and decide."),
    "targets_edited": lambda: _("The targets were changed meanwhile: look again at what would change."),
    "policy_edited": lambda: _("Targets or hours were changed meanwhile: look again at what would move."),
    "rota_unknown": lambda: _("There is no rota {name}."),
    "rota_edited": lambda: _("{name} was changed meanwhile: look at it again, then decide."),
    "override_unknown": lambda: _("This change of the rota is not there any more."),
    "last_manager": lambda: _("The desk needs one active manager: name another first."),
    "no_policy": lambda: _("This desk has no targets: its file is damaged."),
    "missing": lambda: _("There is no file {path}."),
    "gone": lambda: _("{path} is not there any more: put it back, then try again. Nothing typed is lost."),
    "replaced": lambda: _("{path} is another file now: open it again. Nothing typed is lost, and nothing was written."),
    "empty": lambda: _("{path} is empty: it is no desk's file. Nothing was changed."),
    "not_a_database": lambda: _("{path} is no desk's file. Nothing was changed."),
    "foreign": lambda: _("{path} belongs to another program. Nothing was changed."),
    "older": lambda: _("{path} was made by an older version of this program: open it once, then try again."),
    "newer": lambda: _("{path} was written by a newer version of this program: update it. Nothing was changed."),
    "damaged": lambda: _("{path} is damaged ({said}). Nothing was changed: open a backup, or ask for help."),
    "disk_full": lambda: _("The disk is full: make room, then try again. Nothing typed is lost."),
    "read_only": lambda: _("{path} may only be read: allow writing to it and its folder, then try again."),
    "locked": lambda: _("Another window is saving for a long time: try again. Nothing typed is lost."),
    "io": lambda: _("The disk or network failed while using {path} ({said}): try again."),
    "not_readable": lambda: _("{path} cannot be opened: check that it is there and may be read and written."),
    "not_writable": lambda: _("{path} cannot be made ({said}): choose another folder."),
    "file_not_written": lambda: _("{path} could not be written ({why}): choose another folder."),
    "printer_not_started": lambda: _("{name} does not take the pages: see that it is on and connected."),
    "printer_stopped": lambda: _("{name} stopped while printing: see what it asks for, then print again."),
    "exists": lambda: _("There is a file {path} already: choose another name."),
    "contacts_missing": lambda: _("There is no file {path}."),
    "contacts_unreadable": lambda: _("{path} cannot be read: {said}."),
    "contacts_too_large": lambda: _("{path} is too large for a file of contacts."),
    "contacts_empty": lambda: _("{path} is empty: nothing was imported."),
    "contacts_no_name": lambda: _("{path} has no column for names: name one “name”. Nothing was imported."),
    "contacts_no_card": lambda: _("{path} holds no vCard: nothing was imported."),
    "network_wal": lambda: _(
        "{path} lies on a network folder and is in use by a program on its own disk:"
        " close it there, or copy the file to this disk."
    ),
    "desk_closed": lambda: _("This desk was closed: open it again."),
    "bug": lambda: _("Something went wrong inside the program. Nothing typed is lost; please save the report."),
}


def _word(code: str, **words: str) -> str:
    return words.get(code.value if isinstance(code, StrEnum) else code, str(code))
