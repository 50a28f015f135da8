"""The start: reads the first screen while the window is built, paints it, then loads everything else."""

import gc
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from deskapp import paths, phases
from deskapp.domain.codes import Refusal
from deskapp.ui.work.garbage import Garbage
from deskapp.ui.work.workstation import Workstation

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from deskapp.desk import Desk
    from deskapp.domain.errors import DeskError, StorageProblem
    from deskapp.services.overview.first_screen import FirstScreen
    from deskapp.ui.backups.rounds import BackupRounds
    from deskapp.ui.start.rewrite_page import EncryptionAct
    from deskapp.ui.start.second_start import Answering
    from deskapp.ui.start.startup_read import StartupRead
    from deskapp.ui.wall.wall_board import WallBoard
    from deskapp.ui.window.main_window import MainWindow
    from deskapp.ui.work.bug_report import Bugs
    from deskapp.ui.work.workplace import Workplace

#: After so long the start is over, whatever it came to.
_START_MS = 10_000
#: So long after everything can be used, the rest is loaded.
_IDLE_MS = 500


class Application(QObject):
    """One process with its window. Holds what outlives a window: settings, lanes, log, the second start."""

    painted = Signal()  # the main window with its calls is on the screen
    ready = Signal()  # everything can be used
    loaded = Signal()  # and what the start went without is there

    def __init__(
        self, database: Path | None, *, demo: bool = False, new_window: bool = False, caller: str = ""
    ) -> None:
        super().__init__()
        self.workstation = Workstation(paths.user_data() / "workstation.ini")
        self.garbage = Garbage(self)
        self._new_window = new_window
        self._demo = demo
        path = database or (demo_file() if demo else self.workstation.database)
        self._path = path
        # From here on the file is read beside the building of the window.
        self._reading = self._read(path) if path is not None and not self._demo_is_made(path) else None
        #: Those who ring, until a window is there, unlocked, to show them in.
        self._callers = [caller] if caller else []
        self._is_ready = False
        self.window: QWidget | None = None
        #: It stays while somebody else signs in, or nobody is.
        self.wall: WallBoard | None = None
        self._answering: Answering | None = None
        self.rounds: BackupRounds | None = None
        self._bugs: Bugs | None = None

    def run(self) -> int:
        """Show a window and stay until it is closed."""
        if self._brought_forward():
            return 0
        from PySide6.QtWidgets import QApplication

        phases.ended("Qt")
        from deskapp.ui.look import theme
        from deskapp.ui.start.end_signals import closing_windows
        from deskapp.ui.start.session_end import SessionEnd
        from deskapp.ui.start.window_language import choose_language
        from deskapp.ui.window import appearance
        from deskapp.ui.work.lanes import Lanes

        there = QApplication.instance()
        self.app = there if isinstance(there, QApplication) else QApplication([*sys.argv[:1], *theme.ARGUMENTS])
        self.app.setApplicationName("deskapp")
        self.app.setQuitOnLastWindowClosed(False)
        choose_language(self.app, self.workstation)
        appearance.apply(self.app, self.workstation)
        self.lanes = Lanes(self)
        SessionEnd(self.app, self.lanes)
        # Until everything is loaded nearly all that is made stays. It begins also where the start ends on another page.
        QTimer.singleShot(_START_MS, self.garbage.begin)
        with closing_windows(self.app):
            self._begin()
            code = self.app.exec()
        if self._answering is not None:
            self._answering.stop()
        self.lanes.stop()
        self.workstation.save()
        return int(code)

    # Which window

    def _begin(self) -> None:
        if self._reading is not None:
            self._show_read(self._reading)
        elif self._path is not None:
            self._make_demo(self._path)
        else:
            self._show_first_run()

    def open_desk(self, path: Path, signed_in: int | None = None) -> None:
        """Open another desk's file instead of what is open. signed_in: who has just set it up."""
        self._path = path
        self._show_read(self._read(path, signed_in))

    def _read(self, path: Path, signed_in: int | None = None) -> "StartupRead":
        from deskapp.ui.start.startup_read import StartupRead

        return StartupRead(path, self.workstation.view, self.workstation.staff(path), signed_in)

    def _show_read(self, reading: "StartupRead") -> None:
        """The main window with what was read, or what is wrong with the file."""
        from deskapp.domain.errors import StorageProblem

        try:
            first = reading.result()
        except StorageProblem as problem:
            if problem.code == Refusal.OLDER:
                self._bring_up_to_date(reading.desk.path)
            else:
                self._show_problem(problem)
            return
        self._show_first(reading, first)

    def _show_first(self, reading: "StartupRead", first: "FirstScreen") -> None:
        """The calls, or the door where nobody is signed in."""
        if first.staff_id is None:
            self._show_sign_in(reading, first)
        else:
            self._show_window(reading, first)

    # Who comes and goes

    def _show_sign_in(self, reading: "StartupRead", first: "FirstScreen") -> None:
        from deskapp.ui.sign_in.page import SignInPage
        from deskapp.ui.start.painted_once import PaintedOnce

        page = SignInPage(reading.desk, self.lanes, first, reading.last)
        page.signed_in.connect(partial(self._on_signed_in, reading))
        page.desk_asked.connect(partial(self._on_desk_asked, reading.desk, page))
        page.left.connect(partial(self._close_desk, reading.desk, self._quit))
        # What proves a PIN is loaded while the name is chosen.
        PaintedOnce(page.card).painted.connect(page.begin)
        self._put(page)

    def _on_signed_in(self, reading: "StartupRead", staff_id: int) -> None:
        """Somebody has shown who they are: their window, read anew."""
        desk, view = reading.desk, self.workstation.view
        reading.view, reading.last = view, staff_id
        self.workstation.set_staff(desk.path, staff_id)
        show, fail = partial(self._show_first, reading), partial(self._on_not_read, desk)
        self.lanes.read(lambda: desk.first_screen(view), show, fail, receiver=self)

    def _on_signed_out(self, reading: "StartupRead") -> None:
        """Nobody works here now: nothing of the desk stays on the screen."""
        desk, view, last = reading.desk, reading.view, reading.last
        show, fail = partial(self._show_sign_in, reading), partial(self._on_not_read, desk)
        self.lanes.read(lambda: desk.first_screen(view, last), show, fail, receiver=self)

    def _on_not_read(self, desk: "Desk", error: "DeskError") -> None:
        from deskapp.domain.errors import StorageProblem

        if isinstance(error, StorageProblem):
            self.lanes.act(desk.close)
            self._show_problem(error)

    def _show_window(self, reading: "StartupRead", first: "FirstScreen") -> None:
        from deskapp.ui.start.painted_once import PaintedOnce
        from deskapp.ui.window.main_window import MainWindow
        from deskapp.ui.work.changes import ChangeHub
        from deskapp.ui.work.workplace import Workplace

        place = Workplace(reading.desk, self.lanes, ChangeHub(self), self)
        window = MainWindow(place, self.workstation, first, reading.view)
        if isinstance(self.window, MainWindow):
            # Whoever signed in instead has not typed it: it is kept for whoever did.
            place.keeper.take_over(self.window.place.keeper)
        # They end with their window: there is another one for whoever signs in next.
        place.setParent(window)
        place.hub.setParent(window)
        place.unlocked.connect(self._show_callers)
        place.rewriting.connect(partial(self._rewrite, place))
        window.somebody_else.connect(partial(self._on_signed_in, reading))
        window.signed_out.connect(partial(self._on_signed_out, reading))
        window.closed.connect(partial(self._leave, reading.desk))
        window.desk_asked.connect(partial(self._on_desk_asked, reading.desk, window))
        window.wall_asked.connect(partial(self._show_wall, reading.desk, window))
        window.ready.connect(partial(self._on_ready, reading.desk))
        window.refused.connect(partial(self._on_refused, window))
        phases.ended("window")
        painted_once = PaintedOnce(window.body)
        painted_once.painted.connect(partial(self._on_painted, window))
        self._put(window)

    def _show_wall(self, desk: "Desk", window: "QWidget") -> None:
        """The board for the wall; there is one."""
        if self.wall is None:
            from deskapp.ui.wall.wall_board import WallBoard

            self.wall = WallBoard(desk, self.lanes)
            self.wall.closed.connect(self._on_wall_closed)
        self.wall.fill(window)

    def _on_wall_closed(self) -> None:
        self.wall = None

    def _put(self, window: "QWidget") -> None:
        """Show a window instead of the one before."""
        from deskapp.ui.look import theme

        theme.dress()
        before, self.window = self.window, window
        self._is_ready = False
        window.show()
        if before is not None:
            before.hide()
            before.deleteLater()

    # After the first paint

    def _on_painted(self, window: "MainWindow") -> None:
        phases.ended("paint")
        self.painted.emit()
        window.begin()
        from deskapp.ui.work.bug_report import Bugs
        from deskapp.ui.work.logbook import keep_log

        keep_log(paths.user_data())
        if self._bugs is None:
            self._bugs = Bugs(self)
            self.lanes.bug.connect(self._bugs.report)
            self._bugs.reported.connect(self._on_bug)
        self.workstation.database = window.place.desk.path

    def _on_ready(self, desk: "Desk") -> None:
        self._stays(None)
        self.garbage.begin()
        phases.ended("ready")
        self.ready.emit()
        self._answer_second_start(desk.path)
        self._is_ready = True
        self._show_callers()
        # What the start went without is loaded while nobody waits for it.
        QTimer.singleShot(_IDLE_MS, self, partial(self._load_when_idle, desk))

    def _load_when_idle(self, desk: "Desk") -> None:
        self.lanes.read(partial(_load, desk), self._on_loaded, receiver=self)
        self._go_rounds(desk)
        # Of a hundred thousand customers it takes seconds: beside what is read meanwhile.
        self.lanes.write_out(lambda: desk.open().directory.prepare(), self._stays, receiver=self)
        self._look_over(desk)

    def _go_rounds(self, desk: "Desk") -> None:
        """See to backups while this window is there."""
        from deskapp.ui.backups.rounds import BackupRounds
        from deskapp.ui.window.main_window import MainWindow

        if isinstance(self.window, MainWindow):
            self.rounds = BackupRounds(desk.path, desk.clock, self.lanes, self.window)
            self.window.shell.follow_evidence()
            self.window.shell.follow_backups(self.rounds)
            self.rounds.begin()

    def _on_loaded(self, nothing: object) -> None:
        self._stays(nothing)
        self.loaded.emit()

    def _look_over(self, desk: "Desk") -> None:
        """Whether a row is missing somewhere, because nobody could read it; the window says so."""
        from deskapp.ui.window.main_window import MainWindow

        window = self.window
        if isinstance(window, MainWindow) and window.place.desk is desk:
            window.place.look_over()

    def _stays(self, _nothing: object) -> None:
        """What was loaded stays for good: to look through all of it for garbage would hold up the thread that draws."""
        gc.freeze()

    def _on_refused(self, window: "MainWindow", error: "DeskError") -> None:
        """The first look was good, and yet the desk could not be opened for work."""
        from deskapp.domain.errors import StorageProblem

        if isinstance(error, StorageProblem):
            window.place.lanes.act(window.place.desk.close)
            self._show_problem(error)
        else:
            window.shell.on_failed(error)

    def _on_bug(self, report: str) -> None:
        from deskapp.ui.window.main_window import MainWindow

        if isinstance(self.window, MainWindow):
            self.window.shell.show_bug(report)

    def _quit(self) -> None:
        self.app.quit()

    def _leave(self, desk: "Desk") -> None:
        """The window is closed, and nobody waits for what is done now: a backup, where something came since."""
        from deskapp.ui.backups.rounds import keep

        if self._answering is not None:
            self._answering.stop()  # a second start must not wait for this window, which is gone
        folder = self.workstation.file.parent

        def back_up(_told: object) -> None:
            # Whoever reads a file that nobody has open leaves its log behind: the desk is closed after that.
            self.lanes.write_out(partial(keep, desk.path, desk.clock), close, close, receiver=self)

        def close(_told: object) -> None:
            self._close_desk(desk, self._quit)

        # After all that is still to be saved.
        self.lanes.act(lambda: _note(desk, folder), back_up, back_up, receiver=self)

    def _close_desk(self, desk: "Desk", then: Callable[[], object]) -> None:
        if self.wall is not None:
            self.wall.close()
        self.lanes.act(desk.close, lambda _nothing: then(), lambda _error: then(), receiver=self)

    # One window a desk

    def _brought_forward(self) -> bool:
        """Whether this desk's window is open already, and now in front."""
        if self._path is None or self._new_window:
            return False
        from deskapp.ui.start import second_start

        return second_start.bring_forward(self._path, paths.user_data(), "".join(self._callers))

    def _answer_second_start(self, path: Path) -> None:
        from deskapp.ui.start.second_start import Answering

        if self._answering is None:
            self._answering = Answering(self)
            self._answering.asked.connect(self._on_asked_forward)
        self._answering.listen(path, paths.user_data())

    def _on_asked_forward(self, caller: str) -> None:
        if caller:
            self._callers.append(caller)
            if self._show_callers():
                return  # their call is in front now, or stands beside what is typed
        if self.window is not None:
            if self.window.isMinimized():
                self.window.showNormal()
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    def _show_callers(self) -> bool:
        """Begin a call for each who rings; whether that could be done. While it is locked nobody sees who they are, but
        how many.
        """
        from deskapp.ui.window.main_window import MainWindow

        window = self.window
        if not isinstance(window, MainWindow) or not self._is_ready:
            return False
        if window.place.locked:
            window.place.callers_waiting.emit(len(self._callers))
            return False
        callers, self._callers = self._callers, []
        for caller in callers:
            window.shell.new_calls.take(caller)
        return True

    # Without a desk to open

    def _show_first_run(self) -> None:
        from deskapp.ui.start.first_run import FirstRun

        page = FirstRun(self.lanes)
        page.desk_chosen.connect(self.open_desk)
        page.desk_made.connect(self.open_desk)
        page.demo_chosen.connect(lambda: self._make_demo(demo_file()))
        page.left.connect(self.app.quit)
        self._put(page)

    def _show_problem(self, problem: "StorageProblem") -> None:
        """What is wrong with the file; one that is encrypted is asked for its passphrase, a damaged one looked at."""
        if problem.code == Refusal.ENCRYPTED:
            self._ask_for_passphrase(Path(problem.values["path"]))
        elif _may_be_repaired(problem):
            self._show_repair(problem)
        else:
            self._show_refused(problem)

    def _show_repair(self, problem: "StorageProblem") -> None:
        from deskapp.domain.clock import SystemClock
        from deskapp.ui.start.repair_page import RepairPage

        page = RepairPage(problem, self.lanes, SystemClock())
        page.desk_chosen.connect(self.open_desk)
        page.repaired.connect(self.open_desk)
        page.left.connect(self.app.quit)
        self._put(page)
        page.begin()

    def _show_refused(self, problem: "StorageProblem") -> None:
        from deskapp.ui.start.storage_page import StoragePage

        page = StoragePage(problem, self.lanes)
        page.desk_chosen.connect(self.open_desk)
        page.again_asked.connect(self._try_again)
        page.left.connect(self.app.quit)
        self._put(page)

    def _ask_for_passphrase(self, path: Path) -> None:
        from deskapp.ui.start.unlock_page import UnlockPage

        page = UnlockPage(path, self.lanes)
        page.unlocked.connect(self.open_desk)
        page.desk_chosen.connect(self.open_desk)
        page.left.connect(self.app.quit)
        self._put(page)

    def _try_again(self) -> None:
        if self._path is not None:
            self.open_desk(self._path)

    def _on_desk_asked(self, desk: "Desk", window: "QWidget", path: Path | None) -> None:
        """Another desk instead of this one. path: None where it is still to be chosen."""
        from deskapp.ui.start.desk_files import ask_for_desk

        if path is None:
            ask_for_desk(window, partial(self._on_desk_asked, desk, window))
            return
        go = partial(self._close_desk, desk, partial(self.open_desk, path))
        from deskapp.ui.window.main_window import MainWindow

        if isinstance(window, MainWindow):
            window.leave(go)
        else:
            go()

    def _rewrite(self, place: "Workplace", act: "EncryptionAct") -> None:
        """Nobody may have the desk open meanwhile: a page stands where the window was, and opens it again."""
        facts, person = place.facts, place.me
        if facts is None or person is None:
            return
        from deskapp.ui.start.rewrite_page import RewritePage

        if self.wall is not None:
            self.wall.close()
        path = place.desk.path
        page = RewritePage(place.desk, self.lanes, act, facts, person.name)
        page.ended.connect(partial(self.open_desk, path, person.id))
        page.left.connect(self.app.quit)
        self._put(page)
        page.begin()

    def _bring_up_to_date(self, path: Path) -> None:
        from deskapp.ui.start.update_page import UpdatePage

        page = UpdatePage(path, self.lanes)
        page.updated.connect(self.open_desk)
        page.failed.connect(self._show_problem)
        self._put(page)
        page.begin()

    # The demo

    def _demo_is_made(self, path: Path) -> bool:
        """Whether a demo desk must be made first: its times are relative to the present."""
        if not self._demo:
            return False
        if path != demo_file():
            return not path.exists()
        from deskapp.ui.start import second_start

        # Another window has it open: it is not made anew under its feet.
        return not (path.exists() and second_start.is_answered(path, paths.user_data()))

    def _make_demo(self, path: Path) -> None:
        from deskapp.ui.start.demo_page import DemoPage

        page = DemoPage(path, self.lanes)
        page.made.connect(self.open_desk)
        page.failed.connect(self._show_problem)
        self._put(page)
        page.begin()


def _may_be_repaired(problem: "StorageProblem") -> bool:
    """Whether it is a damaged desk; what is no desk at all may be one whose beginning was written over."""
    if problem.code in (Refusal.NOT_A_DATABASE, Refusal.FOREIGN, Refusal.EMPTY):
        from deskapp.services.site.repair import had_copies

        return had_copies(Path(str(problem.values.get("path", ""))))
    return problem.code == Refusal.DAMAGED and "path" in problem.values


def _load(desk: "Desk") -> None:
    """Services and screens that the start went without: who rings, or presses F2, does not wait for them."""
    import deskapp.ui.calls.new_call.new_call  # noqa: F401
    from deskapp.ui.window import screens

    desk.load()
    screens.load()


def _note(desk: "Desk", folder: Path) -> None:
    """Keep how far the timeline went, where somebody has worked here."""
    if desk.is_open and desk.staff_id is not None:
        desk.evidence.note(folder)


def demo_file() -> Path:
    """Where the demo desk lies."""
    return paths.user_data() / "demo.db"
