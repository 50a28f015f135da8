"""A call before its reviewer: the story at one side, the scorecard at the other, and what becomes of it below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import DeskError, Invalid
from deskapp.domain.words import ReviewState
from deskapp.language import _
from deskapp.services.reviews.acts import AgreedAction, FinishReview, SkipReview
from deskapp.services.reviews.views import CardView, ReviewPage
from deskapp.ui.documents.screen_papers import ScreenPapers
from deskapp.ui.improve.reviews.score_column import ScoreColumn
from deskapp.ui.improve.reviews.story_column import StoryColumn
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.dialogs.draft import Draft
from deskapp.ui.widgets.dialogs.words_dialog import WordsDialog
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.scrolling import ColumnsScroll
from deskapp.ui.work.keys import native
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals

_FINISH = "Ctrl+Return"


class ReviewCallPage(QWidget):
    """What is typed and scored is a draft of whoever reviews, kept with each mark, until it is finished or skipped."""

    finished = Signal(object)  # the ReviewPage as it is then
    left_open = Signal()  # kept as a draft, to go on with another

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.page: ReviewPage | None = None
        self._draft: Draft | None = None
        self._busy = False
        self.story = StoryColumn()
        self.card = ScoreColumn(place)
        self.card.scored.connect(self._on_scored)
        self.card.names_asked.connect(self._on_names)
        self._others = Label("", "small", wrap=True)
        self.skip_button = secondary(_("Skip…"))
        self.print_button = secondary(_("Print…"))
        self.draft_button = secondary(_("Keep as draft"), _("Esc"))
        self.finish_button = primary(_("Finish review"), native(_FINISH))
        self.papers = ScreenPapers(
            place,
            self,
            lambda: self.page and (self.page, bool(self.card.names.value)),
            {"pdf": _pdf},
            name=_("Review"),
            title=_("Save the review"),
            sent=_("The review was sent to the printer."),
        )
        self._lay_out()
        for button, keys, act in (
            (self.skip_button, (), self.ask_skip),
            (self.print_button, (), self.papers.print),
            (self.draft_button, ("Esc",), self.leave_open),
            (self.finish_button, (_FINISH, "Ctrl+Enter"), self.finish),
        ):
            button.clicked.connect(act)
            for key in keys:
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.setAutoRepeat(False)
                shortcut.activated.connect(button.click)

    # What is shown

    def show_page(self, page: ReviewPage) -> None:
        """Another call; or the same read anew, which leaves what is typed as it is."""
        same = self.page is not None and self.page.call.row.id == page.call.row.id
        if same and self.page is not None and self.page.mine == page.mine:
            self.page = page
            self._show_story()
            self._show_state()
            return
        self._end_draft()
        self.page = page
        self._show_story()
        self.story.begin()
        self._fill(page, page.card)
        self._begin_draft(page)
        self._show_state()

    def take_focus(self) -> None:
        line = self.card.first_left or (self.card.lines[0] if self.card.lines else None)
        if line is not None and line.marks.isEnabled():
            line.take_focus()
        else:
            self.story.timeline.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Keep what was typed now, and not only after a while."""
        if self._draft is not None:
            self._draft.save()

    # What buttons and keys do

    def finish(self) -> None:
        """Keep the marks for good; what is missing is pointed out."""
        page = self.page
        if page is None or self._busy or not self.finish_button.isEnabled():
            return
        missing = self.card.first_left
        if missing is not None:
            self.card.complain(refusals.field_error(FieldFault.LINES_LEFT))
            missing.take_focus()
            return
        what = self.card.what.text().strip()
        if what and self.card.due_day is None:
            self.card.due_form.error.say(self.card.due.refusal or refusals.field_error(FieldFault.MISSING))
            self.card.due.setFocus()
            return
        action = None
        if what and self.card.due_day is not None:
            about = _("Review of {ref}").format(ref=page.call.row.ref)
            action = AgreedAction(what, int(self.card.owner.currentData()), self.card.due_day, about)
        act = FinishReview(
            page.call.row.id,
            self.card.card.id if self.card.card is not None else None,
            dict(self.card.marks),
            self.card.note.text(),
            names_hidden=bool(self.card.names.value),
            share=self.card.share.isChecked(),
            action=action,
            base_version=page.mine.version if page.mine is not None else 0,
        )
        self._carry_out(lambda desk: desk.reviews.finish(act))

    def leave_open(self) -> None:
        """It stays a draft."""
        self.keep()
        self.left_open.emit()

    def ask_skip(self) -> None:
        page = self.page
        if page is None or self._busy:
            return
        version = page.mine.version if page.mine is not None else 0
        hidden = bool(self.card.names.value)
        dialog = WordsDialog(
            self._place,
            _("Skip {ref}").format(ref=page.call.row.ref),
            _("Skip"),
            lambda words: lambda desk: desk.reviews.skip(SkipReview(page.call.row.id, words, hidden, version)),
            self.window(),
            field="reason",
            words=_("Why it is not scored"),
            draft=f"review-skip:{page.call.row.id}",
            hint=_("It counts as done, without marks. It can be scored later all the same."),
        )
        dialog.carried_out.connect(self._on_done)
        dialog.open()

    # Inside

    def _carry_out(self, act: Callable[[Any], Any]) -> None:
        self._busy = True
        self.card.complain("")
        self._place.act(act, self._on_done, self._on_refused, receiver=self)

    def _on_done(self, page: ReviewPage) -> None:
        self._busy = False
        if self._draft is not None:
            self._draft.end()
            self._draft.deleteLater()
            self._draft = None
        self.page = None
        self.show_page(page)
        self.finished.emit(page)

    def _on_refused(self, error: DeskError) -> None:
        self._busy = False
        fields = error.fields if isinstance(error, Invalid) else {}
        forms = {"what": self.card.what_form, "due": self.card.due_form, "owner_id": self.card.owner_form}
        for name, form in forms.items():
            form.error.say(refusals.field_error(fields[name]) if name in fields else None)
        if fields.keys() - forms.keys() or not fields:
            self.card.complain(refusals.error(error))

    def _on_scored(self) -> None:
        self.card.complain("")
        # A mark is one key: it is on disk before the next.
        self.keep()

    def _on_names(self, _hidden: bool) -> None:
        page = self.page
        if page is not None and self.card.card is not None:
            marks = self.card.marks
            self._show_story()
            self.card.set_page(page, self.card.card, self._staff(), self._place.zone, self._place.desk.clock.now())
            self.card.set_marks(marks)
            self._show_state()
            self.keep()

    def _staff(self) -> tuple[Any, ...]:
        return self._place.facts.staff if self._place.facts else ()

    def _fill(self, page: ReviewPage, card: CardView) -> None:
        """The fields as they are untouched: empty, or as they were finished."""
        self.card.set_page(page, card, self._staff(), self._place.zone, self._place.desk.clock.now())
        mine = page.mine
        self.card.set_marks(mine.marks if mine is not None else {})
        self.card.note.setPlainText(mine.note if mine is not None else "")
        self.card.share.setChecked(mine is not None and mine.shared_at is not None)
        self.card.what.clear()
        self.card.due.set_text("")
        self.card.owner.setCurrentIndex(0)

    def _begin_draft(self, page: ReviewPage) -> None:
        if page.mine is not None and page.mine.fixed:
            return
        draft = Draft(self._place, f"review:{page.call.row.id}", self)
        draft.keep("marks", lambda: dict(self.card.marks), self.card.set_marks, self.card.scored)
        # Which version it was begun with; where it is put back, the page was read with it.
        draft.keep("card", lambda: page.card.id, lambda _card: None, self.card.scored)
        for name, field in (
            ("note", self.card.note),
            ("share", self.card.share),
            ("what", self.card.what),
            ("owner", self.card.owner),
            ("due", self.card.due),
        ):
            draft.keep_field(name, field)
        draft.failed.connect(lambda error: self.card.complain(refusals.error(error)))
        draft.restored.connect(self._on_restored)
        self._draft = draft
        draft.begin()

    def _on_restored(self) -> None:
        self._show_state()
        line = self.card.first_left
        if line is not None and any(one.marks.isAncestorOf(self.focusWidget() or self) for one in self.card.lines):
            line.take_focus()

    def _end_draft(self) -> None:
        if self._draft is not None:
            self._draft.save()
            self._draft.deleteLater()
            self._draft = None

    def _show_story(self) -> None:
        if self.page is not None:
            hidden = bool(self.card.names.value)
            self.story.set_page(self.page, self._place.zone, self._place.desk.clock.now(), hidden=hidden)

    def _show_state(self) -> None:
        page = self.page
        if page is None:
            return
        mine = page.mine
        fixed = mine is not None and mine.fixed
        self.card.rest(fixed)
        self.card.show_others(page)
        self.skip_button.setVisible(not fixed)
        self.draft_button.set_words(_("Back") if fixed else _("Keep as draft"))
        self.finish_button.setVisible(not fixed)
        over = mine is not None and mine.state is ReviewState.FINISHED
        self.finish_button.set_words(_("Finish again") if over else _("Finish review"))
        others = _about_others(page)
        self._others.setText(others)
        self._others.setVisible(bool(others))

    def _lay_out(self) -> None:
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=theme.px(6), apart=True)
        for button in (self.skip_button, self.print_button, self.draft_button, self.finish_button):
            flow.addWidget(button)
        columns = QWidget()
        row = QHBoxLayout(columns)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self.story, 4)
        row.addWidget(self.card, 7)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(theme.px(8))
        around.addWidget(ColumnsScroll(columns), 1)
        # Where the room is small the columns scroll, and what ends the review stays.
        around.addWidget(self._others)
        around.addWidget(buttons)


def _about_others(page: ReviewPage) -> str:
    """Who else has scored it, and what follows for one's own."""
    names = ", ".join(one.reviewer for one in page.others)
    mine = page.mine
    if not names:
        return _("Shared with the agent: it stays as it is.") if mine is not None and mine.shared_at else ""
    if any(one.marks is not None for one in page.others):
        return _("Beside yours: the marks of {names}. Both stay as they are.").format(names=names)
    return _("{names} scored it too: those marks appear beside yours when you finish.").format(names=names)


def _pdf(shown: tuple[ReviewPage, bool], facts: Any, now: Any, by: str) -> bytes:
    from deskapp.paperwork import review

    page, hidden = shown
    return review.pdf(page, facts, now, by, names_hidden=hidden)
