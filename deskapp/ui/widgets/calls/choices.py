"""What the dialogs of a call offer to choose from: codes with their words, as pills and as drop-down lists."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QComboBox

from deskapp.domain.words import Channel, Impact, Priority, Tone, Urgency
from deskapp.language import _
from deskapp.services.site.views import DeskFacts
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.wording import codes

Choices = list[tuple[Any, str]]


def channels() -> Choices:
    return [(code, _capital(codes.channel(code))) for code in Channel]


def tones() -> Choices:
    """With none first: nobody has to judge a tone."""
    return [("", _("Not noted")), *((code, _capital(codes.tone(code))) for code in Tone)]


def categories(facts: DeskFacts | None, chosen: int | None = None) -> Choices:
    """The site's categories that are in use, and the one a call already has."""
    used = [one for one in facts.categories if one.active or one.id == chosen] if facts else []
    return [(0, _("None yet")), *((one.id, one.name) for one in used)]


def impact_row(value: Impact | None = None) -> ChoiceRow:
    """How many are affected, in the short words of the pills."""
    words = {
        Impact.ONE: _("One"),
        Impact.SEVERAL: _("Several"),
        Impact.DEPARTMENT: _("Department"),
        Impact.SITE: _("Site"),
    }
    return ChoiceRow(_("Impact"), list(words.items()), value)


def urgency_row(value: Urgency | None = None) -> ChoiceRow:
    words = {Urgency.CAN_WAIT: _("Can wait"), Urgency.SOON: _("Soon"), Urgency.NOW: _("Now")}
    return ChoiceRow(_("Urgency"), list(words.items()), value)


def priority_row(name: str, value: Priority | None = None) -> ChoiceRow:
    return ChoiceRow(name, [(code, code.value) for code in Priority], value)


def drop_down(choices: Iterable[tuple[Any, str]], value: Any = None) -> QComboBox:
    """A list to choose one from; codes are kept as plain text."""
    box = DropDown()
    fill(box, choices, value)
    return box


def fill(box: QComboBox, choices: Iterable[tuple[Any, str]], value: Any = None) -> None:
    """Offer other choices; the one with the value is chosen, else the first."""
    box.clear()
    for code, words in choices:
        box.addItem(words, code.value if isinstance(code, StrEnum) else code)
    box.setCurrentIndex(max(0, box.findData(value.value if isinstance(value, StrEnum) else value)))


def tone_of(box: QComboBox) -> Tone | None:
    return Tone(box.currentData()) if box.currentData() else None


def category_of(box: QComboBox) -> int | None:
    return box.currentData() or None


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
