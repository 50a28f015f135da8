"""Importing past calls in four steps: the list, its columns, its values, and what would become of it."""

import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.documents.new_file import write
from deskapp.domain.attachments.names import harmless
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError, StorageProblem
from deskapp.language import _
from deskapp.services.changes import Changes, Done
from deskapp.services.imports.acts import TakeList
from deskapp.services.imports.known import Known
from deskapp.services.imports.mapping import own_folder
from deskapp.services.imports.preview import Preview
from deskapp.services.imports.proposal import Found
from deskapp.services.imports.views import ImportReport
from deskapp.services.tabular.rows import Form
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.settings.imports.columns_step import NEEDED, ColumnsStep
from deskapp.ui.settings.imports.list_step import ListStep
from deskapp.ui.settings.imports.outcome_step import OutcomeStep, report_text
from deskapp.ui.settings.imports.values_step import ValuesStep
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.progress_line import ProgressLine
from deskapp.ui.work.new_file import ask_file
from deskapp.ui.work.workplace import Workplace

_WIDTH, _HEIGHT = 980, 680
_LIST, _COLUMNS, _VALUES, _OUTCOME, _DONE = range(5)

#: A list as it was read, the mappings that fit it, and one by its headings.
_Looked = tuple[Found, tuple[Known, ...], dict[str, Any]]


class ImportDialog(ActDialog):
    """Nothing is changed before *Import* is pressed on the last step; `imported` tells the report."""

    imported = Signal(object)
    _progressed = Signal(int, int)  # rows done and rows in all, from the thread that reads or writes

    def __init__(self, place: Workplace, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(place, _("Import past calls"), _("Next"), parent, about=path.name, width=_WIDTH)
        self._path = path
        self._found: Found | None = None
        self._content: dict[str, Any] = {}
        self._report: ImportReport | None = None
        self._cancelled: threading.Event | None = None
        self.list = ListStep(place)
        self.columns, self.values, self.outcome = ColumnsStep(), ValuesStep(), OutcomeStep(place)
        self._steps = (self.list, self.columns, self.values, self.outcome)
        for step in (self.columns, self.values):
            self.body.addWidget(step)
        self.progress = ProgressLine()
        self.progress.hide()
        for widget in (self.list, self.outcome):
            self._middle.body.addWidget(widget, 1)
        self._middle.body.addWidget(self.progress)
        self.back_button = self.add_button(secondary(_("Back")), self._back)
        self.keep_button = self.add_button(secondary(_("Keep this mapping")), self._keep)
        self.report_button = self.add_button(secondary(_("Save the report…")), self._save_report)
        self.list.form_asked.connect(self._look)
        self.list.mapping_chosen.connect(lambda: self._forget_columns())
        self._progressed.connect(self._on_progress)
        self._step = _LIST
        self._columns_shown = False
        self._show_step(_LIST)
        self.main_button.setEnabled(False)
        self.hint.setText(_("Reading…"))
        self._look(None)

    # What is pressed

    def submit(self) -> None:
        """Go on to the next step; from the last but one, import; from the last, end."""
        go_on = (self._to_columns, self._to_values, self._to_outcome, self._import, self._end)
        go_on[self._step]()

    def reject(self) -> None:
        """While something is read or imported Cancel and Escape end that, and nothing is changed by it."""
        if self._cancelled is not None and self.busy:
            self._cancelled.set()
        elif self._step == _DONE:
            self._end()
        else:
            super().reject()

    def _end(self) -> None:
        self.accept()

    def _back(self) -> None:
        self.notice.end()
        self._show_step(self._step - 1)

    # The steps

    def _look(self, form: Form | None) -> None:
        self.place.read(
            lambda desk: _looked(desk, self._path, form), self._on_looked, self._on_unread, ("look", id(self))
        )

    def _on_looked(self, looked: _Looked) -> None:
        self.notice.end()
        self._found = looked[0]
        self._columns_shown = False
        self.list.show_found(*looked)
        self.main_button.setEnabled(True)
        self.hint.setText(_("Nothing is changed before the last step."))
        if self._step == _LIST:
            self.list.mapping.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_unread(self, error: DeskError) -> None:
        self.hint.setText("")
        self.refuse(error)

    def _forget_columns(self) -> None:
        self._columns_shown = False

    def _to_columns(self) -> None:
        assert self._found is not None  # the button rests before
        chosen = self.list.chosen
        if not chosen["source"]:
            self.notice.say(_("Give the list a name: by it a later one of the same kind is known."), Tint.OVER)
            self.go_to(self.list.source)
            return
        if not self.list.zone.valid():
            self.notice.say(_("There is no such time zone: type a city's name, such as Berlin."), Tint.OVER)
            self.go_to(self.list.zone)
            return
        self.notice.end()
        columns = self.columns.chosen if self._columns_shown else chosen["columns"]
        self._content = {**chosen, "columns": columns}
        if not self._columns_shown:
            self.columns.show_columns(self._found, columns)
            self._columns_shown = True
        self._show_step(_COLUMNS)

    def _to_values(self) -> None:
        found, chosen = self._found, self.columns.chosen
        assert found is not None
        for name in NEEDED:
            if name not in chosen:
                field = self.columns.forms[name]
                field.say(_("Choose the column: without it no row is a call."))
                self.go_to(field.field)
                return
            self.columns.forms[name].say(None)
        content = {**self._content, "columns": chosen}
        self._preview(lambda desk: desk.imports.complete(found, content), _VALUES)

    def _to_outcome(self) -> None:
        content = {**self._content, "values": self.values.into(self._content["values"])}
        self._preview(lambda _desk: content, _OUTCOME)

    def _preview(self, made: Any, step: int) -> None:
        """Read the whole list by a mapping, and show what the step says of it."""
        path, progress = self._path, self._begin()

        def work(desk: Desk) -> tuple[int, dict[str, Any], Preview]:
            content = made(desk)
            return step, content, desk.imports.preview(path, content, progress)

        self.place.write_out(work, self._on_preview, self._on_failed)

    def _on_preview(self, read: tuple[int, dict[str, Any], Preview]) -> None:
        step, self._content, preview = read
        self._rest(False)
        if step == _VALUES:
            self.values.show_values(preview.values, self._content)
            if not self.values.fields:
                self._on_preview((_OUTCOME, self._content, preview))
                return
        else:
            self.outcome.show_preview(preview)
        self._show_step(step)

    def _import(self) -> None:
        act = TakeList(self._path, self._content, self.outcome.skip_bad.isChecked())
        progress = self._begin()

        def work(desk: Desk) -> Done[ImportReport]:
            return desk.imports.take(act, progress)

        self.place.act(work, self._on_imported, self._on_failed, receiver=self, waits=self.say_it_waits)

    def _on_imported(self, report: ImportReport) -> None:
        self._goes_on()
        self._rest(False)
        if report.refused:
            self.notice.say(
                _("Nothing was imported: some rows cannot be read. Mend them, or leave them out."), Tint.OVER
            )
            self.go_to(self.outcome.skip_bad)
            return
        self._report = report
        self.outcome.show_report(report)
        self._show_step(_DONE)
        self.imported.emit(report)

    # What is kept

    def _keep(self) -> None:
        self.run(lambda desk: Done(_kept(desk, self._content), Changes()), self._on_kept)

    def _on_kept(self, path: Path) -> None:
        self._rest(False)
        form = _("Kept as {file}: deskapp import-calls --map {name} reads such lists by it.")
        self.notice.say(form.format(file=str(path), name=path.stem), Tint.OK)

    def _save_report(self) -> None:
        ask_file(self, _("Save the report"), f"{self._path.stem}.txt", self.save_report)

    def save_report(self, path: Path) -> None:
        """Write the report there."""
        assert self._report is not None
        text = report_text(self._report, self._path.name).encode()
        self.run(lambda _desk: Done(write(path, text), Changes()), self._on_saved)

    def _on_saved(self, path: Path) -> None:
        self._rest(False)
        self.notice.say(_("Saved {file}").format(file=str(path)), Tint.OK)

    # How far it is

    def _begin(self) -> Any:
        """Rest until it is read; gives what the work is to tell how far it is."""
        self.clear()
        self._rest(True)
        cancelled = self._cancelled = threading.Event()
        stopping, progressed = self.place.lanes.stopping, self._progressed

        def progress(done: int, total: int) -> bool:
            progressed.emit(done, total)
            return not (cancelled.is_set() or stopping.is_set())

        self.progress.set(0, Tint.OK)
        self.progress.show()
        return progress

    def _rest(self, busy: bool) -> None:
        super()._rest(busy)
        for step in self._steps:
            step.setEnabled(not busy)
        if not busy:
            self._cancelled = None
            self.progress.hide()
            self._tell_hint()

    def _on_progress(self, done: int, total: int) -> None:
        if self.busy and total:
            self.hint.setText(_("{n} of {count} rows").format(n=done, count=total))
            self.progress.set(done / total, Tint.OK)

    def refuse(self, error: DeskError) -> None:
        if error.code == Refusal.CANCELLED:
            self.notice.say(_("Cancelled: nothing was imported."), Tint.INFO)
        else:
            super().refuse(error)

    # What is shown

    def make_middle(self) -> QWidget:
        self._middle = Column()
        self._middle.body.addWidget(self.scrolled, 1)
        return self._middle

    def _show_step(self, step: int) -> None:
        self._step = step
        shown = self._steps[min(step, _OUTCOME)]
        for one in self._steps:
            one.setVisible(one is shown)
        # Fields scroll; tables and lists take the room that there is, and scroll in themselves.
        self.scrolled.setVisible(shown in (self.columns, self.values))
        self.main_button.set_words((_("Next"), _("Next"), _("Next"), _("Import"), _("Close"))[step])
        self.back_button.setVisible(_LIST < step < _DONE)
        self.keep_button.setVisible(step in (_OUTCOME, _DONE))
        self.report_button.setVisible(step == _DONE)
        self.cancel_button.setVisible(step != _DONE)
        self.scrolled.verticalScrollBar().setValue(0)
        self._tell_hint()
        if step in (_OUTCOME, _DONE):
            self.outcome.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif step == _COLUMNS:
            next(iter(self.columns.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        elif step == _VALUES:
            next(iter(self.values.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_hint(self) -> None:
        words = _("Nothing is changed before the last step.") if self._step < _OUTCOME else ""
        if self._step == _DONE:
            words = _("Under Settings > Import it can be undone, while nobody has worked on its calls.")
        self.hint.setText(words)

    def fit(self) -> None:
        room = self.screen().availableSize()
        width = min(max(theme.px(_WIDTH), self.minimumSizeHint().width()), room.width())
        self.resize(width, min(theme.px(_HEIGHT), round(room.height() * 0.92)))


def _looked(desk: Desk, path: Path, form: Form | None) -> _Looked:
    found = desk.imports.look(path, form)
    name = path.name.removesuffix(".gz").rpartition(".")[0] or path.name
    return found, desk.imports.known(found), desk.imports.propose(found, name)


def _kept(desk: Desk, content: dict[str, Any]) -> Path:
    """Put a mapping where the command line finds it by its name."""
    folder = own_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise StorageProblem(Refusal.FILE_NOT_WRITTEN, path=str(folder), why=problem.strerror or "") from problem
    plain = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in content["source"])
    return write(folder / harmless(f"{plain}.toml"), desk.imports.as_file(content).encode())
