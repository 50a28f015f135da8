"""What a screen shows, on paper and in files, as it stands when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from deskapp.documents.new_file import write
from deskapp.domain.words import PaperWay
from deskapp.language import _
from deskapp.services.site.views import DeskFacts
from deskapp.ui.documents.way_out import Begun, Outgoing, Sent, WayOut, said_of
from deskapp.ui.work.listing import Form, in_one_go
from deskapp.ui.work.new_file import ask_file
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from deskapp.ui.documents.printing import Chosen

#: Draws what is shown, at an instant, for somebody of that name. Called off the window's thread.
Draw = Callable[[Any, DeskFacts, datetime, str], bytes]


class ScreenPapers(QObject):
    """Nothing happens while nothing is shown yet."""

    def __init__(
        self,
        place: Workplace,
        screen: QWidget,
        shown: Callable[[], Any],
        draws: Mapping[str, Draw],
        *,
        name: str,
        title: str,
        sent: str,
        landscape: bool = False,
        left: Callable[[Any, PaperWay], object] | None = None,
    ) -> None:
        """shown: gives what the screen shows, None while that is nothing. draws: by the ending of a file's name.

        name: of the document. title: of the dialog that asks for a file. sent: said once it was printed. left: told
        once what was shown is on the printer or the disk.
        """
        super().__init__(screen)
        self._place, self._screen, self._shown, self._draws = place, screen, shown, draws
        self._name, self._title, self._sent, self._landscape = name, title, sent, landscape
        self._left, self._drawn = left, None
        self.way_out = WayOut(screen, self._going, place=place, title=title)
        self.way_out.out.connect(self._on_out)
        self.way_out.failed.connect(place.failed)
        self.way_out.no_printer.connect(self._on_no_printer)

    def print(self) -> None:
        """Let the printer be chosen, and print."""
        self.way_out.ask_printer()

    def print_on(self, chosen: Chosen) -> None:
        self.way_out.print_on(chosen)

    def ask_where(self, ending: str) -> None:
        """Let the file be chosen, and write it."""
        if self._place.facts is not None and self._shown() is not None:
            over, name = self._screen.window(), f"{self._name}.{ending}"
            ask_file(over, self._title, name, lambda file: self.save(file, ending))

    def form(self, ending: str, words: str) -> Form:
        """What is shown now as a form that its list can be written in, beside those of tables."""
        draw = self._draw(ending)
        return in_one_go(ending, ending, words, lambda _desk: draw())

    def save(self, file: Path, otherwise: str = "pdf") -> None:
        """Write the file: as what, its ending says, or `otherwise` where nothing has that ending."""
        ending = file.suffix.lower().removeprefix(".")
        ending = ending if ending in self._draws else otherwise
        if ending == "pdf":
            self.way_out.save_as(file)
            return
        draw = self._draw(ending)
        self._place.read(lambda _desk: write(file, draw()), self._on_saved)

    def _draw(self, ending: str) -> Callable[[], bytes]:
        view, facts, now = self._shown(), self._place.facts, self._place.desk.clock.now()
        assert facts is not None
        by = next((one.name for one in facts.staff if one.id == self._place.desk.staff_id), "")
        draw = self._draws[ending]
        return lambda: draw(view, facts, now, by)

    def _going(self) -> Outgoing | None:
        """What is shown now, as it leaves; as a PDF, which has no number."""
        facts = self._place.facts
        if facts is None or self._shown() is None:
            return None
        draw, self._drawn = self._draw("pdf"), self._shown()
        return Outgoing(self._name, facts.site.paper, lambda _desk: Begun(draw), landscape=self._landscape)

    def _on_saved(self, file: Path) -> None:
        self._place.said.emit(_("Saved {file}").format(file=str(file)))

    def _on_out(self, sent: Sent) -> None:
        if self._left is not None:
            self._left(self._drawn, sent.way)
        self._place.said.emit(self._sent if sent.way is PaperWay.PRINTED else said_of(sent))

    def _on_no_printer(self, words: str) -> None:
        self._place.offered.emit(words, _("Save PDF…"), lambda: self.ask_where("pdf"))
