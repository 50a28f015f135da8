"""The binding between Qt and Python lives through many calls: one version of it is known to die of them."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from deskapp.ui.work.changes import ChangeHub

MANY = 20_000


class Told(QObject):
    said = Signal(object)
    switched = Signal(bool)


def test_twenty_thousand_signals_with_none_true_and_false_are_heard(qtbot: QtBot) -> None:
    told, hub, heard = Told(), ChangeHub(), []
    told.said.connect(heard.append)
    told.switched.connect(heard.append)
    hub.changed.connect(heard.append)
    values = (None, True, False)
    for number in range(MANY):
        told.said.emit(values[number % 3])
        told.switched.emit(number % 2 == 0)
        hub.changed.emit(values[number % 3])
    assert len(heard) == 3 * MANY
    assert heard[:6] == [None, True, None, True, False, True]


def test_twenty_thousand_calls_of_setters_are_carried_out(qtbot: QtBot) -> None:
    label, field = QLabel(), QLineEdit()
    qtbot.addWidget(label)
    qtbot.addWidget(field)
    for number in range(MANY):
        label.setProperty("role", None if number % 3 else "muted")
        label.setEnabled(number % 2 == 0)
        field.setReadOnly(number % 2 == 1)
        field.setText(str(number))
    assert field.text() == str(MANY - 1)
    assert not label.isEnabled()
    assert field.isReadOnly()
