"""The small widgets: what they show, say and emit."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.calls.clock_card import ClockCard
from deskapp.ui.widgets.chip import Chip, priority_tint
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.heading import Section, StepHeading
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.widgets.progress_line import ProgressLine
from deskapp.ui.window.side_bar import Entry, SideBar

MARKUP = '<b>bold</b> <img src="http://example.com/x.png"> &amp;'


def test_text_of_customers_is_never_markup(qtbot: QtBot) -> None:
    card, notice = ClockCard(), Notice()
    labels: list[QLabel] = [Label(MARKUP), Chip(MARKUP), Section(MARKUP)]
    for widget in (card, notice, *labels):
        qtbot.addWidget(widget)
    labels += [*card.findChildren(QLabel), *notice.findChildren(QLabel)]
    assert len(labels) > 6
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_a_state_is_told_by_shape_word_and_colour(qtbot: QtBot) -> None:
    chip = Chip()
    qtbot.addWidget(chip)
    seen = set()
    for tint in (Tint.OVER, Tint.SOON, Tint.OK, Tint.PAUSED):
        chip.set("0:42", tint, shape=True)
        seen.add((chip.text(), chip.grab().toImage().pixelColor(4, 4).name()))
        assert chip.accessibleName() == "0:42"
    assert len({text for text, _ground in seen}) == 4
    assert len({ground for _text, ground in seen}) == 4


def test_priorities_have_a_tint_each() -> None:
    assert len({priority_tint(code) for code in ("P1", "P2", "P3", "P4")}) == 4


def test_a_button_shows_its_key_and_keeps_its_name(qtbot: QtBot) -> None:
    for button in (primary("New call", "F2"), secondary("New call", "F2")):
        qtbot.addWidget(button)
        assert button.text() == "New call   F2"
        assert button.accessibleName() == "New call"
        button.set_words("Log && print")
        assert button.accessibleName() == "Log & print"
        assert button.text().endswith("F2")


def test_a_primary_button_shows_the_focus_inside_its_colour(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    row = QVBoxLayout(box)
    main, other = primary("Log call"), secondary("Cancel")
    row.addWidget(main)
    row.addWidget(other)
    with qtbot.waitActive(box):
        box.show()
        box.activateWindow()
    other.setFocus()
    without = main.grab().toImage()
    main.setFocus()
    assert main.grab().toImage() != without


def test_a_clock_says_all_of_itself_and_can_be_asked_why(qtbot: QtBot) -> None:
    card, asked = ClockCard(), []
    qtbot.addWidget(card)
    card.why_asked.connect(lambda: asked.append(True))
    card.set("Next update", "0:11 left", Tint.SOON, 0.82, "promised 14:23")
    assert card.accessibleName() == "Next update: 0:11 left, promised 14:23"
    qtbot.keyClick(card, Qt.Key.Key_Space)
    qtbot.keyClick(card, Qt.Key.Key_Return)
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert len(asked) == 3


def test_a_bar_stays_between_nothing_and_all(qtbot: QtBot) -> None:
    bar = ProgressLine()
    qtbot.addWidget(bar)
    for given, kept in ((-1.0, 0.0), (0.5, 0.5), (7.0, 1.0)):
        bar.set(given, Tint.OVER)
        assert bar.fraction == kept
        assert not bar.grab().isNull()


def test_a_heading_names_its_field(qtbot: QtBot) -> None:
    form = FormField("Summary", QLineEdit())
    qtbot.addWidget(form)
    assert form.heading.buddy() is form.field
    assert form.field.accessibleName() == "Summary"
    step = StepHeading(1, "Why")
    qtbot.addWidget(step)
    assert [label.text() for label in step.findChildren(QLabel)] == ["1", "Why"]


def test_a_message_stands_beside_its_field_until_it_is_right_again(qtbot: QtBot) -> None:
    form = FormField("Deadline", QLineEdit())
    qtbot.addWidget(form)
    form.show()
    assert not form.error.isVisible()
    form.say("Write a time such as 15:30.")
    assert form.error.isVisible()
    assert form.error.text() == form.field.accessibleDescription() == "Write a time such as 15:30."
    form.say(None)
    assert not form.error.isVisible()
    assert form.field.accessibleDescription() == ""


def test_a_notice_offers_undo_and_goes_when_its_time_is_over(qtbot: QtBot) -> None:
    notice, acted, ended = Notice(), [], []
    qtbot.addWidget(notice)
    notice.acted.connect(lambda: acted.append(notice.words))
    notice.ended.connect(lambda: ended.append(True))
    assert notice.isHidden()
    notice.say("Escalated to Alex Meyer.", Tint.OK, "Undo", seconds=10)
    assert notice.isVisible()
    assert notice._action.text() == "Undo"
    qtbot.mouseClick(notice._action, Qt.MouseButton.LeftButton)
    assert acted == ["Escalated to Alex Meyer."]
    assert notice.isHidden()
    notice.say("Saved.", seconds=0.05)
    assert notice._action.isHidden()
    qtbot.waitUntil(notice.isHidden)
    assert len(ended) == 2
    assert notice._close.accessibleName() != ""


def test_a_text_area_lets_tab_go_on_and_takes_any_text_as_plain_text(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    area, after = TextArea(), QLineEdit()
    column.addWidget(area)
    column.addWidget(after)
    with qtbot.waitActive(box):
        box.show()
        box.activateWindow()
    area.setFocus()
    rich = QMimeData()
    rich.setHtml("<b>bold</b>")
    rich.setText(MARKUP)
    area.insertFromMimeData(rich)
    assert area.text() == MARKUP
    qtbot.keyClick(area, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after
    assert area.text() == MARKUP


def test_a_text_area_grows_with_its_text_up_to_its_most(qtbot: QtBot) -> None:
    area = TextArea(lines=2, most=5)
    qtbot.addWidget(area)
    area.resize(300, 10)
    area.show()
    heights = []
    for lines in (1, 2, 4, 5, 50):
        area.setPlainText("\n".join("line" for _number in range(lines)))
        heights.append(area.height())
        assert area.verticalScrollBar().isVisible() == (lines == 50)
    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4]


def test_the_side_bar_tells_which_screen_was_chosen(qtbot: QtBot) -> None:
    bar = SideBar("Help desk", [Entry("calls", "Calls"), Entry("overdue", "Overdue")])
    qtbot.addWidget(bar)
    chosen, entered, asked = [], [], []
    bar.chosen.connect(chosen.append)
    bar.entered.connect(entered.append)
    bar.who_asked.connect(lambda: asked.append(True))
    bar.set_current("calls")
    bar.set_count("overdue", 2)
    bar.set_who("Sam & Lena · agent")
    assert bar.current == "calls"
    assert chosen == []
    assert bar.tabs.accessibleTabName(1) == "Overdue, 2"
    bar.show()
    qtbot.mouseClick(bar.tabs, Qt.MouseButton.LeftButton, pos=bar.tabs.tabRect(1).center())
    assert (chosen, entered) == (["overdue"], ["overdue"])
    assert bar.current == "overdue"
    qtbot.mouseClick(bar._who, Qt.MouseButton.LeftButton)
    assert asked == [True]
    assert bar._who.accessibleName() == "Sam & Lena · agent"


def test_an_empty_place_says_what_to_do_next(qtbot: QtBot) -> None:
    place, acted = EmptyState("No calls yet", "Log the first one.", "New call", "F2"), []
    qtbot.addWidget(place)
    place.acted.connect(lambda: acted.append(True))
    qtbot.mouseClick(place.button, Qt.MouseButton.LeftButton)
    assert acted == [True]
