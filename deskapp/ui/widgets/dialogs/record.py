"""A record's fields as a list: a line says how one is made, read, written and put into words.

Whoever shows a record, a dialog or a page, lays the list out; a new field is a new line in it.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QLineEdit, QWidget

from deskapp.domain.data_class import dataclass
from deskapp.domain.reach import of_line
from deskapp.ui.look import theme
from deskapp.ui.widgets.dialogs.draft import Draft
from deskapp.ui.widgets.dialogs.newer import same_words
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.fields.duration_field import DurationField
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.tick_list import TickList, wrapping
from deskapp.wording import contacts as contact_wording
from deskapp.wording import times

Choices = Sequence[tuple[Any, str]]


@dataclass(frozen=True, slots=True)
class RecordField:
    """One field; the functions below make the usual ones."""

    #: Of the act's field, the view's and the column.
    name: str
    #: What stands above its widget; "": nothing does, the widget says it itself.
    heading: str
    make: Callable[[], QWidget]
    #: The widget's value as the act has it, and a view's value into the widget.
    read: Callable[[Any], Any]
    write: Callable[[Any, Any], None]
    #: A value in words, where it stands beside another version or on a card.
    say: Callable[[Any], str] = str
    #: What the words are about there, where it is not the heading.
    title: str = ""
    #: Whether a draft keeps it as the usual fields are kept; else by its value.
    usual: bool = True
    #: As high as its rows need at the width it has.
    wraps: bool = False
    #: Its value in a view, where that is not what the view has by this name.
    get: Callable[[Any], Any] | None = None

    def of(self, record: object) -> Any:
        """Its value in a view."""
        return self.get(record) if self.get else getattr(record, self.name)

    def told(self, value: Any) -> tuple[str, str]:
        """What a value is about, and its words."""
        return self.title or self.heading, self.say(value)


#: A field, several beside each other, or something to read between them.
Row = RecordField | tuple[RecordField, ...] | QWidget
#: Gives the widget of a field its place: with its heading, and whatever else belongs to it.
Form = Callable[[RecordField, QWidget], QWidget]


def by_name(rows: Iterable[Row]) -> dict[str, RecordField]:
    """The fields of a list, in its order."""
    groups = [row if isinstance(row, tuple) else (row,) for row in rows]
    return {one.name: one for group in groups for one in group if isinstance(one, RecordField)}


class Record:
    """The widgets of a list of fields, by name: `record["notes"]`."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = list(rows)
        self.fields = by_name(self._rows)
        self._widgets = {name: field.make() for name, field in self.fields.items()}

    def __getitem__(self, name: str) -> Any:
        return self._widgets[name]

    def lay_out(self, body: QBoxLayout, form: Form, *, apart: int = 10) -> None:
        """Put the fields below each other, and those of one row beside each other, so far `apart` in the drawing."""
        for row in self._rows:
            if isinstance(row, QWidget):
                body.addWidget(row)
            elif isinstance(row, RecordField):
                body.addWidget(self._place(row, form))
            else:
                beside = QHBoxLayout()
                beside.setSpacing(theme.px(apart))
                for field in row:
                    beside.addWidget(self._place(field, form), 1, Qt.AlignmentFlag.AlignTop)
                body.addLayout(beside)

    def values(self) -> dict[str, Any]:
        """What stands in the fields, as the act takes it."""
        return {name: field.read(self._widgets[name]) for name, field in self.fields.items()}

    def write(self, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            self.fields[name].write(self._widgets[name], value)

    def show(self, record: object) -> None:
        """Put a view into the fields."""
        self.write(self.of(record))

    def of(self, record: object) -> dict[str, Any]:
        """The fields' values in a view."""
        return {name: field.of(record) for name, field in self.fields.items()}

    def keep(self, draft: Draft) -> None:
        """Have a draft keep all of them."""
        for name, field in self.fields.items():
            widget = self._widgets[name]
            if field.usual:
                draft.keep_field(name, widget)
            else:
                draft.keep(name, partial(_listed, field, widget), partial(field.write, widget), self[name].changed)

    def differences(self, mine: Mapping[str, Any], newer: object) -> list[tuple[str, str]]:
        """What a newer version says otherwise, in words: (title, its words), field by field."""
        theirs = self.of(newer)
        return [
            field.told(theirs[name])
            for name, field in self.fields.items()
            if not same_words(field.say(mine[name]), field.say(theirs[name]))
        ]

    def _place(self, field: RecordField, form: Form) -> QWidget:
        widget = self._widgets[field.name]
        if not field.heading:
            return widget
        placed = form(field, widget)
        return wrapping(placed) if field.wraps else placed


def line(name: str, heading: str, hint: str = "") -> RecordField:
    """One line of text. hint: what stands in it while it is empty."""

    def make() -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(hint)
        return field

    return RecordField(name, heading, make, QLineEdit.text, QLineEdit.setText)


def area(name: str, heading: str, *, lines: int = 2, most: int = 8) -> RecordField:
    """Several lines of text."""
    make = partial(TextArea, lines=lines, most=most)
    return RecordField(name, heading, make, TextArea.text, TextArea.setPlainText)


def texts(name: str, heading: str, title: str, *, lines: int = 2, most: int = 8, between: str = ", ") -> RecordField:
    """Several texts, one a line. between: what stands between them in words."""

    def read(field: TextArea) -> tuple[str, ...]:
        return tuple(text.strip() for text in field.text().splitlines() if text.strip())

    def write(field: TextArea, values: Iterable[str]) -> None:
        field.setPlainText("\n".join(values))

    return RecordField(name, heading, partial(TextArea, lines=lines, most=most), read, write, between.join, title)


def reached(name: str, heading: str, title: str, get: Callable[[Any], tuple[str, ...]]) -> RecordField:
    """Numbers or addresses, one a line, each perhaps with what it is for: "Mobile: +49 170 5550014".

    The act and the view have lines of `deskapp.domain.reach`; the field has the words of who reads it.
    """
    plain = texts(name, heading, title)

    def read(field: TextArea) -> tuple[str, ...]:
        return tuple(map(contact_wording.read_reach, plain.read(field)))

    def write(field: TextArea, lines: Iterable[str]) -> None:
        plain.write(field, map(_told, lines))

    def say(lines: Iterable[str]) -> str:
        return ", ".join(map(_told, lines))

    return replace(plain, read=read, write=write, say=say, get=get)


def pills(
    name: str, heading: str, choices: Sequence[tuple[StrEnum, str]], preset: StrEnum, say: Callable[[Any], str] = str
) -> RecordField:
    """One of a few codes."""
    plain = [(code.value, words) for code, words in choices]

    def read(field: ChoiceRow) -> StrEnum:
        return type(preset)(str(field.value))

    def write(field: ChoiceRow, code: StrEnum) -> None:
        field.set_value(code.value)

    return RecordField(name, heading, partial(ChoiceRow, heading, plain, preset.value), read, write, say)


def drop_down(
    name: str, heading: str, choices: Choices, say: Callable[[Any], str] | None = None, *, none: Hashable = ""
) -> RecordField:
    """One of several, chosen from a list. none: what stands for None where it is offered, for a list has no None."""
    words = dict(choices)
    values = {_plain(value, none): value for value in words}

    def make() -> DropDown:
        field = DropDown()
        for code, value in values.items():
            field.addItem(words[value], code)
        return field

    def read(field: DropDown) -> Any:
        return values[field.currentData()]

    def write(field: DropDown, value: Any) -> None:
        field.setCurrentIndex(max(0, field.findData(_plain(value, none))))

    return RecordField(name, heading, make, read, write, say or (lambda value: words.get(value, "")))


def ticks(name: str, heading: str, choices: Choices, say: Callable[[Any], str], title: str = "") -> RecordField:
    """Several of a few."""

    def read(field: TickList) -> tuple[Any, ...]:
        return tuple(field.value)

    make = partial(TickList, title or heading, choices)
    return RecordField(name, heading, make, read, TickList.set_value, say, title, usual=False, wraps=True)


def tick(
    name: str, heading: str, words: str, yes: str, no: str, *, title: str = "", make: type[QCheckBox] = QCheckBox
) -> RecordField:
    """Yes or no, on unless somebody says otherwise. words: what stands beside the box."""

    def made() -> QCheckBox:
        box = make(words)
        box.setChecked(True)
        return box

    def say(value: bool) -> str:
        return yes if value else no

    return RecordField(name, heading, made, QCheckBox.isChecked, QCheckBox.setChecked, say, title)


def length(name: str, heading: str) -> RecordField:
    """A length of time, or none."""

    def say(value: timedelta | None) -> str:
        return "" if value is None else times.duration(value)

    return RecordField(name, heading, DurationField, DurationField.value, DurationField.set_value, say)


def _listed(field: RecordField, widget: QWidget) -> list[Any]:
    return list(field.read(widget))


def _told(line: str) -> str:
    return contact_wording.reach(of_line(line))


def _plain(value: Any, none: Hashable) -> Hashable:
    if value is None:
        return none
    return value.value if isinstance(value, StrEnum) else value
