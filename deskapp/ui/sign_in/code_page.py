"""Puts the recovery code in the place of what stood on a page before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from deskapp.desk import Desk
from deskapp.ui.work.lanes import Lanes

if TYPE_CHECKING:
    from deskapp.ui.sign_in.code_card import CodeCard


def show_code(
    column: QVBoxLayout,
    page: QObject,
    desk: Desk,
    lanes: Lanes,
    made: tuple[str, str],
    then: Callable[[], object],
) -> None:
    """Read which paper it goes on, and show it in the page's column; `then` follows once it is kept.

    made: for whom, and the code.
    """

    def shown(facts: Any) -> None:
        put_code(column, lanes, sheet_of(desk, facts, *made), then)

    lanes.read(lambda: desk.open().reading(lambda opened: opened.facts()), shown, receiver=page)


def put_code(column: QVBoxLayout, lanes: Lanes, sheet: Any, then: Callable[[], object]) -> CodeCard:
    """The card instead of everything else in the column."""
    from deskapp.ui.sign_in.code_card import CodeCard  # what makes PDFs is not loaded before

    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    card = CodeCard(sheet, lanes)
    card.kept.connect(then)
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        QShortcut(QKeySequence(keys), card).activated.connect(card.press)
    column.addWidget(card)
    card.show()  # a layout shows it only later, and the keyboard goes to what is there
    card.begin()
    return card


def sheet_of(desk: Desk, facts: Any, name: str, code: str, recovers: Any = None) -> Any:
    """What stands on the page that is printed. recovers: what the code is for, if not for a PIN."""
    from deskapp.documents.papers.recovery_sheet import Recovers, RecoverySheet

    site = facts.site
    return RecoverySheet(
        site=site.name,
        code=code,
        made_for=name,
        made_at=desk.clock.now(),
        zone=site.zone,
        paper=site.paper,
        language=site.language,
        recovers=recovers or Recovers.PIN,
    )
