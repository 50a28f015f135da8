"""The recovery code, or the recovery key, on paper: one plain page to be kept away from the desk."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from deskapp.documents import frame
from deskapp.documents.layout import Flow
from deskapp.documents.lines import lines, one_line
from deskapp.documents.moments import Moments
from deskapp.documents.paint import Properties, pdf
from deskapp.documents.text import Span
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import Paper
from deskapp.language import Words


class Recovers(StrEnum):
    """What somebody forgot who needs the page: their PIN, or the passphrase of the desk's file."""

    PIN = "pin"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """Whose code, for which desk. code: in groups with strokes between them."""

    site: str
    code: str
    made_for: str
    made_at: datetime
    zone: str
    paper: Paper = Paper.A4
    language: str = "en"
    recovers: Recovers = Recovers.PIN


def recovery_pdf(sheet: RecoverySheet, words: Words) -> bytes:
    """The page as a PDF."""
    say = words.gettext
    flow = Flow(sheet.paper, lambda _flow: None)
    moments = Moments(sheet.zone, sheet.made_at, words)
    said = say("made for {name}, {time}").format(name=sheet.made_for, time=moments.full(sheet.made_at))
    of_file = sheet.recovers is Recovers.FILE
    title = say("Recovery key") if of_file else say("Recovery code")
    frame.head(flow, sheet.site, title, said)
    flow.gap(18)
    # A key goes on in a second line, between two of its groups.
    code, size = (sheet.code.replace("-", " "), 18) if of_file else (sheet.code, 24)
    flow.box([lines((Span(code, bold=True),), size, flow.width - 24, size + 10)], [flow.width])
    flow.gap(14)
    for paragraph in _of_file(say) if of_file else _of_pin(say):
        flow.text(lines((Span(paragraph),), 10, flow.width, 14))
        flow.gap(5)
    flow.foot(
        lambda width: one_line((Span(sheet.site),), 7, width),
        lambda _number, _count: one_line((Span(sheet.made_for),), 7, flow.width / 2),
    )
    return pdf(flow, Properties(title, sheet.site, sheet.language, sheet.made_at))


def _of_pin(say: Callable[[str], str]) -> tuple[str, ...]:
    return (
        say("A manager who forgot the PIN gets in with this code once: on the sign-in page, under “PIN forgotten?”."),
        say("It is used up by that, and another one is shown then: print it, and throw this page away."),
        say(
            "Keep this page where the keys of the site are kept, not beside the desk. Whoever has it can become"
            " a manager of this desk."
        ),
    )


def _of_file(say: Callable[[str], str]) -> tuple[str, ...]:
    return (
        say("The desk's file is encrypted. Whoever forgot its passphrase types this key in its place."),
        say("It holds until the passphrase is changed: then print the new one, and throw this page away."),
        say("If the passphrase and this page are both lost, nobody can read the desk again, nor its backups."),
        say(
            "Keep this page where the keys of the site are kept, not beside the computer. Whoever has it and the file"
            " can read all of it."
        ),
    )
