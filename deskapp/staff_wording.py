"""Words about staff and their PINs: refusals, wrong fields, lines of the timeline."""

from collections.abc import Callable, Mapping

from deskapp.language import _
from deskapp.services.views import EventView

ERRORS: Mapping[str, Callable[[], str]] = {
    "pin_wrong": lambda: _("That is not the PIN: try again."),
    "pin_wait": lambda: _("Too many wrong PINs: wait {seconds} s, then try again."),
    "pin_missing": lambda: _("No PIN was chosen yet: sign in by name and choose one."),
    "code_wrong": lambda: _("That is not the recovery code: look at the print again."),
    "code_missing": lambda: _("This desk has no recovery code."),
}

FIELD_ERRORS: Mapping[str, Callable[[], str]] = {
    "pin_short": lambda: _("Take at least 4 digits or letters."),
    "pin_long": lambda: _("Take at most 64 signs."),
    "pin_same": lambda: _("The same sign over and over is guessed first: take another PIN."),
    "pin_run": lambda: _("A row such as 1234 is guessed first: take another PIN."),
}

TITLES: Mapping[str, Callable[[EventView], str]] = {
    "pin_failed": lambda e: _("Wrong PIN for {name}, {n} times").format(
        name=e.words.get("name", ""), n=e.words.get("failed", "")
    ),
    "code_failed": lambda e: _("Wrong recovery code, {n} times").format(n=e.words.get("failed", "")),
}
