"""What the window offers around its screens, once it is painted: commands by name, key and menu, and messages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt

from deskapp import direction
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError, StorageProblem
from deskapp.language import _
from deskapp.ui.documents.paper_commands import PaperCommands
from deskapp.ui.improve.improve_commands import improve_commands
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.sign_in.presence import Presence
from deskapp.ui.supervise.late_commands import late_commands
from deskapp.ui.supervise.waiting_command import waiting_command
from deskapp.ui.wall.wall_command import wall_command
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.window.dropped_files import DroppedFiles
from deskapp.ui.window.finds import Finds
from deskapp.ui.window.list_keys import ListKeys, RowMenus
from deskapp.ui.window.menu import build
from deskapp.ui.window.messages import Messages
from deskapp.ui.window.new_calls import NewCalls
from deskapp.ui.window.outside import Outside
from deskapp.ui.window.screens import rows
from deskapp.ui.window.unsaved import Unsaved
from deskapp.ui.window.visited import Visited
from deskapp.ui.work.commands import Command, Group
from deskapp.ui.work.keys import KEYS, Keys, native
from deskapp.ui.work.screen import Screen
from deskapp.ui.work.type_ahead import TypeAhead
from deskapp.wording import codes, refusals

if TYPE_CHECKING:
    from deskapp.services.directory.views import CustomerView
    from deskapp.services.escalations.views import EscalationView
    from deskapp.ui.backups.rounds import BackupRounds
    from deskapp.ui.window.whole_window import WholeWindow

#: The file that was opened is not what the path leads to any more.
_ANOTHER_FILE = (Refusal.GONE, Refusal.REPLACED, Refusal.WRITTEN_OVER, Refusal.LOG_GONE)


class Shell(QObject):
    """Made when the window has been painted once."""

    def __init__(self, window: WholeWindow) -> None:
        super().__init__(window.window())
        self._window = window
        #: The window as a widget: the parent of what opens.
        self._over = window.window()
        self._place = window.place
        self._notice = Notice()
        self._act: Callable[[], object] | None = None
        self._undoable: Callable[[], object] | None = None
        #: What a screen offers to undo by a button of its own.
        self._kept_undo: Callable[[], object] | None = None
        self._storage_failed = False
        self._notice.acted.connect(self._on_notice_acted)
        self._notice.ended.connect(self._on_notice_ended)
        self.messages = Messages(self._place, self)
        self.outside = Outside(self._place, self._over)
        self._put_notice(self._notice)
        self.unsaved = Unsaved(self._place, self)
        for notice in self.unsaved.notices:
            self._put_notice(notice)
        self.presence = Presence(window)
        self.visited, self._row_menus = Visited(window), RowMenus(window)
        self._list_keys = ListKeys(window, self._row_menus)
        self.finds = Finds(window, self.show_customer, self.show_contact, self)
        self.new_calls = NewCalls(window)
        self.papers = PaperCommands(self._place, self._over)
        self.commands = self._make_commands()
        self.dropped = DroppedFiles(window, self._place)
        self._ahead = TypeAhead(self._over)
        self._keys = Keys(self._over, self.commands, self._ahead, lambda: window.screens.current.own_keys)
        self.new_calls.share([one for one in self.commands if one.key in ("new_call", "drafts")], self._ahead)
        self._place.opening.connect(self._ahead.take_all)
        self.finds.opening.connect(self._ahead.begin)
        for told in (
            self._place.said,
            self._place.advised,
            self._place.offered,
            self._place.undoable,
            self._place.failed,
        ):
            told.connect(self._ahead.end)
        window.search.set_commands(self.commands)
        window.top.new_call_asked.connect(self.new_call)
        window.top.menu_asked.connect(self.open_menu)
        window.log.new_call_asked.connect(self.new_call)
        window.side.who_asked.connect(self.presence.open_who)
        window.screens.made.connect(self._join_screen)
        self._place.failed.connect(self.on_failed)
        self._place.acted.connect(self._on_acted)
        self._place.said.connect(self.say)
        self._place.offered.connect(self.offer)
        self._place.undoable.connect(self.offer_to_undo)
        self._place.undo_kept.connect(self._keep_undo)
        self._place.advised.connect(self.advise)
        self._place.escalated.connect(self._on_escalated)
        window.ready.connect(self._follow_deadlines)
        window.ready.connect(self._show_bad_rows)
        window.ready.connect(self._show_duty)
        window.ready.connect(self.new_calls.begin)
        window.ready.connect(self._follow_escalations)
        window.ready.connect(self._follow_questions)
        window.ready.connect(self._follow_actions)
        window.ready.connect(self._follow_review)
        window.ready.connect(self._follow_shared_reviews)
        window.ready.connect(self._follow_long_acts)
        window.ready.connect(self._follow_wrong_pins)
        window.ready.connect(self._follow_left_words)
        window.ready.connect(self.presence.begin)
        window.ready.connect(self._clear_attachments)
        self.show_who()

    # Messages

    @property
    def said(self) -> str:
        """The message that stands in the window, or ""."""
        return "" if self._notice.isHidden() else self._notice.words

    def say(self, words: str) -> None:
        """Something worth saying was done."""
        self._tell(words, Tint.OK, seconds=10)

    def offer(self, words: str, action: str, act: Callable[[], object]) -> None:
        """Something was done, and something can be done about it for 10 seconds."""
        self._tell(words, Tint.OK, action, act, seconds=10)

    def _put_notice(self, notice: Notice) -> None:
        """What it says stands over the foot of the window, and is kept to be read again."""
        self._window.put_notice(notice)
        self.messages.follow(notice)

    def open_messages(self) -> None:
        """Everything that was said, to be read again."""
        from deskapp.ui.window.messages import MessagesDialog

        MessagesDialog(self._place, self.messages, self._over).open()

    def _follow_deadlines(self) -> None:
        from deskapp.ui.window.alerts import Alerts

        # Beside the other messages: an undo is not pushed away by somebody's deadline.
        self._alert = Notice()
        self._due_call = 0
        self._alert.acted.connect(self._show_due_call)
        self._put_notice(self._alert)
        self.alerts = Alerts(self._place, self._over)
        self.alerts.said.connect(self._on_due)
        for ticker in (self._window.ticker, self._window.slow):
            ticker.ticked.connect(self.alerts.set_now)

    def _show_bad_rows(self) -> None:
        from deskapp.ui.widgets.bad_rows import BadRowsNotice

        self.bad_rows = BadRowsNotice(self._place, self)
        self._put_notice(self.bad_rows.notice)
        self.bad_rows.look()

    def _follow_escalations(self) -> None:
        from deskapp.ui.escalate.owners_news import OwnersNotice

        self.owners_notice = OwnersNotice(self._place, self)
        for notice in (self.owners_notice.late, self.owners_notice.back):
            self._put_notice(notice)
            notice.said.connect(partial(self._on_owners_news, notice))
        self.owners_notice.next_asked.connect(self._window.current.escalate_instead)
        self.owners_notice.call_asked.connect(self._window.show_call)
        for ticker in (self._window.ticker, self._window.slow):
            ticker.ticked.connect(self.owners_notice.set_now)

    def _follow_questions(self) -> None:
        from deskapp.ui.calls.questions.questions_notice import QuestionsNotice

        self.questions = QuestionsNotice(self._place, self)
        for notice in (self.questions.asked, self.questions.answered):
            self._put_notice(notice)
            notice.said.connect(partial(self._on_owners_news, notice))
        self.questions.call_asked.connect(self._window.show_call)
        self.questions.all_asked.connect(self.open_questions)

    def _follow_actions(self) -> None:
        from deskapp.ui.improve.agreed.actions_notice import ActionsNotice
        from deskapp.ui.improve.improve_count import ImproveCount

        self.actions = ActionsNotice(self._place, self)
        self._put_notice(self.actions.notice)
        self.actions.all_asked.connect(self.open_actions)
        count = ImproveCount(self._place, self)
        count.counted.connect(lambda figure: self._window.side.set_count("improve", figure or None))

    def open_actions(self) -> None:
        """What whoever works here has agreed to do."""
        from deskapp.ui.improve.agreed.my_actions_dialog import MyActionsDialog

        MyActionsDialog(self._place, self._over).open()

    def open_questions(self) -> None:
        """What is asked of whoever works here, and what they asked, with the answers."""
        from deskapp.ui.calls.questions.questions_dialog import QuestionsDialog

        dialog = QuestionsDialog(self._place, self._over)
        dialog.call_asked.connect(self._window.show_call)
        dialog.open()

    def _follow_shared_reviews(self) -> None:
        from deskapp.ui.improve.reviews.shared_notice import SharedNotice

        self.shared_reviews = SharedNotice(self._place, self)
        self._put_notice(self.shared_reviews.notice)
        self.shared_reviews.shown_asked.connect(self._show_shared_reviews)

    def _show_shared_reviews(self) -> None:
        from deskapp.ui.improve.improve_screen import ImproveScreen
        from deskapp.ui.improve.reviews.reviews_part import ReviewsPart

        screen = self._window.show_screen("improve")
        assert isinstance(screen, ImproveScreen)
        part = screen.show_part("reviews")
        assert isinstance(part, ReviewsPart)
        part.show_shared()
        self._window.focus_screen(screen)

    def _follow_review(self) -> None:
        from deskapp.ui.settings.review_reminder import ReviewReminder

        self.review = ReviewReminder(self._place, self)
        self._put_notice(self.review.notice)
        self.review.page_asked.connect(partial(self.show_settings, "written_policy"))
        self._window.slow.ticked.connect(self.review.set_now)
        self.review.look()

    def _follow_wrong_pins(self) -> None:
        from deskapp.ui.sign_in.wrong_pins_notice import WrongPinsNotice

        self.wrong_pins = WrongPinsNotice(self._place, self)
        self._put_notice(self.wrong_pins.notice)

    def _follow_left_words(self) -> None:
        from deskapp.ui.sign_in.left_words import LeftWords

        self.left_words = LeftWords(self._place, self)
        self._put_notice(self.left_words.notice)

    def _follow_long_acts(self) -> None:
        from deskapp.ui.window.long_acts import LongActs

        self.long_acts = LongActs(self._place, self)
        self._put_notice(self.long_acts.notice)

    def follow_backups(self, rounds: BackupRounds) -> None:
        """What came of the backups that are made by themselves is told where something is wrong with them."""
        from deskapp.ui.backups.backups_notice import BackupsNotice

        self.backups = BackupsNotice(self._place, rounds, self)
        self._put_notice(self.backups.notice)
        self.backups.page_asked.connect(partial(self.show_settings, "backups"))

    def follow_evidence(self) -> None:
        """The timeline is compared with what this workstation saw of it."""
        from deskapp.ui.backups.evidence_notice import EvidenceNotice

        self.evidence = EvidenceNotice(self._place, self._window.workstation.file.parent, self)
        self._put_notice(self.evidence.notice)
        self.evidence.begin()

    def show_settings(self, page: str) -> None:
        """Go to a page of the settings, by its key."""
        from deskapp.ui.settings.settings_screen import SettingsScreen

        screen = self._window.show_screen("settings")
        assert isinstance(screen, SettingsScreen)
        screen.show_page(page)

    def _on_owners_news(self, notice: Notice) -> None:
        self.outside.tell(notice.words, notice.tint is Tint.OVER)

    def _clear_attachments(self) -> None:
        """What was removed, or opened by a window that is gone, and could not be cleared then."""
        from deskapp.ui.attachments import housekeeping

        housekeeping.begin(self._place)

    def _show_duty(self) -> None:
        from deskapp.ui.rota.duty_card import DutyCard

        self.duty = DutyCard(self._place)
        self._window.side.slot.addWidget(self.duty)
        self._window.ticker.ticked.connect(self.duty.set_now)
        self.duty.reload()

    def _on_due(self, words: str, over: bool, call_id: int) -> None:
        self._due_call = call_id
        self._alert.say(words, Tint.OVER if over else Tint.SOON, _("Open"))
        self.outside.tell(words, over)

    def _show_due_call(self) -> None:
        self._window.show_call(self._due_call)

    def on_failed(self, error: DeskError) -> None:
        """Something failed that no dialog shows."""
        if error.code == Refusal.BUG:
            return  # told with a report: see show_bug
        words = refusals.error(error)
        if error.code in _ANOTHER_FILE:
            # Found anew with each look: told once, and the way out stays.
            words = f"{words} {_('What is shown is what was in it before.')}"
            if self.said != words:
                open_again = partial(self._window.desk_asked.emit, self._place.desk.path)
                self._tell(words, Tint.OVER, _("Open again"), open_again)
            return
        self._tell(words, Tint.OVER)
        self._storage_failed = isinstance(error, StorageProblem)

    def _on_acted(self) -> None:
        """Something was saved: what the file was in want of is over."""
        if self._storage_failed:
            self._notice.end()

    def show_bug(self, report: str) -> None:
        """A mistake of ours: the app goes on, and the person can read what happened, and save it."""
        from deskapp.ui.documents.report_dialog import ReportDialog

        words = _("Something went wrong in the app itself. What was saved is safe; you can go on working.")

        def show() -> None:
            dialog = ReportDialog(report, self.say, self._over)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

        self._tell(words, Tint.OVER, _("Report…"), show)

    def advise(self, words: str) -> None:
        """Why something cannot be done now, and what to do instead."""
        self._tell(words, Tint.INFO, seconds=10)

    def offer_undo(self, escalation: EscalationView) -> None:
        """Undo within 10 seconds is a withdrawal, recorded like everything."""
        words = _("Escalated to {contact}.").format(contact=escalation.contact)
        if not escalation.contact:
            words = _("Escalated.")
        self.offer_to_undo(words, partial(self._withdraw, escalation))

    def offer_to_undo(self, words: str, act: Callable[[], object]) -> None:
        """Something was done that can be undone for 10 seconds, by the button or the key."""
        self._tell(words, Tint.OK, _("Undo"), act, seconds=10, key=native(KEYS["undo"][0]))
        self._undoable = act

    def _on_escalated(self, escalation: EscalationView, print_sheet: bool) -> None:
        self.offer_undo(escalation)
        if print_sheet:
            from deskapp.ui.documents.sheet_dialog import SheetDialog

            SheetDialog(self._place, escalation.id, self._over, print_now=True).open()

    @property
    def can_undo(self) -> bool:
        """Whether what was done last can still be undone."""
        return self._undoable is not None or self._kept_undo is not None

    def _keep_undo(self, act: Callable[[], object] | None) -> None:
        if act is not None and self._undoable is not None:
            self._notice.end()  # one key undoes what was done last
        self._kept_undo = act

    def undo(self) -> None:
        """Undo what was done last, as the button of its message does."""
        act = self._undoable or self._kept_undo
        if act is None:
            self.advise(
                _("Nothing to undo: its time is over. An escalation can still be withdrawn in the call's timeline.")
            )
            return
        if act is self._undoable:
            self._notice.end()
        act()

    def _withdraw(self, escalation: EscalationView) -> None:
        from deskapp.services.escalations.acts import WithdrawEscalation

        act = WithdrawEscalation(escalation.id, _("undone at once"))
        self._place.act(lambda desk: desk.escalations.withdraw(act), receiver=self)

    def _tell(
        self,
        words: str,
        tint: Tint,
        action: str | None = None,
        act: Callable[[], object] | None = None,
        seconds: float | None = None,
        key: str = "",
    ) -> None:
        self._act, self._undoable, self._storage_failed = act, None, False
        self._notice.say(words, tint, action, seconds, key=key)

    def _on_notice_acted(self) -> None:
        act, self._act = self._act, None
        if act is not None:
            act()

    def _on_notice_ended(self) -> None:
        self._act, self._undoable, self._storage_failed = None, None, False

    # Who works here

    def show_who(self) -> None:
        """The line at the foot of the side bar."""
        here = self._place.desk.staff_id
        for staff_id, name, role in self._window.staff:
            if staff_id == here:
                self._window.side.set_who(direction.row((name, codes.role(role))))
                return
        self._window.side.set_who(_("Who works here?"))

    # Commands

    def new_call(self) -> None:
        """Log a call."""
        self.new_calls.open()

    def new_call_of(self, customer: CustomerView) -> None:
        """Log a call of a customer who was looked at."""
        self.new_calls.open_of(customer)

    def show_customer(self, name: str) -> None:
        self._show_in_directory("customers", name)

    def show_contact(self, name: str) -> None:
        self._show_in_directory("contacts", name)

    def _show_in_directory(self, kind: str, name: str) -> None:
        from deskapp.ui.directory.directory_screen import DirectoryScreen

        directory = self._window.show_screen("directory")
        assert isinstance(directory, DirectoryScreen)
        directory.look_for(kind, name)
        self._window.focus_screen(directory)

    def open_menu(self) -> None:
        """Everything that can be done, by group."""
        menu = build(self.commands, self._over)
        menu.aboutToHide.connect(menu.deleteLater)
        button = self._window.top.menu
        menu.popup(button.mapToGlobal(button.rect().bottomLeft() + QPoint(0, theme.px(4))))

    def open_keys(self) -> None:
        from deskapp.ui.window.keys_page import KeysDialog

        KeysDialog(self.commands, self._over).open()

    def _make_commands(self) -> list[Command]:
        window = self._window
        made = [
            Command("new_call", _("New call"), Group.CALL, self.new_call, KEYS["new_call"], _("log enquiry ticket")),
            Command(
                "drafts",
                _("Drafts of calls"),
                Group.CALL,
                self.new_calls.choose,
                KEYS["drafts"],
                _("begun typed unfinished second caller"),
            ),
            Command("search", _("Find anything, do anything"), Group.CALL, window.search.start, KEYS["search"]),
            self.finds.command(),
            *window.current.commands(),
            self._undo_command(),
            self._incident_command(),
        ]
        for number, row in enumerate(rows(), 1):
            run = partial(window.go_to_screen, row.key)
            made.append(Command(f"go_{row.key}", row.words, Group.SCREENS, run, (f"Ctrl+{number}",)))
        assert len(rows()) <= 9
        made += [*self.visited.commands(), *self._list_keys.commands(), *self._look_commands()]
        made += [
            *self.papers.commands(),
            *self.presence.commands(),
            waiting_command(window),
            *late_commands(window),
            *improve_commands(window),
            wall_command(window),
            *self._settings_commands(),
            self._export_command(),
            self._import_command(),
            Command("open_desk", _("Open another desk…"), Group.DESK, partial(window.desk_asked.emit, None)),
            Command(
                "messages",
                _("Messages"),
                Group.DESK,
                self.open_messages,
                KEYS["messages"],
                _("said notices again history news"),
            ),
            Command(
                "questions",
                _("Questions about calls"),
                Group.CALL,
                self.open_questions,
                also=_("update asked owner answer waits"),
            ),
            Command(
                "my_actions",
                _("My actions"),
                Group.DESK,
                self.open_actions,
                also=_("agreed to do due late improve"),
            ),
            Command("all_keys", _("All keys"), Group.DESK, self.open_keys, KEYS["all_keys"], _("shortcuts help")),
            Command("menu", _("Menu"), Group.DESK, self.open_menu, KEYS["menu"]),
            Command("quit", _("Quit"), Group.DESK, window.close, ("Ctrl+Q",), _("exit close window")),
        ]
        return made

    def _settings_commands(self) -> list[Command]:
        """Each page of the settings, by its name; in the menu they would stand twice, for the settings are a screen."""
        from deskapp.ui.settings.page_names import names

        return [
            Command(
                f"settings_{page.key}",
                _("Settings: {page}").format(page=page.words),
                Group.DESK,
                partial(self.show_settings, page.key),
                also=page.also,
                in_menu=False,
            )
            for page in names()
        ]

    def _export_command(self) -> Command:
        also = _("save list table spreadsheet xlsx csv")
        return Command("export", _("Export this list…"), Group.DESK, self.export, KEYS["export"], also)

    def _import_command(self) -> Command:
        also = _("list table spreadsheet xlsx csv")
        words = _("Import places and equipment…")
        return Command("import_equipment", words, Group.DESK, self.import_equipment, also=also)

    def import_equipment(self) -> None:
        """Ask for a file, and show what importing it would do."""
        from deskapp.ui.places.import_dialog import choose

        choose(self._place, self._over)

    def export(self) -> None:
        """Write what the screen lists into a file, as it is shown."""
        listings = self._window.screens.current.listings()
        if not listings or self._place.facts is None:
            self.advise(_("Nothing is listed here that could be exported. Go to a list first, as Calls or Directory."))
            return
        from deskapp.ui.documents.export_dialog import ExportDialog

        ExportDialog(self._place, listings, self._over).open()

    def export_calls_of(self, customer: CustomerView) -> None:
        """Write a customer's calls into a file, the newest first."""
        if self._place.facts is None:
            return
        from deskapp.ui.calls.log.call_listing import listing
        from deskapp.ui.documents.export_dialog import ExportDialog

        # Like every paper's, its name tells nobody whose they are.
        name = _("Calls of customer {number}").format(number=customer.id)
        now = self._place.desk.clock.now()
        calls = listing("calls", "", name, lambda desk: desk.lists.of_customer(customer.id), 0, self._place.facts, now)
        ExportDialog(self._place, (calls,), self._over).open()

    def _incident_command(self) -> Command:
        also = _("major incident outage emergency many customers")
        return Command("open_incident", _("Open an incident"), Group.CALL, self.open_incident, also=also)

    def open_incident(self) -> None:
        """Open a major incident, and show it."""
        from deskapp.ui.incidents.incidents_screen import IncidentsScreen

        screen = self._window.show_screen("incidents")
        assert isinstance(screen, IncidentsScreen)
        screen.open_incident()

    def _undo_command(self) -> Command:
        also = _("withdraw take back escalation")
        return Command(
            "undo",
            _("Undo the last act"),
            Group.CALL,
            self.undo,
            KEYS["undo"],
            also,
            ready=lambda: self.can_undo,
        )

    def _look_commands(self) -> list[Command]:
        from deskapp.ui.window.appearance import Look

        self._look = Look(self._window.workstation, self)
        return self._look.commands()

    def _join_screen(self, screen: Screen) -> None:
        window = self._window
        screen.call_asked.connect(window.show_call)
        screen.open_asked.connect(window.open_call)
        screen.row_menu_asked.connect(partial(self._row_menus.open, screen))
        screen.new_call_asked.connect(self.new_call)
        screen.call_for_asked.connect(self.new_call_of)
        screen.act_asked.connect(window.current.ask)
        screen.note_asked.connect(window.current.note)
        screen.next_asked.connect(window.current.escalate_instead)
        screen.export_asked.connect(self.export)
        screen.wall_asked.connect(window.wall_asked)
        screen.calls_of_asked.connect(self.export_calls_of)
        screen.calls_asked.connect(partial(window.go_to_screen, "calls"))
        screen.customer_asked.connect(self.show_customer)
        screen.directory_asked.connect(partial(window.go_to_screen, "directory"))
        screen.settings_asked.connect(self.show_settings)
        screen.appearance_changed.connect(self._look.use)
        screen.set_appearance(*self._look.chosen())
        window.ticker.ticked.connect(screen.set_now)
