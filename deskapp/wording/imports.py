"""What an import of past calls says of rows, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from deskapp.domain.words import Channel, Impact, PauseReason, Urgency, Verdict
from deskapp.language import _, ngettext
from deskapp.wording import codes

if TYPE_CHECKING:
    from deskapp.services.imports.views import ImportReport
    from deskapp.services.tabular.rows import BadRow


def found(row: BadRow) -> str:
    """What is the matter with a row of a list."""
    if row.code == "more_like_it":
        count = row.values["count"]
        return ngettext("and {count} more row like it", "and {count} more rows like it", count).format(count=count)
    return _FOUND[row.code]().format(**row.values)


_FOUND: Mapping[str, Callable[[], str]] = {
    "encoding": lambda: _("is not written in the list's encoding"),
    "quote_not_closed": lambda: _("a quotation mark is not closed, or stands where none may"),
    "cells": lambda: _("has {found} cells instead of {expected}"),
    "cell_too_long": lambda: _("a cell is longer than {limit} characters"),
    "cell_needed": lambda: _("{column} is unknown"),
    "value_unknown": lambda: _("the mapping does not know {value} in {column}"),
    "values_unknown": lambda: _("the mapping does not know {count} values in {column}, in {rows} rows: {values}"),
    "time_unreadable": lambda: _("{value} in {column} is no time as the mapping writes it"),
    "number_unreadable": lambda: _("{value} in {column} is no number"),
    "row_twice": lambda: _("says otherwise than line {first}, though it is the same update"),
    "row_double": lambda: _("is there twice: line {first} is the same"),
    "instant_not_taken": lambda: _("{value} in {column} lies before the call began or after the row was written"),
    "over_before_it_began": lambda: _("{reference} is over before it began"),
}


def line(row: BadRow) -> str:
    """The same, with its line."""
    return _("line {line}: {reason}").format(line=row.line, reason=found(row))


def column(name: str) -> str:
    """What a list's column can mean here."""
    return _COLUMNS[name]()


def meaning(column: str, code: str) -> str:
    """What a value of a column of codes can mean, as a mapping writes it."""
    if column == "state":
        if code in _STATES:
            return _STATES[code]()
        state, _sep, reason = code.partition(":")
        return codes.state(state) if not reason else f"{codes.state(state)}, {codes.pause_reason(reason)}"
    say: Mapping[str, Callable[[str], str]] = {
        "impact": codes.impact,
        "urgency": codes.urgency,
        "channel": codes.channel,
        "met": lambda verdict: _("met") if verdict == Verdict.MET else _("missed"),
    }
    return say[column](code) if column in say else code


def figures(report: ImportReport, *, only_tried: bool = False) -> str:
    """How many calls and rows came in, in one line."""
    added = ngettext("{n} call added", "{n} calls added", report.calls_added).format(n=report.calls_added)
    if only_tried:
        added = ngettext("{n} new call", "{n} new calls", report.calls_added).format(n=report.calls_added)
    parts = [added]
    counted = (
        (report.calls_moved_on, ngettext("{n} call moved on", "{n} calls moved on", report.calls_moved_on)),
        (report.rows_known, ngettext("{n} row known already", "{n} rows known already", report.rows_known)),
        (len(report.left_alone), ngettext("{n} call left alone", "{n} calls left alone", len(report.left_alone))),
        (report.bad_rows, ngettext("{n} row cannot be read", "{n} rows cannot be read", report.bad_rows)),
    )
    parts += [form.format(n=count) for count, form in counted if count]
    return "; ".join(parts) + "."


_STATES: Mapping[str, Callable[[], str]] = {
    "resolved": lambda: _("Resolved, not yet agreed"),
    "archived": lambda: _("Archived: closed elsewhere"),
}
#: What each value of a column of codes may become, as a mapping writes it, in the order in which it is offered.
MEANINGS: Mapping[str, tuple[str, ...]] = {
    "state": (
        "new",
        "open",
        *(f"waiting:{reason.value}" for reason in PauseReason),
        "resolved",
        "archived",
    ),
    "priority": ("P1", "P2", "P3", "P4"),
    "impact": tuple(Impact),
    "urgency": tuple(Urgency),
    "channel": tuple(Channel),
    "met": tuple(Verdict),
}
_COLUMNS: Mapping[str, Callable[[], str]] = {
    "reference": lambda: _("Number of the call"),
    "state": lambda: _("State"),
    "opened_at": lambda: _("Opened at"),
    "summary": lambda: _("Summary"),
    "details": lambda: _("Details"),
    "conversations": lambda: _("Conversations"),
    "wants": lambda: _("What the customer wants"),
    "solution": lambda: _("Solution"),
    "customer": lambda: _("Customer"),
    "organisation": lambda: _("Organisation"),
    "phone": lambda: _("Phone"),
    "email": lambda: _("E-mail"),
    "account": lambda: _("Account"),
    "priority": lambda: _("Priority"),
    "impact": lambda: _("Impact"),
    "urgency": lambda: _("Urgency"),
    "category": lambda: _("Category"),
    "channel": lambda: _("Channel"),
    "assigned_to": lambda: _("Owner"),
    "group": lambda: _("Group that has it"),
    "supplier": lambda: _("Supplier that has it"),
    "opened_by": lambda: _("Logged by"),
    "changed_at": lambda: _("Changed at"),
    "changed_by": lambda: _("Changed by"),
    "first_answer_at": lambda: _("First answer at"),
    "resolved_at": lambda: _("Resolved at"),
    "closed_at": lambda: _("Closed at"),
    "due_at": lambda: _("Customer's deadline"),
    "met": lambda: _("Resolved in time"),
    "reopened": lambda: _("How often reopened"),
    "change": lambda: _("Number of the change"),
    "place": lambda: _("Place"),
    "equipment": lambda: _("Equipment"),
    "tags": lambda: _("Tags"),
}
#: All of them, in the order in which they are asked for.
COLUMNS = tuple(_COLUMNS)
