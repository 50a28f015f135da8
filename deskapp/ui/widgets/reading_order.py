"""Tab goes through a window in the order in which it is read, whatever came into it when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)

# It is mixed into a window, which has one Qt class below it: two would be two objects in C++.
if TYPE_CHECKING:
    _Window = QWidget
else:
    _Window = object

#: What holds nothing else that Tab could stop at.
_WHOLE = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTabBar)


class ReadingOrder(_Window):
    """Mixed into a window. Qt's own order is that in which things were made, and is lost where rows come and go."""

    def focusNextPrevChild(self, onward: bool) -> bool:
        here = self.focusWidget()
        order = [one for one in in_order(self) if one is here or stops(one)]
        if not any(stops(one) for one in order):
            return False
        at = order.index(here) if here in order else -1 if onward else 0
        there = order[(at + (1 if onward else -1)) % len(order)]
        there.setFocus(Qt.FocusReason.TabFocusReason if onward else Qt.FocusReason.BacktabFocusReason)
        bring_into_sight(there)
        return True


def bring_into_sight(widget: QWidget) -> None:
    """Scroll whatever it stands in until it can be seen."""
    around = widget.parentWidget()
    while around is not None and not around.isWindow():
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()


def stops(widget: QWidget) -> bool:
    """Whether Tab stops at it."""
    tab = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return tab and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def in_order(parent: QWidget) -> Iterator[QWidget]:
    """Everything shown inside it, in the order in which it is read."""
    for child in _children(parent):
        if child.isVisible() and not child.isWindow():
            yield child
            if not isinstance(child, _WHOLE):
                yield from in_order(child)


def _children(parent: QWidget) -> list[QWidget]:
    """As they are laid out; then those that no layout holds, as they were made."""
    inside = parent.widget() if isinstance(parent, QScrollArea) else None
    if inside is not None:
        return [inside]
    children = [child for child in parent.children() if isinstance(child, QWidget)]
    layout = parent.layout()
    found = list(_laid_out(layout, children)) if layout is not None else []
    return [*found, *(child for child in children if child not in found)]


def _laid_out(layout: QLayout, widgets: Sequence[QWidget]) -> Iterator[QWidget]:
    """Those of the widgets that a layout holds, also within another.

    Found by asking where each is. What a layout gives out as its item stays known to Python when the item has gone, and
    whatever is made in its place later, such as a menu, is then taken for that item.
    """
    places: dict[QWidget | QLayout, int] = {}
    for one in (*widgets, *layout.children()):
        if isinstance(one, QWidget | QLayout):
            places[one] = layout.indexOf(one)
    for one in sorted((one for one, place in places.items() if place >= 0), key=lambda one: _spot(layout, places[one])):
        if isinstance(one, QLayout):
            yield from _laid_out(one, widgets)
        else:
            yield one


def _spot(layout: QLayout, place: int) -> tuple[int, ...]:
    if isinstance(layout, QGridLayout):
        # Row by row, whatever was put where first.
        return layout.getItemPosition(place)[:2]  # type: ignore[index,no-any-return]
    upwards = isinstance(layout, QBoxLayout) and layout.direction() is QBoxLayout.Direction.BottomToTop
    return (-place if upwards else place,)
