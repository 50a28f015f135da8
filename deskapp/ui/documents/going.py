"""The sheets of calls as papers that can leave, each numbered when it does."""

from collections.abc import Iterable
from pathlib import Path

from deskapp.desk import Desk
from deskapp.documents.call_sheet import call_file_name, call_pdf
from deskapp.documents.handoff_sheet import handoff_file_name, handoff_pdf
from deskapp.domain.handoff.marks import Decided
from deskapp.domain.words import Paper
from deskapp.language import SPOKEN, _, words
from deskapp.paperwork.call import for_desk
from deskapp.services.escalations.views import HandedOver
from deskapp.services.overview.call_papers import HandOn
from deskapp.services.site.views import DeskFacts
from deskapp.services.texts import reference
from deskapp.ui.documents.several_papers_dialog import OnePaper
from deskapp.ui.documents.way_out import Begun, Outgoing


def handoff_going(escalation_id: int, file_name: str, paper: Paper, decided: Decided | None = None) -> Outgoing:
    """The sheet of an escalation; decided: what of its words stays and what is taken out."""

    def begin(desk: Desk) -> Begun:
        begun = desk.escalations.begin_sheet(escalation_id, decided).value
        sheet = begun.sheet
        return Begun(lambda: handoff_pdf(sheet, words(sheet.language)), (begun.paper,), sheet)

    return Outgoing(Path(file_name).stem, paper, begin, whole=True)


def call_going(call_id: int, ref: str, facts: DeskFacts, by: str, *, timeline: bool) -> Outgoing:
    """A call's own sheet for the desk, in the words of the window."""

    def begin(desk: Desk) -> Begun:
        begun = desk.overview.hand_on(HandOn(call_id, timeline=timeline)).value
        now, number = desk.clock.now(), begun.paper.number
        sheet = for_desk(begun.call, facts, now, by, timeline=timeline, number=number)
        return Begun(lambda: call_pdf(sheet, SPOKEN), (begun.paper,), sheet)

    return Outgoing(Path(call_file_name(ref)).stem, facts.site.paper, begin, whole=True)


def handoff_papers(handed: Iterable[HandedOver], paper: Paper) -> tuple[OnePaper, ...]:
    """The sheets of several handoffs."""
    said = _("{ref}, handoff {number}, {contact}")
    return tuple(
        OnePaper(
            said.format(ref=one.ref, number=one.number, contact=one.contact),
            handoff_going(one.escalation_id, handoff_file_name(one.ref, one.number, contact=one.contact), paper),
        )
        for one in handed
    )


def call_papers(call_ids: Iterable[int], facts: DeskFacts, by: str, *, timeline: bool) -> tuple[OnePaper, ...]:
    """Several calls' own sheets."""
    return tuple(
        OnePaper(ref, call_going(call_id, ref, facts, by, timeline=timeline))
        for call_id, ref in ((one, reference(one)) for one in call_ids)
    )
