"""What was shared with whoever works here of reviews of their calls: marks, note, and their own word back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.reviews.acts import AnswerReview
from deskapp.services.reviews.views import SharedReview
from deskapp.ui.improve.reviews.marks_grid import MarksGrid
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.dialogs.draft import Draft
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.ui.work.keys import native
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals, times

_ANSWER = "Ctrl+Return"


class SharedPage(QWidget):
    """The list on the left, the chosen one on the right; what is shown for the first time counts as read."""

    call_asked = Signal(int)  # show this call

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._shared: tuple[SharedReview, ...] = ()
        self._draft: Draft | None = None
        self._shown: int | None = None
        nothing = _("Nothing was shared with you yet: a review of a call of yours stands here once it is shared.")
        self.list = PickList(_("Reviews shared with you"), empty=nothing)
        self.list.chosen.connect(self._on_chosen)
        self.list.confirmed.connect(self._on_confirmed)
        self.call_button = secondary(_("Show the call"))
        self.call_button.clicked.connect(self._on_call)
        self._head = Label("", "heading", wrap=True)
        self._about = Label("", "muted", wrap=True)
        self._marks = QWidget()
        self._note_name, self._note = Section(_("Coaching note")), Label("", wrap=True, selectable=True)
        self.answer = TextArea(lines=3, most=6)
        self.answer_form = FormField(_("Your word back"), self.answer)
        self.answer_button = primary(_("Answer"), native(_ANSWER))
        self.answer_button.clicked.connect(self._on_answer)
        for keys in (_ANSWER, "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self.answer_button.click)
        self._side = Column()
        self._lay_out()
        self._side.hide()

    @property
    def current(self) -> SharedReview | None:
        return next((one for one in self._shared if one.id == self.list.current), None)

    def set_shared(self, shared: Sequence[SharedReview]) -> None:
        self._shared = tuple(shared)
        self.list.set_items([self._card(one) for one in self._shared])
        if self.list.current is None:
            self.list.choose_first()
        self._on_chosen()

    def take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Keep what was typed now."""
        if self._draft is not None:
            self._draft.save()

    # Inside

    def _card(self, one: SharedReview) -> CardItem:
        at = times.instant(one.shared_at, self._place.zone, self._place.desk.clock.now())
        said, tint = (_("new"), Tint.SOON) if one.read_at is None else (_("read"), Tint.PLAIN)
        if one.answer:
            said, tint = _("answered"), Tint.OK
        who = _("by {name}").format(name=one.reviewer)
        title = direction.row((one.ref, one.summary))
        return CardItem(one.id, title, (Line(direction.row((who, at))),), corner=said, tint=tint, shape=False)

    def _on_chosen(self, _key: object = None) -> None:
        one = self.current
        self._side.setVisible(one is not None)
        if one is None:
            return
        self._head.setText(direction.row((one.ref, one.summary)))
        at = times.instant(one.shared_at, self._place.zone, self._place.desk.clock.now())
        self._about.setText(_("reviewed by {name}, shared {time}").format(name=one.reviewer, time=at))
        self.call_button.setVisible(bool(one.summary))
        if self._shown != one.id:
            self._begin(one)
        for widget in (self._note_name, self._note):
            widget.setVisible(bool(one.note))
        self._note.setText(one.note)
        self.answer_button.set_words(_("Answer anew") if one.answer else _("Answer"))
        if one.read_at is None and self.isVisible():
            self._place.act(lambda desk: desk.reviews.read(one.id))

    def _begin(self, one: SharedReview) -> None:
        """Another one: its marks, and the answer as it stands, or as it was typed and not sent."""
        if self._draft is not None:
            self._draft.save()
            self._draft.deleteLater()
        self._shown = one.id
        fresh = MarksGrid(one.lines, one.marks)
        self._marks_row.replaceWidget(self._marks, fresh)
        self._marks.hide()
        self._marks.deleteLater()
        self._marks = fresh
        self.answer.setPlainText(one.answer)
        self.answer_form.error.say(None)
        draft = Draft(self._place, f"review-answer:{one.call_id}:{one.id}", self)
        draft.keep_field("words", self.answer)
        draft.failed.connect(lambda error: self.answer_form.error.say(refusals.error(error)))
        draft.begin()
        self._draft = draft

    def _on_confirmed(self, _key: object) -> None:
        self.answer.setFocus()

    def _on_answer(self) -> None:
        one = self.current
        if one is not None:
            act = AnswerReview(one.id, self.answer.text())
            self._place.act(lambda desk: desk.reviews.answer(act), self._on_answered, self._on_refused, receiver=self)

    def _on_answered(self, _nothing: object) -> None:
        self.answer_form.error.say(None)
        if self._draft is not None:
            self._draft.end()
            self._draft.deleteLater()
            self._draft = None
        self._shown = None
        self._place.said.emit(_("Your answer is there for the reviewer."))

    def _on_refused(self, error: object) -> None:
        self.answer_form.error.say(refusals.error(error))  # type: ignore[arg-type]
        self.answer.setFocus()

    def _on_call(self) -> None:
        if (one := self.current) is not None:
            self.call_asked.emit(one.call_id)

    def _lay_out(self) -> None:
        inside = ScrollBody(whole=True)
        host = QWidget()
        self._marks_row = QVBoxLayout(host)
        self._marks_row.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        self._marks_row.addWidget(self._marks)
        for widget in (self._head, self._about, host, self._note_name, self._note):
            inside.body.addWidget(widget)
        inside.body.addWidget(self.answer_form)
        foot = QWidget()
        flow = FlowLayout(foot, spacing=theme.px(6))
        flow.addWidget(self.answer_button)
        flow.addWidget(self.call_button)
        inside.body.addWidget(foot)
        self._side.body.addWidget(inside, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self.list, 4)
        row.addWidget(self._side, 7)
