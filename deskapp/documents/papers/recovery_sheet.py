"""The recovery code on paper: one plain page to be kept away from the desk."""

from datetime import datetime

from deskapp.documents import frame
from deskapp.documents.layout import Flow
from deskapp.documents.lines import lines, one_line
from deskapp.documents.moments import Moments
from deskapp.documents.paint import Properties, pdf
from deskapp.documents.text import Span
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import Paper
from deskapp.language import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """Whose code, for which desk."""

    site: str
    code: str
    made_for: str
    made_at: datetime
    zone: str
    paper: Paper = Paper.A4
    language: str = "en"


def recovery_pdf(sheet: RecoverySheet, words: Words) -> bytes:
    """The page as a PDF."""
    say = words.gettext
    flow = Flow(sheet.paper, lambda _flow: None)
    moments = Moments(sheet.zone, sheet.made_at, words)
    said = say("made for {name}, {time}").format(name=sheet.made_for, time=moments.full(sheet.made_at))
    frame.head(flow, sheet.site, say("Recovery code"), said)
    flow.gap(18)
    flow.box([lines((Span(sheet.code, bold=True),), 24, flow.width - 24, 34)], [flow.width])
    flow.gap(14)
    for paragraph in (
        say("A manager who forgot the PIN gets in with this code once: on the sign-in page, under “PIN forgotten?”."),
        say("It is used up by that, and another one is shown then: print it, and throw this page away."),
        say(
            "Keep this page where the keys of the site are kept, not beside the desk. Whoever has it can become"
            " a manager of this desk."
        ),
    ):
        flow.text(lines((Span(paragraph),), 10, flow.width, 14))
        flow.gap(5)
    flow.foot(
        lambda width: one_line((Span(sheet.site),), 7, width),
        lambda _number, _count: one_line((Span(sheet.made_for),), 7, flow.width / 2),
    )
    return pdf(flow, Properties(say("Recovery code"), sheet.site, sheet.language, sheet.made_at))
