"""The drop-down lists by which a route's conditions, or an example call, are chosen."""

from typing import Any

from PySide6.QtWidgets import QComboBox

from deskapp.domain.words import EscalationType, Priority
from deskapp.language import _
from deskapp.services.site.views import DeskFacts
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.wording import codes

#: Stands for any: a drop-down list cannot tell None from "nothing chosen".
ANY = ""


def category(facts: DeskFacts | None, any_words: str) -> DropDown:
    rows = [(one.id, one.name) for one in facts.categories if one.active] if facts else []
    return _made(any_words, rows)


def kind(any_words: str) -> DropDown:
    return _made(any_words, [(one.value, codes.escalation_type(one)) for one in EscalationType])


def trigger(facts: DeskFacts | None, any_words: str) -> DropDown:
    return _made(any_words, [(one.code, codes.trigger(one)) for one in facts.triggers if one.active] if facts else [])


def priority(any_words: str) -> DropDown:
    return _made(any_words, [(one.value, one.value) for one in Priority])


def chosen(field: QComboBox) -> Any:
    """What is chosen; None for any."""
    value = field.currentData()
    return None if value == ANY else value


def choose(field: QComboBox, value: Any) -> None:
    """Choose; what is not offered any more is offered again, or it would be lost by saving."""
    place = field.findData(ANY if value is None else value)
    if place < 0:
        field.addItem(_("{value} (not used any more)").format(value=value), value)
        place = field.count() - 1
    field.setCurrentIndex(place)


def _made(any_words: str, rows: list[tuple[Any, str]]) -> DropDown:
    field = DropDown()
    field.addItem(any_words, ANY)
    for value, words in rows:
        field.addItem(words, value)
    return field
