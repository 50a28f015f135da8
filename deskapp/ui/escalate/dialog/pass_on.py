"""Step 3 of escalating: the five parts of the handoff, prefilled from the record, and what is still missing."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.handoff.visible import missing
from deskapp.domain.words import HandoffPart
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.progress_line import ProgressLine
from deskapp.wording.handoff import part_words, tone_code, tone_words

_SHORT = (HandoffPart.TONE, HandoffPart.DEADLINE)


class PassOn(QWidget):
    """Everything the contact needs so that the customer need not tell it twice."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._required: frozenset[HandoffPart] = frozenset()
        self._deadline = ""
        self._areas: dict[HandoffPart, TextArea] = {}
        self._fields: dict[HandoffPart, FormField] = {}
        self._line = ProgressLine()
        self._told = Label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        self._asked = {
            "reach": _("How to reach the customer"),
            "place": _("Place"),
            "equipment": _("Equipment"),
        }
        self._lines = {name: QLineEdit() for name in self._asked}
        self._forms = {name: FormField(words, self._lines[name]) for name, words in self._asked.items()}
        for name, form in self._forms.items():
            self._lines[name].textChanged.connect(self._on_changed)
            form.hide()
            column.addWidget(form)
        for part in HandoffPart:
            long = part in (HandoffPart.ISSUE, HandoffPart.STEPS)
            area = TextArea(lines=2 if long else 1, most=3)
            area.textChanged.connect(self._on_changed)
            self._areas[part] = area
            self._fields[part] = FormField(part_words(part), area)
            if part not in _SHORT:
                column.addWidget(self._fields[part])
        # A word or two each: beside each other, so that the transfer stays in sight.
        short = QHBoxLayout()
        short.setSpacing(theme.px(8))
        for part in _SHORT:
            short.addWidget(self._fields[part], 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(short)
        column.addSpacing(theme.px(2))
        column.addWidget(self._line)
        column.addWidget(self._told)
        self._show()

    def set_start(self, handoff: Mapping[str, str], required: Sequence[str], deadline: str = "") -> None:
        """Prefill the parts; `required` are those the site wants to be there.

        deadline: the customer's own as the record has it. The sheet tells it anyway, so it need not be written.
        """
        self._required = frozenset(HandoffPart(code) for code in required)
        self._deadline = deadline
        if deadline:
            self._areas[HandoffPart.DEADLINE].setPlaceholderText(_("by {time}").format(time=deadline))
        for part, area in self._areas.items():
            text = handoff.get(part, "")
            area.setPlainText(tone_words(text) if part is HandoffPart.TONE else text)
        self._show()

    def ask(self, names: Collection[str]) -> None:
        """What must be there and is not on record: how to reach the customer, the place, the equipment."""
        for name, form in self._forms.items():
            form.setVisible(name in names)
        self._show()

    @property
    def more(self) -> dict[str, str]:
        """What was asked for beside the parts, by the act's fields."""
        return {name: "" if form.isHidden() else self._lines[name].text() for name, form in self._forms.items()}

    @property
    def lacks(self) -> bool:
        """Whether something is still needed before this can leave."""
        return bool(self.missing) or bool(self._lacking)

    @property
    def _lacking(self) -> list[str]:
        """What is asked for beside the parts and stands empty."""
        return [
            name for name, line in self._lines.items() if not self._forms[name].isHidden() and not line.text().strip()
        ]

    @property
    def handoff(self) -> dict[str, str]:
        """The parts as they stand; a tone that is one of the record's own stays its code."""
        said = {str(part): area.text() for part, area in self._areas.items()}
        said[HandoffPart.TONE] = tone_code(said[HandoffPart.TONE])
        return said

    @property
    def missing(self) -> tuple[HandoffPart, ...]:
        """What the site wants to be there and is not."""
        return missing({part: area.text() for part, area in self._areas.items()}, self._required)

    @property
    def progress_words(self) -> str:
        return self._told.text()

    def area(self, part: HandoffPart) -> TextArea:
        return self._areas[part]

    def first_field(self) -> QWidget:
        for name in self._lacking:
            return self._lines[name]
        return self._areas[next(iter(self.missing), HandoffPart.ISSUE)]

    def content(self) -> dict[str, Any]:
        return {name: line.text() for name, line in self._lines.items()} | {
            str(part): area.text() for part, area in self._areas.items()
        }

    def restore(self, content: Mapping[str, Any]) -> None:
        for part, area in self._areas.items():
            if isinstance(content.get(part), str):
                area.setPlainText(content[part])
        for name, line in self._lines.items():
            if isinstance(content.get(name), str):
                line.setText(content[name])

    def say(self, field: str, words: str | None) -> QWidget | None:
        """ "parts" marks what is missing; a part's own name marks that part."""
        if field == "parts":
            wrong = self.missing if words else ()
            for part, shown in self._fields.items():
                shown.say(words if part in wrong else None)
            return self._areas[wrong[0]] if wrong else self.first_field()
        if field in self._forms:
            self._forms[field].say(words)
            return self._lines[field]
        if field in set(HandoffPart):
            self._fields[HandoffPart(field)].say(words)
            return self._areas[HandoffPart(field)]
        return None

    def _is_there(self, part: HandoffPart) -> bool:
        known = part is HandoffPart.DEADLINE and self._deadline
        return bool(known or self._areas[part].text().strip())

    def _on_changed(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        there = sum(self._is_there(part) for part in self._areas)
        values = {"there": there, "all": len(self._areas)}
        if self.lacks:
            more = [self._asked[name] for name in self._lacking]
            named = direction.row([*more, *(part_words(part) for part in self.missing)], ", ")
            words = _("Handoff: {there} of {all}. Still needed: {parts}").format(parts=named, **values)
        elif there == len(self._areas):
            words = _("Handoff complete: {there} of {all}").format(**values)
        else:
            words = _("Handoff ready: {there} of {all}").format(**values)
        self._told.setText(words)
        self._line.set(there / len(self._areas), Tint.SOON if self.lacks else Tint.OK)
        for name, form in self._forms.items():
            if name not in self._lacking:
                form.say(None)
        for part, shown in self._fields.items():
            if self._areas[part].text().strip():
                shown.say(None)
