"""What a call's category asks for beside the fields of every call: text, choice, day and number, two in a row."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from deskapp.domain.words import FieldKind
from deskapp.language import _
from deskapp.services.call_fields import NAME, FieldView
from deskapp.services.library.views import CategoryView
from deskapp.ui.look import theme
from deskapp.ui.widgets.calls.newer_value import NewerValue
from deskapp.ui.widgets.fields.day_field import DayField
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.fields.field_changes import when_changed
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes


class CategoryFields(QWidget):
    """Hidden where the category asks for nothing. What was typed for one category is there again when it comes back."""

    changed = Signal()
    made = Signal(str, object)  # a FormField by the name that an act's refusal has for it

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._after: QWidget = self
        self._forms: dict[tuple[int, FieldKind], FormField] = {}
        self._newer: dict[int, NewerValue] = {}
        #: What stands in fields by id, also in those that are not shown.
        self._texts: dict[int, str] = {}
        self._shown: tuple[FieldView, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(6))
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        self.hide()

    def come_after(self, field: QWidget) -> None:
        """What has the keyboard before the first of them."""
        self._after = field

    def set_category(self, category: CategoryView | None) -> None:
        fields = category.fields if category else ()
        if fields == self._shown:
            return
        self._shown = fields
        for form in self._forms.values():
            self._grid.removeWidget(form)
            form.hide()
        before = self._after
        for place, field in enumerate(fields):
            form = self._form(field)
            alone = place == len(fields) - 1 and place % 2 == 0
            self._grid.addWidget(form, place // 2, place % 2, 1, 2 if alone else 1, Qt.AlignmentFlag.AlignTop)
            form.show()
            QWidget.setTabOrder(before, form.field)
            before = form.field
        self.setVisible(bool(fields))

    def values(self) -> dict[int, str]:
        """By the id of each field that is asked for what stands in it."""
        return {field.id: self._texts.get(field.id, "") for field in self._shown}

    def texts(self) -> dict[str, str]:
        """All that was typed, also for another category, as a draft keeps it."""
        return {str(field_id): text for field_id, text in sorted(self._texts.items()) if text}

    def set_texts(self, texts: Mapping[Any, str]) -> None:
        """Put texts into fields by their ids; the others are empty."""
        self._texts = {int(field_id): text for field_id, text in texts.items()}
        for (field_id, _kind), form in self._forms.items():
            _write(form.field, self._texts.get(field_id, ""))

    def show_newer(self, started: Mapping[int, str], newer: Mapping[int, str]) -> None:
        """What somebody else saved meanwhile, beside what was typed; a field left alone takes what is newer."""
        for field in self._shown:
            typed, before, theirs = (texts.get(field.id, "") for texts in (self._texts, started, newer))
            beside = self._newer[field.id]
            beside.hide()
            if theirs in (typed, before):
                continue
            if typed == before:
                self._put(field, theirs)
                beside.say(_("Changed meanwhile by somebody else."), None)
            else:
                words = codes.field_value(field.kind, theirs) or _("nothing")
                beside.say(_("Saved meanwhile: {words}").format(words=words), partial(self._put, field, theirs))

    def _put(self, field: FieldView, text: str) -> None:
        _write(self._forms[field.id, field.kind].field, text)

    def _form(self, field: FieldView) -> FormField:
        """The field's form, made once; its label and choices may be others by now."""
        heading = _("{field} (needed)").format(field=field.label) if field.needed else field.label
        form = self._forms.get((field.id, field.kind))
        if form is None:
            form = FormField(heading, self._made(field))
            # A site's own words may be long: they make no column wider.
            form.heading.setWordWrap(True)
            form.heading.setMinimumWidth(1)
            form.below(newer := NewerValue())
            self._newer[field.id] = newer
            self._forms[field.id, field.kind] = form
            if field.kind is FieldKind.CHOICE:
                self._offer(form.field, field)
            _write(form.field, self._texts.get(field.id, ""))
            when_changed(form.field, partial(self._on_typed, field.id, form.field))
            self.made.emit(NAME.format(field.id), form)
            return form
        form.rename(heading)
        if field.kind is FieldKind.CHOICE:
            self._offer(form.field, field)
        return form

    def _made(self, field: FieldView) -> QWidget:
        if field.kind is FieldKind.CHOICE:
            return DropDown()
        if field.kind is FieldKind.DATE:
            return DayField(self._place.desk.clock, self._place.zone)
        line = QLineEdit()
        if field.kind is FieldKind.NUMBER:
            line.setPlaceholderText(_("a number"))
        return line

    def _offer(self, box: Any, field: FieldView) -> None:
        """What is chosen stays, though it be offered no more."""
        text = self._texts.get(field.id, "")
        box.blockSignals(True)
        box.clear()
        box.addItem(_("Not noted"), "")
        for choice in dict.fromkeys((*field.choices, *((text,) if text else ()))):
            box.addItem(choice, choice)
        box.blockSignals(False)
        _write(box, text)

    def _on_typed(self, field_id: int, widget: QWidget) -> None:
        self._texts[field_id] = _read(widget)
        self.changed.emit()


def _read(widget: QWidget) -> str:
    if isinstance(widget, DropDown):
        return str(widget.currentData() or "")
    assert isinstance(widget, DayField | QLineEdit)  # no other is made
    return widget.text().strip()


def _write(widget: QWidget, text: str) -> None:
    if isinstance(widget, DropDown):
        if widget.findData(text) < 0:
            widget.addItem(text, text)
        widget.setCurrentIndex(widget.findData(text))
    elif isinstance(widget, DayField):
        widget.set_text(text)
    elif isinstance(widget, QLineEdit):
        widget.setText(text)
