"""Whoever listens hears of each control what it is called and of which kind it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from eyes_and_hands.controls import controls, where
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QWidget
from screen_reader import told

from deskapp.ui.documents.page_view import PageView
from deskapp.ui.widgets.fields.choice_row import ChoiceRow

_ROLE = QAccessible.Role
#: Kinds that tell nobody what can be done. A sheet's pictures are looked at, and are of none.
_NO_KIND = (_ROLE.NoRole, _ROLE.Client, _ROLE.Pane, _ROLE.Window, _ROLE.Grouping, _ROLE.StaticText, _ROLE.Border)


def unheard(shown: QWidget) -> Iterator[str]:
    """Controls of a window that have no name, or one that another has too, or are of no kind."""
    heard = {one: told(one) for one in controls(shown)}
    many = Counter(said.spoken for said in heard.values())
    for one, said in heard.items():
        if not said.name:
            yield f"no name: {where(one)}"
        elif many[said.spoken] > 1:
            yield f"several are {said.spoken!r}: {where(one)}"
        if said.role in _NO_KIND and not isinstance(one, PageView):
            yield f"of no kind: {said.spoken!r}, {where(one)}"


def of_another_kind(shown: QWidget) -> Iterator[str]:
    """What can be on or off, and is heard as something else than it is: one of several is a radio button."""
    for one in shown.findChildren(QPushButton):
        in_a_row = isinstance(one.parentWidget(), ChoiceRow)
        wanted = _ROLE.RadioButton if in_a_row else _ROLE.CheckBox
        if one.isCheckable() and told(one).role != wanted:
            yield f"{told(one).spoken}, {where(one)}"
