"""Checklists, guides, past calls and repeat contacts in words: for the timeline, the screens and refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.event_kind import EventKind
from deskapp.language import _

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView

#: Titles of the timeline's lines.
TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
    EventKind.CHECK_DONE: lambda e: _("Checked: {line}").format(line=e.payload.get("check", "")),
    EventKind.CHECK_UNDONE: lambda e: _("Not done after all: {line}").format(line=e.payload.get("check", "")),
    EventKind.REPEAT_LINKED: lambda e: (
        _("Repeat contact of {ref}").format(ref=e.payload["earlier"])
        if e.payload.get("earlier")
        else _("Repeated by {ref}").format(ref=e.payload.get("later") or _("another call"))
    ),
    EventKind.REPEAT_UNLINKED: lambda e: (
        _("No repeat contact of {ref} after all").format(ref=e.payload["earlier"])
        if e.payload.get("earlier")
        else _("Not repeated by {ref} after all").format(ref=e.payload.get("later") or _("another call"))
    ),
    EventKind.CATEGORY_ADDED: lambda e: _("Category added: {name}").format(name=e.payload.get("name", "")),
    EventKind.CATEGORY_EDITED: lambda e: _("Category changed: {name}").format(name=e.payload.get("name", "")),
    EventKind.CATEGORY_MOVED: lambda e: _("Category {name}: place {was} to {becomes}").format(
        name=e.payload.get("name", ""), was=e.was, becomes=e.becomes
    ),
    EventKind.TEMPLATE_ADDED: lambda e: _("Template added: {name}").format(name=e.payload.get("name", "")),
    EventKind.TEMPLATE_EDITED: lambda e: _("Template changed: {name}").format(name=e.payload.get("name", "")),
    EventKind.TEMPLATE_MOVED: lambda e: _("Template {name}: place {was} to {becomes}").format(
        name=e.payload.get("name", ""), was=e.was, becomes=e.becomes
    ),
}

#: Refusals.
ERRORS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.CATEGORY_UNKNOWN: lambda: _("This category is not there any more."),
    Refusal.FIELDS_MISSING: lambda: _("First say under Edit: {fields}."),
    Refusal.TEMPLATE_UNKNOWN: lambda: _("This template is not there any more."),
    Refusal.TEMPLATE_EDITED: lambda: _("{name} was changed meanwhile: compare the two and decide."),
    Refusal.CATEGORY_EDITED: lambda: _("{name} was changed meanwhile: compare the two and decide."),
}

#: What is wrong with one field.
FIELD_ERRORS: Mapping[FieldFault, Callable[[], str]] = {
    FieldFault.THE_SAME_CUSTOMER: lambda: _("It is this customer's already: choose another."),
    FieldFault.OF_ANOTHER_CUSTOMER: lambda: _(
        "This call is another customer's: only calls of one customer repeat each other."
    ),
    FieldFault.NOT_EARLIER: lambda: _("A call repeats an earlier one: choose one that came before it."),
    FieldFault.FIELD_GONE: lambda: _("This field is not asked for any more: what was typed is not kept in it."),
    FieldFault.NO_NUMBER: lambda: _("This is no number. Write it as: 12, 1234.5 or -0,5."),
    FieldFault.TWO_NUMBERS: lambda: _(
        "This could be two numbers. Write thousands without a sign (1234), or one more digit (1.2340)."
    ),
    FieldFault.NOT_A_CHOICE: lambda: _("This is not one of the choices: choose one that is offered."),
    FieldFault.NO_CHOICES: lambda: _("Name at least two choices, one a line."),
    FieldFault.TOO_MANY_FIELDS: lambda: _("A category has five fields in use at most: switch one off first."),
    FieldFault.NAMED_TWICE: lambda: _("Two of them have the same name: call one something else."),
    FieldFault.NO_ADDRESS: lambda: _("Write the whole address, beginning with https://, http://, mailto: or tel:."),
}
