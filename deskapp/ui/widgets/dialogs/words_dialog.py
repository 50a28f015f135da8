"""An act that asks for one text: what was done, why, what it was."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.domain.errors import DeskError
from deskapp.services.changes import Done
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.dialogs.act_form import Told
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace

#: Given what was typed, what is asked of the desk.
Act = Callable[[str], Callable[[Desk], Done[Any]]]


class WordsDialog(ActDialog):
    """`field`: the name of the act's field. `words`: its heading. `by_others`: answers for the method of that name."""

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
        lines: int = 3,
        by_others: Callable[[DeskError], Told | None] | None = None,
    ) -> None:
        super().__init__(place, title, main, parent, about=about, draft=draft)
        self._act, self._by_others = act, by_others
        self.text = self.add(field, words, TextArea(lines=lines, most=10))
        self.hint.setText(hint)
        self.text.setFocus()

    def submit(self) -> None:
        self.carry_out(self._act(self.text.text()))

    def by_others(self, error: DeskError) -> Told | None:
        return self._by_others(error) if self._by_others is not None else None
