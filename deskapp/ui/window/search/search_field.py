"""The search on top: finds calls, callers and contacts while typing, and everything that can be done by its name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.finding.found import Found
from deskapp.ui.look import theme
from deskapp.ui.widgets.announce import describe
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from deskapp.desk import Desk
    from deskapp.services.directory.views import ContactView, CustomerView
    from deskapp.ui.work.commands import Command

#: The list is at least so wide, where the window is.
_LEAST_WIDE = 440
_CALLS, _PEOPLE, _COMMANDS, _OTHERS = 8, 4, 4, 3


class SearchField(QLineEdit):
    """Results are a list below the field: Up and Down choose, Enter opens, Escape goes back to the screen."""

    call_asked = Signal(int)
    handoff_asked = Signal(object)  # CodedHandoff
    customer_asked = Signal(str)  # the name
    contact_asked = Signal(str)
    incident_asked = Signal(int)
    guide_asked = Signal(object)  # GuideView
    equipment_asked = Signal(int)
    place_asked = Signal(int)
    all_asked = Signal(str)  # all calls that were found by these words
    left = Signal()  # Escape: the screen gets the focus back

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._commands: Sequence[Command] = ()
        self._results: _Results | None = None
        self._shown: Found | None = None
        self._enter_waits = False
        self.setProperty("role", "search")
        self.setAccessibleName(_("Search calls, callers, accounts, contacts, or what to do"))
        self.setPlaceholderText(_("Search calls, callers, accounts, contacts") + "      Ctrl+K")
        self.textEdited.connect(self._on_edited)

    def set_commands(self, commands: Sequence[Command]) -> None:
        """What can be done by name."""
        self._commands = commands

    @property
    def found(self) -> list[tuple[str, object]]:
        """What is offered now: (kind, id), best first."""
        if self._results is None or self._results.isHidden():
            return []
        return [item.key for item in self._results.list.cards.items]  # type: ignore[misc]

    @property
    def chosen(self) -> object:
        """What Enter opens."""
        return self._results.list.current if self._results is not None else None

    def start(self) -> None:
        """Begin a search."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        if self.text().strip():
            self._search()

    def dismiss(self) -> None:
        """Take the results away and empty the field."""
        self.clear()
        describe(self, "")
        self._enter_waits = False
        self._shown = None
        if self._results is not None:
            self._results.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._open_all()
            else:
                self._confirm()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # The popup of a menu, or another window, takes the focus for a while only.
        if self._results is not None and event.reason() in (
            Qt.FocusReason.MouseFocusReason,
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
            Qt.FocusReason.OtherFocusReason,
        ):
            self._results.hide()

    def _on_edited(self, text: str) -> None:
        self._enter_waits = False
        if text.strip():
            self._search()
        elif self._results is not None:
            self._results.hide()

    def _search(self) -> None:
        text = self.text().strip()
        self._place.read(lambda desk: _found(desk, text), self._on_found, key=("search", id(self)))

    def _on_found(self, result: Found) -> None:
        if result.text != self.text().strip():
            return
        self._shown = result
        if not (self.hasFocus() or self._enter_waits):
            return
        if self._results is None:
            self._results = _Results(self)
            self._results.list.follow(self)
            self._results.list.confirmed.connect(self._open)
        from deskapp.ui.work.commands import found

        self._results.show_items(result, found(self._commands, result.text)[:_COMMANDS])
        if result.in_all is None:
            # Counting takes longer than finding: the list does not wait for it.
            done = partial(self._on_counted, result)
            self._place.read(lambda desk: _count(desk, result.text), done, key=("count", id(self)))
        if self._enter_waits:
            self._enter_waits = False
            self._confirm()

    def _on_counted(self, result: Found, in_all: int) -> None:
        if self._shown is result and self._results is not None and self._results.isVisible():
            from deskapp.ui.work.commands import found

            self._shown = result._replace(in_all=in_all)
            self._results.show_items(self._shown, found(self._commands, result.text)[:_COMMANDS], again=True)

    def _confirm(self) -> None:
        if self._shown is None or self._shown.text != self.text().strip():
            # Enter came faster than the answer: it is meant for what was typed.
            self._enter_waits = bool(self.text().strip())
            return
        key = self._results.list.current if self._results is not None else None
        if key is not None:
            self._open(key)

    def _open_all(self) -> None:
        """Everything that is found by what was typed, in a window of its own."""
        text = self.text().strip()
        if text:
            self.dismiss()
            self.left.emit()
            self.all_asked.emit(text)

    def _open(self, key: object) -> None:
        assert isinstance(key, tuple)
        kind, what = key
        command = next((one for one in self._commands if kind == "command" and one.key == what), None)
        if command is not None and not command.ready():
            return
        result = self._shown
        assert result is not None  # only what was found is offered
        self.dismiss()
        self.left.emit()
        by_id = {
            "call": self.call_asked,
            "incident": self.incident_asked,
            "equipment": self.equipment_asked,
            "place": self.place_asked,
            "all": self.all_asked,
        }
        if kind in by_id:
            by_id[kind].emit(what)
        elif kind == "handoff":
            self.handoff_asked.emit(result.handoff)
        elif kind == "customer":
            self.customer_asked.emit(self._name_of(result.customers, what))
        elif kind == "person":
            self.customer_asked.emit(what[1])
        elif kind == "contact":
            self.contact_asked.emit(self._name_of(result.contacts, what))
        elif kind == "guide":
            self.guide_asked.emit(next(one.guide for one in result.guides if one.guide.id == what))
        elif command is not None:
            command.run()

    def _name_of(self, people: Sequence[CustomerView] | Sequence[ContactView], chosen_id: object) -> str:
        return next(one.name for one in people if one.id == chosen_id)


def _count(desk: Desk, text: str) -> int:
    from deskapp.services.overview.finding import Sought

    return desk.finding.count(Sought(text))


def _found(desk: Desk, text: str) -> Found:
    from deskapp.services.overview.finding import Sought

    sought = Sought(text)
    calls = desk.finding.calls(sought, limit=_CALLS)
    return Found(
        text,
        calls.calls,
        len(calls.calls) if calls.before is None else None,
        desk.directory.customers(text)[:_PEOPLE],
        desk.directory.contacts(text)[:_PEOPLE],
        desk.finding.incidents(text)[:_OTHERS],
        desk.finding.guides(text)[:_OTHERS],
        desk.places.found(text, _OTHERS),
        desk.escalations.by_code(text),
    )


class _Results(QFrame):
    """The list below the field, over the screen."""

    def __init__(self, field: SearchField) -> None:
        super().__init__(field.window())
        from deskapp.ui.widgets.lists.pick_list import PickList  # not needed before the first search

        self._field = field
        self.setProperty("surface", "column")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list = PickList(_("Found"), empty=_("Nothing found. Try fewer letters, or a part of the number."))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # One click opens, as in any list of suggestions.
        self.list.clicked.connect(self.list.activated)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(8), theme.px(8), theme.px(8), theme.px(4))
        column.addWidget(self.list)
        field.window().installEventFilter(self)
        self.hide()

    def show_items(self, result: Found, commands: Sequence[Command], *, again: bool = False) -> None:
        """again: the same cards, of which one says more now; what is chosen stays."""
        from deskapp.ui.window.search.search_cards import cards

        self.list.set_items(cards(result, commands))
        if not again:
            self.list.choose_first()
        self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        window = self._field.window()
        corner = self._field.mapTo(window, QPoint(0, self._field.height() + theme.px(2)))
        # Where the field is narrow, what was said still has room to be read.
        self.setFixedWidth(max(self._field.width(), min(theme.px(_LEAST_WIDE), window.width() - theme.px(16))))
        rows = self.list.cards.rowCount()
        heights = (self.list.sizeHintForRow(row) for row in range(rows))
        wanted = max(sum(heights), theme.px(40)) + theme.px(20)
        self.setFixedHeight(min(wanted, window.height() - corner.y() - theme.px(16)))
        self.move(min(corner.x(), window.width() - self.width() - theme.px(8)), corner.y())
