"""The one way that papers leave by: to a printer or into a file, off the window's thread, numbered and recorded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDir, QObject, Signal
from PySide6.QtWidgets import QWidget

from deskapp.documents.new_file import try_place, write
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import Paper, PaperWay
from deskapp.language import _
from deskapp.services.changes import Changes, Done
from deskapp.ui.work.new_file import ask_file

if TYPE_CHECKING:
    from deskapp.domain.errors import DeskError
    from deskapp.services.papers.leaving import Leaving
    from deskapp.ui.documents.printing import Chosen
    from deskapp.ui.work.lanes import Lanes
    from deskapp.ui.work.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Begun:
    """A paper that is about to leave: what draws it, the numbers that it took, and what it was made of."""

    draw: Callable[[], bytes]
    papers: tuple[Leaving, ...] = ()
    made_of: Any = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A paper that can leave.

    name: of the document, and of its file without the ending. begin: gives it its number, where it has one; called
    with the desk off the window's thread, with None where there is no desk yet. whole: no page may be left out.
    """

    name: str
    paper: Paper
    begin: Callable[[Any], Begun]
    landscape: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A paper that has left, as it was. where: the printer, or the file."""

    begun: Begun
    pdf: bytes
    way: PaperWay
    where: str
    changes: Changes

    @property
    def number(self) -> int:
        """Of the sheet; 0 where it has none."""
        return self.begun.papers[0].number if self.begun.papers else 0


def print_out(desk: Any, going: Outgoing, chosen: Chosen, stopping: Any = None) -> Sent:
    """Print it where it was chosen. Work for a lane; raises DeskError."""
    from deskapp.ui.documents.printing import put_on

    if chosen.file is not None:
        try_place(chosen.file)
    send = partial(put_on, chosen=chosen, title=going.name, stopping=stopping)
    return _send_out(desk, going.begin(desk), chosen.way, chosen.where, send)


def save_out(desk: Any, going: Outgoing, path: Path) -> Sent:
    """Write it into a file, all of it or nothing. Work for a lane; raises DeskError."""
    # What cannot be written there takes no number, and is no failed paper.
    try_place(path)
    return _send_out(desk, going.begin(desk), PaperWay.SAVED, str(path), partial(write, path))


def save_again(desk: Any, sent: Sent, path: Path) -> Sent:
    """Write what was just printed: it is the same paper, with its number."""
    write(path, sent.pdf)
    (paper,) = sent.begun.papers
    changes = desk.papers.again(paper, PaperWay.SAVED).changes
    return Sent(sent.begun, sent.pdf, PaperWay.SAVED, str(path), changes)


def _send_out(desk: Any, begun: Begun, way: PaperWay, where: str, send: Callable[[bytes], object]) -> Sent:
    if begun.papers:
        done = desk.papers.put_out(begun.papers, way, begun.draw, send)
        return Sent(begun, done.value, way, where, done.changes)
    pdf = begun.draw()
    send(pdf)
    return Sent(begun, pdf, way, where, Changes())


def said_of(sent: Sent) -> str:
    """That a paper has left, and where to."""
    if sent.way is PaperWay.PRINTED and sent.number:
        return _("Sheet {number} was sent to the printer.").format(number=sent.number)
    if sent.number:
        return _("Sheet {number} saved as {path}").format(number=sent.number, path=sent.where)
    if sent.way is PaperWay.PRINTED:
        return _("Sent to the printer {name}.").format(name=sent.where)
    return _("Saved {file}").format(file=sent.where)


class WayOut(QObject):
    """Print and Save of one place that shows a paper. One leaves at a time; what became of it is told by signals."""

    began = Signal()
    out = Signal(object)  # Sent
    failed = Signal(object)  # DeskError
    no_printer = Signal(str)  # there is none, in words; saving is the way

    def __init__(
        self,
        over: QWidget,
        shown: Callable[[], Outgoing | None],
        *,
        place: Workplace | None = None,
        lanes: Lanes | None = None,
        title: str = "",
    ) -> None:
        """shown: the paper that can leave now; None while there is none. title: of the dialog that asks for a file.

        place: where the desk is; `lanes` alone before there is one.
        """
        super().__init__(over)
        self._over, self._shown, self._place, self._title = over, shown, place, title
        self._lanes = place.lanes if place is not None else lanes
        self._busy = self._asking = False
        #: What was printed last, while that is what is shown.
        self._printed: Sent | None = None

    @property
    def busy(self) -> bool:
        """Whether a paper is on its way."""
        return self._busy

    def forget(self) -> None:
        """Another paper is shown than the one that was printed: saving it is a new one."""
        self._printed = None

    def ask_printer(self) -> None:
        """Let the printer be chosen; nothing is numbered before."""
        if self._asking or self._lanes is None or self._ready() is None:
            return
        from deskapp.ui.documents.printing import look_for_printers

        self._asking = True
        look_for_printers(self._lanes, self._on_looked, receiver=self)

    def _on_looked(self, missing: str) -> None:
        self._asking = False
        going = self._ready()
        if going is None:
            return
        if missing:
            self.no_printer.emit(missing)
            return
        from deskapp.ui.documents import printing

        kept = self._place.workstation if self._place is not None else None
        printing.ask_printer(
            self._over.window(),
            going.paper,
            going.name,
            self.print_on,
            landscape=going.landscape,
            whole=going.whole,
            kept=kept,
        )

    def print_on(self, chosen: Chosen) -> None:
        """Print what is shown."""
        going = self._ready()
        if going is not None and self._lanes is not None:
            stopping = self._lanes.stopping
            self._run(lambda desk: print_out(desk, going, chosen, stopping))

    def ask_where(self) -> None:
        """Let the file be chosen; nothing is numbered before."""
        going = self._ready()
        if going is not None:
            filters = [_("PDF (*.pdf)")]
            over, name = self._over.window(), f"{going.name}.pdf"
            ask_file(over, self._title, name, self.save_as, filters=filters, folder=QDir.homePath())

    def save_as(self, path: Path) -> None:
        """Write what is shown there: all of it or nothing."""
        going, printed = self._ready(), self._printed
        if going is None:
            return
        if printed is not None and len(printed.begun.papers) == 1:
            self._run(lambda desk: save_again(desk, printed, path))
        else:
            self._run(lambda desk: save_out(desk, going, path))

    def _ready(self) -> Outgoing | None:
        return None if self._busy else self._shown()

    def _run(self, work: Callable[[Any], Sent]) -> None:
        self._busy = True
        self.began.emit()

        def done(desk: Any) -> Done[Sent]:
            sent = work(desk)
            return Done(sent, sent.changes)

        if self._place is not None:
            self._place.act(done, self._on_out, self._on_failed, beside=True)
        elif self._lanes is not None:
            self._lanes.write_out(lambda: work(None), self._on_out, self._on_failed)

    def _on_out(self, sent: Sent) -> None:
        self._busy = False
        self._printed = sent if sent.way is PaperWay.PRINTED or self._printed is not None else None
        self.out.emit(sent)

    def _on_failed(self, error: DeskError) -> None:
        self._busy = False
        self.failed.emit(error)
