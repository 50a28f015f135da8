"""Where a call table has little room, columns give way so that the countdown is always in sight."""

from deskapp.ui.calls.log.call_table import WIDTHS, CallTable
from deskapp.ui.calls.log.call_table_model import Column
from deskapp.ui.look import theme

#: What gives way, in this order; the call's panel shows it all.
_GIVE_WAY = (Column.WITH, Column.OWNER, Column.STATUS)
#: What becomes narrower then.
_NARROW = {Column.CALL: 70, Column.CALLER: 84}


def fit_columns(table: CallTable, room: int) -> None:
    """Show what has room, from the countdown on."""
    room -= theme.px(14)  # the scroll bar
    least = sum(theme.px(width) for width in WIDTHS.values())
    for column in _GIVE_WAY:
        hidden = least > room
        table.setColumnHidden(column, hidden)
        if hidden:
            least -= theme.px(WIDTHS[column])
    for column, narrow in _NARROW.items():
        wanted = theme.px(narrow if least > room else WIDTHS[column])
        if table.columnWidth(column) in (theme.px(narrow), theme.px(WIDTHS[column])):
            table.setColumnWidth(column, wanted)
