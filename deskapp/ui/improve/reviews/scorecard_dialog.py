"""The scorecard: its lines and what each step means. A manager changes it; whoever else opens it reads it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.errors import DeskError, Invalid
from deskapp.domain.reviews.scorecard import MOST_LINES, STEPS, CardLine
from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.reviews.acts import SaveScorecard
from deskapp.services.reviews.views import CardView
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals


class ScorecardDialog(ActDialog):
    """The lines on the left, the chosen one on the right."""

    def __init__(self, place: Workplace, card: CardView, parent: QWidget | None = None) -> None:
        me = place.me
        self._may = me is not None and me.role is Role.MANAGER
        super().__init__(place, _("Scorecard"), _("Save"), parent, width=820)
        self._card = card
        self._lines = list(card.lines)
        self._at, self._filling = 0, False
        self.list = PickList(_("Lines of the scorecard"))
        self.list.setMinimumSize(theme.px(220), theme.px(300))
        self.new_button, self.remove_button = secondary(_("Add a line")), secondary(_("Take out"))
        self.name = QLineEdit()
        self.meanings = [TextArea(lines=2, most=3) for _step in STEPS]
        self._lay_out_lines()
        self.name.textChanged.connect(self._on_typed)
        for field in self.meanings:
            field.textChanged.connect(self._on_typed)
        self.list.chosen.connect(self._on_chosen)
        self.new_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        if self._may:
            self.hint.setText(_("From now on. Reviews keep the version that they were made with."))
        else:
            self._only_read()
        self._show_lines()
        self.list.set_current(0)
        self._show_line()
        self.list.setFocus()

    def submit(self) -> None:
        act = SaveScorecard(tuple(self._lines), self._card.id)
        self.carry_out(lambda desk: desk.reviews.save_card(act))

    def refuse(self, error: DeskError) -> None:
        """What is wrong stands beside its field, in the first line that has something wrong."""
        wrong = error.fields if isinstance(error, Invalid) else {}
        places = sorted(int(field.split(":")[1]) for field in wrong if ":" in field)
        if not places:
            super().refuse(error)
            return
        self.list.set_current(places[0])
        self._on_chosen(places[0])
        for field, code in wrong.items():
            name, *where = field.split(":")
            if where and int(where[0]) == places[0]:
                self.point_out(name if name == "name" else f"meaning{where[1]}", refusals.field_error(code))

    # Inside

    def _lay_out_lines(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(theme.px(8))
        left.addWidget(self.list, 1)
        foot = QWidget()
        flow = FlowLayout(foot, spacing=theme.px(6))
        flow.addWidget(self.new_button)
        flow.addWidget(self.remove_button)
        left.addWidget(foot)
        right = QVBoxLayout()
        right.setSpacing(theme.px(8))
        right.addWidget(self.form("name", _("Line"), self.name))
        for step, field in zip(STEPS, self.meanings, strict=True):
            right.addWidget(self.form(f"meaning{step}", _("What {step} means").format(step=step), field))
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        row.addLayout(left, 2)
        row.addLayout(right, 3)
        self.body.addLayout(row)

    def _only_read(self) -> None:
        self.name.setReadOnly(True)
        for field in self.meanings:
            field.setReadOnly(True)
        for button in (self.new_button, self.remove_button, self.main_button):
            button.hide()
        self.cancel_button.setText(_("Close"))
        self.hint.setText(_("A manager changes it."))

    def _show_lines(self) -> None:
        cards = []
        for place, line in enumerate(self._lines):
            title = f"{place + 1}  {line.name.strip() or _('New line')}"
            cards.append(CardItem(place, title, tuple(Line(said) for said in line.meanings[-1:] if said)))
        self.list.set_items(cards)
        self.remove_button.setEnabled(len(self._lines) > 1)
        self.new_button.setEnabled(len(self._lines) < MOST_LINES)

    def _on_chosen(self, key: object = None) -> None:
        if isinstance(key, int) and key != self._at:
            self._at = key
            self._show_line()

    def _show_line(self) -> None:
        line = self._lines[self._at]
        self._filling = True
        self.name.setText(line.name)
        for field, words in zip(self.meanings, line.meanings, strict=True):
            field.setPlainText(words)
        self._filling = False
        for name in ("name", *(f"meaning{step}" for step in STEPS)):
            self.say(name, None)

    def _on_typed(self) -> None:
        if self._filling:
            return
        meanings = tuple(field.text() for field in self.meanings)
        self._lines[self._at] = replace(self._lines[self._at], name=self.name.text(), meanings=meanings)
        self._show_lines()

    def _add(self) -> None:
        self._lines.append(CardLine("", "", ("",) * len(STEPS)))
        self._show_lines()
        self.list.set_current(len(self._lines) - 1)
        self._on_chosen(len(self._lines) - 1)
        self.name.setFocus()

    def _remove(self) -> None:
        del self._lines[self._at]
        self._at = min(self._at, len(self._lines) - 1)
        self._show_lines()
        self.list.set_current(self._at)
        self._show_line()
