"""The wheel over a form scrolls the form, and changes nothing that has not the focus."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.fields.spin_field import DateField, DateTimeField, NumberField, TimeField
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.lists.card_item import CardItem
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.widgets.scroll_body import ScrollBody


def _turn(over: QWidget) -> bool:
    """Turn the wheel over something; whether it kept that for itself."""
    at = QPointF(5, 5)
    where = over.viewport() if hasattr(over, "viewport") else over  # type: ignore[attr-defined]
    event = QWheelEvent(
        at,
        where.mapToGlobal(at),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(where, event)
    return event.isAccepted()


@pytest.mark.parametrize("kind", [NumberField, DateField, DateTimeField, TimeField])
def test_a_number_or_time_without_the_focus_stays(qtbot: QtBot, kind: type[QAbstractSpinBox]) -> None:
    field = kind()
    qtbot.addWidget(field)
    field.show()
    before = field.text()
    _turn(field)
    assert field.text() == before
    assert not field.focusPolicy() & Qt.FocusPolicy.WheelFocus & ~Qt.FocusPolicy.StrongFocus


def _form(qtbot: QtBot, inner: QWidget) -> ScrollBody:
    form = ScrollBody()
    first = QLineEdit()
    form.body.addWidget(first)
    form.body.addWidget(inner)
    for number in range(60):
        form.body.addWidget(QLabel(str(number)))
    qtbot.addWidget(form)
    form.resize(300, 300)
    form.show()
    qtbot.waitExposed(form)
    first.setFocus()
    return form


def test_a_list_in_a_form_lets_the_form_scroll_until_it_has_the_focus(qtbot: QtBot) -> None:
    people = PickList("People")
    people.set_items([CardItem(number, f"Person {number}", ()) for number in range(60)])
    people.setFixedHeight(100)
    form = _form(qtbot, people)
    assert not _turn(people), "the form goes on with it"
    assert people.verticalScrollBar().value() == 0
    form.activateWindow()
    people.setFocus()
    qtbot.waitUntil(people.hasFocus)
    assert _turn(people)
    assert people.verticalScrollBar().value() > 0


def test_words_in_a_form_let_the_form_scroll(qtbot: QtBot) -> None:
    words = TextArea(lines=2, most=2)
    words.setPlainText("line\n" * 30)
    _form(qtbot, words)
    assert not _turn(words)
    assert words.verticalScrollBar().value() == 0


def test_a_list_that_is_in_no_form_scrolls_always(qtbot: QtBot) -> None:
    people = PickList("People")
    people.set_items([CardItem(number, f"Person {number}", ()) for number in range(60)])
    qtbot.addWidget(people)
    people.resize(200, 100)
    people.show()
    _turn(people)
    assert people.verticalScrollBar().value() > 0


def test_no_field_of_the_screens_is_one_of_qts_own_that_the_wheel_changes() -> None:
    from pathlib import Path

    import deskapp.ui

    plain = [f"{kind}(" for kind in ("QComboBox", "QSpinBox", "QDoubleSpinBox", "QTimeEdit", "QDateEdit", "QSlider")]
    for module in Path(deskapp.ui.__file__).parent.rglob("*.py"):
        text = module.read_text(encoding="utf-8")
        for line in text.splitlines():
            code = line.strip()
            if not code.startswith("class "):
                assert not any(code.startswith(made) or f"= {made}" in code or f", {made}" in code for made in plain), (
                    module.name,
                    line,
                )
    assert issubclass(DropDown, QComboBox)
