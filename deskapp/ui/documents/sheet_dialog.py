"""The handoff sheet of an escalation: looked at, printed, saved. Only printing and saving number it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.desk import Desk
from deskapp.documents.handoff_sheet import handoff_text, sheet_file_name
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError, StorageProblem
from deskapp.domain.handoff.marks import Decided
from deskapp.domain.handoff.sheet import HandoffSheet
from deskapp.domain.words import Paper, PaperWay
from deskapp.language import _, words
from deskapp.services.escalations.sheets import LookedOver
from deskapp.services.escalations.views import EscalationView
from deskapp.ui.documents.amend_dialog import AmendDialog
from deskapp.ui.documents.before_leaving import BeforeLeaving
from deskapp.ui.documents.going import handoff_going
from deskapp.ui.documents.printing import Chosen
from deskapp.ui.documents.sheet_draft import save_draft
from deskapp.ui.documents.sheet_preview import SheetPreview
from deskapp.ui.documents.way_out import Outgoing, Sent, WayOut, said_of
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.action_bar import ActionBar
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.widgets.reading_order import ReadingOrder
from deskapp.ui.work.new_file import ask_file
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals

#: How wide the column beside the sheet is.
_SIDE = 230


class SheetDialog(ReadingOrder, QDialog):
    """Open it with `open()`. With `print_now` the printer's dialog follows as soon as the sheet can be seen."""

    printed = Signal(object)  # the HandoffSheet that was numbered and sent to the printer
    saved = Signal(object)  # the Path that was written

    def __init__(
        self, place: Workplace, escalation_id: int, parent: QWidget | None = None, *, print_now: bool = False
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Handoff sheet"))
        self._place = place
        self._escalation_id = escalation_id
        self._print_now = print_now
        self._title = Label(_("Handoff sheet"), "title", wrap=True)
        self._about = Label("", "muted", wrap=True)
        self.preview = SheetPreview()
        self.before = BeforeLeaving()
        self._looked: LookedOver | None = None
        self.amend_button = secondary(_("Amend…"))
        self.copy_button = secondary(_("Copy as text"))
        self.draft_button = secondary(_("E-mail draft…"))
        self.way_out = WayOut(self, self._going, place=place, title=_("Save the handoff sheet"))
        self.notice = Notice()
        self.close_button = secondary(_("Close"))
        self.save_button = secondary(_("Save PDF…"), _("Ctrl+S"))
        self.print_button = primary(_("Print…"), _("Ctrl+Enter"))
        self._lay_out()
        self.before.changed.connect(self._look_again)
        self.amend_button.clicked.connect(self.amend)
        self.copy_button.clicked.connect(self.copy_text)
        self.draft_button.clicked.connect(self.ask_draft)
        self.close_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.ask_where)
        self.print_button.clicked.connect(self.ask_printer)
        self.preview.drawn.connect(self._on_drawn)
        self.way_out.began.connect(self._on_began)
        self.way_out.out.connect(self._on_out)
        self.way_out.failed.connect(self._on_failed)
        self.way_out.no_printer.connect(self._on_no_printer)
        for key, asked in (
            ("Ctrl+S", self.ask_where),
            ("Ctrl+P", self.ask_printer),
            ("Ctrl+Return", self.ask_printer),
            ("Ctrl+Enter", self.ask_printer),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(asked)
        self._rest()
        self._look()
        self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def ready(self) -> bool:
        """Whether the sheet can be printed or saved now."""
        return self.preview.sheet is not None and not self.way_out.busy

    def ask_printer(self) -> None:
        """Let the printer be chosen; nothing is numbered before."""
        if self._all_decided():
            self.way_out.ask_printer()

    def print_on(self, chosen: Chosen) -> None:
        """Number the sheet, print it, and record what it says."""
        self.way_out.print_on(chosen)

    def ask_where(self) -> None:
        """Let the file be chosen; nothing is numbered before."""
        if self._all_decided():
            self.way_out.ask_where()

    def amend(self) -> None:
        """Put the parts of the handoff right; the sheet is then drawn anew."""
        if not self.way_out.busy:
            escalation_id = self._escalation_id
            self._place.read(lambda desk: desk.escalations.one(escalation_id), self._open_amend, self._on_failed)

    def copy_text(self) -> None:
        """What the sheet says, as plain text to be pasted; no sheet leaves by it, so none is numbered."""
        sheet = self.preview.sheet
        if sheet is not None and self._all_decided():
            QGuiApplication.clipboard().setText(handoff_text(sheet, words(sheet.language)))
            self.notice.say(_("The sheet is copied as text."), Tint.OK)

    def ask_draft(self) -> None:
        """Let the file of a draft be chosen; nothing is numbered before."""
        sheet = self.preview.sheet
        if sheet is not None and self.ready and self._all_decided():
            name = str(Path(sheet_file_name(sheet)).with_suffix(".eml"))
            filters = [_("E-mail (*.eml)")]
            ask_file(self, _("Save the draft"), name, self.draft_as, filters=filters, folder=QDir.homePath())

    def draft_as(self, path: Path) -> None:
        """Number the sheet, write a draft with it, and record it."""
        escalation_id, decided = self._escalation_id, self.before.decided

        def written(sheet: HandoffSheet) -> None:
            self.way_out.forget()
            self._on_sheet(sheet)
            said = _("Sheet {number} is in the draft saved as {path}. Nothing was sent.")
            self.notice.say(said.format(number=sheet.sheet, path=path), Tint.OK)

        self.notice.end()
        work = partial(save_draft, escalation_id=escalation_id, decided=decided, path=path)
        self._place.act(work, written, self._on_failed, receiver=self)

    def save_as(self, path: Path) -> None:
        """Number the sheet, write it, all of it or nothing, and record what it says."""
        self.way_out.save_as(path)

    def _going(self) -> Outgoing | None:
        """The sheet that is shown, as it leaves."""
        sheet = self.preview.sheet
        if sheet is None:
            return None
        return handoff_going(self._escalation_id, sheet_file_name(sheet), Paper(sheet.paper), self.before.decided)

    def _all_decided(self) -> bool:
        """Whether all that was marked is decided; else it is said, and the first of it has the keyboard."""
        if not self.before.open:
            return True
        said = direction.row([direction.isolated(mark.words) for mark in self.before.open], ", ")
        self.notice.say(_("Decide first whether this goes out: {words}").format(words=said), Tint.SOON)
        self.before.go_to_open()
        return False

    def _look(self, decided: Decided | None = None) -> None:
        escalation_id = self._escalation_id
        look = partial(_looked_over, escalation_id=escalation_id, decided=decided)
        self._place.read(look, self._on_looked, self._on_failed, key=("look", id(self)), receiver=self)

    def _look_again(self) -> None:
        self.notice.end()
        self.way_out.forget()
        self._look(self.before.decided)

    def _on_looked(self, looked: LookedOver) -> None:
        self._looked = looked
        self.before.show_looked(looked)
        self.amend_button.setEnabled(looked.sheet.ended is None)
        self._on_sheet(looked.sheet)

    def _open_amend(self, escalation: EscalationView) -> None:
        dialog = AmendDialog(self._place, escalation, self)
        dialog.carried_out.connect(lambda _value: self._look_again())
        dialog.open()

    def _on_out(self, sent: Sent) -> None:
        sheet = sent.begun.made_of
        self._rest()
        self._on_sheet(sheet)
        self.notice.say(said_of(sent), Tint.OK)
        if sent.way is PaperWay.PRINTED:
            self.printed.emit(sheet)
        else:
            self.saved.emit(Path(sent.where))

    def _on_no_printer(self, words: str) -> None:
        self.notice.say(words, Tint.SOON)
        self.save_button.setFocus()

    def _on_sheet(self, sheet: HandoffSheet) -> None:
        title = _("Handoff sheet {ref} · {number}").format(ref=sheet.ref, number=sheet.number)
        self.setWindowTitle(title)
        self._title.setText(title)
        to = direction.row((sheet.to.name, sheet.to.role, sheet.to.organisation), ", ")
        self._about.setText(_("for {contact}").format(contact=to) if to else "")
        self.preview.show_sheet(self._place, sheet)

    def _on_drawn(self) -> None:
        self._rest()
        if self._print_now:
            self._print_now = False
            self.ask_printer()

    def _on_failed(self, error: DeskError) -> None:
        self._rest()
        self.notice.say(_problem(error), Tint.OVER)
        if error.code is Refusal.SHEET_UNDECIDED:
            self._look(self.before.decided)  # somebody wrote it since

    def _on_began(self) -> None:
        self.notice.end()
        self._rest()

    def _rest(self) -> None:
        for button in (self.save_button, self.print_button, self.draft_button, self.copy_button):
            button.setEnabled(self.ready)

    def reject(self) -> None:
        if not self.way_out.busy:
            super().reject()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(16), theme.px(18), theme.px(16))
        column.setSpacing(theme.px(8))
        column.addWidget(self._title)
        column.addWidget(self._about)
        side = QVBoxLayout()
        side.setSpacing(theme.px(8))
        side.addWidget(self.before, 1)
        for button in (self.amend_button, self.copy_button, self.draft_button):
            side.addWidget(button)
        beside = QHBoxLayout()
        beside.setSpacing(theme.px(16))
        beside.addWidget(self.preview, 1)
        beside.addLayout(side)
        self.before.setFixedWidth(theme.px(_SIDE))
        column.addLayout(beside, 1)
        column.addWidget(self.notice)
        note = _("Looking records nothing; printing and saving number the sheet.")
        column.addWidget(ActionBar(note, (self.close_button, self.save_button, self.print_button)))
        room = self.screen().availableSize()
        self.resize(min(theme.px(820 + _SIDE), room.width()), min(theme.px(900), room.height() - theme.px(28)))


def _looked_over(desk: Desk, escalation_id: int, decided: Decided | None) -> LookedOver:
    return desk.escalations.look_over(escalation_id, decided)


def _problem(error: DeskError) -> str:
    """What went wrong, and what to do."""
    values = error.values
    if isinstance(error, StorageProblem) and error.code == Refusal.FILE_NOT_WRITTEN:
        return _("{path} could not be written: {why}. Choose another folder.").format(
            path=values["path"], why=values["why"]
        )
    return refusals.error(error)
