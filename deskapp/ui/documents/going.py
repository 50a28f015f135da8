"""The sheets of calls as papers that can leave, each numbered when it does."""

from pathlib import Path

from deskapp.desk import Desk
from deskapp.documents.call_sheet import call_file_name, call_pdf
from deskapp.documents.handoff_sheet import handoff_pdf, sheet_file_name
from deskapp.domain.handoff.marks import Decided
from deskapp.domain.handoff.sheet import HandoffSheet
from deskapp.domain.words import Paper
from deskapp.language import SPOKEN, words
from deskapp.services.overview.call_papers import HandOn
from deskapp.services.site.views import DeskFacts
from deskapp.ui.documents.call_papers import for_desk
from deskapp.ui.documents.way_out import Begun, Outgoing


def handoff_going(escalation_id: int, shown: HandoffSheet, decided: Decided | None = None) -> Outgoing:
    """The sheet of an escalation as it is shown; decided: what of its words stays and what is taken out."""

    def begin(desk: Desk) -> Begun:
        begun = desk.escalations.begin_sheet(escalation_id, decided).value
        sheet = begun.sheet
        return Begun(lambda: handoff_pdf(sheet, words(sheet.language)), (begun.paper,), sheet)

    return Outgoing(Path(sheet_file_name(shown)).stem, Paper(shown.paper), begin, whole=True)


def call_going(call_id: int, ref: str, facts: DeskFacts, by: str, *, timeline: bool) -> Outgoing:
    """A call's own sheet for the desk, in the words of the window."""

    def begin(desk: Desk) -> Begun:
        begun = desk.overview.hand_on(HandOn(call_id, timeline=timeline)).value
        now, number = desk.clock.now(), begun.paper.number
        sheet = for_desk(begun.call, facts, now, by, timeline=timeline, number=number)
        return Begun(lambda: call_pdf(sheet, SPOKEN), (begun.paper,), sheet)

    return Outgoing(Path(call_file_name(ref)).stem, facts.site.paper, begin, whole=True)
