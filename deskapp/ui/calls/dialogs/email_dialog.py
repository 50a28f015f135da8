"""A draft of an e-mail about a call, with a paper that tells what its reader may see; a mail program sends it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from deskapp import direction, language
from deskapp.desk import Desk
from deskapp.documents.call_sheet import call_file_name, call_pdf, call_text
from deskapp.documents.email_draft import cover, email_draft
from deskapp.documents.handoff_sheet import handoff_pdf, sheet_file_name
from deskapp.documents.new_file import try_place, write
from deskapp.domain.handoff.sheet import HandoffSheet
from deskapp.domain.words import PaperWay
from deskapp.language import _
from deskapp.paperwork.call import for_customer
from deskapp.services.changes import Changes, Done
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.call_papers import HandOn, LeavingCall
from deskapp.services.overview.views import CallDetail
from deskapp.services.papers.leaving import Leaving
from deskapp.services.site.views import DeskFacts
from deskapp.ui.attachments.copies import copies
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.calls.about import about
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.new_file import ask_file, fresh
from deskapp.ui.work.workplace import Workplace


class _Reader(NamedTuple):
    """For whom a draft is: the customer, where `escalation` is None, or the contact of one."""

    name: str
    address: str
    escalation: EscalationView | None = None


class _Draft(NamedTuple):
    """A draft that was written, and the numbered papers in it."""

    path: Path
    papers: tuple[Leaving, ...]


class EmailDialog(ActDialog):
    """Nobody is chosen before: what is said depends on who reads it. Nothing is sent from here."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(
            place, _("Draft an e-mail"), _("Open in the mail program"), parent, about=about(call), width=620
        )
        self._call = call
        self._readers: dict[str, _Reader] = {"customer": _Reader(call.customer.name, call.customer.email)}
        for one in call.escalations:
            if one.contact_id is not None:
                # Handed over twice it is the newest sheet that counts.
                self._readers[f"contact {one.contact_id}"] = _Reader(one.contact, "", one)
        words = {key: _named(reader) for key, reader in self._readers.items()}
        self.reader = self.add("reader", _("To whom"), ChoiceRow(_("To whom"), list(words.items())), kept=False)
        self.address = self.add("address", _("E-mail"), QLineEdit(), kept=False)
        self.subject = self.add("subject", _("Subject"), QLineEdit(), kept=False)
        self.text = self.add(
            "text", _("What it says, to be changed in the mail program too"), QPlainTextEdit(), kept=False
        )
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(self.text.fontMetrics().height() * 10)
        self.paper = Label("", "muted", wrap=True)
        self.body.addWidget(self.paper)
        self.save_button = self.add_button(secondary(_("Save the draft…")), self._ask_where)
        self.hint.setText(_("Nothing is sent from here. To write to another contact, escalate to them first."))
        self.reader.changed.connect(self._on_reader)
        self.reader.setFocus()

    @property
    def chosen(self) -> _Reader | None:
        """For whom it is."""
        return self._readers.get(str(self.reader.value))

    def submit(self) -> None:
        if self._complete():
            self._make(None)

    def save_as(self, path: Path) -> None:
        """Write the draft there: all of it or nothing."""
        if self._complete():
            self._make(path)

    def _ask_where(self) -> None:
        if self._complete():
            name = str(Path(call_file_name(self._call.row.ref)).with_suffix(".eml"))
            filters = [_("E-mail (*.eml)")]
            ask_file(self, _("Save the draft"), name, self.save_as, filters=filters, folder=QDir.homePath())

    def _complete(self) -> bool:
        if self.chosen is None:
            self.say("reader", _("Choose who is to read it."))
            return False
        return True

    def _make(self, path: Path | None) -> None:
        """Record it, and write the draft: to a place that was chosen, or to this window's own folder."""
        reader, call_id = self.chosen, self._call.row.id
        facts, me = self.place.facts, self.place.me
        assert reader is not None
        assert facts is not None
        to, subject, text = self.address.text(), self.subject.text(), self.text.toPlainText()
        by = me.name if me else ""

        def work(desk: Desk) -> Done[_Draft]:
            if path is not None:
                try_place(path)
            target = path or fresh(copies.folder(), Path(call_file_name(self._call.row.ref)).stem, ".eml")
            who = reader.name if reader.escalation else _("the customer")
            # What is marked in it and undecided refuses the sheet, before anything is numbered.
            begun = desk.escalations.begin_sheet(reader.escalation.id).value if reader.escalation else None
            handed = desk.overview.hand_on(HandOn(call_id, who)).value
            papers: tuple[Leaving, ...]
            if begun is None:
                papers, draw = (handed.paper,), _for_customer(desk, handed, facts, by)
            else:
                papers, draw = (handed.paper, begun.paper), _for_contact(begun.sheet)

            def draft() -> bytes:
                return email_draft(reader.name, to, subject, text, *draw())

            if path is not None:
                done = desk.papers.put_out(papers, PaperWay.DRAFTED, draft, partial(write, target))
                return Done(_Draft(target, papers), done.changes)
            try:
                write(target, draft())
            except BaseException:
                desk.papers.failed(papers, PaperWay.DRAFTED)
                raise
            # It has left once a mail program has it.
            return Done(_Draft(target, papers), Changes())

        self._saved = path is not None
        self.carry_out(work)

    def succeed(self, value: _Draft) -> None:
        if self._saved:
            super().succeed(value)
            self.place.said.emit(_("The draft is saved as {path}").format(path=value.path))
        elif QDesktopServices.openUrl(QUrl.fromLocalFile(str(value.path))):
            self.place.act(lambda desk: desk.papers.left(value.papers, PaperWay.DRAFTED))
            super().succeed(value)
            self.place.said.emit(_("The draft is open in the mail program: read it, then send it there."))
        else:
            value.path.unlink(missing_ok=True)
            why = _("no program for drafts of e-mails")
            self.place.act(lambda desk: desk.papers.failed(value.papers, PaperWay.DRAFTED, why))
            self._rest(False)
            self.notice.say(_("This computer has no program for drafts of e-mails. Save the draft instead."), Tint.SOON)

    def _on_reader(self, _key: object = None) -> None:
        reader = self.chosen
        if reader is None or self.place.facts is None:
            return
        self.address.setText(reader.address)
        if reader.escalation is None:
            facts, me = self.place.facts, self.place.me
            words = language.words(facts.site.language)
            sheet = for_customer(self._call, facts, self.place.desk.clock.now(), me.name if me else "", words)
            self._say(words.gettext("Your call {ref}").format(ref=sheet.ref), call_text(sheet, words))
            self.paper.setText(
                _("Attached: what they said and want, what solved it, what was promised. No notes, no other names.")
            )
            return
        escalation = reader.escalation

        def read(desk: Desk) -> tuple[HandoffSheet, str]:
            contact = desk.directory.contact(escalation.contact_id or 0)
            return desk.escalations.look(escalation.id), contact.email

        self.place.read(read, self._on_sheet, key=("letter", id(self)))

    def _on_sheet(self, found: tuple[HandoffSheet, str]) -> None:
        sheet, email = found
        words = language.words(sheet.language)
        self.address.setText(email)
        subject = words.gettext("Handoff {ref} · {number}").format(ref=sheet.ref, number=sheet.number)
        self._say(subject, cover(sheet, words))
        self.paper.setText(_("Attached: the handoff sheet, with what this contact may see and nothing else."))

    def _say(self, subject: str, text: str) -> None:
        self.subject.setText(direction.clean(subject))
        self.text.setPlainText(direction.clean(text))


def _for_customer(desk: Desk, handed: LeavingCall, facts: DeskFacts, by: str) -> Callable[[], tuple[bytes, str]]:
    """Draws the paper, and says what its file is called."""
    words = language.words(facts.site.language)
    sheet = for_customer(handed.call, facts, desk.clock.now(), by, words, number=handed.paper.number)
    return lambda: (call_pdf(sheet, words), call_file_name(sheet.ref))


def _for_contact(sheet: HandoffSheet) -> Callable[[], tuple[bytes, str]]:
    return lambda: (handoff_pdf(sheet, language.words(sheet.language)), sheet_file_name(sheet))


def _named(reader: _Reader) -> str:
    name = direction.isolated(reader.name).replace("&", "&&")
    return name if reader.escalation else _("Customer: {name}").format(name=name)
