"""An act on an incident that asks for one text: what was done, why, what it was."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.services.changes import Done
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace

#: Given what was typed, what is asked of the desk.
Act = Callable[[str], Callable[[Desk], Done[Any]]]


class WordsDialog(ActDialog):
    """`field`: the name of the act's field. `words`: its heading."""

    def __init__(
        self,
        place: Workplace,
        title: str,
        main: str,
        act: Act,
        parent: QWidget | None = None,
        *,
        field: str,
        words: str,
        about: str = "",
        draft: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(place, title, main, parent, about=about, draft=draft, width=520)
        self._act = act
        self.text = self.add(field, words, TextArea(lines=3, most=10))
        self.hint.setText(hint)
        self.text.setFocus()

    def submit(self) -> None:
        self.carry_out(self._act(self.text.text()))
