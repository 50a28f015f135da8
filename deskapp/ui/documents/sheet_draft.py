"""A handoff sheet as a draft of an e-mail to its contact, in a file that a mail program opens. Nothing is sent."""

from functools import partial
from pathlib import Path

from deskapp.desk import Desk
from deskapp.documents.email_draft import cover, email_draft
from deskapp.documents.handoff_sheet import handoff_pdf, sheet_file_name
from deskapp.documents.new_file import try_place, write
from deskapp.domain.handoff.marks import Decided
from deskapp.domain.handoff.sheet import HandoffSheet
from deskapp.domain.words import PaperWay
from deskapp.language import words
from deskapp.services.changes import Done


def save_draft(desk: Desk, escalation_id: int, decided: Decided, path: Path) -> Done[HandoffSheet]:
    """Write it, all of it or nothing; it is a numbered sheet of the handoff. Work for a lane; raises DeskError."""
    try_place(path)
    contact_id = desk.escalations.one(escalation_id).contact_id
    address = desk.directory.contact(contact_id).email if contact_id is not None else ""
    begun = desk.escalations.begin_sheet(escalation_id, decided).value
    sheet = begun.sheet

    def draft() -> bytes:
        reader = words(sheet.language)
        subject = reader.gettext("Handoff {ref} · {number}").format(ref=sheet.ref, number=sheet.number)
        to = sheet.to.name or sheet.to.organisation
        pdf = handoff_pdf(sheet, reader)
        return email_draft(to, address, subject, cover(sheet, reader), pdf, sheet_file_name(sheet))

    done = desk.papers.put_out((begun.paper,), PaperWay.DRAFTED, draft, partial(write, path))
    return Done(sheet, done.changes)
