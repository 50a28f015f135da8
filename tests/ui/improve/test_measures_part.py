"""The measures in the window: by keyboard from a figure to its calls and back, narrowed down, following others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from window_hands import ALT, CTRL, Hands

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed
from deskapp.domain.measures.kinds import Measure, Part, Slice
from deskapp.domain.measures.periods import PeriodKind, containing
from deskapp.domain.words import Role
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.measures.acts import Narrowed, SetByAgent
from deskapp.ui.calls.log.filter_popup import FilterPopup
from deskapp.ui.calls.page.call_page import CallPage
from deskapp.ui.improve.improve_screen import ImproveScreen
from deskapp.ui.improve.measures.definition_dialog import DefinitionDialog
from deskapp.ui.improve.measures.measures_part import MeasuresPart
from deskapp.ui.settings.measures_page import MeasuresPage
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.work.workplace import Workplace

Key = Qt.Key
Wait = Callable[[Workplace], None]


@pytest.fixture
def desk_file(monday_demo: Path, tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    path.write_bytes(monday_demo.read_bytes())
    return path


@pytest.fixture
def part(person: Hands) -> MeasuresPart:
    person.window.setWindowState(Qt.WindowState.WindowNoState)
    person.window.resize(1366, 768)
    person.do("Measures")
    return shown(person)


def shown(person: Hands) -> MeasuresPart:
    screen = person.window.screens.current
    assert isinstance(screen, ImproveScreen)
    assert isinstance(screen.part, MeasuresPart)
    return screen.part


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def has(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))


def test_from_a_figure_to_its_calls_and_back_by_keyboard(part: MeasuresPart, person: Hands, desk: Desk) -> None:
    now = desk.measures.read(desk.measures.period(PeriodKind.MONTH))
    rate = now.figures[Measure.ESCALATED].value
    card = part.figures.cards.cards[Measure.ESCALATED]
    # The figure, what it is of and how it stands are heard; so is the chart.
    assert has(card)
    assert card.isChecked()
    assert card.accessibleName().startswith("Escalation rate: ")
    assert f"{rate.num} of {rate.den} calls logged" in card.accessibleName()
    assert f"Nov {part.figures.cards.cards[Measure.ESCALATED].face.figure}" in card.accessibleDescription()
    assert card.chart.renderer().isValid()
    assert part.side.list.ids
    assert len(part.side.list.ids) == rate.num
    # The period before, and back.
    person.press(Key.Key_Left, ALT)
    assert part.asked.period == containing(PeriodKind.MONTH, date(2026, 10, 1))
    assert part.view is not None
    assert part.view.period == part.asked.period
    person.press(Key.Key_Right, ALT)
    assert part.view.period == now.period
    # Another card: its definition, and all of it.
    person.press(Key.Key_Right)
    assert part.chosen.measure is Measure.FIRST_CONTACT
    assert "solved by the first conversation" in words(part.side)
    person.press(Key.Key_F1)
    dialog = person.dialog(DefinitionDialog)
    assert "Fisher" in words(dialog)
    person.press(Key.Key_Escape)
    person.press(Key.Key_Left)
    # A line of the slices narrows the calls down.
    person.tab_to(part.side.slices)
    person.press(Key.Key_Space)
    row = part.side.slices.rows[0]
    assert row.isChecked()
    sliced = desk.measures.slices(Measure.ESCALATED, Slice.CATEGORY, now.period)[0]
    assert len(part.side.list.ids) == sliced.value.num < rate.num
    assert f"The {sliced.value.num} calls: {sliced.name}".lower() in words(part.side).lower()
    # A cell of the clocks; Enter goes to its calls, Enter there opens one, and Escape comes back to it.
    person.tab_to(part.figures.clocks)
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Right):
        person.press(key)
    assert part.chosen.measure is Measure.CLOCK_UPDATE
    assert part.chosen.words == "Next update, P2"
    person.press(Key.Key_Return)
    assert has(part.side.list)
    person.press(Key.Key_Down)
    call_id = part.current_call_id
    assert call_id == part.side.list.ids[1]
    person.press(Key.Key_Return)
    assert isinstance(person.window.screens.current, CallPage)
    assert person.window.screens.current.current_call_id == call_id
    person.press(Key.Key_Escape)
    assert shown(person) is part
    assert has(part.side.list)
    assert part.current_call_id == call_id
    person.press(Key.Key_Escape)
    assert has(part.figures.clocks)


def test_filters_no_calls_and_a_period_to_come_say_so_and_lead_on(
    part: MeasuresPart, person: Hands, desk: Desk
) -> None:
    category = desk.measures.choices().categories[0]
    person.tab_to(part.filters)
    person.press(Key.Key_Down)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, FilterPopup)
    QTest.keyClick(popup.list, Key.Key_Return)
    popup.close()
    person._idle()
    assert part.asked.narrowed == Narrowed(category_id=category[0])
    assert part.filters.words() == f"Category: {category[1]}"
    narrowed = desk.measures.read(part.asked.period, part.asked.narrowed)
    told = part.figures.cards.cards[Measure.ESCALATED].face
    assert told is not None
    rate = narrowed.figures[Measure.ESCALATED].value
    assert told.told == f"{rate.num} of {rate.den} calls logged"
    # Long before the desk there is nothing, narrowed down or not.
    part.ask(type(part.asked)(containing(PeriodKind.YEAR, date(2011, 1, 1)), narrowed=part.asked.narrowed))
    person._idle()
    empty = part.findChild(EmptyState)
    assert "In 2011 no call fits this: Category" in words(empty)
    empty.button.click()
    person._idle()
    empty = next(one for one in part.findChildren(EmptyState) if one.isVisible())
    assert "In 2011 no call was logged" in words(empty)
    part.ask(type(part.asked)(containing(PeriodKind.YEAR, date(2031, 1, 1))))
    person._idle()
    empty = next(one for one in part.findChildren(EmptyState) if one.isVisible())
    assert "2031 has not begun" in words(empty)
    empty.button.click()
    person._idle()
    assert part.asked.period == containing(PeriodKind.YEAR, date(2026, 1, 1))
    assert part.figures.isVisible()


def test_it_follows_what_others_write_and_nothing_moves_under_the_hand(
    part: MeasuresPart, person: Hands, place: Workplace, clock: FixedClock, wait_idle: Wait
) -> None:
    rate = part.view.figures[Measure.ESCALATED].value
    person.press(Key.Key_Return)
    assert has(part.side.list)
    part.side.parts.pill(Part.DENOMINATOR).click()
    part.side.list.setFocus()
    wait_idle(place)
    # More are read while one goes down.
    assert len(part.side.list.ids) == 100
    person.press(Key.Key_End)
    assert len(part.side.list.ids) == rate.den > 100
    before = part.side.list.ids
    other = Desk(place.desk.path, clock, staff_id=1).open()
    other.calls.log(LogCall("From the other desk", new_customer=NewCustomer("B. Brook")))
    for _second in range(2):
        person.window.ticker.tick()
        wait_idle(place)
    other.close()
    assert part.view.figures[Measure.ESCALATED].value.den == rate.den + 1
    assert f"{rate.num} of {rate.den + 1}" in part.figures.cards.cards[Measure.ESCALATED].face.told
    # The list stands still until it is asked for.
    assert part.side.list.ids == before
    assert part.side.refresh.isVisible()
    person.press(Key.Key_F5)
    assert part.side.list.ids[0] not in before
    assert part.side.list.ids[1:] == before[: len(part.side.list.ids) - 1]
    assert part.side.refresh.isHidden()


def test_figures_by_agent_are_nobodys_until_a_manager_turns_them_on_and_then_said_to_everybody(
    part: MeasuresPart, person: Hands, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    assert part.notice.isHidden()
    assert part.filters.buttons[Slice.AGENT].isHidden()
    assert Slice.AGENT not in part.side.by._values
    period = part.asked.period
    with pytest.raises(NotAllowed) as refused:
        desk.measures.read(period, Narrowed(staff_id=1))
    assert refused.value.code is Refusal.NO_MEASURES_BY_AGENT
    # The manager turns it on, where it stands what it means.
    settings = person.window.show_screen("settings")
    page = settings.show_page("measures")
    wait_idle(place)
    assert isinstance(page, MeasuresPage)
    assert not page.by_agent.isChecked()
    page.by_agent.click()
    page.by_agent.setFocus()
    person.press(Key.Key_Return, CTRL)
    assert desk.measures.by_agent()
    # An agent is told so on the screen.
    agent = next(one for one in desk.facts().staff if one.role is Role.AGENT)
    place.desk.sign_in(agent.id)
    place.load_facts()
    wait_idle(place)
    person.do("Measures")
    assert "Figures by agent are on at this desk" in part.notice.text()
    assert part.notice.isVisible()
    assert Slice.AGENT in part.side.by._values
    part.side.by.pill(Slice.AGENT).click()
    wait_idle(place)
    assert part.side.slices.rows
    # Turned off again while somebody looks at it, no figure of one agent stays.
    place.desk.sign_in(1)
    place.act(lambda desk: desk.measures.set_by_agent(SetByAgent(False)))
    wait_idle(place)
    assert part.notice.isHidden()
    assert part.side.by.value is Slice.CATEGORY
