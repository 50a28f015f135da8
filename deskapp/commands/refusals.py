"""Why a command was refused: the words for the codes that only the command line meets, else the window's."""

from collections.abc import Callable, Mapping

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.language import _
from deskapp.wording import refusals


def sentence(problem: DeskError) -> str:
    """One line of why, and what to do."""
    told = _REFUSALS.get(problem.code)
    return told().format(**problem.values) if told else refusals.error(problem)


_REFUSALS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.PIN_NOT_GIVEN: lambda: _("{name} has a PIN: run this in a terminal, or give it in {variable}."),
    Refusal.PASSPHRASE_NOT_GIVEN: lambda: _(
        "{path} is encrypted, or no desk's file: run this in a terminal, or name in {variable} a file with its"
        " passphrase. Nothing was changed."
    ),
    Refusal.DUMP_MISSING: lambda: _("{path} cannot be read: {said}. Name the JSON that deskapp dump wrote."),
    Refusal.DUMP_UNREADABLE: lambda: _("{path} is no whole JSON: line {line}: {said}. No desk was made."),
    Refusal.DUMP_NOT_UTF8: lambda: _("{path} is not written in UTF-8. No desk was made."),
    Refusal.DUMP_FOREIGN: lambda: _("{path} is not the JSON of a desk as deskapp dump writes it. No desk was made."),
    Refusal.DUMP_OTHER_SCHEMA: lambda: _(
        "{path} is of a desk of schema {schema}, and this program reads schema {known}: open the desk it came from with"
        " this program, and dump it again. No desk was made."
    ),
    Refusal.DUMP_TABLE: lambda: _("{path} has a table {table} that no desk has, or has it twice. No desk was made."),
    Refusal.DUMP_VALUE: lambda: _(
        "{path}: row {row} of {table} cannot be a row of a desk; what is wrong is: {column}. No desk was made."
    ),
    Refusal.DUMP_ROW: lambda: _("{path}: row {row} of {table} is refused: {said}. No desk was made."),
    Refusal.DUMP_UNSOUND: lambda: _("The desk in {path} is not sound, as told above. No desk was made."),
    Refusal.EXPORT_KIND: lambda: _("{path} must end with what it is to be: {known}."),
    Refusal.NO_HEAD: lambda: _(
        "“{given}” is no head of a timeline: give number and hash as the foot of a paper says them."
    ),
    Refusal.NOT_SURE: lambda: _("Nothing was changed: say yes, or add --yes."),
    Refusal.LOCK_UNREADABLE: lambda: _("{path} cannot be read: name the requirements.lock of the checkout."),
    Refusal.LOCK_DIFFERS: lambda: _(
        "What is installed is not what {path} names; here, and there in brackets: {packages}. Install it by the lock."
    ),
    Refusal.ADVISORIES_MISSING: lambda: _("{path} cannot be read: {said}. Name a list of OSV's records."),
    Refusal.ADVISORIES_NONE: lambda: _(
        "{path} has no advisory about a Python package, so it says nothing: name an export of OSV for PyPI."
    ),
    Refusal.OVER_THE_DESK: lambda: _("{path} is the desk itself: name another file to write."),
    Refusal.PERIOD_HALF: lambda: _("Dates need both ends: name --from and --to-day."),
    Refusal.FILE_THERE: lambda: _("{path} is there already: name another file, or add --force to write over it."),
    Refusal.CONFIDENTIAL_AS: lambda: _(
        "{ref} is confidential: say with --as who prints it; its owner, a supervisor or somebody named on it."
    ),
    Refusal.NEVER_ESCALATED: lambda: _("{ref} was never escalated: there is no handoff to print."),
    Refusal.NO_SUCH_ACCOUNT: lambda: _("No customer has the account {account}, nor that name."),
    Refusal.ACCOUNT_OF_SEVERAL: lambda: _(
        "Several customers have the account or name {account}: {names}. Name one by its number, such as #12."
    ),
    Refusal.NO_HANDOFF: lambda: _("{ref} has no handoff {number}: deskapp show tells which there are."),
    Refusal.NOBODY_NAMED: lambda: _("Nobody named {name} works here."),
    Refusal.NO_OWNER_NAMED: lambda: _("Nobody named {name} works here. {nearest}"),
    Refusal.NO_CONTACT_NAMED: lambda: _("No contact is called {name}. {nearest}"),
    Refusal.NAME_OF_SEVERAL: lambda: _("{name} may be any of {names}: give the whole name."),
    Refusal.ONE_PLACE_TWICE: lambda: _("{path} is named twice: let each go to a place of its own."),
    Refusal.NO_NUMBER: lambda: _(
        "“{given}” is no telephone number. Give the digits of who calls, as in --caller 01614960233."
    ),
    Refusal.OUTPUT_NOT_WRITTEN: lambda: _("What there is to say cannot be written: {said}."),
    Refusal.NOBODY_WORKS_HERE: lambda: _("Nobody works here: add staff in the window first."),
}
