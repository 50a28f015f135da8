"""What is wrong with a field is read in whole, also where the column is too low for everything."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import DeskError, Invalid
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.work.workplace import Workplace

WORDS = "Not a time I know. Write it as: today 15:30, tomorrow 9:00, Mon 9:00, 21.11. 15:30. " * 4
FIELDS = 30


class _Many(ActDialog):
    """More fields than there is room for."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place, "Many", "Save", None)
        for place_of in range(FIELDS):
            self.add(f"field{place_of}", f"Field {place_of}", QLineEdit())

    def submit(self) -> None:
        self.refuse(Invalid({f"field{FIELDS // 2}": FieldFault.MISSING}))

    def wrong(self, _name: str, _code: FieldFault, _error: DeskError) -> str:
        return WORDS


def test_a_refused_field_comes_into_sight_with_all_that_is_said_of_it(
    place: Workplace, qtbot: QtBot, wait_idle: Callable[[Workplace], None]
) -> None:
    dialog = _Many(place)
    qtbot.addWidget(dialog)
    dialog.open()
    wait_idle(place)
    dialog.trigger()
    form = dialog._fields[f"field{FIELDS // 2}"]

    def seen(widget: QWidget) -> bool:
        room = dialog.scrolled.viewport().rect()
        at = QRect(widget.mapTo(dialog.scrolled.viewport(), QPoint(0, 0)), widget.size())
        return room.contains(at)

    qtbot.waitUntil(lambda: seen(form.error) and seen(form.field))
    assert form.error.height() >= form.error.heightForWidth(form.error.width())
    assert dialog.focusWidget() is form.field
