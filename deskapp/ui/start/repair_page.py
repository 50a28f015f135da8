"""A damaged desk at its start: what can be saved of it, what its newest backup has, and one key for each."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from deskapp.domain.clock import Clock
from deskapp.domain.errors import DeskError, StorageProblem
from deskapp.language import _
from deskapp.services.site import repair
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.start.desk_files import ask_for_desk
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.plain_page import StartPage
from deskapp.ui.work.lanes import Lanes
from deskapp.wording import refusals
from deskapp.wording.damage import salvage as wording

#: So many sentences stand on a page of the usual height.
_FIT = 6


class RepairPage(StartPage):
    """Looks first, and changes nothing until something is chosen; the damaged file is kept whatever that is."""

    desk_chosen = Signal(object)  # Path
    repaired = Signal(object)  # Path: another file is in the damaged one's place

    def __init__(self, problem: StorageProblem, lanes: Lanes, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(_("This desk's file is damaged"), parent)
        self._lanes, self._clock = lanes, clock
        self._path = Path(str(problem.values.get("path", "")))
        self._found: repair.Found | None = None
        words = _("{path} cannot be read as a whole ({said}). Nothing was changed.")
        said = problem.values.get("said", problem.code)
        self.words = Label(words.format(path=self._path, said=said), wrap=True, selectable=True)
        self.body.addWidget(self.words)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(_("Looking at what can be read"))
        self._looking = Label(
            _("Looking at what can be read. This takes about as long as a backup."), "muted", wrap=True
        )
        self.body.addWidget(self._looking)
        self.body.addWidget(self.bar)
        self.body.addStretch(1)
        self.saved = primary(_("Repair it with what can be read"))
        self.saved.clicked.connect(self._use_saved)
        self.backup = secondary(_("Use the backup"))
        self.backup.clicked.connect(self._use_backup)
        self.other = secondary(_("Open another file…"))
        self.other.clicked.connect(lambda: ask_for_desk(self, self._choose))
        self.end = secondary(_("Quit"))
        self.end.clicked.connect(self.close)
        # In large type the words of four buttons stand in two rows.
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=theme.px(8), apart=True)
        for button in (self.end, self.other, self.backup, self.saved):
            button.setEnabled(button in (self.end, self.other))
            flow.addWidget(button)
        self.foot.addWidget(buttons)
        self.left.connect(self._let_go)

    def begin(self) -> None:
        """Look at the file, beside the window, once whoever had it open has let go of it."""
        self._lanes.act(lambda: None, lambda _nothing: self._look(), receiver=self)

    def _look(self) -> None:
        self._lanes.read(lambda: repair.look(self._path, self._clock), self._on_found, self._on_nothing, receiver=self)

    def _on_found(self, found: repair.Found) -> None:
        self._found = found
        self._rested()
        sentences = self._sentences(found)
        for words in sentences:
            self._say(words)
        if len(sentences) > _FIT:
            self.grow(600)
        self.saved.setEnabled(found.saved is not None)
        self.backup.setEnabled(found.copy is not None)
        (self.saved if found.saved is not None else self.backup).setFocus()

    def _sentences(self, found: repair.Found) -> list[str]:
        said = [wording.readable(found.saved), *wording.lost(found.saved)] if found.saved else []
        said.append(wording.about_backup(found, self._clock.now()))
        said.append(_("Whatever you choose, the damaged file is kept: {path}").format(path=found.aside))
        return said

    def _on_nothing(self, error: DeskError) -> None:
        self._rested()
        self._say(refusals.error(error))
        self.other.setFocus()

    def _rested(self) -> None:
        for widget in (self._looking, self.bar):
            widget.hide()

    def _say(self, words: str) -> None:
        self.body.insertWidget(self.body.count() - 1, Label(words, wrap=True, selectable=True))

    def _use_saved(self) -> None:
        if self._found is not None:
            self._use(partial(repair.use_saved, self._found, self._clock))

    def _use_backup(self) -> None:
        if self._found is not None and self._found.copy is not None:
            self._use(partial(repair.use_backup, self._found, self._clock))

    def _use(self, work: Callable[[], None]) -> None:
        for button in (self.backup, self.saved):
            button.setEnabled(False)
        self._lanes.act(work, self._on_used, self._on_failed, receiver=self)

    def _on_used(self, _nothing: object) -> None:
        self.repaired.emit(self._path)

    def _on_failed(self, error: DeskError) -> None:
        self.notice.say(refusals.error(error), Tint.OVER)
        self.begin()

    def _choose(self, path: Path) -> None:
        self._let_go()
        self.desk_chosen.emit(path)

    def _let_go(self) -> None:
        self._lanes.act(lambda: repair.let_go(self._path))
