"""The panel of one call."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import (
    Answer,
    CallState,
    ClockKind,
    Consent,
    ContactKind,
    EscalationType,
    HandoffPart,
    Impact,
    PauseReason,
    Transfer,
    Urgency,
)
from deskapp.services.calls.acts import AddNote, GiveAgreement, LogCall, PauseCall, RecordAgreement, ResolveCall
from deskapp.services.changes import Changes
from deskapp.services.directory.acts import SaveContact
from deskapp.services.directory.views import CustomerView
from deskapp.services.escalations.acts import Escalate
from deskapp.services.escalations.views import EscalationView
from deskapp.ui.calls.dialogs.agreement_dialog import AgreementDialog
from deskapp.ui.calls.dialogs.note_dialog import NoteDialog
from deskapp.ui.calls.panel.call_panel import CallPanel
from deskapp.ui.calls.panel.clock_words import most_relevant
from deskapp.ui.calls.panel.dispatcher import Dispatcher
from deskapp.ui.calls.panel.why_dialog import WhyDialog
from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.reading_order import ReadingOrder
from deskapp.ui.work.workplace import Workplace

Key = Qt.Key


class PanelAlone(ReadingOrder, CallPanel):
    """The panel where it is a window by itself."""


@pytest.fixture
def panel(place: Workplace, hands, call_id: int) -> CallPanel:
    made = PanelAlone(place)
    Dispatcher(place, made, made.head).join(made)
    made.resize(376, 760)
    hands.show(made)
    made.show_call(call_id)
    hands.settle()
    return made


def said(panel: CallPanel) -> list[str]:
    return [" ".join([item.title, *(line.text for line in item.lines)]) for item in panel.timeline.cards.items]


def dialogs(panel: CallPanel, kind: type) -> list:
    return [one for one in panel.window().findChildren(kind) if one.isVisible()]


def test_it_shows_which_call_how_it_stands_and_whose_it_is(panel: CallPanel) -> None:
    assert panel.head.ref.text() == "C-00001"
    assert panel.head.title.text() == "Intermittent network drop"
    assert panel.facts.words("customer") == "Brook Logistics · account 20871 · key account\n0161 496 0233"
    assert panel.owner.text() == "You own this call until Brook Logistics agrees it is fixed."


def test_while_another_call_is_being_read_nothing_of_the_one_before_stands_there(
    desk: Desk, panel: CallPanel, hands, quayside: CustomerView
) -> None:
    other = desk.calls.log(LogCall("Quote for larger tray", customer_id=quayside.id)).value.id
    panel.show_call(other)
    assert panel.call is None
    assert not panel.head.isVisible()
    hands.settle()
    assert panel.head.isVisible()
    assert panel.head.title.text() == "Quote for larger tray"


def test_an_act_asked_for_while_the_call_is_being_read_happens_once_it_is_there(
    desk: Desk, panel: CallPanel, hands, quayside: CustomerView
) -> None:
    other = desk.calls.log(LogCall("Quote for larger tray", customer_id=quayside.id)).value.id
    panel.show_call(other)
    panel.ask("note")
    hands.settle()
    (dialog,) = dialogs(panel, NoteDialog)
    assert dialog._call.row.id == other


def test_it_follows_what_others_change(desk: Desk, place: Workplace, panel: CallPanel, hands, call_id: int) -> None:
    done = desk.calls.note(AddNote(call_id, "Cable looked at"))
    place.hub.tell(Changes(calls=frozenset({call_id + 1})))
    hands.settle()
    assert not any("Cable looked at" in line for line in said(panel))
    place.hub.tell(done.changes)
    hands.settle()
    assert "Cable looked at" in said(panel)[0]


def test_its_clocks_are_live(clock: FixedClock, panel: CallPanel) -> None:
    assert [one.kind for one in panel.clocks.clocks] == [
        ClockKind.RESOLUTION,
        ClockKind.UPDATE,
        ClockKind.RESPONSE,
    ]
    assert "Next update: 4:00 left, due 14:00" in panel.clocks.cards[1].accessibleName()
    clock.advance(timedelta(hours=3, minutes=49))
    panel.set_now(clock.now())
    assert "Next update: 0:11 left" in panel.clocks.cards[1].accessibleName()
    clock.advance(timedelta(minutes=12))
    panel.set_now(clock.now())
    assert "Next update: 0:01 over" in panel.clocks.cards[1].accessibleName()


def test_conversations_alone_are_shown_and_everything_again(desk: Desk, panel: CallPanel, hands, call_id: int) -> None:
    desk.calls.note(AddNote(call_id, "Looked it up"))
    panel.reload()
    hands.settle()
    every = said(panel)
    assert any("Looked it up" in line for line in every)
    button = next(one for one in panel.findChildren(LinkButton) if one.text() == "Conversations only")
    button.click()
    spoken = said(panel)
    assert spoken
    assert spoken == [line for line in every if "Looked it up" not in line]
    button.click()
    assert said(panel) == every


def test_what_can_be_done_stands_where_it_can_be_pressed_however_high_the_panel_is(panel: CallPanel, hands) -> None:
    """Below or among the rest: at the height between the two it went to and fro, and was in neither."""
    places = set()
    for height in (*range(400, 700, 8), *range(700, 400, -19)):
        panel.resize(424, height)
        hands.settle()
        button = next(iter(panel.buttons.values()))
        assert panel.childAt(button.mapTo(panel, button.rect().center())) is button, height
        places.add(button.parentWidget().parentWidget())
    assert len(places) == 2


@pytest.mark.parametrize(("width", "columns"), [(424, 3), (265, 2)])
def test_the_clocks_stand_in_a_row_of_one_height_and_nothing_is_cut_where_it_wraps(
    clock: FixedClock, panel: CallPanel, hands, width: int, columns: int
) -> None:
    panel.resize(width, 760)
    clock.advance(timedelta(hours=3, minutes=49))
    panel.set_now(clock.now())
    hands.settle()
    cards = [card for card in panel.clocks.cards if card.isVisible()]
    assert len({card.height() for card in cards}) == 1
    assert len({card.x() for card in cards}) == columns
    for card in cards:
        assert card._chip.geometry().right() < card.width()
        assert card._chip.geometry().bottom() < card.height()
        assert not card._at.isVisible() or not card._at.geometry().intersects(card._name.geometry())


def test_a_clock_explains_why_this_deadline(panel: CallPanel, hands) -> None:
    panel.clocks.cards[0].setFocus()
    hands.press(Key.Key_Return)
    (dialog,) = dialogs(panel, WhyDialog)
    rows = dialog.rows()
    assert ("Started", "today, Mon 16 Nov 10:00") in rows
    assert ("Target", "16 h") in rows
    assert ("Due", "tomorrow, Tue 17 Nov 17:30") in rows
    assert ("7 h 30 min", "today, Mon 16 Nov 10:00 to 17:30") in rows
    dialog.accept()


def test_the_buttons_are_those_of_the_calls_state(
    desk: Desk, place: Workplace, panel: CallPanel, hands, call_id: int
) -> None:
    assert list(panel.buttons) == ["escalate", "note", "pause", "resolve"]
    place.hub.tell(desk.calls.pause(PauseCall(call_id, PauseReason.CUSTOMER)).changes)
    hands.settle()
    assert list(panel.buttons) == ["escalate", "note", "resume", "resolve"]
    hands.click(panel.buttons["resume"])
    assert desk.overview.call(call_id).state is CallState.OPEN
    place.hub.tell(desk.calls.resolve(ResolveCall(call_id, "New cable")).changes)
    hands.settle()
    assert list(panel.buttons) == ["agreement", "note"]
    yes = GiveAgreement(Answer.YES, "Jane Brook")
    place.hub.tell(desk.calls.agree(RecordAgreement(call_id, yes)).changes)
    hands.settle()
    assert list(panel.buttons) == ["note", "reopen"]
    assert panel.owner.text() == "Closed: Jane Brook agreed that it is fixed."


def test_a_call_cannot_be_closed_without_agreement_and_trying_says_why(
    desk: Desk, panel: CallPanel, hands, call_id: int
) -> None:
    panel.ask("close")
    assert "only when the customer agrees" in panel.notice.words
    assert desk.overview.call(call_id).state is CallState.OPEN
    assert not dialogs(panel, AgreementDialog)


def test_closing_a_resolved_call_asks_for_the_customers_answer(
    desk: Desk, place: Workplace, panel: CallPanel, hands, call_id: int
) -> None:
    place.hub.tell(desk.calls.resolve(ResolveCall(call_id, "New cable")).changes)
    hands.settle()
    panel.ask("close")
    assert len(dialogs(panel, AgreementDialog)) == 1


def test_escalating_opens_its_dialog_over_the_window(panel: CallPanel, hands) -> None:
    asked: list[int] = []
    panel.asked.connect(lambda act, call_id: asked.append((act, call_id)))
    panel.ask("escalate")
    assert asked == [("escalate", panel.call.row.id)]
    (dialog,) = dialogs(panel, EscalateDialog)
    hands.settle()
    dialog.reject()


def test_the_menu_offers_what_became_of_each_escalation_that_is_out(
    panel: CallPanel, hands, escalation: EscalationView
) -> None:
    panel.reload()
    hands.settle()
    panel._menu.aboutToShow.emit()
    offered = [action.text() for action in panel._menu.actions()]
    answers = ["Accepted", "Word from them", "Returned", "Refused", "No answer", "Offer to the next in the chain"]
    assert offered[:8] == ["Alex Meyer", *answers, "Withdraw"]
    assert ClockKind.ACCEPTANCE in [one.kind for one in panel.clocks.clocks]


def test_a_call_that_is_not_there_is_said_in_plain_words(panel: CallPanel, hands) -> None:
    panel.show_call(4711)
    hands.settle()
    assert panel._empty.text() == "There is no call C-04711."


def test_long_words_of_customers_do_not_push_the_panel_apart(
    desk: Desk, panel: CallPanel, hands, brook: CustomerView
) -> None:
    other = desk.calls.log(LogCall("w" * 3000, customer_id=brook.id)).value.id
    panel.show_call(other)
    hands.settle()
    assert panel.minimumSizeHint().width() <= 376
    assert panel.head.title.textFormat() is Qt.TextFormat.PlainText


def test_tab_goes_from_the_clocks_to_what_can_be_done_and_then_to_the_timeline(panel: CallPanel, hands) -> None:
    panel.clocks.cards[0].setFocus()
    met = []
    for _step in range(30):
        hands.press(Key.Key_Tab)
        met.append(hands.focus())
    order = [met.index(widget) for widget in (*panel.buttons.values(), panel.timeline)]
    assert order == sorted(order)


def test_signs_for_which_a_call_is_out_already_are_not_shown_again(desk: Desk, place: Workplace, hands, brook) -> None:
    log = LogCall("All of the warehouse", customer_id=brook.id, impact=Impact.SEVERAL, urgency=Urgency.NOW)
    number = desk.calls.log(log).value.id
    signs = desk.overview.call(number).row.signs
    assert len(signs) > 1
    made = CallPanel(place)
    hands.show(made)
    made.show_call(number)
    hands.settle()
    assert "More than one person" in made.head.signs
    _escalate(desk, number, "several_people")
    made.reload()
    hands.settle()
    assert "More than one person" not in made.head.signs
    assert made.head.signs


def test_the_customers_deadline_keeps_its_card_while_the_call_is_out(desk: Desk, brook, clock: FixedClock) -> None:
    log = LogCall("Scanner", customer_id=brook.id, customer_deadline=clock.now() + timedelta(hours=9))
    number = desk.calls.log(log).value.id
    _escalate(desk, number, "strict_deadline")
    shown = [one.kind for one in most_relevant(desk.overview.call(number), clock.now())]
    assert ClockKind.DEADLINE in shown
    assert ClockKind.FIRST_WORD not in shown


def test_why_something_cannot_be_done_is_scrolled_into_sight(panel: CallPanel, hands) -> None:
    panel.resize(376, 240)
    hands.settle()
    panel.ask("reopen")
    hands.settle()
    assert "open" in panel.notice.words
    assert panel.notice.visibleRegion().boundingRect().height() == panel.notice.height()


def test_what_can_be_done_stays_in_sight_and_moves_between_two_layouts_only_once_both_are_laid_out(
    panel: CallPanel, hands
) -> None:
    button, bar = next(one for one in panel.buttons.values() if one.isVisible()), panel._scroll.verticalScrollBar()
    scrolls = [panel._scroll.isAncestorOf(button)]
    while_laid_out = []
    bar.rangeChanged.connect(lambda *_range: while_laid_out.append(panel._scroll.isAncestorOf(button)))
    for height in (240, 1_600):
        while_laid_out.clear()
        panel.resize(376, height)
        assert set(while_laid_out) == {scrolls[-1]}
        hands.settle()
        scrolls.append(panel._scroll.isAncestorOf(button))
        assert button.visibleRegion().boundingRect().size() == button.size()
    assert scrolls[-2:] == [False, True]


def test_without_a_call_the_panel_says_what_to_do(place: Workplace, hands) -> None:
    made = CallPanel(place)
    hands.show(made)
    shown = [label.text() for label in made.findChildren(QLabel) if label.isVisible()]
    assert shown == ["Choose a call to see it here."]


def _escalate(desk: Desk, number: int, trigger: str) -> None:
    alex = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Alex Meyer")).value
    act = Escalate(
        number,
        (EscalationType.FUNCTIONAL,),
        ((trigger, ""),),
        contact_id=alex.id,
        handoff=dict.fromkeys((HandoffPart.ISSUE, HandoffPart.STEPS, HandoffPart.WANTS), "as told"),
        consent=Consent.YES,
        transfer=Transfer.WARM,
    )
    desk.escalations.escalate(act)
