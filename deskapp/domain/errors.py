"""What can go wrong without anybody's mistake in the code. Codes and values; screens put them into words."""

from collections.abc import Mapping
from typing import Any

from deskapp.domain.codes import FieldFault, Refusal


class DeskError(Exception):
    """An act that was refused, or a file that cannot be used. Carries a code, never a sentence.

    code: looked up by the screens and the command line.
    values: what the sentence needs (names, figures, paths).
    """

    def __init__(self, code: Refusal, **values: Any) -> None:
        super().__init__(code, values)
        self.code = code
        self.values: Mapping[str, Any] = values

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!s}" for name, value in self.values.items())
        return f"{self.code} ({told})" if told else self.code


class NotAllowed(DeskError):
    """The role of who acts does not cover it, or a rule of the desk forbids it."""


class NotFound(DeskError):
    """What the act names is not there."""


class Conflict(DeskError):
    """Somebody changed the same thing meanwhile. `values["newer"]` holds the newer row's view."""


class Invalid(DeskError):
    """What was entered cannot be taken. `fields` maps a field's name to a code, one each."""

    def __init__(self, fields: Mapping[str, FieldFault], **values: Any) -> None:
        super().__init__(Refusal.INVALID, **values)
        self.fields: Mapping[str, FieldFault] = dict(fields)

    def __str__(self) -> str:
        return "invalid: " + ", ".join(f"{name}: {code}" for name, code in self.fields.items())


class StorageProblem(DeskError):
    """The environment failed: disk full, read only, locked, missing, empty, foreign, newer or damaged file."""


def refuse_where(*checks: tuple[str, FieldFault, bool]) -> None:
    """Refuse what was entered by a table of checks: (field, code, whether that is wrong with it).

    A field is told the first thing that is wrong with it. Raises Invalid.
    """
    wrong: dict[str, FieldFault] = {}
    for field, code, is_wrong in checks:
        if is_wrong:
            wrong.setdefault(field, code)
    if wrong:
        raise Invalid(wrong)
