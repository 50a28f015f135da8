"""The menu of a heading: sorting, moving, hiding and the width of a column, all of it by keyboard too."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from deskapp.language import _
from deskapp.ui.calls.log import columns
from deskapp.ui.calls.log.call_table import STEP, CallTable
from deskapp.ui.calls.log.columns import Column
from deskapp.ui.calls.log.kept_columns import KeptColumns

#: The reference and the summary are what a row is.
_ALWAYS = (Column.CALL, Column.SUMMARY)


def heading_menu(table: CallTable, column: Column | None, own_order: str) -> QMenu:
    """What can be done with a column; None: with each of them. own_order: what the list's own order is called."""
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    names = columns.names()
    if column is not None:
        _add_column(menu, table, column)
        menu.addSeparator()
    else:
        for one in table.shown_columns():
            _add_column(menu.addMenu(names[one].replace("&", "&&")), table, one)
        menu.addSeparator()
    back = menu.addAction(_("Back to: {order}").format(order=own_order))
    back.setEnabled(table.calls.sorting is not None)
    back.triggered.connect(lambda: table.sortByColumn(-1, Qt.SortOrder.AscendingOrder))
    shown = menu.addMenu(_("Columns"))
    for one in Column:
        action = shown.addAction(names[one])
        action.setCheckable(True)
        action.setChecked(one in table.shown_columns())
        action.setEnabled(one not in _ALWAYS)
        action.toggled.connect(partial(table.show_column, one))
    again = menu.addAction(_("As they were at first"))
    again.triggered.connect(lambda: _begin_anew(table))
    return menu


def _add_column(menu: QMenu, table: CallTable, column: Column) -> None:
    sorted_by, way = table.calls.sorting or (None, None)
    for words, order in (
        (_("Sort, rising"), Qt.SortOrder.AscendingOrder),
        (_("Sort, falling"), Qt.SortOrder.DescendingOrder),
    ):
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked((column, order) == (sorted_by, way))
        action.triggered.connect(partial(table.sortByColumn, column, order))
    menu.addSeparator()
    place, last = table.shown_columns().index(column), len(table.shown_columns()) - 1
    for words, by, fits in ((_("Move back"), -1, place > 0), (_("Move onward"), 1, place < last)):
        action = menu.addAction(words)
        action.setEnabled(fits)
        action.triggered.connect(partial(table.move_column, column, by))
    if column is not Column.SUMMARY:  # it takes what the others leave
        for words, by in ((_("Wider"), STEP), (_("Narrower"), -STEP)):
            menu.addAction(words).triggered.connect(partial(table.widen_column, column, by))
    if column not in _ALWAYS:
        hide = menu.addAction(_("Hide {column}").format(column=columns.names()[column]))
        hide.triggered.connect(partial(table.show_column, column, False))


def _begin_anew(table: CallTable) -> None:
    table.arrange(KeptColumns())
    table.columns_changed.emit()
