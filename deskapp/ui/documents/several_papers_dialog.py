"""Several papers in one go: one after the other to the printer or into a folder, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import DeskError, StorageProblem
from deskapp.domain.words import Paper
from deskapp.language import _, ngettext
from deskapp.services.changes import Done
from deskapp.ui.documents.way_out import Outgoing, Sent, print_out, said_of, save_out
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.progress_line import ProgressLine
from deskapp.ui.work.new_file import fresh
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals

if TYPE_CHECKING:
    from deskapp.ui.documents.printing import Chosen


@dataclass(frozen=True, slots=True)
class OnePaper:
    """words: what it is, in the list of what became of each."""

    words: str
    going: Outgoing


@dataclass(frozen=True, slots=True)
class Papers:
    """Papers that go out together, and what they are called together."""

    words: str
    papers: tuple[OnePaper, ...]


class SeveralPapersDialog(ActDialog):
    """Open it with `open()`. What has left has left: it can be stopped between two papers, and goes on with the rest.

    What is refused for one paper costs that paper; where printer or disk fail, the rest waits.
    """

    def __init__(self, place: Workplace, sets: Sequence[Papers], paper: Paper, parent: QWidget | None = None) -> None:
        """sets: those that can be chosen from, none of them empty. paper: what they are printed on."""
        super().__init__(place, _("Print several papers"), _("Print…"), parent, width=560)
        self._paper, self._sets = paper, list(sets)
        self.which = self.add("which", _("Which papers"), DropDown(), kept=False)
        for one in sets:
            self.which.addItem(one.words)
        self.which.currentIndexChanged.connect(self._take)
        self.progress = ProgressLine()
        self.told = Label("", "muted", wrap=True)
        for part in (self.progress, self.told):
            self.body.addWidget(part)
            part.hide()
        self.became = TextArea(lines=8)
        self.became.setReadOnly(True)
        self._became_field = FormField(_("What became of each"), self.became)
        self._became_field.hide()
        self.body.addWidget(self._became_field)
        self.body.addStretch(1)
        self.save_button = self.add_button(secondary(_("Save PDFs…")), self.ask_where)
        self.hint.setText(_("Each is numbered and recorded when it has left."))
        self._stopped = False
        self._take()
        self.which.setFocus()

    @property
    def left(self) -> int:
        """How many have not left."""
        return len(self._left)

    def submit(self) -> None:
        """Let the printer be chosen."""
        from deskapp.ui.documents.printing import look_for_printers

        self._stopped = False
        self._rest(True)
        look_for_printers(self.place.lanes, self._on_looked, receiver=self)

    def _on_looked(self, missing: str) -> None:
        from deskapp.ui.documents import printing

        self._rest(False)
        if self._stopped:
            return
        if missing:
            self.notice.say(missing, Tint.SOON)
            self.save_button.setFocus()
            return
        printing.ask_printer(
            self, self._paper, self.windowTitle(), self.print_on, whole=True, kept=self.place.workstation, files=False
        )

    def print_on(self, chosen: Chosen) -> None:
        """Print them there, one after the other."""
        stopping = self.place.lanes.stopping
        self._begin(lambda desk, one: print_out(desk, one.going, chosen, stopping))

    def ask_where(self) -> None:
        """Let the folder be chosen."""
        dialog = QFileDialog(self, _("Save the papers in a folder"), QDir.homePath())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda folder: self.save_in(Path(folder)))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def save_in(self, folder: Path) -> None:
        """Write each into a file of its own there; none takes the place of another."""
        self._begin(lambda desk, one: save_out(desk, one.going, fresh(folder, one.going.name, ".pdf")))

    def reject(self) -> None:
        """Cancel and Escape: while papers go out, it is stopped after the one that is on its way."""
        if self._busy:
            self._stopped = True
            self.hint.setText(_("Stops after this one …"))
            return
        super().reject()

    def _take(self, _value: Any = None) -> None:
        self._left = list(self._sets[self.which.currentIndex()].papers)
        self._refused: list[OnePaper] = []
        self._count = len(self._left)
        #: What became of each, by what it is.
        self._lines: dict[str, str] = {}

    def _begin(self, send: Any) -> None:
        if self._busy:
            return
        # What was refused before is tried again with what had not had its turn.
        self._left, self._refused = [*self._refused, *self._left], []
        self._stopped, self._send = False, send
        self.notice.end()
        self._became_field.hide()
        for part in (self.progress, self.told):
            part.show()
        self.which.setEnabled(False)
        self._rest(True)
        self._next()

    def _next(self) -> None:
        if self._stopped or not self._left:
            self._end()
            return
        one, send = self._left[0], self._send
        done = self._count - len(self._left) - len(self._refused)
        self.progress.set(done / self._count, Tint.INFO)
        self.told.setText(
            _("{n} of {all}: {what}").format(n=done + len(self._refused) + 1, all=self._count, what=one.words)
        )

        def work(desk: Any) -> Done[str]:
            sent: Sent = send(desk, one)
            # No paper is held any longer than until it has left.
            return Done(said_of(sent), sent.changes)

        self.place.act(work, self._on_out, self._on_refused, receiver=self, beside=True)

    def _on_out(self, said: str) -> None:
        one = self._left.pop(0)
        self._lines[one.words] = said
        self._next()

    def _on_refused(self, error: DeskError) -> None:
        one = self._left.pop(0)
        self._refused.append(one)
        self._lines[one.words] = refusals.error(error)
        # The printer's or the disk's fault, and no paper's: the next would meet it too.
        self._stopped = self._stopped or isinstance(error, StorageProblem)
        self._next()

    def _end(self) -> None:
        self._rest(False)
        for part in (self.progress, self.told):
            part.hide()
        self.hint.setText(_("Each is numbered and recorded when it has left."))
        failed, waiting = len(self._refused), len(self._left)
        gone = self._count - failed - waiting
        out = ngettext("{n} paper is out.", "{n} papers are out.", gone).format(n=gone)
        words = [out]
        if failed:
            words.append(ngettext("{n} did not leave.", "{n} did not leave.", failed).format(n=failed))
        if waiting:
            words.append(ngettext("{n} is left.", "{n} are left.", waiting).format(n=waiting))
            self._lines |= {one.words: _("not yet") for one in self._left}
        said = " ".join(words)
        self.main_button.setVisible(bool(failed or waiting))
        self.save_button.setVisible(bool(failed or waiting))
        self.became.setPlainText("\n".join(f"{what}: {became}" for what, became in self._lines.items()))
        self._became_field.show()
        self.cancel_button.setText(_("Close"))
        self.notice.say(said, Tint.SOON if failed or waiting else Tint.OK)
        announce(self, said)
        (self.became if failed or waiting else self.cancel_button).setFocus()
