"""A step that was tried is told by one key, and stands in the panel with its time."""

from PySide6.QtCore import Qt
from scene import MINUTE, contact, escalate, log
from window_hands import CTRL, SHIFT, Hands

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.ui.widgets.texts.icon_link import CopyLink


def test_a_key_a_few_words_and_it_stands_with_its_time(desk: Desk, person: Hands, clock: FixedClock) -> None:
    call = log(desk, "No phones <b>")
    person.window.show_call(call.id)
    clock.advance(8 * MINUTE)
    for words in ("Handset swapped: no change.", "Unit <i>restarted</i>"):
        person.press(Qt.Key.Key_F4, SHIFT)
        person.write(words)
        person.press(Qt.Key.Key_Return, CTRL)
    panel = person.window.current.panel
    assert panel is not None
    tried = panel.said.texts[2]
    assert tried.words == "1. Handset swapped: no change (10:08).\n2. Unit <i>restarted</i> (10:08)"
    assert tried.textFormat() is Qt.TextFormat.PlainText
    assert panel.timeline.cards.items[0].title == "You: Tried: Unit <i>restarted</i>"


def test_two_contacts_that_share_a_number_have_two_buttons_that_say_whose_it_is(desk: Desk, person: Hands) -> None:
    call = log(desk)
    for name in ("Dean Marsh", "Paula Reyes"):
        escalate(desk, call.id, contact(desk, name, phones=("0161 496 0171",)).id)
    person.window.show_call(call.id)
    person.write("")
    panel = person.window.current.panel
    assert panel is not None
    names = [link.accessibleName() for link in panel.facts.findChildren(CopyLink) if link.what == "0161 496 0171"]
    assert names == ["With, Dean Marsh: Copy 0161 496 0171", "With, Paula Reyes: Copy 0161 496 0171"]
