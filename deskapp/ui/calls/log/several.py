"""What several selected calls are given beside what stands in their bar: tags, and their papers."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from deskapp.domain.call_life import CallAct
from deskapp.language import _, ngettext
from deskapp.services.escalations.views import HandedOver
from deskapp.ui.calls.dialogs.several_dialogs import TagSeveralDialog
from deskapp.ui.calls.log.call_table import CallTable
from deskapp.ui.work.workplace import Workplace


def open_for(place: Workplace, act: CallAct, table: CallTable, window: QWidget) -> None:
    """Open the dialog of an act for the selected calls: tags, or the papers of each."""
    if act is CallAct.SHEET:
        _print(place, table.selected_ids, window)
    else:
        TagSeveralDialog(place, table.selected_ids, window).open()


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
