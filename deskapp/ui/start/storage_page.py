"""What is wrong with a desk's file, and what can be done: said plainly, the file left as it is."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskapp import desk
from deskapp.domain.errors import DeskError, StorageProblem
from deskapp.language import _
from deskapp.ui.look.palettes import Tint
from deskapp.ui.start.desk_files import ask_for_desk, ask_for_new
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.plain_page import StartPage
from deskapp.ui.work.lanes import Lanes
from deskapp.wording import refusals


class StoragePage(StartPage):
    """Offers another file, a new desk, or another try."""

    desk_chosen = Signal(object)  # Path
    again_asked = Signal()

    def __init__(self, problem: StorageProblem, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(_("This desk cannot be opened"), parent)
        self._lanes = lanes
        self.words = Label(refusals.error(problem), wrap=True, selectable=True)
        self.body.addWidget(self.words)
        path = str(problem.values.get("path", ""))
        if path and path not in self.words.text():
            self.body.addWidget(Label(path, "muted", wrap=True, selectable=True))
        self.body.addStretch(1)
        self._again = primary(_("Try again"))
        self._again.clicked.connect(self.again_asked)
        other = secondary(_("Open another file…"))
        other.clicked.connect(lambda: ask_for_desk(self, self.desk_chosen.emit))
        new = secondary(_("Start a new desk…"))
        new.clicked.connect(lambda: ask_for_new(self, self._make))
        for button in (other, new):
            self.foot.addWidget(button)
        self.foot.addStretch(1)
        self.foot.addWidget(self._again)
        self._again.setFocus()

    def _make(self, path: Path) -> None:
        def made(_nothing: object) -> None:
            self.desk_chosen.emit(path)

        self._lanes.act(lambda: desk.make(path), made, self._on_failed, receiver=self)

    def _on_failed(self, error: DeskError) -> None:
        self.notice.say(refusals.error(error), Tint.OVER)
