"""What a call says in words, made of what its newest row says."""

from collections.abc import Mapping as Table

from deskapp.services.imports.meanings import IN_WORDS, Mapping
from deskapp.services.imports.rows import Row


def summary(mapping: Mapping, newest: Row) -> str:
    """One line, also where the list has several."""
    return " ".join(mapping.said(mapping.texts.summary, newest.facts).split()) or newest.reference


def details(mapping: Mapping, facts: Table[str, str], held_by: str) -> str:
    """What the list tells at length; and in words, under its own headings, what a call has no field for.

    held_by: whoever held it and does not work here.
    """
    said = filled(mapping, mapping.texts.details, facts).strip()
    told = [(name, mapping.known(facts, name)) for name in IN_WORDS if name in mapping.columns]
    if held_by:
        told.append(("assigned_to", held_by))
    lines = "\n".join(f"{_heading(mapping, name)}: {text}" for name, text in told if text)
    return f"{said}\n\n{lines}" if said and lines else said or lines


def _heading(mapping: Mapping, name: str) -> str:
    """What the list calls a column; of several names for one, the usual one."""
    column = mapping.cells[name]
    return column.names[0] if column.first else column.shown


def filled(mapping: Mapping, pattern: str, facts: Table[str, str]) -> str:
    """A text of the mapping with the row's columns in it; "" where there is none."""
    return mapping.said(pattern, facts) if pattern else ""
