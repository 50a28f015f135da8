"""What the columns, values and times of another program's list mean here, once that was read and checked."""

import string
from collections.abc import Mapping as Table
from functools import cache
from typing import Any, TypeVar

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import CallState, Channel, ContactKind, Impact, PauseReason, Priority, Urgency, Verdict
from deskapp.services.imports.cells import Column
from deskapp.services.imports.times import TimeReader

#: Columns that mean something to a desk; any other is kept with its row, and may be used in texts.
#: Instants that are over when a row is written.
TOLD = ("opened_at", "resolved_at", "closed_at", "first_answer_at")
INSTANTS = (*TOLD, "changed_at", "due_at")
CODES = ("state", "impact", "urgency", "priority", "channel", "met")
OF_CUSTOMER = ("customer", "organisation", "phone", "email", "account")
#: Kept as lines of the details, each under the name that the list gives it.
IN_WORDS = ("place", "equipment", "tags")
TEXTS = ("summary", "details", "conversations", "wants", "solution")
MEANT = (
    "reference",
    *CODES,
    *INSTANTS,
    *OF_CUSTOMER,
    *TEXTS,
    *IN_WORDS,
    *("change", "changed_by", "opened_by", "assigned_to", "group", "supplier", "category", "reopened"),
)
#: In a table of values: any other value, and none.
ANY = "*"


V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class StateMeaning:
    """A state of the list in our words; a waiting one says for whom."""

    state: CallState
    waits_for: PauseReason | None = None


@dataclass(frozen=True, slots=True)
class Texts:
    """What the list has no words for. Braces name columns; unknown ones fall out with their comma."""

    summary: str
    details: str = ""
    wants: str = ""
    solution: str = ""
    unknown_customer: str = "Unknown caller"
    unknown_category: str = ""
    priority_reason: str = "As it was in the imported list"
    importer: str = "Import"


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping, checked."""

    source: str
    #: How the list is written; "" and None: guessed when it is read.
    encoding: str
    delimiter: str
    heading_line: int | None
    sheet: str
    #: Whether rows may be cut short: cells that are not there are empty.
    cut_short: bool
    zone: str
    times: TimeReader
    unknown: frozenset[str]
    longest_cell: int
    #: Our name of a column -> its name in the list.
    columns: Table[str, str]
    #: The same with what else there is to say of it.
    cells: Table[str, Column]
    texts: Texts
    group_kind: ContactKind
    supplier_kind: ContactKind
    states: Table[str, StateMeaning]
    impacts: Table[str, Impact]
    urgencies: Table[str, Urgency]
    priorities: Table[str, Priority]
    channels: Table[str, Channel]
    verdicts: Table[str, Verdict]
    #: What it was read from, to be kept with what it imported.
    content: Table[str, Any]

    @property
    def place(self) -> tuple[str, ...]:
        """The cells that give a row its place among its call's."""
        return ("changed_at", "change") if "changed_at" in self.columns else (*TOLD, "change")

    def known(self, facts: Table[str, str], name: str) -> str:
        """A row's cell, "" where it is unknown."""
        cell = facts.get(name, "")
        return "" if cell in self.unknown else cell

    def said(self, pattern: str, facts: Table[str, str]) -> str:
        """A text with its columns filled in; what is unknown falls out with the words that led up to it."""
        said = ""
        for place, (words, name) in enumerate(_pieces(pattern)):
            cell = self.known(facts, name) if name is not None else ""
            if name is None or cell:
                said += (words if said or not place or name is None else "") + cell
        return said


@cache
def _pieces(pattern: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((words, name) for words, name, _form, _as in string.Formatter().parse(pattern))


def known_value(known: Table[str, V], text: str) -> V | None:
    """What a value of the list means, by its own line or by that of any other."""
    return known.get(text) or known.get(ANY)
