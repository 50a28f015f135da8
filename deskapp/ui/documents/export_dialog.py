"""Writing a list as it is shown: which one, in what form, and where to; a long one can be watched and cancelled."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.documents.tables.saving import FORMS, save
from deskapp.domain.exchange.table import Row, Table
from deskapp.language import _, ngettext
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.progress_line import ProgressLine
from deskapp.ui.work.listing import Listing
from deskapp.ui.work.new_file import ask_file
from deskapp.ui.work.workplace import Workplace

#: It is told how far it is after so many rows, and after so long where each takes its time.
_AT_ONCE, _TOLD_SECONDS = 500, 0.2


class _CancelledError(Exception):
    """Somebody does not want the file any more."""


class ExportDialog(ActDialog):
    """`listings`: the lists that the screen shows, the one it is about first."""

    _written = Signal(int)  # so many rows, from the thread that writes

    def __init__(self, place: Workplace, listings: Sequence[Listing], parent: QWidget | None = None) -> None:
        super().__init__(place, _("Export: {what}").format(what=listings[0].name), _("Save as…"), parent, width=500)
        self._listings = {listing.key: listing for listing in listings}
        self._forms = {form.key: form for listing in listings for form in listing.forms}
        self._cancelled: threading.Event | None = None
        which = [(listing.key, listing.which) for listing in listings]
        self.whom = self.add("whom", _("Which"), ChoiceRow(_("Which"), which, listings[0].key), kept=False)
        self.whom.changed.connect(lambda _chosen: self._offer_forms())
        self.field_shown("whom", len(listings) > 1)
        forms = [("xlsx", _("Spreadsheet (XLSX)")), ("csv", _("CSV"))]
        forms += [(form.key, form.words) for form in self._forms.values()]
        self.form_choice = self.add("form", _("As"), ChoiceRow(_("As"), forms, "xlsx"), kept=False)
        self.form_choice.changed.connect(lambda _chosen: self._explain())
        self.about_form = Label("", "muted", wrap=True)
        self.body.addWidget(self.about_form)
        self.progress = ProgressLine()
        self.progress.hide()
        self.body.addWidget(self.progress)
        self.body.addStretch(1)
        self._written.connect(self._on_written)
        self._offer_forms()
        self.form_choice.pill("xlsx").setFocus()

    def submit(self) -> None:
        """Ask where to, then write."""
        ending = self._ending()
        ask_file(self, self.windowTitle(), f"{self._listing().name}.{ending}", self.save)

    def save(self, path: Path) -> None:
        """Write the file there."""
        listing, form, zone = self._listing(), str(self.form_choice.value), self.place.zone
        cancelled = self._cancelled = threading.Event()
        stopping = self.place.lanes.stopping

        told = monotonic()

        def tick(number: int) -> None:
            nonlocal told
            if cancelled.is_set() or stopping.is_set():
                raise _CancelledError
            if number % _AT_ONCE == 0 or monotonic() > told + _TOLD_SECONDS:
                told = monotonic()
                self._written.emit(number)

        def counted(rows: Iterable[Row]) -> Iterator[Row]:
            for number, row in enumerate(rows):
                tick(number)
                yield row

        def work(desk: Desk) -> tuple[Path, int] | None:
            try:
                if form in FORMS:
                    table = Table(listing.name, listing.columns, counted(listing.rows(desk)), zone)
                    return path, save(path, form, table)
                return path, next(one for one in listing.forms if one.key == form).save(desk, path, tick)
            except _CancelledError:
                return None

        self.clear()
        self._rest(True)
        self.progress.setVisible(listing.count > 0)
        self.place.write_out(work, self._on_saved, self._on_failed)

    def reject(self) -> None:
        """While it is being written Cancel and Escape end that, and nothing is left of it."""
        if self._cancelled is not None and self.busy:
            self._cancelled.set()
            return
        super().reject()

    def _rest(self, busy: bool) -> None:
        super()._rest(busy)
        if not busy:
            self._cancelled = None
            self.progress.hide()
            self._explain()

    def _on_written(self, count: int) -> None:
        listing = self._listing()
        if self.busy:
            form = _("{n} of {count} rows") if listing.count else _("{n} rows")
            self.hint.setText(form.format(n=count, count=listing.count))
            self.progress.set(count / (listing.count or 1), Tint.OK)

    def _on_saved(self, saved: tuple[Path, int] | None) -> None:
        if saved is None:
            self._rest(False)
            self.notice.say(_("Cancelled: nothing was written."), Tint.INFO)
            return
        path, cut = saved
        words = _("Saved {file}").format(file=str(path))
        if cut:
            form = ngettext(
                "{n} text is longer than a cell of a sheet holds, and ends with […]: the CSV has all of it.",
                "{n} texts are longer than a cell of a sheet holds, and end with […]: the CSV has all of them.",
                cut,
            )
            words = f"{words}. {form.format(n=cut)}"
        self.place.said.emit(words)
        self.succeed(path)

    def _listing(self) -> Listing:
        return self._listings[str(self.whom.value)]

    def _offer_forms(self) -> None:
        """Those that the chosen list can be written in."""
        there = {form.key for form in self._listing().forms}
        for key in self._forms:
            self.form_choice.pill(key).setVisible(key in there)
        if self.form_choice.value not in (*FORMS, *there):
            self.form_choice.set_value(FORMS[0])
        self._explain()

    def _ending(self) -> str:
        form = str(self.form_choice.value)
        return form if form in FORMS else self._forms[form].ending

    def _explain(self) -> None:
        """What the chosen form does with what a spreadsheet would change."""
        form = self.form_choice.value
        words = ""
        if form == "whole_xlsx":
            words = _(
                "A workbook: the calls, and a sheet each for timeline, clocks, conversations and what else is there."
            )
        elif form == "whole_json":
            words = _("For other programs: everything of each call, instants in UTC, lengths of time in seconds.")
        elif form == "xlsx":
            words = _("Opens in every spreadsheet. Numbers such as 000123 or +49 30 stay as they are; times are times.")
        elif form == "csv":
            words = _(
                "Plain text, for other programs. What a spreadsheet would change or run, as 000123, 3E5 or =1+1, has"
                " an apostrophe before it; an import here takes it off again."
            )
        self.about_form.setText(words)
        self.about_form.setVisible(bool(words))
        self.hint.setText(_("The file is readable for you alone: keep it as carefully as the desk."))
