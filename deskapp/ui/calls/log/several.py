"""What several selected calls are given: the dialog for each act, once it is known who may."""

from PySide6.QtWidgets import QWidget

from deskapp.domain.call_life import CallAct
from deskapp.language import _
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
    elif act is CallAct.TAG:
        TagSeveralDialog(place, chosen, window).open()
    else:
        wanted = set(chosen)
        owners = {row.id: row.owner_id for row in table.calls.rows if row.id in wanted}
        if not_mine(place, owners) == len(chosen):
            place.advised.emit(_("These calls are all somebody else's: an agent gives away their own."))
            return
        GiveSeveralDialog(place, chosen, window, base_owners=owners).open()
