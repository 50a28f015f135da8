"""What several selected calls are given: the dialog for each act, once it is known who may."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from deskapp.domain.call_life import CallAct
from deskapp.language import _, ngettext
from deskapp.services.escalations.views import HandedOver
from deskapp.ui.calls.dialogs.several_dialogs import (
    GiveSeveralDialog,
    NoteSeveralDialog,
    TagSeveralDialog,
    not_mine,
)
from deskapp.ui.calls.log.call_table import CallTable
from deskapp.ui.work.workplace import Workplace


def open_for(place: Workplace, act: CallAct, table: CallTable, window: QWidget) -> None:
    """Open the dialog of an act for the selected calls; where none of them may be given away, say so instead."""
    chosen = table.selected_ids
    if act is CallAct.NOTE:
        NoteSeveralDialog(place, chosen, window).open()
    elif act is CallAct.SHEET:
        _print(place, chosen, window)
    elif act is CallAct.TAG:
        TagSeveralDialog(place, chosen, window).open()
    else:
        wanted = set(chosen)
        owners = {row.id: row.owner_id for row in table.calls.rows if row.id in wanted}
        if not_mine(place, owners) == len(chosen):
            place.advised.emit(_("These calls are all somebody else's: an agent gives away their own."))
            return
        GiveSeveralDialog(place, chosen, window, base_owners=owners).open()


def _print(place: Workplace, chosen: Sequence[int], window: QWidget) -> None:
    """The sheets of what of them was handed over, or each one's own for the desk."""
    facts = place.facts
    if facts is None:
        return

    def found(handed: tuple[HandedOver, ...]) -> None:
        from deskapp.ui.documents.going import call_papers, handoff_papers
        from deskapp.ui.documents.several_papers_dialog import Papers, SeveralPapersDialog

        paper, by = facts.site.paper, place.me.name if place.me else ""
        sets = [
            (_("{n} calls for the desk"), call_papers(chosen, facts, by, timeline=False)),
            (_("{n} calls for the desk, with their timelines"), call_papers(chosen, facts, by, timeline=True)),
        ]
        if handed:
            words = ngettext("{n} handoff sheet", "{n} handoff sheets", len(handed))
            sets.insert(0, (words, handoff_papers(handed, paper)))
        named = [Papers(words.format(n=len(papers)), papers) for words, papers in sets]
        SeveralPapersDialog(place, named, paper, window).open()

    place.read(lambda desk: desk.escalations.newest_handoffs(chosen), found, receiver=window)
