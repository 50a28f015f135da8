"""A draft of an e-mail with a paper attached, as a file that any mail program opens to be read over and sent."""

from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from deskapp.domain.handoff.sheet import HandoffSheet
from deskapp.language import Words


def email_draft(to: str, address: str, subject: str, text: str, paper: bytes, paper_name: str) -> bytes:
    """RFC 5322, not sent yet. to, address: who; without an address, or one that is none, it is to be filled in.

    What was typed is never a header of its own: line breaks in it are blanks.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Subject"] = _one_line(subject)
    known = _address(_one_line(to), address.strip())
    if known is not None:
        message["To"] = known
    message.set_content(text)
    message.add_attachment(paper, maintype="application", subtype="pdf", filename=_one_line(paper_name))
    return message.as_bytes()


def cover(sheet: HandoffSheet, words: Words) -> str:
    """What stands above the sheet: no more of the call than is on it."""
    say = words.gettext
    said = [say("The handoff sheet of {ref} is attached.").format(ref=sheet.ref), sheet.summary]
    if sheet.sender.phone:
        said.append(say("{site} help desk, {phone}").format(site=sheet.sender.site, phone=sheet.sender.phone))
    return "\n\n".join(filter(None, said)) + "\n"


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _address(name: str, address: str) -> Address | None:
    try:
        return Address(display_name=name, addr_spec=address) if address else None
    except (MessageError, ValueError, IndexError):
        return None
