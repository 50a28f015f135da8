"""The menu of a call's row: opening it, copying, and every act that has its place, made from the acts' rows."""

from collections.abc import Callable, Collection, Iterable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from deskapp import direction
from deskapp.domain.call_life import CallAct
from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls.act_row import Row
from deskapp.ui.calls.acts import of_row
from deskapp.ui.work.keys import native


def row_menu(
    call: CallDetail,
    role: Role,
    parent: QWidget,
    *,
    opened: Callable[[], object],
    copied: Callable[[str], object],
    asked: Callable[[CallAct], object],
    taken: Collection[str] = (),
) -> QMenu:
    """opened: show the call whole. copied: a number, or the reference. asked: an act on the call.

    role: of whoever opens it. taken: keys that mean something else where the row stands; they are not shown.
    """
    menu = QMenu(parent)
    menu.setAccessibleName(call.row.ref)
    _add(menu, _("Open the whole call"), "Return", opened)
    menu.addSeparator()
    if not call.masked and call.customer.phones:
        words = _("Copy number {number}").format(number=call.customer.phones[0])
        _add(menu, words, "Ctrl+Shift+C", partial(copied, call.customer.phones[0]))
    _add(menu, _("Copy reference {ref}").format(ref=call.row.ref), "Ctrl+C", partial(copied, call.row.ref))
    parts, rest = of_row(call, role)
    for part in parts:
        menu.addSeparator()
        _add_rows(menu, part, asked, taken)
    if rest:
        more = menu.addMenu(_("More"))
        _add_rows(more, rest, asked, taken)
    return menu


def _add_rows(menu: QMenu, rows: Iterable[Row], asked: Callable[[CallAct], object], taken: Collection[str]) -> None:
    for row in rows:
        words = row.words if row.at_once is not None else _("{act}…").format(act=row.words)
        _add(menu, words, next((key for key in row.keys if key not in taken), ""), partial(asked, row.act))


def _add(menu: QMenu, words: str, key: str, do: Callable[[], object]) -> None:
    """An entry that shows its key; the window binds it."""
    shown = direction.shown(words).replace("&", "&&")
    action = QAction(f"{shown}\t{native(key)}" if key else shown, menu)
    action.triggered.connect(lambda _checked=False: do())
    menu.addAction(action)
