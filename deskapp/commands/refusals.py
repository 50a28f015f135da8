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
    Refusal.MAPPING_MISSING: lambda: _("There is no mapping {where}: name a file, or one that is shipped ({known})."),
    Refusal.MAPPING_UNREADABLE: lambda: _("The mapping {where} cannot be read: {said}."),
    Refusal.MAPPING_INCOMPLETE: lambda: _("The mapping lacks {where}."),
    Refusal.MAPPING_UNKNOWN_KEY: lambda: _("The mapping names {where}, which is not known; known are: {known}."),
    Refusal.MAPPING_VALUE: lambda: _("The mapping says {value} for {where}; it can be: {known}."),
    Refusal.CONFIDENTIAL_AS: lambda: _(
        "{ref} is confidential: say with --as who prints it; its owner, a supervisor or somebody named on it."
    ),
    Refusal.NEVER_ESCALATED: lambda: _("{ref} was never escalated: there is no handoff to print."),
    Refusal.NOBODY_NAMED: lambda: _("Nobody named {name} works here."),
    Refusal.OUTPUT_NOT_WRITTEN: lambda: _("What there is to say cannot be written: {said}."),
    Refusal.NOBODY_WORKS_HERE: lambda: _("Nobody works here: add staff in the window first."),
}
