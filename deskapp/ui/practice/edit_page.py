"""A scenario as the text of its file: written here, said by line what is wrong, kept once nothing is."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from deskapp.documents.new_file import write
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError, StorageProblem
from deskapp.domain.practice.reading import MOST_BYTES, Read, read
from deskapp.domain.practice.scenario import Scenario
from deskapp.language import _, ngettext
from deskapp.services.practice.acts import SaveScenario
from deskapp.services.texts import whole
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.action_bar import ActionBar
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.chosen_file import ask_for_file
from deskapp.ui.work.keys import native
from deskapp.ui.work.new_file import ask_file
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals
from deskapp.wording.practice.faults import fault

_SAVE = "Ctrl+Return"
#: After so long a pause in typing the text is looked at.
_PAUSE_MS = 250


class EditPage(QWidget):
    """What is typed stays until it is kept, also where it cannot be."""

    kept = Signal(object)  # the Scenario
    left = Signal()

    def __init__(self, place: Workplace, triggers: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place, self._triggers = place, tuple(triggers)
        self._read = Read(None)
        self._before = ""
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("Scenario"))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.faults = PickList(_("What is wrong"), empty=_("Nothing is wrong: it can be played and kept."))
        self.faults.confirmed.connect(self._go_to)
        self._count = Label("", "muted", wrap=True)
        self.notice = Notice()
        self.save_button = primary(_("Keep"), native(_SAVE))
        self.open_button = secondary(_("From a file…"))
        self.file_button = secondary(_("Into a file…"))
        self.leave_button = secondary(_("Back"), _("Esc"))
        side = Column()
        side.body.addWidget(Section(_("What is wrong")))
        side.body.addWidget(self._count)
        side.body.addWidget(self.faults, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(self.text, 3)
        row.addWidget(side, 2)
        note = _("One of the shipped scenarios stays as it is: yours stands in its place while it has the same id.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.notice)
        column.addLayout(row, 1)
        column.addWidget(ActionBar(note, (self.leave_button, self.open_button, self.file_button, self.save_button)))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.text.textChanged.connect(self._pause.start)
        self.save_button.clicked.connect(self.save)
        self.open_button.clicked.connect(self._ask_open)
        self.file_button.clicked.connect(self._ask_file)
        self.leave_button.clicked.connect(self._leave)
        for keys, act in ((_SAVE, self.save), ("Ctrl+Enter", self.save), ("Esc", self._leave)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def edit(self, text: str) -> None:
        """Begin with this text."""
        self.notice.end()
        self._before = text
        self.text.setPlainText(text)
        self.look()

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not kept."""
        return self.text.toPlainText() != self._before

    def holds_back(self) -> bool:
        """Whether the window had better not close yet: then that is said, and once more it closes."""
        if not self.changed or not self.notice.isHidden():
            return False
        self.notice.say(_("What you typed is not kept yet. Keep it, or close once more to leave it."), Tint.SOON)
        return True

    def take_focus(self) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def look(self) -> None:
        """See what is wrong with the text as it stands."""
        self._pause.stop()
        self._read = read(self.text.toPlainText(), self._triggers)
        wrong = self._read.faults
        self.faults.set_items([CardItem(place, fault(one)) for place, one in enumerate(wrong)])
        words = ngettext("{n} place; Enter goes there.", "{n} places; Enter goes there.", len(wrong))
        self._count.setText(words.format(n=len(wrong)) if wrong else "")
        self._count.setVisible(bool(wrong))

    def save(self) -> None:
        """Keep it, if nothing is wrong; else the first fault is gone to."""
        self.look()
        if self._read.scenario is None:
            self._go_to(0)
            return
        act = SaveScenario(self.text.toPlainText())
        self._place.act(lambda desk: desk.practice.save_scenario(act), self._on_kept, self._on_refused)

    # Inside

    def _on_kept(self, scenario: Scenario) -> None:
        self._before = self.text.toPlainText()
        self.kept.emit(scenario)

    def _on_refused(self, error: DeskError) -> None:
        self.notice.say(refusals.error(error), Tint.OVER)

    def _go_to(self, place: object) -> None:
        assert isinstance(place, int)
        if place >= len(self._read.faults):
            return
        line = self._read.faults[place].line - 1
        block = self.text.document().findBlockByNumber(min(line, self.text.document().blockCount() - 1))
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self.text.centerCursor()
        self.take_focus()

    def _leave(self) -> None:
        if self.changed and self.notice.isHidden():
            self.notice.say(_("What you typed is not kept yet. Press Back again to leave it, or Keep."), Tint.SOON)
            return
        self._before = self.text.toPlainText()
        self.left.emit()

    def _ask_open(self) -> None:
        ask_for_file(self, _("A scenario from a file"), self._open, filters=(_("Scenarios (*.toml)"),))

    def _open(self, file: Path) -> None:
        # A slow stick or folder holds up nothing.
        self._place.write_out(lambda _desk: _read_in(file), self._on_read_in, self._on_refused)

    def _on_read_in(self, text: str) -> None:
        self.text.setPlainText(text)
        self.look()

    def _ask_file(self) -> None:
        name = self._read.scenario.id if self._read.scenario else "scenario"
        ask_file(self, _("The scenario into a file"), f"{name}.toml", self._write)

    def _write(self, file: Path) -> None:
        try:
            write(file, whole(self.text.toPlainText()).encode("utf-8"))
        except StorageProblem as problem:
            self.notice.say(refusals.error(problem), Tint.OVER)
            return
        self._place.said.emit(_("Written: {file}").format(file=file.name))


def _read_in(file: Path) -> str:
    """The text of a file, as far as a scenario can go and one byte more, by which it is seen to be too long."""
    try:
        with file.open("rb") as content:
            data = content.read(MOST_BYTES + 1)
        # Where a longer one is cut there may be half a letter.
        return data.decode("utf-8", "strict" if len(data) <= MOST_BYTES else "replace").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise DeskError(Refusal.CSV_UNREADABLE, path=file.name, said=said) from error
