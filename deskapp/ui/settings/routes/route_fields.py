"""The fields by which a route's conditions, or an example call, are chosen: drop-down lists that begin with any."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox

from deskapp.domain.words import EscalationType, Priority
from deskapp.language import _
from deskapp.services.site.views import DeskFacts
from deskapp.ui.widgets.dialogs.record import RecordField
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.wording import codes

#: Stands for any: a drop-down list cannot tell None from "nothing chosen".
_ANY = ""


def category(facts: DeskFacts | None, any_words: str) -> RecordField:
    rows = [(one.id, one.name) for one in facts.categories if one.active] if facts else []
    return or_any("category_id", _("Category"), any_words, rows)


def kind(any_words: str) -> RecordField:
    rows = [(one.value, codes.escalation_type(one)) for one in EscalationType]
    return or_any("type", _("Type of escalation"), any_words, rows, EscalationType)


def trigger(facts: DeskFacts | None, any_words: str) -> RecordField:
    rows = [(one.code, codes.trigger(one)) for one in facts.triggers if one.active] if facts else []
    return or_any("trigger", _("Trigger"), any_words, rows)


def priority(any_words: str) -> RecordField:
    return or_any("priority", _("Priority"), any_words, [(one.value, one.value) for one in Priority], Priority)


def or_any(
    name: str, heading: str, any_words: str, rows: Sequence[tuple[Any, str]], code: Callable[[Any], Any] | None = None
) -> RecordField:
    """One of these, or any. code: what the act has of what is chosen."""

    def make() -> DropDown:
        field = DropDown()
        for value, words in ((_ANY, any_words), *rows):
            field.addItem(words, value)
        return field

    def read(field: DropDown) -> Any:
        value = field.currentData()
        if value == _ANY:
            return None
        return value if code is None else code(value)

    return RecordField(name, heading, make, read, _choose)


def _choose(field: QComboBox, value: Any) -> None:
    """Choose; what is not offered any more is offered again, or it would be lost by saving."""
    value = _ANY if value is None else value
    place = field.findData(value)
    if place < 0:
        field.addItem(_("{value} (not used any more)").format(value=value), value)
        place = field.count() - 1
    field.setCurrentIndex(place)
