"""The words of confidential calls: refusals, fields, lines of the timeline."""

from collections.abc import Callable, Mapping
from typing import Any

from deskapp import direction
from deskapp.domain.codes import Refusal
from deskapp.language import _


def confidential() -> str:
    """What stands where a confidential call's customer or summary would."""
    return _("Confidential")


def why() -> str:
    """Why so little is told of a call."""
    return _("Only its owner, the supervisors and the people named on it see this call.")


def others() -> str:
    """What making a call confidential does."""
    return _("Supervisors and managers see it too. Everybody else sees that it exists, its clocks, nothing else.")


def you_too() -> str:
    """To somebody who protects a call that is not theirs."""
    return _("You do not own it: you are named on it, so that you do not lose sight of it.")


def reassigning() -> str:
    """To whoever gives a confidential call away."""
    return _("It is confidential: the new owner sees it from now on, the owner until now only if named on it.")


ERRORS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.CONFIDENTIAL: lambda: _(
        "{ref} is confidential: only its owner, the supervisors and the people named on it see it."
    ),
    Refusal.ALREADY_CONFIDENTIAL: lambda: _("{ref} is confidential already: look at who is named on it."),
    Refusal.NOT_CONFIDENTIAL: lambda: _("{ref} is not confidential any more."),
    Refusal.ONLY_OWNER_NAMES: lambda: _("Only its owner or a supervisor decides who sees {ref}."),
    Refusal.NAMED_CHANGED: lambda: _("Somebody else changed who is named on {ref} meanwhile: look again, then save."),
}


def names(payload: Mapping[str, Any], name: str) -> str:
    """The people a line of the timeline names."""
    return direction.row(payload.get(name, ()), ", ")


def named(payload: Mapping[str, Any]) -> str:
    """Who is named beside the owner, for a line of the timeline."""
    told = names(payload, "named")
    return _("named: {names}").format(names=told) if told else ""


def renamed(payload: Mapping[str, Any]) -> str:
    """Who was named, and who is."""
    nobody = _("nobody")
    return _("{was} becomes {becomes}").format(
        was=names(payload, "was") or nobody, becomes=names(payload, "becomes") or nobody
    )
