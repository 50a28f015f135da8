"""Where a call table has little room, columns give way so that the countdown is always in sight."""

from deskapp.ui.calls.log.call_table import CallTable
from deskapp.ui.calls.log.columns import Column
from deskapp.ui.look import theme

#: What gives way, in this order; the call's panel shows it all.
_GIVE_WAY = (Column.TAGS, Column.CATEGORY, Column.LOGGED, Column.STATUS, Column.WITH, Column.OWNER)
#: What becomes narrower then.
_NARROW = {Column.CALL: 70, Column.CALLER: 84, Column.SUMMARY: 110}


def fit_columns(table: CallTable, room: int) -> None:
    """Show what has room, from the countdown on."""
    table.fit(room - theme.px(14), _GIVE_WAY, _NARROW)  # beside the scroll bar
