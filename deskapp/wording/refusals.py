"""Refusals and wrong fields in words: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from deskapp.direction import isolated
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import DeskError, Invalid
from deskapp.domain.phrases import PLACES
from deskapp.language import _
from deskapp.wording import approvals as approval_wording
from deskapp.wording import attachments as attachment_wording
from deskapp.wording import closing as closing_wording
from deskapp.wording import confidential as confidential_wording
from deskapp.wording import customers as customer_wording
from deskapp.wording import encryption as encryption_wording
from deskapp.wording import guides as guide_wording
from deskapp.wording import handoff as handoff_wording
from deskapp.wording import improving as improve_wording
from deskapp.wording import incidents as incident_wording
from deskapp.wording import lists as list_wording
from deskapp.wording import staff as staff_wording
from deskapp.wording import times
from deskapp.wording.codes import _Blank, role, state


def field_error(code: FieldFault) -> str:
    """What is wrong with one field, and what to do."""
    sentence = _FIELD_ERRORS.get(code)
    return sentence() if sentence else str(code)


def error(problem: DeskError) -> str:
    """Why an act was refused or a file cannot be used, and what to do."""
    if isinstance(problem, Invalid):
        return "; ".join(field_error(code) for code in dict.fromkeys(problem.fields.values()))
    sentence = _ERRORS.get(problem.code)
    if sentence is None:
        return str(problem)
    told = _filled(sentence(), problem.values)
    if "kept" in problem.values:
        told += " " + _filled(_("All that was saved in it until then is kept in {kept}."), problem.values)
    return told


def _filled(sentence: str, values: Mapping[str, Any]) -> str:
    told = {name: role(value) if name == "needs" else isolated(str(value)) for name, value in values.items()}
    for name in ("size", "limit", "needed", "free"):
        if name in values:
            told[name] = attachment_wording.size(values[name])
    if "state" in told:
        told["state"] = state(told["state"]).lower()
    if "seconds" in values:
        told["time"] = times.duration(timedelta(seconds=values["seconds"]))
    return sentence.format_map(_Blank(told))


#: What is wrong with a field; those of single areas are worded beside their other words.
_FIELD_ERRORS: Mapping[FieldFault, Callable[[], str]] = {
    **staff_wording.FIELD_ERRORS,
    **encryption_wording.FIELD_ERRORS,
    **approval_wording.FIELD_ERRORS,
    **attachment_wording.FIELD_ERRORS,
    **incident_wording.FIELD_ERRORS,
    **improve_wording.FIELD_ERRORS,
    **guide_wording.FIELD_ERRORS,
    FieldFault.NOT_A_SCENARIO: lambda: _("This is no scenario that can be played: see what is said of its lines."),
    **list_wording.FIELD_ERRORS,
    **closing_wording.FIELD_ERRORS,
    **customer_wording.FIELD_ERRORS,
    FieldFault.MISSING: lambda: _("This is needed."),
    FieldFault.FIXED_AND_NOT: lambda: _("It is either fixed or not: untick one."),
    FieldFault.PAST: lambda: _("This is in the past: name a later time."),
    FieldFault.FUTURE: lambda: _("This is in the future: name an earlier time."),
    FieldFault.UNKNOWN: lambda: _("This is not there any more: choose again."),
    FieldFault.BELOW_ZERO: lambda: _("This cannot be below zero."),
    FieldFault.MORE_THAN_ALL: lambda: _("No more can be open than there are."),
    FieldFault.TARGET_BELOW_ZERO: lambda: _("A target cannot be below zero."),
    FieldFault.UNKNOWN_ZONE: lambda: _("There is no such time zone: choose one, for example Europe/Berlin."),
    FieldFault.OVERLAP: lambda: _("These hours overlap: leave a gap, or join them."),
    FieldFault.BAD_TIME: lambda: _("Write times as 09:00-17:30."),
    FieldFault.BAD_DAY: lambda: _("This is no date: write it as 2026-12-25."),
    FieldFault.NO_HOURS: lambda: _("These hours are never open: give at least one day hours."),
    FieldFault.NOT_AWARE: lambda: _("This time has no time zone: enter it again."),
    FieldFault.OUT_OF_RANGE: lambda: _("This is further away than can be counted."),
    FieldFault.INACTIVE: lambda: _("This contact is not active any more: choose another."),
    FieldFault.ALREADY_WITH_THEM: lambda: _("The call is already with them: choose another, or wait for their answer."),
    FieldFault.NOT_WITH_THESE_TYPES: lambda: _(
        "A priority or incident escalation alone moves no one: leave this empty."
    ),
    FieldFault.WITHOUT_THE_TYPE: lambda: _("Raising the priority needs the type Priority."),
    FieldFault.NOT_RAISED: lambda: _("Choose a higher priority than it has."),
    FieldFault.OF_ANOTHER_CATEGORY: lambda: _("These checks belong to another category."),
    FieldFault.CHAIN_LOOPS: lambda: _("These routes would lead to one another for ever: let one of them end."),
    FieldFault.ONESELF: lambda: _("Nobody stands in for themselves: choose somebody else."),
    FieldFault.TWICE: lambda: _("Somebody is named twice: name each once."),
    FieldFault.ENDS_BEFORE_START: lambda: _("The end must be after the start."),
    FieldFault.BELOW_ONE: lambda: _("This must be at least one."),
    FieldFault.TAKEN: lambda: _("There is one of this name already: choose another."),
    FieldFault.NOBODY_IN_IT: lambda: _("Nobody is in this rota: add a rotation, a dated shift or a catch-all."),
    FieldFault.MEMBER_LEFT: lambda: _("Somebody in it is not in the directory any more: take them out."),
    FieldFault.SAME_PERSON: lambda: _("Choose two different people."),
    FieldFault.NOT_ON_CALL_NOW: lambda: _("Somebody else is on call by now: choose again."),
    FieldFault.NOT_ON_CALL_THEN: lambda: _("They are not on call at that time: look at the rota again."),
    FieldFault.UNKNOWN_PLACE: lambda: _("A call fills only these places: {places}.").format(
        places=" ".join(f"{{{name}}}" for name in PLACES)
    ),
    FieldFault.BRACKETS_OPEN: lambda: _("Each [ needs its ], and none stands inside another."),
    FieldFault.SAID_ALREADY: lambda: _("This is in the list already: change that one instead."),
    FieldFault.NO_WORDS: lambda: _("Each line needs a word."),
    FieldFault.BETTER_AVOIDED: lambda: _("This says itself what is better not said: choose other words."),
    FieldFault.RESOLVE_INSTEAD: lambda: _("Waiting for agreement begins by resolving the call."),
}


_ERRORS: Mapping[Refusal, Callable[[], str]] = {
    **guide_wording.ERRORS,
    **improve_wording.ERRORS,
    Refusal.PRACTICE_NOT_YOURS: lambda: _(
        "Whoever practised has not shown it: each agent, or the site for all, says whether supervisors see it."
    ),
    Refusal.PRACTICE_NOT_OVER: lambda: _("Play it to its end first: only then there is a result to keep."),
    Refusal.PRACTICE_TRY_UNKNOWN: lambda: _("There is no such try any more."),
    Refusal.SCENARIO_UNKNOWN: lambda: _("There is no such scenario any more: choose another."),
    **list_wording.ERRORS,
    **staff_wording.ERRORS,
    **encryption_wording.ERRORS,
    **approval_wording.ERRORS,
    **attachment_wording.ERRORS,
    **incident_wording.ERRORS,
    **handoff_wording.ERRORS,
    **closing_wording.ERRORS,
    **customer_wording.ERRORS,
    Refusal.NOBODY_SIGNED_IN: lambda: _("Choose who is working here first."),
    Refusal.STAFF_UNKNOWN: lambda: _("This member of staff is not there any more."),
    Refusal.STAFF_INACTIVE: lambda: _("{name} does not work here any more: choose who is working here."),
    Refusal.ROLE_TOO_LOW: lambda: _("This needs a {needs}."),
    Refusal.CALL_UNKNOWN: lambda: _("There is no call {ref}."),
    Refusal.CALL_NOT_SHOWN: lambda: _(
        "{ref} is there, but its row cannot be read: deskapp check {path} says what is wrong with it."
    ),
    Refusal.CALL_STATE: lambda: _("{ref} is {state}: this cannot be done with it now."),
    **confidential_wording.ERRORS,
    Refusal.NOT_YOUR_CALL: lambda: _("{ref} is somebody else's call: a supervisor can reassign it."),
    Refusal.NOT_YOUR_CALL_TO_GIVE: lambda: _(
        "{ref} is somebody else's call: its owner or a supervisor can do this ({who})."
    ),
    Refusal.CUSTOMER_CHANGED: lambda: _(
        "{ref} was given to {customer} meanwhile: look at it again, then decide whose it is."
    ),
    Refusal.STILL_ESCALATED: lambda: _(
        "{ref} is still out with handoff {number}: record how that ended first, returned or withdrawn."
    ),
    Refusal.ESCALATION_UNKNOWN: lambda: _("This escalation is not there any more."),
    Refusal.PROMISE_UNKNOWN: lambda: _("This promise is not there any more."),
    Refusal.PROMISE_OVER: lambda: _("This promise was kept or moved already."),
    Refusal.CONTACT_UNKNOWN: lambda: _("This contact is not there any more."),
    Refusal.BOTH_HAVE_A_CALL: lambda: _(
        "{name} and {other} both have the same call now: record how one of them ended first."
    ),
    Refusal.CUSTOMER_UNKNOWN: lambda: _("This customer is not there any more."),
    Refusal.PERSON_UNKNOWN: lambda: _("This person is not there any more."),
    Refusal.PERSON_EDITED: lambda: _("{name} was changed meanwhile: compare the two and decide."),
    Refusal.PLACE_UNKNOWN: lambda: _("This place is not there any more."),
    Refusal.EQUIPMENT_UNKNOWN: lambda: _("This equipment is not there any more."),
    Refusal.CALENDAR_UNKNOWN: lambda: _("This calendar is not there any more."),
    Refusal.CALL_EDITED: lambda: _("{ref} was changed meanwhile: compare the two and decide."),
    Refusal.NEXT_STEP_CHANGED: lambda: _(
        "The next step of {ref} was changed meanwhile: press again to set yours all the same."
    ),
    Refusal.PRIORITY_CHANGED: lambda: _("{ref} was made {newer} meanwhile: press again to set yours all the same."),
    Refusal.CONTACT_EDITED: lambda: _("{name} was changed meanwhile: compare the two and decide."),
    Refusal.CUSTOMER_EDITED: lambda: _("{name} was changed meanwhile: compare the two and decide."),
    Refusal.PLACE_EDITED: lambda: _("{name} was changed meanwhile: compare the two and decide."),
    Refusal.EQUIPMENT_EDITED: lambda: _("{name} was changed meanwhile: compare the two and decide."),
    Refusal.ROUTE_EDITED: lambda: _("{name} was changed meanwhile: look at it again."),
    Refusal.PHRASE_EDITED: lambda: _("This was changed meanwhile: compare the two and decide."),
    Refusal.PHRASES_EDITED: lambda: _("These phrases were changed meanwhile: look at them again, then decide."),
    Refusal.PHRASE_UNKNOWN: lambda: _("This phrase is not there any more."),
    Refusal.TRIGGER_EDITED: lambda: _("This sign was changed meanwhile: compare the two and decide."),
    Refusal.TRIGGER_UNKNOWN: lambda: _("This sign is not there any more."),
    Refusal.ROUTE_UNKNOWN: lambda: _("This route is not there any more."),
    Refusal.STAFF_EDITED: lambda: _("{name} was changed meanwhile: compare the two and decide."),
    Refusal.REPORT_OF_ONE: lambda: _(
        "The report is about nobody alone: choose all agents first, or export the figures."
    ),
    Refusal.NO_MEASURES_BY_AGENT: lambda: _(
        "There are no measures by agent at this desk: a manager can turn them on, and then everybody sees that."
    ),
    Refusal.SITE_EDITED: lambda: _("The site's settings were changed meanwhile: look at them again."),
    Refusal.HOURS_EDITED: lambda: _("The hours of {name} were changed meanwhile: compare the two and decide."),
    Refusal.TARGETS_EDITED: lambda: _("The targets were changed meanwhile: look again at what would change."),
    Refusal.PRIORITIES_EDITED: lambda: _("The priorities were changed meanwhile: compare the two and decide."),
    Refusal.POLICY_ISSUED: lambda: _("Version {number} was issued or changed meanwhile: look at it, then decide."),
    Refusal.POLICY_NOT_ISSUED: lambda: _(
        "Version {number} of the escalation policy was not issued: a manager issues it in the settings."
    ),
    Refusal.SIGN_WORDS_EDITED: lambda: _("These words were changed meanwhile: compare the two and decide."),
    Refusal.SIGN_WORDS_UNKNOWN: lambda: _("These words were taken out meanwhile: add them again, if they still count."),
    Refusal.POLICY_EDITED: lambda: _("Targets or hours were changed meanwhile: look again at what would move."),
    Refusal.ROTA_UNKNOWN: lambda: _("There is no rota {name}."),
    Refusal.ROTA_EDITED: lambda: _("{name} was changed meanwhile: look at it again, then decide."),
    Refusal.OVERRIDE_UNKNOWN: lambda: _("This change of the rota is not there any more."),
    Refusal.LAST_MANAGER: lambda: _("The desk needs one active manager: name another first."),
    Refusal.NO_POLICY: lambda: _("This desk has no targets: its file is damaged."),
    Refusal.MISSING: lambda: _("There is no file {path}."),
    Refusal.GONE: lambda: _("{path} is not there any more: put it back, then try again. Nothing typed is lost."),
    Refusal.REPLACED: lambda: _(
        "{path} is another file now: open it again. Nothing typed is lost, and nothing was written."
    ),
    Refusal.PLACE_AWAY: lambda: _("{path} is not there just now: put it in or connect it, then try again."),
    Refusal.COPY_UNKNOWN: lambda: _("There is no backup {name}: look at the list again."),
    Refusal.COPY_FOREIGN: lambda: _("{name} is a backup of another desk. Nothing was changed."),
    Refusal.SAVED_MEANWHILE: lambda: _("Somebody saved meanwhile: look again at what would be lost, then decide."),
    Refusal.WRITTEN_OVER: lambda: _(
        "{path} was written over or cut by something else: open it again, or a backup. Nothing typed is lost, and"
        " nothing was written into it."
    ),
    Refusal.LOG_GONE: lambda: _(
        "The files {path}-wal and -shm, which belong to it, were removed: close all windows of this desk, then open it"
        " again. Nothing typed is lost."
    ),
    Refusal.UNFINISHED: lambda: _(
        "A save was cut short in {path}, and it may only be read here: allow writing to it and its folder, then open it"
        " again. It is put right by itself, and nothing is damaged."
    ),
    Refusal.VERSION_UNKNOWN: lambda: _(
        "Which version of this program made {path} cannot be told: it was changed past the program. Nothing was changed"
        " now: open a backup."
    ),
    Refusal.EMPTY: lambda: _("{path} is empty: it is no desk's file. Nothing was changed."),
    Refusal.NOT_A_DATABASE: lambda: _("{path} is no desk's file. Nothing was changed."),
    Refusal.FOREIGN: lambda: _("{path} belongs to another program. Nothing was changed."),
    Refusal.OLDER: lambda: _("{path} was made by an older version of this program: open it once, then try again."),
    Refusal.NEWER: lambda: _("{path} was written by a newer version of this program: update it. Nothing was changed."),
    Refusal.DAMAGED: lambda: _(
        "{path} is damaged ({said}). Nothing was changed: open a backup, or save what can be read: deskapp salvage."
    ),
    Refusal.ROW_UNREADABLE: lambda: _(
        "A row of {path} that this needs cannot be read. Nothing was changed: deskapp check says which, and"
        " deskapp salvage saves what can be read into a new desk."
    ),
    Refusal.NOTHING_TO_SALVAGE: lambda: _("Nothing of a desk can be read in {path}. The file was left as it is."),
    Refusal.LEFT_AS_IT_IS: lambda: _(
        "{path} was found damaged: nothing is written into it any more, and nothing typed is lost. Close this window"
        " and open the desk again: it offers the newest backup, and to save what can be read."
    ),
    Refusal.DISK_FULL: lambda: _("The disk is full: make room, then try again. Nothing typed is lost."),
    Refusal.NO_ROOM: lambda: _(
        "{path} would take about {needed}, and the disk has {free} free: make room, or ask for less."
    ),
    Refusal.TELLER_ENDED: lambda: _(
        "What invents the calls was ended ({ended}), and nothing was made: try again, or ask for fewer calls."
    ),
    Refusal.READ_ONLY: lambda: _("{path} may only be read: allow writing to it and its folder, then try again."),
    Refusal.LOCKED: lambda: _("Another window is saving for a long time: try again. Nothing typed is lost."),
    Refusal.TOO_FAR: lambda: _(
        "A day or a number in it is further away than can be counted with: name a nearer one. Nothing was changed."
    ),
    Refusal.TAKEN_BACK: lambda: _("Taken back: nothing of it was saved."),
    Refusal.IO: lambda: _("The disk or network failed while using {path} ({said}): try again."),
    Refusal.NOT_READABLE: lambda: _("{path} cannot be opened: check that it is there and may be read and written."),
    Refusal.NOT_WRITABLE: lambda: _("{path} cannot be made ({said}): choose another folder."),
    Refusal.FILE_NOT_WRITTEN: lambda: _("{path} could not be written ({why}): choose another folder."),
    Refusal.PRINTER_NOT_STARTED: lambda: _("{name} does not take the pages: see that it is on and connected."),
    Refusal.PRINTER_STOPPED: lambda: _("{name} stopped while printing: see what it asks for, then print again."),
    Refusal.PRINTER_REFUSED: lambda: _("{name} did not take it ({why}): choose another printer, or save the PDF."),
    Refusal.PRINTER_SILENT: lambda: _(
        "{name} did not answer in time: look whether something was printed, before you print again."
    ),
    Refusal.SHEET_UNDECIDED: lambda: _("Open the sheet of {ref} and decide first whether this goes out: {words}."),
    Refusal.LEFT_UNRECORDED: lambda: _(
        "Sheet {number} is out, but the desk's file could not be written, so the timeline does not say it yet. See"
        " that there is room on the disk, and note it on the call."
    ),
    Refusal.EXISTS: lambda: _("There is a file {path} already: choose another name."),
    Refusal.CANCELLED: lambda: _("Cancelled: nothing was imported."),
    Refusal.CSV_MISSING: lambda: _("There is no file {path}."),
    Refusal.CSV_UNREADABLE: lambda: _("{path} cannot be read: {said}."),
    Refusal.CSV_EMPTY: lambda: _("{path} is empty: nothing was imported."),
    Refusal.CSV_ENCODING: lambda: _(
        "{path} is not written in {encoding}: choose another encoding, in a mapping by file.encoding."
    ),
    Refusal.CSV_COLUMNS_MISSING: lambda: _(
        "{path} lacks columns that the mapping names: {columns}. Nothing was imported."
    ),
    Refusal.IMPORT_UNKNOWN: lambda: _("There is no import {id}: look at the list of imports."),
    Refusal.IMPORT_UNDONE: lambda: _("The import of {file} was undone already."),
    Refusal.IMPORT_NEWER: lambda: _("{later} was imported from the same list after {file}: undo that import first."),
    Refusal.MAPPING_MISSING: lambda: _("There is no mapping {where}: name a file, or one that is shipped ({known})."),
    Refusal.MAPPING_UNREADABLE: lambda: _("The mapping {where} cannot be read: {said}."),
    Refusal.MAPPING_INCOMPLETE: lambda: _("The mapping lacks {where}."),
    Refusal.MAPPING_UNKNOWN_KEY: lambda: _("The mapping names {where}, which is not known; known are: {known}."),
    Refusal.MAPPING_VALUE: lambda: _("The mapping says {value} for {where}; it can be: {known}."),
    Refusal.IMPORT_BUILT_ON: lambda: _(
        "The import of {file} stays: people have worked since on {count} of its calls ({refs})."
    ),
    Refusal.WENT_WITH_ITS_IMPORT: lambda: _("{ref} came with an import that was undone: import its list again."),
    Refusal.TABLE_KIND: lambda: _("{path} is a workbook of another kind: save it as XLSX or as CSV, and take that."),
    Refusal.TABLE_TOO_LARGE: lambda: _("{path} holds more than any list does: nothing was read."),
    Refusal.CONTACTS_MISSING: lambda: _("There is no file {path}."),
    Refusal.CONTACTS_UNREADABLE: lambda: _("{path} cannot be read: {said}."),
    Refusal.CONTACTS_TOO_LARGE: lambda: _("{path} is too large for a file of contacts."),
    Refusal.CONTACTS_EMPTY: lambda: _("{path} is empty: nothing was imported."),
    Refusal.CONTACTS_NO_NAME: lambda: _("{path} has no column for names: name one “name”. Nothing was imported."),
    Refusal.EQUIPMENT_NO_COLUMNS: lambda: _(
        "{path} is no list of equipment: it needs a column “customer” or “account”, and one “label”, “serial” or"
        " “place”. Nothing was imported."
    ),
    Refusal.CONTACTS_NO_CARD: lambda: _("{path} holds no vCard: nothing was imported."),
    Refusal.NETWORK_WAL: lambda: _(
        "{path} lies on a network folder and is in use by a program on its own disk:"
        " close it there, or copy the file to this disk."
    ),
    Refusal.DESK_CLOSED: lambda: _("This desk was closed: open it again."),
    Refusal.BUG: lambda: _("Something went wrong inside the program. Nothing typed is lost; please save the report."),
}
