"""A line of a checklist, a field and a guide, as a manager edits them. What calls name is switched off."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.words import FieldKind, GuideKind
from deskapp.language import _
from deskapp.services.library.acts import EditedCheck, EditedField, EditedGuide
from deskapp.ui.look import theme
from deskapp.ui.settings.ground.edit_rows import EditRow
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.chosen_file import ask_for_file
from deskapp.wording import codes

Content = dict[str, Any]


class CheckRow(EditRow):
    """A new line that is left empty is no line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.id: int | None = None
        self.words = QLineEdit()
        self.words.setAccessibleName(_("Line of the checklist"))
        self.words.setPlaceholderText(_("What to ask, look at or try first"))
        self.active = _in_use()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self.words, 1)
        for widget in (self.active, self.up, self.down):
            row.addWidget(widget)
        self.words.textChanged.connect(self.changed)
        self.active.toggled.connect(self.changed)

    def fields(self) -> Sequence[QWidget]:
        return self.words, self.active, self.up, self.down

    @property
    def content(self) -> Content:
        return {"id": self.id, "text": self.words.text(), "active": self.active.isChecked()}

    def set_content(self, content: Content) -> None:
        self.id = content["id"]
        self.words.setText(content["text"])
        self.active.setChecked(content["active"])

    @property
    def edited(self) -> EditedCheck | None:
        if self.id is None and not self.words.text().strip():
            return None
        return EditedCheck(self.words.text(), self.id, self.active.isChecked())


class FieldEditRow(EditRow):
    """Choices are typed where one is chosen. A new field without a name is no field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.id: int | None = None
        self.label = QLineEdit()
        self.label.setAccessibleName(_("Name of the field"))
        self.label.setPlaceholderText(_("What is asked for"))
        self.kind = DropDown()
        self.kind.setAccessibleName(_("What the field takes"))
        for one in FieldKind:
            self.kind.addItem(codes.field_kind(one), one.value)
        self.choices = TextArea(lines=2, most=8)
        self.choices.setAccessibleName(_("Choices"))
        self.choices.setPlaceholderText(_("Choices, one a line"))
        self.needed = QCheckBox(_("Needed"))
        self.needed.setToolTip(_("To be filled in before a call is resolved; it keeps none from being logged"))
        self.active = _in_use()
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        row.addWidget(self.label, 1)
        for widget in (self.kind, self.needed, self.active, self.up, self.down):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(row)
        column.addWidget(self.choices)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.label.textChanged.connect(self.changed)
        self.choices.textChanged.connect(self.changed)
        for box in (self.needed, self.active):
            box.toggled.connect(self.changed)
        self._on_kind()

    def fields(self) -> Sequence[QWidget]:
        return self.label, self.kind, self.needed, self.active, self.up, self.down, self.choices

    @property
    def content(self) -> Content:
        return {
            "id": self.id,
            "label": self.label.text(),
            "kind": self.kind.currentData(),
            "choices": self.choices.text(),
            "needed": self.needed.isChecked(),
            "active": self.active.isChecked(),
        }

    def set_content(self, content: Content) -> None:
        self.id = content["id"]
        self.label.setText(content["label"])
        self.kind.setCurrentIndex(max(0, self.kind.findData(content["kind"])))
        self.choices.setPlainText(content["choices"])
        self.needed.setChecked(content["needed"])
        self.active.setChecked(content["active"])

    @property
    def edited(self) -> EditedField | None:
        if self.id is None and not self.label.text().strip():
            return None
        kind, choices = FieldKind(self.kind.currentData()), tuple(self.choices.text().splitlines())
        return EditedField(self.label.text(), kind, choices, self.needed.isChecked(), self.id, self.active.isChecked())

    def numbered(self, number: int) -> str:
        return _("field {n}").format(n=number)

    def _on_kind(self) -> None:
        self.choices.setVisible(self.kind.currentData() == FieldKind.CHOICE)
        self.changed.emit()


class GuideEditRow(EditRow):
    """A file has a button to choose it; a note is written here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.id: int | None = None
        self.kind = DropDown()
        self.kind.setAccessibleName(_("Kind of guide"))
        for one in GuideKind:
            self.kind.addItem(codes.guide_kind(one), one.value)
        self.title = QLineEdit()
        self.title.setAccessibleName(_("Title of the guide"))
        self.title.setPlaceholderText(_("Title"))
        self.words = TextArea(lines=1, most=8)
        self.active = _in_use()
        self.choose = secondary(_("Choose…"))
        self.choose.setAccessibleName(_("Choose the file"))
        self.choose.clicked.connect(self._on_choose)
        top = QHBoxLayout()
        top.setSpacing(theme.px(6))
        top.addWidget(self.kind)
        top.addWidget(self.title, 1)
        for widget in (self.active, self.up, self.down):
            top.addWidget(widget)
        below = QHBoxLayout()
        below.setSpacing(theme.px(6))
        below.addWidget(self.words, 1)
        below.addWidget(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(4))
        column.setSpacing(theme.px(4))
        column.addLayout(top)
        column.addLayout(below)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.title.textChanged.connect(self.changed)
        self.words.textChanged.connect(self.changed)
        self.active.toggled.connect(self.changed)
        self._on_kind()

    def fields(self) -> Sequence[QWidget]:
        return self.kind, self.title, self.active, self.up, self.down, self.words, self.choose

    @property
    def content(self) -> Content:
        return {
            "id": self.id,
            "kind": self.kind.currentData(),
            "title": self.title.text(),
            "content": self.words.text(),
            "active": self.active.isChecked(),
        }

    def set_content(self, content: Content) -> None:
        self.id = content["id"]
        self.kind.setCurrentIndex(max(0, self.kind.findData(content["kind"])))
        self.title.setText(content["title"])
        self.words.setPlainText(content["content"])
        self.active.setChecked(content["active"])

    @property
    def edited(self) -> EditedGuide | None:
        if self.id is None and not self.title.text().strip() and not self.words.text().strip():
            return None
        kind = GuideKind(self.kind.currentData())
        return EditedGuide(kind, self.title.text(), self.words.text(), self.id, self.active.isChecked())

    def numbered(self, number: int) -> str:
        return _("guide {n}").format(n=number)

    def _on_kind(self) -> None:
        kind = GuideKind(self.kind.currentData())
        name = {
            GuideKind.FILE: _("Whole path of the file"),
            GuideKind.LINK: _("Whole address, for example https://…"),
            GuideKind.NOTE: _("What the note says"),
        }[kind]
        self.words.setPlaceholderText(name)
        self.words.setAccessibleName(name)
        self.choose.setVisible(kind is GuideKind.FILE)
        self.changed.emit()

    def _on_choose(self) -> None:
        ask_for_file(self, _("Choose the file"), self._on_file, beside=self.words.text())

    def _on_file(self, file: Path) -> None:
        self.words.setPlainText(str(file))


def _in_use() -> QCheckBox:
    box = QCheckBox(_("In use"))
    box.setChecked(True)
    return box
