"""Pills of which one is chosen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from deskapp.ui.widgets.fields.choice_row import ChoiceRow

IMPACTS = [("one", "One"), ("several", "Several"), ("department", "Department"), ("site", "Site")]


def shown(qtbot: QtBot, row: ChoiceRow) -> ChoiceRow:
    qtbot.addWidget(row)
    with qtbot.waitActive(row):
        row.show()
        row.activateWindow()
    return row


def test_consent_is_never_preset(qtbot: QtBot) -> None:
    row = ChoiceRow("Customer agrees?", [("yes", "Yes"), ("no", "No"), ("not_asked", "Not asked")])
    qtbot.addWidget(row)
    assert row.value is None
    row.set_value("no")
    assert row.value == "no"
    row.set_value(None)
    assert row.value is None


def test_a_click_chooses_and_tells_once(qtbot: QtBot) -> None:
    row, told = shown(qtbot, ChoiceRow("Impact", IMPACTS)), []
    row.changed.connect(told.append)
    for _twice in range(2):
        qtbot.mouseClick(row.pill("several"), Qt.MouseButton.LeftButton)
    assert row.value == "several"
    assert told == ["several"]


def test_arrow_keys_choose_and_stop_at_the_ends(qtbot: QtBot) -> None:
    row, told = shown(qtbot, ChoiceRow("Impact", IMPACTS, "one")), []
    row.changed.connect(told.append)
    row.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert told == ["several", "department", "site", "department"]
    assert QApplication.focusWidget() is row.pill("department")


def test_right_goes_back_where_the_window_is_mirrored(qtbot: QtBot) -> None:
    row = ChoiceRow("Impact", IMPACTS, "several")
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown(qtbot, row)
    assert row.pill("one").x() > row.pill("several").x()
    row.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert row.value == "one"


def test_a_row_is_one_stop_of_tab(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    before, row, after = QLineEdit(), ChoiceRow("Impact", IMPACTS, "department"), QLineEdit()
    for widget in (before, row, after):
        column.addWidget(widget)
    with qtbot.waitActive(box):
        box.show()
        box.activateWindow()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is row.pill("department")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after


def test_pills_wrap_instead_of_being_clipped(qtbot: QtBot) -> None:
    row = ChoiceRow("Impact", IMPACTS)
    wide = row.layout().heightForWidth(600)
    narrow = row.layout().heightForWidth(120)
    assert narrow > 2 * wide
    row.resize(120, narrow)
    shown(qtbot, row)
    assert all(row.pill(value).geometry().right() <= 120 for value, _words in IMPACTS)


def test_choosing_a_pill_moves_no_other(qtbot: QtBot) -> None:
    row = shown(qtbot, ChoiceRow("Impact", IMPACTS))
    before = [row.pill(value).geometry() for value, _words in IMPACTS]
    row.set_value("several")
    row.layout().activate()
    assert [row.pill(value).geometry() for value, _words in IMPACTS] == before
