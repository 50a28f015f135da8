"""Lists of cards: the timeline, and those that one picks from."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.lists.card_item import CardItem, CardModel, Line
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.widgets.lists.timeline import Timeline

SKILLS = (Line("Billing specialist"), Line("covers Billing", False))
ALEX = CardItem("alex", "Alex Meyer", SKILLS, "in until 17:30", Tint.OK)
RITA = CardItem("rita", "Rita Gomez", (Line("Duty supervisor"),), "from 17:30", Tint.PLAIN)
AWAY = CardItem("away", "Already asked", (), enabled=False)
HOSTILE = CardItem("x", '<b>&amp; "\u202e \U0001f4a3</b>' * 400, (Line("=1+1\nsecond line"),), "\u2066x")


def picker(qtbot: QtBot, *items: CardItem) -> PickList:
    made = PickList("Contacts", empty="Nobody found.")
    qtbot.addWidget(made)
    made.set_items(items)
    made.resize(320, 400)
    made.show()
    return made


def test_the_model_of_cards_keeps_qts_rules() -> None:
    model = CardModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for items in ([], [ALEX, RITA], [ALEX._replace(title="A"), RITA], [RITA], [AWAY, ALEX, HOSTILE], []):
        model.set_items(items)
        assert model.rowCount() == len(items)
    tester.deleteLater()


def test_a_card_is_spoken_with_all_its_words(qtbot: QtBot) -> None:
    made = picker(qtbot, ALEX)
    index = made.cards.index(0)
    assert index.data() == "Alex Meyer"
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Alex Meyer, in until 17:30, Billing specialist, covers Billing"


def test_up_and_down_choose_and_enter_confirms(qtbot: QtBot) -> None:
    made, chosen, confirmed = picker(qtbot, ALEX, AWAY, RITA), [], []
    made.chosen.connect(chosen.append)
    made.confirmed.connect(confirmed.append)
    made.choose_first()
    qtbot.keyClick(made, Qt.Key.Key_Down)
    assert made.current == "rita"
    assert chosen == ["alex", "rita"]
    qtbot.keyClick(made, Qt.Key.Key_Return)
    assert confirmed == ["rita"]


def test_a_search_field_leads_the_list_and_keeps_its_text(qtbot: QtBot) -> None:
    made, field = picker(qtbot, ALEX, RITA), QLineEdit()
    qtbot.addWidget(field)
    made.follow(field)
    made.choose_first()
    qtbot.keyClicks(field, "meyer")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert made.current == "rita"
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert made.current == "alex"
    assert field.text() == "meyer"


def test_what_was_chosen_stays_chosen_when_the_list_changes_around_it(qtbot: QtBot) -> None:
    made = picker(qtbot, ALEX, RITA)
    made.set_current("rita")
    made.set_items([RITA._replace(corner="in until 18:00")])
    assert made.current == "rita"
    made.set_items([ALEX])
    assert made.current is None


def test_any_text_is_shown_as_it_is_and_fits_the_width(qtbot: QtBot) -> None:
    made = picker(qtbot, HOSTILE, ALEX)
    assert made.visualRect(made.cards.index(0)).height() > 400
    assert not made.horizontalScrollBar().isVisible()
    assert not made.grab().isNull()


def test_a_list_that_fits_is_as_high_as_its_cards(qtbot: QtBot) -> None:
    made = PickList("Callers", fit=True)
    qtbot.addWidget(made)
    made.resize(320, 10)
    made.show()
    made.set_items([ALEX])
    one = made.sizeHint().height()
    made.set_items([ALEX, RITA])
    assert made.sizeHint().height() > one > 40


def test_a_card_of_the_timeline_can_be_copied(qtbot: QtBot) -> None:
    made = Timeline("Timeline")
    qtbot.addWidget(made)
    made.set_items([CardItem(1, "Alex Meyer accepted", (Line("time to fix about 45 min"),), "13:12")])
    made.set_current(1)
    qtbot.keyClick(made, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Alex Meyer accepted\ntime to fix about 45 min"


def test_a_click_chooses_the_card_under_it(qtbot: QtBot) -> None:
    made = picker(qtbot, ALEX, RITA)
    at: QPoint = made.visualRect(made.cards.index(1)).center()
    QTest.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert made.current == "rita"


def test_an_empty_list_says_so(qtbot: QtBot) -> None:
    made = picker(qtbot)
    empty = made.grab().toImage()
    made.set_items([ALEX])
    made.set_items([])
    made.event(QEvent(QEvent.Type.Leave))
    assert made.grab().toImage() == empty
    blank = PickList("Contacts")
    qtbot.addWidget(blank)
    blank.resize(320, 400)
    assert blank.grab().toImage() != empty
