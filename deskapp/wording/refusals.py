"""Refusals and wrong fields in words: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from deskapp.domain.errors import DeskError, Invalid
from deskapp.domain.phrases import PLACES
from deskapp.language import _
from deskapp.wording import approvals as approval_wording
from deskapp.wording import closing as closing_wording
from deskapp.wording import confidential as confidential_wording
from deskapp.wording import guides as guide_wording
from deskapp.wording import handoff as handoff_wording
from deskapp.wording import incidents as incident_wording
from deskapp.wording import staff as staff_wording
from deskapp.wording.codes import _Blank, _word, role, state

if TYPE_CHECKING:
    pass


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
