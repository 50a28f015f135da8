"""What helps with a call, one key away: its category's checklist and guides, past calls like it, and cards."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.calming.cards import Situation
from deskapp.language import _
from deskapp.services.library.views import CheckState, GuideView, HelpView
from deskapp.ui.guides.guide_row import GuideRow
from deskapp.ui.guides.open_guide import OpenGuide
from deskapp.ui.guides.similar_list import SimilarList
from deskapp.ui.look import theme
from deskapp.ui.phrases.cards import CardsPage, count
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.wrapping_check_box import WrappingCheckBox
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.plain_tip import tip
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.ui.widgets.shown_stack import ShownStack
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import times


class HelpPanel(Column):
    """Shows what it is given; whoever holds it carries out what is asked. Escape leads back."""

    ticked = Signal(int, bool)  # a line of the checklist, done or not
    use_asked = Signal(str)  # what solved a past call
    left = Signal()

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.title = Label("", "heading", wrap=True)
        self.back_button = secondary(_("Back"), _("Esc"))
        self.back_button.clicked.connect(self.left)
        self.owner = Label("", "muted", wrap=True)
        self.said = Label("", "muted", wrap=True)
        self.boxes: dict[int, WrappingCheckBox] = {}
        self.guides: list[GuideRow] = []
        self._shown: HelpView | None = None
        self._checks, self._check_column = _part(_("Check first"))
        self._guides, self._guide_column = _part(_("Guides"))
        self.opening = OpenGuide(place)
        self.opening.closed.connect(self._on_guide_closed)
        self._opened_from: QWidget | None = None
        self.similar = SimilarList(place)
        self.similar.use_asked.connect(self.use_asked)
        self.tabs = ChoiceRow(_("Help"), ((False, _("This kind of call")), (True, _("Hard conversations"))), False)
        self.tabs.changed.connect(lambda cards: self.show_cards(bool(cards)))
        self.cards = CardsPage(place)
        count(place, self.cards)
        head = QHBoxLayout()
        head.setSpacing(theme.px(6))
        head.addWidget(self.title, 1)
        head.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self._body = scroll = ScrollBody()
        scroll.body.setSpacing(theme.px(8))
        for widget in (self.said, self.owner, self._checks, self._guides, self.opening, self.similar):
            scroll.body.addWidget(widget)
        self._stack = ShownStack()
        self._stack.addWidget(scroll)
        self._stack.addWidget(self.cards)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)
        self.said.hide()

    # What is told

    def set_help(self, view: HelpView, about: str = "") -> None:
        """Show the checklist and the guides of a category. What stays is kept, and with it the focus."""
        title = _("Help · {category}").format(category=view.category) if view.category else _("Help")
        self.title.setText(direction.row((title, about)))
        self.owner.setText(_("{contact} answers for these calls.").format(contact=view.contact))
        self.owner.setVisible(bool(view.contact))
        before, self._shown = self._shown, view
        if before is None or [one.id for one in before.checks] != [one.id for one in view.checks]:
            self._put_checks(view.checks)
        else:
            self.set_ticks([one.id for one in view.checks if one.done])
        self._tell_when(view.checks)
        if before is None or before.guides != view.guides:
            self._put_guides(view.guides)

    def set_ticks(self, done: Sequence[int]) -> None:
        """Which lines are done; nobody is told, for it was somebody else who did it."""
        for check_id, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(check_id in done)
            box.blockSignals(False)

    def say(self, words: str) -> None:
        """A word about what became of what was asked; "" takes it away."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def set_fitting(self, those: Sequence[Situation]) -> None:
        """Which cards come first."""
        self.cards.set_fitting(those)

    @property
    def cards_shown(self) -> bool:
        return self._stack.currentWidget() is self.cards

    def show_cards(self, shown: bool) -> None:
        """Cards for hard conversations, or what helps with this kind of call."""
        self.tabs.set_value(shown)
        self._stack.setCurrentIndex(int(shown))

    def take_focus(self) -> None:
        """Have the keyboard: at the first thing there is to do."""
        if self.cards_shown:
            self.cards.take_focus()
            return
        rows = [row.button for row in self.guides]
        first: list[QWidget] = [*self.boxes.values(), *rows, self.similar.list]
        first[0].setFocus(Qt.FocusReason.OtherFocusReason)

    # Inside

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.opening.isHidden():
                self.left.emit()
            else:
                self.opening.end()
            return
        super().keyPressEvent(event)

    def _put_checks(self, checks: Sequence[CheckState]) -> None:
        for box in self.boxes.values():
            self._check_column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = {}
        for check in checks:
            box = WrappingCheckBox(check.text, self._checks)
            box.setChecked(check.done)
            box.toggled.connect(partial(self.ticked.emit, check.id))
            self._check_column.addWidget(box)
            self.boxes[check.id] = box
        self._checks.setVisible(bool(self.boxes))

    def _tell_when(self, checks: Sequence[CheckState]) -> None:
        now, zone = self._place.desk.clock.now(), self._place.zone
        for check in checks:
            words = ""
            if check.done_at is not None:
                at = times.instant(check.done_at, zone, now)
                words = _("done {time} by {name}").format(time=at, name=check.by)
            self.boxes[check.id].setToolTip(tip(words))
            self.boxes[check.id].setAccessibleDescription(words)

    def _put_guides(self, guides: Sequence[GuideView]) -> None:
        self.opening.hide()
        for row in self.guides:
            self._guide_column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.guides = []
        for guide in guides:
            row = GuideRow(guide, self._guides)
            row.open_asked.connect(self._on_open_asked)
            self._guide_column.addWidget(row)
            self.guides.append(row)
        self._guides.setVisible(bool(self.guides))

    def _on_open_asked(self, guide: GuideView) -> None:
        self._opened_from = self.focusWidget()
        self.opening.ask(guide)
        self._body.ensureWidgetVisible(self.opening)

    def _on_guide_closed(self) -> None:
        button = next((row.button for row in self.guides if row.button is self._opened_from), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._opened_from = None


def _part(heading: str) -> tuple[QWidget, QVBoxLayout]:
    """A part of the panel that is hidden where there is nothing in it."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(4))
    column.addWidget(Section(heading))
    part.hide()
    return part, column
