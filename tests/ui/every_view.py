"""Everything that the window can show: each screen, each page of the settings, and a dialog of every kind."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtWidgets import QApplication, QDialog, QWidget

import deskapp.ui
from deskapp.domain.call_life import CallAct
from deskapp.domain.errors import StorageProblem
from deskapp.domain.findings.kinds import FeedbackTo, Rule
from deskapp.domain.measures.kinds import Measure
from deskapp.domain.words import ActionOf, ApprovalKind, GuideKind, Paper, RetentionKind, Role, VoidReason
from deskapp.models.improve.signals import Signal
from deskapp.services.actions.acts import MakeAction
from deskapp.services.approvals.acts import AskApproval
from deskapp.services.calls.acts import LogCall, MakeConfidential, NewCustomer, VoidCall
from deskapp.services.encryption.acts import Encrypt
from deskapp.services.encryption.views import EncryptionView
from deskapp.services.erasure.views import BackupView
from deskapp.services.findings.acts import AgreeOnAction, DismissSignal, MakeFeedback, WhichSignal
from deskapp.services.incidents.acts import EndIncident, OpenIncident, WriteMessage
from deskapp.services.library.views import GuideView
from deskapp.services.overview.visits.views import Happened
from deskapp.services.retention.views import DueView
from deskapp.storage import backup
from deskapp.ui.calls import acts as call_acts
from deskapp.ui.calls.act_row import fits
from deskapp.ui.escalate.answers.answers import dialog_for as answer_dialog
from deskapp.ui.escalate.answers.answers import unreturned
from deskapp.ui.incidents import acts as incident_acts
from deskapp.ui.window.screens import rows as screen_rows

if TYPE_CHECKING:
    from deskapp.desk import Desk
    from deskapp.services.overview.views import CallDetail
    from deskapp.ui.window.main_window import MainWindow

#: What shows a view: it gives back the window it stands in.
Show = Callable[[], QWidget]
Kind = TypeVar("Kind", bound=type[QWidget])


def furnish(desk: Desk) -> None:
    """Give the demo desk what its story has none of: an incident, an approval asked for, calls of rare kinds."""
    category = desk.facts().categories[0].id

    def log(customer: str) -> int:
        call = LogCall(f"The copier of {customer} jams", new_customer=NewCustomer(customer), category_id=category)
        return desk.calls.log(call).value.id

    one, two, three, four, five = (log(name) for name in ("Ada Vega", "Bo Lind", "Cy Moss", "Di Roth", "Ed Kay"))
    incident = desk.incidents.start(OpenIncident("Copiers jam", calls=(one, two))).value
    desk.incidents.write(WriteMessage(incident.id, "All copiers jam. Word follows at four.", incident.number))
    past = desk.incidents.start(OpenIncident("Cutter broken", calls=(three,))).value
    desk.incidents.end(EndIncident(past.id, past.version, "A new blade."))
    staff = {one.role: one.id for one in desk.facts().staff}
    desk.sign_in(staff[Role.AGENT])
    desk.approvals.ask(AskApproval(three, ApprovalKind.POLICY_EXCEPTION, None, "A second visit in one week."))
    desk.sign_in(staff[Role.MANAGER])
    desk.calls.void(VoidCall(four, VoidReason.IN_ERROR, words="A slip."))
    desk.calls.make_confidential(MakeConfidential(five, "About a colleague."))


def leaves(kind: Kind) -> set[Kind]:
    """The classes of the app below this one that nothing else stands on."""
    for module in pkgutil.walk_packages(deskapp.ui.__path__, "deskapp.ui."):
        import_module(module.name)
    found: set[Kind] = set()
    waiting = [kind]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        found |= {one for one in below if one.__module__.startswith("deskapp.") and not one.__subclasses__()}
    return found


class EveryView:
    """Shows one view after the other in the real window; each is taken away before the next."""

    def __init__(self, window: MainWindow, idle: Callable[[], None], folder: Path) -> None:
        """folder: where files may be written."""
        self.window, self._idle, self._folder = window, idle, folder
        self._place, self._desk = window.place, window.place.desk

    def all(self) -> Iterator[tuple[str, QWidget]]:
        """Each by its name, with the window it stands in, shown and at rest."""
        yield from self.in_the_window()
        yield from self.dialogs()
        yield from self.pages_of_the_start()

    def in_the_window(self) -> Iterator[tuple[str, QWidget]]:
        """The screens with what they hold, and the pages of the settings."""
        for row in screen_rows():
            self.window.go_to_screen(row.key)
            self._idle()
            yield row.key, self.window
        for kind in ("customers", "contacts"):
            directory = self.window.show_screen("directory")
            directory.switch.pill(kind).click()  # type: ignore[attr-defined]
            self._idle()
            yield f"directory: {kind}", self.window
        settings = self.window.show_screen("settings")
        for page in settings.pages:  # type: ignore[attr-defined]
            settings.show_page(page)  # type: ignore[attr-defined]
            self._idle()
            yield f"settings: {page}", self.window
        improve = self.window.show_screen("improve")
        for part in improve.offered:  # type: ignore[attr-defined]
            improve.show_part(part)  # type: ignore[attr-defined]
            self._idle()
            yield f"improve: {part}", self.window
        for call in self._calls_of_all_kinds:
            self.window.show_call(call.row.id)
            self._idle()
            yield f"panel of a call: {call.state}, {len(call.escalations)} escalations", self.window
        handed = max(self._calls_of_all_kinds, key=lambda call: len(call.escalations))
        self.window.open_call(handed.row.id)
        self._idle()
        yield "a call whole", self.window
        self.window.show_screen("calls")
        self._idle()

    def dialogs(self) -> Iterator[tuple[str, QDialog]]:
        for name, opens in self._opening():
            before = set(_dialogs())
            opens()
            self._idle()
            opened = set(_dialogs()) - before
            assert len(opened) == 1, (name, opened)
            (dialog,) = opened
            yield f"{name}: {type(dialog).__name__}", dialog
            if shiboken6.isValid(dialog):
                dialog.reject()
                dialog.deleteLater()
            self._idle()

    # Inside

    @cached_property
    def _calls_of_all_kinds(self) -> list[CallDetail]:
        """One call for each set of acts that can be done with a call."""
        found: dict[object, CallDetail] = {}
        for view in ("open", "closed"):
            for row in self._desk.lists.calls(view):
                call = self._desk.overview.call(row.id)
                states = tuple(one.state for one in unreturned(call))
                found.setdefault((call.state, states, call.incident is not None, call.row.confidential), call)
        return list(found.values())

    def _opening(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """A dialog of every kind, by what it is about."""
        yield from self._of_calls()
        yield from self._of_lists()
        yield from self._of_settings()

    def _of_calls(self) -> Iterator[tuple[str, Callable[[], object]]]:
        from deskapp.ui.approvals.open_dialog import dialog_for as approval_dialog
        from deskapp.ui.calls.call_backs.keep_promise_dialog import KeepPromiseDialog
        from deskapp.ui.calls.call_backs.move_promise_dialog import MovePromiseDialog
        from deskapp.ui.calls.dialogs.reassign_dialog import ReassignDialog
        from deskapp.ui.calls.dialogs.several_dialogs import TagSeveralDialog
        from deskapp.ui.calls.many import many_dialogs
        from deskapp.ui.calls.panel.why_dialog import WhyDialog
        from deskapp.ui.calls.questions.ask_dialog import AskDialog
        from deskapp.ui.documents.amend_dialog import AmendDialog
        from deskapp.ui.documents.several_papers_dialog import SeveralPapersDialog
        from deskapp.ui.documents.sheet_dialog import SheetDialog
        from deskapp.ui.escalate.dialog.new_contact_dialog import NewContactDialog
        from deskapp.ui.escalate.out_papers import sets_of
        from deskapp.ui.guides.help_window import show_help
        from deskapp.ui.improve.agreed.agree_dialog import AgreeDialog
        from deskapp.ui.improve.agreed.done_dialog import DoneDialog
        from deskapp.ui.improve.measures.definition_dialog import DefinitionDialog
        from deskapp.ui.improve.readiness.choose_dialog import ChooseDialog
        from deskapp.ui.supervise.visits.figure_dialog import FigureDialog
        from deskapp.ui.supervise.visits.handover_dialog import HandoverDialog
        from deskapp.ui.supervise.visits.trend_dialog import TrendDialog

        place, window = self._place, self.window
        calls = self._calls_of_all_kinds
        yield "new call", window.shell.new_call
        for row in call_acts.rows():
            call = next((one for one in calls if fits(row, one)), None)
            if row.dialog is not None and call is not None:
                yield row.act, lambda row=row, call=call: row.dialog(place, call, window).open()
        handed = next(one for one in calls if any(out.state == "offered" for out in unreturned(one)))
        (out,) = unreturned(handed)
        for key in ("accept", "refuse", "withdraw", "hear", "return"):
            yield key, lambda key=key: answer_dialog(key, place, handed, out, window).open()
        yield "escalate once more", partial(window.current.escalate, handed.row.id)
        yield "new contact to escalate to", lambda: NewContactDialog(place, 1, "Ann", (1, "Billing"), window).open()
        yield "amend a handoff", lambda: AmendDialog(place, out, window).open()
        yield "sheet", lambda: SheetDialog(place, out.id, window).open()
        yield "help", lambda: show_help(place, handed.row.id, window, ("F9",))
        yield "cards", lambda: show_help(place, handed.row.id, window, ("F9",), ("Shift+F9",), cards=True)
        view = self._desk.readiness.view()
        yield "gaps", lambda: ChooseDialog(place, view, window).open()
        yield "agree on an action", lambda: AgreeDialog(place, ActionOf.GAP, "warm", "Warm transfer", window).open()
        act = MakeAction(ActionOf.GAP, "warm", "Warm transfer", "Ring", 1, self._desk.clock.now().date())
        action = self._desk.actions.make(act).value
        yield "an action is done", lambda: DoneDialog(place, action, window).open()
        yield "why", lambda: WhyDialog(handed.clocks[0], place.zone, self._desk.clock.now(), window).open()
        told = self._desk.visits.since()
        yield "figure of a visit", lambda: FigureDialog(place, Happened.NEW, told, window).open()
        yield "handover", lambda: HandoverDialog(place, window).open()
        yield "what a measure means", lambda: DefinitionDialog(Measure.ESCALATED, "2026", window).open()
        yield from self._of_signals()
        yield "trend", lambda: TrendDialog(place, window).open()
        yield "reassign many", lambda: ReassignDialog(place, [one.row.id for one in calls], window).open()
        several = [one.row.id for one in calls]
        yield "tag for several", lambda: TagSeveralDialog(place, several, window).open()
        sets = sets_of(self._desk.escalations.out(), Paper.A4)
        yield "several papers", lambda: SeveralPapersDialog(place, sets, Paper.A4, window).open()
        before = self._desk.many.before(CallAct.REASSIGN, several, {})
        for kind in (
            many_dialogs.ReassignManyDialog,
            many_dialogs.RaiseManyDialog,
            many_dialogs.AskManyDialog,
            many_dialogs.NoteManyDialog,
        ):
            yield "several", lambda kind=kind: kind(place, several, before, dict(before.stood), window).open()
        yield "ask an owner", lambda: AskDialog(place, handed, window).open()
        yield "questions", window.shell.open_questions
        yield "save a view", window.log.save_view
        for approval in self._desk.approvals.open():
            yield f"approval {approval.state}", lambda asked=approval: approval_dialog(place, asked, window).open()
        promise = self._desk.promises.open()[0]
        yield "keep", lambda: KeepPromiseDialog(place, promise, window).open()
        yield "move", lambda: MovePromiseDialog(place, promise, window).open()

    def _of_signals(self) -> Iterator[tuple[str, Callable[[], object]]]:
        from deskapp.ui.improve.agreed.move_dialog import MoveActionDialog
        from deskapp.ui.improve.agreed.my_actions_dialog import MyActionsDialog
        from deskapp.ui.improve.signals.feedback_dialogs import AnswerDialog, FeedbackDialog, SentDialog
        from deskapp.ui.improve.signals.why_dialog import WhyDialog
        from deskapp.wording.findings.signals import why

        place, window, desk = self._place, self.window, self._desk
        day = desk.findings.signals().today
        with desk.work.act() as unit:
            about = {"rule": Rule.WAITING, "subject": {"priority": "P2"}, "month": day.replace(day=1)}
            unit.session.add(Signal(key="waiting:p2", found_at=unit.now, **about))
        which = WhichSignal("waiting:p2", day, "P2 customers wait for their update")
        signal = desk.findings.dismiss(DismissSignal(which, "One customer alone")).value
        action = desk.findings.agree(AgreeOnAction(which, "Write a guide", 1, day)).value
        asked = MakeFeedback(which, "5 calls", FeedbackTo.PRODUCT, "The maker", "A reset that works", day)
        feedback = desk.findings.feed_back(asked).value
        yield "why a signal", lambda: WhyDialog(why(), window).open()
        yield "move an action", lambda: MoveActionDialog(place, action, window).open()
        yield "my actions", lambda: MyActionsDialog(place, window).open()
        yield "feedback", lambda: FeedbackDialog(place, signal, which, "5 calls", window).open()
        yield "feedback sent", lambda: SentDialog(place, feedback, window).open()
        yield "feedback answered", lambda: AnswerDialog(place, feedback, window).open()

    def _of_lists(self) -> Iterator[tuple[str, Callable[[], object]]]:
        from deskapp.ui.approvals.waiting_dialog import WaitingDialog
        from deskapp.ui.directory.contact_dialog import ContactDialog
        from deskapp.ui.directory.customer_dialog import CustomerDialog
        from deskapp.ui.directory.import_dialog import ImportDialog
        from deskapp.ui.directory.merge_dialog import MergeCustomersDialog, MergeDialog
        from deskapp.ui.erasure.due_dialog import DueDialog
        from deskapp.ui.erasure.forget_dialog import ForgetDialog
        from deskapp.ui.erasure.hold_dialogs import HoldCallDialog, hold_customer
        from deskapp.ui.erasure.remove_backups_dialog import RemoveBackupsDialog
        from deskapp.ui.improve.reviews.draw_dialog import DrawDialog
        from deskapp.ui.improve.reviews.scorecard_dialog import ScorecardDialog
        from deskapp.ui.incidents.open_dialog import OpenIncidentDialog
        from deskapp.ui.places.equipment_dialog import EquipmentDialog
        from deskapp.ui.places.import_dialog import ImportThingsDialog
        from deskapp.ui.places.person_dialog import PersonDialog
        from deskapp.ui.places.place_dialog import PlaceDialog
        from deskapp.ui.rota.cover_dialog import CoverDialog
        from deskapp.ui.rota.rota_dialog import RotaDialog
        from deskapp.ui.rota.swap_dialog import SwapDialog
        from deskapp.ui.settings.backups.backup_dialog import BackupDialog
        from deskapp.ui.sign_in.pin_dialog import PinDialog

        place, window, desk = self._place, self.window, self._desk
        yield "keys", window.shell.open_keys
        yield "messages", window.shell.open_messages
        yield "report of an error", self._show_report
        yield "all that was found", lambda: window.shell.finds.show_all("copier")
        note = GuideView(1, GuideKind.NOTE, "Fuser", "Let it cool down before the cover is opened.")
        yield "a guide that was found", lambda: window.shell.finds.show_guide(note)
        yield "approvals that wait", lambda: WaitingDialog(place, window).open()
        yield "draw a sample", lambda: DrawDialog(place, window).open()
        card = self._desk.reviews.card()
        yield "scorecard", lambda: ScorecardDialog(place, card, window).open()
        yield "open an incident", lambda: OpenIncidentDialog(place, window).open()
        detail = desk.incidents.one(desk.incidents.open()[0].id)
        past = desk.incidents.one(desk.incidents.recent()[0].id)
        for key in ("join", "message", "lead", "note", "step", "over"):
            yield f"incident, {key}", lambda key=key: incident_acts.dialog(key, place, detail, window).open()
        yield "incident, reopen", lambda: incident_acts.dialog("reopen", place, past, window).open()
        yield "incident, leave", lambda: incident_acts.leave(place, detail, detail.calls[0], window).open()
        yield "incident, tell", lambda: incident_acts.tell(place, detail, detail.calls[0], window).open()
        yield "step", lambda: incident_acts.step(place, detail.incident, detail.steps[0], window).open()
        rota = desk.rotas.listed()[0]
        yield "new rota", lambda: RotaDialog(place, None, window).open()
        yield "rota", lambda: RotaDialog(place, rota, window).open()
        yield "cover", lambda: CoverDialog(place, rota, window).open()
        yield "swap", lambda: SwapDialog(place, rota, window).open()
        contact, customer = desk.directory.contacts("")[0], desk.directory.customers("Ada Vega")[0]
        calendars = desk.site.calendars()
        yield "new contact", lambda: ContactDialog(place, calendars, None, window).open()
        yield "contact", lambda: ContactDialog(place, calendars, contact, window).open()
        yield "new customer", lambda: CustomerDialog(place, None, window).open()
        yield "customer", lambda: CustomerDialog(place, customer, window).open()
        yield "merge", lambda: MergeDialog(place, contact, window).open()
        yield "forget", lambda: ForgetDialog(place, customer, window).open()
        copy = BackupView("desk schema 4.db", desk.clock.now(), 3_400_000)
        kept = backup.back_up(desk.path, "kept.db").name
        yield "inside a backup", lambda: BackupDialog(place, kept, window).open()
        yield "remove backups", lambda: RemoveBackupsDialog(place, (copy,), window).open()
        old = DueView(RetentionKind.WORDS, 12, desk.clock.now(), 1)
        yield "due by age", lambda: DueDialog(place, old, window).open()
        yield "hold a call", lambda: HoldCallDialog(place, window).open()
        yield "hold a customer", lambda: hold_customer(place, customer, window).open()
        yield "merge_customers", lambda: MergeCustomersDialog(place, customer, None, window).open()
        things = desk.places.of_customer(customer.id)
        yield "person", lambda: PersonDialog(place, customer.id, customer.name, None, window).open()
        yield "place", lambda: PlaceDialog(place, customer.id, customer.name, None, window).open()
        about = (place, customer.id, customer.name)
        yield "equipment", lambda: EquipmentDialog(*about, None, things.places, (), window).open()
        yield "export", window.shell.export
        cards = self._folder / "people.csv"
        cards.write_text("Name,E-mail\nAnn Lee,ann@example.org\n,nobody@example.org\n", "utf-8")
        yield "import", lambda: ImportDialog(place, cards, window).open()
        table = self._folder / "equipment.csv"
        table.write_text(f"customer,label,serial\n{customer.name},Loom,L-7\nNobody,Loom,L-8\n", "utf-8")
        yield "import equipment", lambda: ImportThingsDialog(place, table, window).open()
        yield "PIN", lambda: PinDialog(place, desk.staff.members()[0], window).open()

    def _show_report(self) -> None:
        shell = self.window.shell
        shell.show_bug("deskapp 1.0\n\nTraceback, the latest last:\n  deskapp/ui/calls/acts.py:12 ask\nKeyError\n")
        shell._notice._action.click()

    def _of_settings(self) -> Iterator[tuple[str, Callable[[], object]]]:
        from deskapp.ui.settings.encryption.key_dialog import KeyDialog
        from deskapp.ui.settings.encryption.new_passphrase_dialog import NewPassphraseDialog
        from deskapp.ui.settings.encryption.remove_dialog import RemoveEncryptionDialog
        from deskapp.ui.settings.ground.list_page import ListPage
        from deskapp.ui.settings.hours.new_calendar_dialog import NewCalendarDialog
        from deskapp.ui.settings.routes.route_test_dialog import RouteTestDialog
        from deskapp.ui.settings.staff.code_dialog import CodeDialog
        from deskapp.ui.settings.staff.reset_pin_dialog import ResetPinDialog
        from deskapp.ui.settings.targets.apply_dialog import ApplyDialog

        place, window, desk = self._place, self.window, self._desk
        settings = window.show_screen("settings")
        for key in settings.pages:  # type: ignore[attr-defined]
            page = settings.show_page(key)  # type: ignore[attr-defined]
            self._idle()
            if isinstance(page, ListPage) and key != "backups":  # one is made at once; its dialog is shown below
                yield f"{key}, new", partial(page.open, None)
                yield f"{key}, change", partial(page.open, page.entries.current)
        yield "calendar", lambda: NewCalendarDialog(place, desk.site.calendars()[0], window).open()
        route = desk.routes.all().routes[0]
        yield "try a route", lambda: RouteTestDialog(place, route, window).open()
        yield "recovery code", lambda: CodeDialog(place, "Rita", window).open()
        yield "reset a PIN", lambda: ResetPinDialog(place, desk.staff.members()[0], window).open()
        encrypted = EncryptionView(encrypted=True, copies=desk.encryption.view().copies)
        yield "passphrase", lambda: NewPassphraseDialog(place, encrypted, window).open()
        yield "remove the encryption", lambda: RemoveEncryptionDialog(place, encrypted, window).open()
        yield "recovery key", lambda: KeyDialog(place, "Rita", window).open()
        yield "apply", lambda: ApplyDialog(place, window).open()

    def pages_of_the_start(self) -> Iterator[tuple[str, QWidget]]:
        """What stands in the window's place while there is no desk, or nobody has signed in."""
        from deskapp.ui.sign_in.page import SignInPage
        from deskapp.ui.start.demo_page import DemoPage
        from deskapp.ui.start.first_run import FirstRun
        from deskapp.ui.start.repair_page import RepairPage
        from deskapp.ui.start.rewrite_page import RewritePage
        from deskapp.ui.start.storage_page import StoragePage
        from deskapp.ui.start.unlock_page import UnlockPage
        from deskapp.ui.start.update_page import UpdatePage

        lanes = self._place.lanes
        first = self._desk.first_screen("due")
        problem = StorageProblem("damaged", path=str(self._folder / "desk.db"))
        pages: dict[str, Callable[[], QWidget]] = {
            "sign in": lambda: SignInPage(self._desk, lanes, first, 1),
            "no desk yet": lambda: FirstRun(lanes, self._folder),
            "cannot be opened": lambda: StoragePage(problem, lanes),
            "damaged": lambda: RepairPage(problem, lanes, self._desk.clock),
            "demo": lambda: DemoPage(self._folder / "demo.db", lanes),
            "passphrase": lambda: UnlockPage(self._folder / "desk.db", lanes),
            "encrypting": lambda: RewritePage(self._desk, lanes, Encrypt(""), self._desk.facts(), "Rita"),
            "update": lambda: UpdatePage(self._folder / "desk.db", lanes),
        }
        for name, make in pages.items():
            page = make()
            page.show()
            page.activateWindow()
            self._idle()
            yield f"start: {name}", page
            if isinstance(page, FirstRun):
                for step in (1, 2):
                    page._go(step)
                    self._idle()
                    yield f"start: {name}, page {step + 1}", page
            page.close()
            page.deleteLater()
            self.window.activateWindow()
            self._idle()


def _dialogs() -> Iterator[QDialog]:
    return (one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible())
