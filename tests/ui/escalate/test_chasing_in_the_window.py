"""A person chases what is out, from the list by contact: whom first, their number, what they say, what they hold."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from scene import HOUR, contact, escalate, log, passing_on
from window_hands import CTRL, SHIFT, Hands

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import EscalationType
from deskapp.services.escalations.acts import AcceptEscalation, WithdrawEscalation
from deskapp.ui.escalate.answers.hear_dialog import HearDialog
from deskapp.ui.escalate.escalations_screen import EscalationsScreen
from deskapp.ui.work.workplace import Workplace

Key = Qt.Key
Wait = Callable[[Workplace], None]


@pytest.fixture
def out(desk: Desk, clock: FixedClock) -> dict[str, int]:
    grace = contact(desk, "Grace Hopper", phones=("020 7946 0131",), role="billing")
    alan = contact(desk, "Alan Turing", phones=("020 7946 0132",))
    made = {
        name: escalate(desk, log(desk, f"About {name}").id, who.id).id
        for name, who in (("paper", grace), ("toner", grace), ("cable", alan))
    }
    desk.escalations.accept(AcceptEscalation(made["paper"], estimate=HOUR))
    desk.escalations.accept(AcceptEscalation(made["toner"]))
    clock.advance(timedelta(minutes=125))
    return made


def lines(screen: EscalationsScreen) -> list[str]:
    """What stands there, a card a line; the names over them without a mark."""
    return [
        f"{card.title} [{card.corner}]" if card.heading else f"- {card.title} [{card.corner}]"
        for card in screen.table.cards.items
    ]


def about(screen: EscalationsScreen, key: int) -> str:
    """The last line of a card."""
    return next(card.lines[-1].text for card in screen.table.cards.items if card.key == key)


def test_a_person_chases_what_is_out(
    out: dict[str, int], desk: Desk, clock: FixedClock, person: Hands, place: Workplace, wait_idle: Wait
) -> None:
    # While it is read it says so, and never that there is nothing.
    QTest.keyClick(person.window, Key.Key_2, CTRL)
    screen = person.window.screens.current
    assert isinstance(screen, EscalationsScreen)
    assert (screen.table.empty_words, screen.count_words) == ("Loading…", "")
    assert screen.table.isVisible()
    wait_idle(place)
    assert lines(screen) == [
        "Alan Turing · 020 7946 0132 · 1 call [1 not accepted]",
        "- C-00003 · P3 · About cable [accept: 0:05 over]",
        "Grace Hopper · billing · 020 7946 0131 · 2 calls []",
        "- C-00001 · P3 · About paper [past the estimate]",
        "- C-00002 · P3 · About toner [accepted]",
    ]
    assert screen.table.current == out["cable"]
    person.press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "020 7946 0132"
    person.press(Key.Key_R, CTRL | SHIFT)
    assert screen.notice.words == "Message left for Alan Turing: recorded."
    said = "Next update due 14:00 · last heard 10:00 · message left 12:05 · Ada Lovelace · owner Manager"
    assert about(screen, out["cable"]) == said
    # Time goes on: what runs out says so, and no line moves.
    clock.advance(timedelta(hours=4))
    person.window.ticker.tick()
    wait_idle(place)
    assert about(screen, out["paper"]).startswith("▲ Next update 2:05 over · 5:05 past their estimate")
    person.press(Key.Key_Down)
    assert screen.table.current == out["paper"]
    person.press(Key.Key_C, CTRL | SHIFT)
    assert QGuiApplication.clipboard().text() == "020 7946 0131"
    person.press(Key.Key_H, CTRL | SHIFT)
    person.dialog(HearDialog)
    person.write("Part ordered")
    person.press(Key.Key_Return, CTRL)
    assert not person.is_open(HearDialog)
    assert "last heard 16:05: “Part ordered”" in about(screen, out["paper"])
    # Only what one of them holds.
    screen.chase_row.only.click()
    wait_idle(place)
    assert [card.key for card in screen.table.cards.items if not card.heading] == [out["paper"], out["toner"]]
    assert screen.count_words == "1 not accepted"
    screen.chase_row.only.click()
    screen.chase_row.late.click()
    wait_idle(place)
    assert [card.key for card in screen.table.cards.items if not card.heading] == [out["cable"]]
    place.hub.tell(desk.escalations.accept(AcceptEscalation(out["cable"])).changes)
    wait_idle(place)
    assert (lines(screen), screen.table.empty_words) == ([], "Nothing that is out fits.")
    screen.chase_row.late.click()
    # By its type, once what is out is of more than one.
    above = screen.chase_row.types[EscalationType.HIERARCHICAL]
    assert above.isHidden()
    boss = desk.escalations.one(out["paper"]).contact_id
    made = passing_on(log(desk, "About a refund").id, boss, types=(EscalationType.HIERARCHICAL,))
    told = desk.escalations.escalate(made)
    place.hub.tell(told.changes)
    wait_idle(place)
    assert above.text() == "Hierarchical: 1"
    above.click()
    wait_idle(place)
    assert [card.key for card in screen.table.cards.items if not card.heading] == [told.value.id]


def test_no_line_moves_while_a_hand_is_on_the_list(
    out: dict[str, int], desk: Desk, clock: FixedClock, person: Hands, place: Workplace, wait_idle: Wait
) -> None:
    person.press(Key.Key_2, CTRL)
    screen = person.window.screens.current
    assert isinstance(screen, EscalationsScreen)
    before = [card.key for card in screen.table.cards.items]
    screen.table.viewport().setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    person.press(Key.Key_Down)
    place.hub.tell(desk.escalations.accept(AcceptEscalation(out["cable"])).changes)
    fresh = escalate(desk, log(desk, "Another").id, contact(desk, "Mary").id)
    place.hub.tell(desk.escalations.withdraw(WithdrawEscalation(out["toner"], "Solved here")).changes)
    wait_idle(place)
    assert [card.key for card in screen.table.cards.items] == before
    assert screen.table.current == out["paper"]
    corners = {card.key: card.corner for card in screen.table.cards.items}
    assert (corners[out["cable"]], corners[out["toner"]]) == ("accepted", "not out any more")
    assert screen.chase_row.changed.accessibleName() == "2 changed: refresh"
    screen.table.viewport().setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)
    person.window.ticker.tick()
    wait_idle(place)
    now = [card.key for card in screen.table.cards.items if not card.heading]
    assert set(now) == {out["cable"], out["paper"], fresh.id}
    assert screen.table.current == out["paper"]
    assert screen.chase_row.changed.isHidden()
    assert not screen.refresh()
