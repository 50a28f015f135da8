"""What an import of people says of rows, fields and files, in words; and what numbers are for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from deskapp import direction
from deskapp.domain.reach import Reach, Use, kind_of, line, of_line
from deskapp.domain.words import Existing, RowOutcome
from deskapp.language import _, ngettext

if TYPE_CHECKING:
    from deskapp.services.directory.contact_entries import LeftOut, Remark
    from deskapp.services.directory.people_plan import Act, PeoplePlan, View
    from deskapp.services.tabular.rows import BadRow


def field(name: str) -> str:
    """A field of a contact."""
    told = _FIELDS.get(name)
    return told() if told else name


def fields(names: Iterable[str]) -> str:
    """Fields of somebody that differ; what a number is for is said with the numbers."""
    told = {name: field(_WITH.get(name, name)) for name in names}
    return ", ".join(dict.fromkeys(told.values()))


def refused(bad: BadRow) -> str:
    """Why a row or a card was not taken."""
    told = _REFUSED.get(bad.code)
    return _filled(told(), bad.values) if told else bad.code


def remark(one: Remark) -> str:
    """What of an entry was not taken over."""
    told = _REMARKS.get(one.code) or _REFUSED.get(one.code)
    return _filled(told(), one.values) if told else one.code


def passed(bad: BadRow) -> str:
    """Why somebody of the file is nobody."""
    return _filled(_PASSED[bad.code](), {**bad.values, "name": bad.values["name"] or _("without a name")})


def left_out(plan: PeoplePlan[Act, View]) -> list[str]:
    """What is not taken over, a line each: columns and properties with how often they say something."""
    lines: list[str] = [
        ngettext("{what}: {n} value, such as “{first}”", "{what}: {n} values, such as “{first}”", one.count).format(
            what=_what(one), n=one.count, first=one.first
        )
        for one in plan.left_out
        if one.count
    ]
    empty = ", ".join(_what(one) for one in plan.left_out if not one.count)
    return [*lines, _("{what}: empty").format(what=empty)] if empty else lines


def summary(plan: PeoplePlan[Act, View]) -> str:
    """How many of each, in one line."""
    codes = (RowOutcome.ADDED, RowOutcome.CHANGED, RowOutcome.SAME, RowOutcome.KEPT)
    added, changed, same, kept = (len(plan.of(code)) for code in codes)
    refused_rows, nobody, lost = len(plan.refused), len(plan.passed), sum(one.count > 0 for one in plan.left_out)
    parts = [
        ngettext("{n} contact added", "{n} contacts added", added).format(n=added)
        if plan.of_contacts
        else ngettext("{n} customer added", "{n} customers added", added).format(n=added),
        ngettext("{n} changed", "{n} changed", changed).format(n=changed),
        ngettext("{n} the same already", "{n} the same already", same).format(n=same),
        ngettext("{n} refused", "{n} refused", refused_rows).format(n=refused_rows),
    ]
    if kept:
        parts.append(ngettext("{n} left as it is", "{n} left as they are", kept).format(n=kept))
    if nobody:
        parts.append(ngettext("{n} that is nobody", "{n} that are nobody", nobody).format(n=nobody))
    if lost:
        parts.append(ngettext("{n} column left out", "{n} columns left out", lost).format(n=lost))
    return direction.row(parts, "; ") + "."


def existing(choice: Existing | str) -> str:
    """What becomes of somebody whose name is there already."""
    return {
        Existing.KEEP: _("Keep what is there"),
        Existing.TAKE: _("Take what the file says"),
        Existing.BOTH: _("Keep both"),
    }[Existing(choice)]


def use(kind: str) -> str:
    """What a number or address is for: codes in the reader's words, a person's own words as they are."""
    return " ".join(_USES[Use(word)]() if word in set(Use) else word for word in kind.split())


def reach(one: Reach) -> str:
    """A number or address as a line to read and to write: "Mobile: +49 170 5550014"."""
    told = line(one._replace(kind=use(one.kind)))
    return told[:1].upper() + told[1:] if one.kind else told


def read_reach(text: str) -> str:
    """A line that somebody wrote, with the reader's words for what it is for as codes."""
    one = of_line(text)
    words = {told().casefold(): code for code, told in _USES.items()}
    kind = " ".join(words.get(word.casefold(), word) for word in one.kind.split())
    return line(one._replace(kind=kind_of((kind,))))


def _what(one: LeftOut) -> str:
    return field(one.what) if one.is_field else one.what


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
    "other_emails": lambda: _("other e-mail"),
    "account": lambda: _("account"),
    "tier": lambda: _("tier"),
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

#: What is no field to people, but a part of another.
_WITH = {"phone_kinds": "phones", "email_kind": "email"}

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
    "encoding": lambda: _("is not in the encoding of the rest"),
}

_REMARKS: Mapping[str, Callable[[], str]] = {
    "line_left_out": lambda: _("line {at} is no part of a card and is left out: “{value}”"),
    "charset_guessed": lambda: _("{what} is not in UTF-8: its letters were guessed"),
    "namesake": lambda: _("somebody of this name is there already ({organisation})"),
    "skill_left_out": lambda: _("there is no category “{value}”: left out"),
    "deputy_left_out": lambda: _("it is not clear who the deputy “{value}” is: left out"),
}

#: What is in a file of people and is no person and no firm.
_PASSED: Mapping[str, Callable[[], str]] = {
    "is_group": lambda: _("“{name}” is a list of people, {count} in it: left out"),
    "is_place": lambda: _("“{name}” is a place: left out"),
    "outside": lambda: _("“{name}” is in no card: left out"),
    "is_thing": lambda: _("“{name}” is a thing: left out"),
}

_USES: Mapping[Use, Callable[[], str]] = {
    Use.MAIN: lambda: _("main"),
    Use.WORK: lambda: _("work"),
    Use.HOME: lambda: _("home"),
    Use.OTHER: lambda: _("other"),
    Use.MOBILE: lambda: _("mobile"),
    Use.FAX: lambda: _("fax"),
    Use.PAGER: lambda: _("pager"),
}
