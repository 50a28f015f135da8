"""What an import of contacts says of rows, fields and files, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from deskapp import direction
from deskapp.domain.words import RowOutcome
from deskapp.language import _, ngettext

if TYPE_CHECKING:
    from deskapp.services.directory.contact_entries import Remark
    from deskapp.services.directory.contact_plan import ContactPlan
    from deskapp.services.tabular.rows import BadRow


def field(name: str) -> str:
    """A field of a contact."""
    told = _FIELDS.get(name)
    return told() if told else name


def refused(bad: BadRow) -> str:
    """Why a row or a card was not taken."""
    told = _REFUSED.get(bad.code)
    return _filled(told(), bad.values) if told else bad.code


def remark(one: Remark) -> str:
    """What of an entry was not taken over."""
    told = _REMARKS.get(one.code)
    return _filled(told(), one.values) if told else one.code


def summary(plan: ContactPlan) -> str:
    """How many of each, in one line."""
    added, changed, same = (len(plan.of(code)) for code in (RowOutcome.ADDED, RowOutcome.CHANGED, RowOutcome.SAME))
    refused_rows = len(plan.refused)
    parts = [
        ngettext("{n} contact added", "{n} contacts added", added).format(n=added),
        ngettext("{n} changed", "{n} changed", changed).format(n=changed),
        ngettext("{n} the same already", "{n} the same already", same).format(n=same),
        ngettext("{n} refused", "{n} refused", refused_rows).format(n=refused_rows),
    ]
    return direction.row(parts, "; ") + "."


def _filled(sentence: str, values: Mapping[str, Any]) -> str:
    told = {name: field(str(value)) if name == "field" else value for name, value in values.items()}
    return sentence.format(**told)


_FIELDS: Mapping[str, Callable[[], str]] = {
    "kind": lambda: _("kind"),
    "name": lambda: _("name"),
    "organisation": lambda: _("organisation"),
    "role": lambda: _("role"),
    "skills": lambda: _("covers"),
    "phones": lambda: _("phones"),
    "email": lambda: _("e-mail"),
    "hours": lambda: _("hours"),
    "calendar_id": lambda: _("hours"),
    "authority": lambda: _("authority"),
    "agreed_response": lambda: _("agreed response"),
    "our_account": lambda: _("our account with them"),
    "may_see": lambda: _("may see of a call"),
    "language": lambda: _("language"),
    "deputies": lambda: _("deputies"),
    "notes": lambda: _("notes"),
    "active": lambda: _("active"),
}

_REFUSED: Mapping[str, Callable[[], str]] = {
    "name_missing": lambda: _("has no name"),
    "cells": lambda: _("has {found} cells instead of {expected}"),
    "quote_not_closed": lambda: _("a quotation mark is not closed, or stands where none may"),
    "cell_too_long": lambda: _("a cell is too long"),
    "field_too_long": lambda: _("{field} is longer than {limit} characters"),
    "field_unreadable": lambda: _("{field} cannot be “{value}”"),
    "skill_unknown": lambda: _("there is no category “{value}”"),
    "hours_unknown": lambda: _("there are no hours called “{value}”"),
    "contact_twice": lambda: _("is the same contact as line {first}"),
    "contact_ambiguous": lambda: _("{count} contacts are called {name}: merge them, or name the organisation"),
    "card_not_closed": lambda: _("the card does not end"),
    "card_unreadable": lambda: _("the card cannot be read: {said}"),
    "property_unreadable": lambda: _("line {at} is no part of a card: “{value}”"),
}

_REMARKS: Mapping[str, Callable[[], str]] = {
    "left_out": lambda: _("{what} is left out"),
    "charset_guessed": lambda: _("{what} is not in UTF-8: its letters were guessed"),
    "only_one_email": lambda: _("only one e-mail is kept; left out: {value}"),
    "skill_left_out": lambda: _("there is no category “{value}”: left out"),
    "deputy_left_out": lambda: _("it is not clear who the deputy “{value}” is: left out"),
}
