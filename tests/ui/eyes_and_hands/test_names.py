"""Whoever listens hears of each control what it is called and of which kind it is."""

from __future__ import annotations

from collections import Counter

from every_view import EveryView
from eyes_and_hands.controls import controls, where
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton
from screen_reader import parts, told

from deskapp.ui.documents.page_view import PageView
from deskapp.ui.widgets.fields.choice_row import ChoiceRow

_ROLE = QAccessible.Role
#: Kinds that tell nobody what can be done. A sheet's pictures are looked at, and are of none.
_NO_KIND = (_ROLE.NoRole, _ROLE.Client, _ROLE.Pane, _ROLE.Window, _ROLE.Grouping, _ROLE.StaticText, _ROLE.Border)


def test_every_control_is_heard_by_a_name_of_its_own(views: EveryView) -> None:
    found: dict[str, str] = {}
    for view, shown in views.all():
        heard = {one: told(one) for one in controls(shown)}
        many = Counter(said.spoken for said in heard.values())
        for one, said in heard.items():
            if not said.name:
                found.setdefault(f"no name: {where(one)}", view)
            elif many[said.spoken] > 1:
                found.setdefault(f"several are {said.spoken!r}: {where(one)}", view)
            if said.role in _NO_KIND and not isinstance(one, PageView):
                found.setdefault(f"of no kind: {said.spoken!r}, {where(one)}", view)
    assert not found, "\n".join(f"{view}: {what}" for what, view in found.items())


def test_one_of_several_is_a_radio_button_and_a_screen_a_tab(views: EveryView) -> None:
    found: dict[str, str] = {}
    for view, shown in views.all():
        for one in shown.findChildren(QPushButton):
            in_a_row = isinstance(one.parentWidget(), ChoiceRow)
            wanted = _ROLE.RadioButton if in_a_row else _ROLE.CheckBox
            if one.isCheckable() and told(one).role != wanted:
                found.setdefault(f"{told(one).spoken}, {where(one)}", view)
    assert not found, "\n".join(f"{view}: {what}" for what, view in found.items())
    tabs = views.window.side.tabs
    assert told(tabs).role == _ROLE.PageTabList
    first, *others = parts(tabs)[: tabs.count()]
    assert first.name.startswith("Calls, ")
    assert {part.role for part in (first, *others)} == {_ROLE.PageTab}
