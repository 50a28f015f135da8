"""A confidential call at the real window: what others see of it, and how it is made so, by keyboard."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QMenu, QWidget
from window_hands import CTRL, Hands

from deskapp.desk import Desk
from deskapp.documents.tables.csv_table import write_csv
from deskapp.domain.clock import FixedClock
from deskapp.domain.exchange.table import Table
from deskapp.domain.words import Consent, ContactKind, EscalationType, HandoffPart, Role, Transfer
from deskapp.paperwork import overdue as overdue_papers
from deskapp.services.calls.acts import AddNote, LogCall, MakeConfidential, NewCustomer, PromiseCallBack
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import Escalate
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.calls.dialogs.confidential_dialog import ConfidentialDialog
from deskapp.ui.calls.dialogs.named_dialog import NamedDialog
from deskapp.ui.calls.dialogs.reassign_dialog import ReassignDialog
from deskapp.ui.calls.log import call_listing
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.calls.panel.confidential_chip import ConfidentialChip
from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog
from deskapp.ui.widgets.dialogs.words_dialog import WordsDialog
from deskapp.ui.window.main_window import MainWindow
from deskapp.ui.window.screens import rows as screen_rows
from deskapp.ui.work.workplace import Workplace

SCREENS = [row.key for row in screen_rows()]

Key = Qt.Key
Wait = Callable[[Workplace], None]
CANARY = "Xanthippe"
TEXTS = ("text", "toPlainText", "title", "windowTitle", "toolTip", "accessibleName", "accessibleDescription")
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


@pytest.fixture
def people(desk: Desk) -> dict[str, int]:
    names = ("owner", "named", "outsider")
    made = {name: desk.site.save_staff(SaveStaff(f"The {name}", Role.AGENT)).value.id for name in names}
    return {"manager": 1, **made}


@pytest.fixture
def call_id(desk: Desk, people: dict[str, int], clock: FixedClock) -> int:
    """A confidential call with a canary in every text of it, out with a contact, a call-back promised."""
    contact = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Alex Meyer")).value.id
    desk.calls.log(LogCall("The printer prints nothing", new_customer=NewCustomer("Jane Doe")))
    desk.staff_id = people["owner"]
    number = desk.calls.log(
        LogCall(
            f"{CANARY} complains",
            new_customer=NewCustomer("Ada Lovelace", phone="020 7946 0018"),
            details=CANARY,
            wants=CANARY,
        )
    ).value.id
    desk.calls.note(AddNote(number, CANARY))
    given = {part.value: CANARY for part in HandoffPart}
    desk.escalations.escalate(
        Escalate(
            number,
            (EscalationType.FUNCTIONAL,),
            (("tool_missing", CANARY),),
            contact,
            given,
            Consent.YES,
            transfer=Transfer.WARM,
        )
    )
    desk.promises.call_back(PromiseCallBack(number, clock.now().replace(hour=12), CANARY, CANARY))
    desk.calls.make_confidential(MakeConfidential(number, CANARY, (people["named"],)))
    return number


@pytest.fixture(params=["outsider"])
def who(request: pytest.FixtureRequest, desk: Desk, people: dict[str, int], call_id: int) -> Iterator[str]:
    """Somebody works here before the window opens."""
    desk.staff_id = people[request.param]
    yield request.param
    desk.staff_id = 1


def _told(widget: QWidget) -> Iterator[str]:
    """Everything a window holds in words: texts, tool tips, what screen readers hear, the cells of its lists."""
    for one in (widget, *widget.findChildren(QWidget)):
        for name in TEXTS:
            told = getattr(one, name, None)
            if callable(told):
                yield str(told())
        if isinstance(one, QMenu):
            yield from (action.text() for action in one.actions())
        model = one.model() if isinstance(one, (QAbstractItemView, QComboBox)) else None
        if model is not None:
            yield from _cells(model)


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount(QModelIndex())):
        # A list's own count of columns is private.
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())):
            for role in ROLES:
                yield str(model.data(model.index(row, column), role))


def _written(window: MainWindow, place: Workplace, wait_idle: Wait) -> list[str]:
    """Every cell that the lists of the screen would write into a file."""
    listings, heard = window.screens.current.listings(), []
    place.write_out(
        lambda desk: [str(cell) for listing in listings for row in listing.rows(desk) for cell in row], heard.append
    )
    wait_idle(place)
    return [cell for cells in heard for cell in cells]


def _everything(window: MainWindow, person: Hands, place: Workplace, call_id: int, wait_idle: Wait) -> list[str]:
    """All that the screens, the panel, the search and the new call's callers say."""
    told: list[str] = []
    for key in SCREENS:
        window.show_screen(key)
        wait_idle(place)
        told += _told(window)
        told += _written(window, place, wait_idle)
    window.show_call(call_id)
    wait_idle(place)
    told += _told(window)
    for words in (f"C-{call_id:05d}", CANARY, "Lovelace"):
        person.press(Key.Key_K, CTRL)
        window.search.clear()
        person.write(words)
        wait_idle(place)
        # The results stand in a window of their own.
        for one in QApplication.topLevelWidgets():
            told += [text for text in _told(one) if one is not window or text != words]
        person.press(Key.Key_Escape)
    person.press(Key.Key_F2)
    dialog = person.dialog(NewCallDialog)
    person.write("Lovelace")
    wait_idle(place)
    told += _told(dialog)
    person.press(Key.Key_Escape)
    return told


def test_no_screen_tells_an_outsider_of_a_confidential_call(
    who: str, window: MainWindow, person: Hands, place: Workplace, call_id: int, wait_idle: Wait
) -> None:
    told = _everything(window, person, place, call_id, wait_idle)
    # What was typed into the search field itself stands there.
    assert {text for text in told if CANARY in text and text != CANARY} == set()
    assert any("Confidential" in text for text in told)
    assert any("The printer prints nothing" in text for text in told)


@pytest.mark.parametrize("who", ["owner", "named", "manager"], indirect=True)
def test_the_same_screens_tell_those_who_see_it(
    who: str, window: MainWindow, person: Hands, place: Workplace, call_id: int, wait_idle: Wait
) -> None:
    told = _everything(window, person, place, call_id, wait_idle)
    assert any(f"{CANARY} complains" in text for text in told)


def test_an_outsider_sees_that_it_exists_its_clocks_nothing_else(
    who: str, window: MainWindow, place: Workplace, call_id: int, wait_idle: Wait
) -> None:
    window.show_call(call_id)
    wait_idle(place)
    panel = window.current.panel
    assert panel is not None
    assert panel.call is not None
    assert panel.call.masked
    (chip,) = [one for one in panel.findChildren(ConfidentialChip) if one.isVisible()]
    assert chip.accessibleName() == "Confidential"
    assert panel.clocks.clocks
    assert panel.buttons == {}
    assert not panel.timeline.isVisible()
    assert panel.owner.text() == "The owner owns this call."
    model = window.log.table.calls
    place_of = model.place_of(call_id)
    assert place_of is not None
    cells = [model.data(model.index(place_of, column)) for column in range(model.columnCount())]
    assert cells[0] == "C-00002"
    assert cells[1:4] == ["", "", "Confidential"]


@pytest.mark.parametrize("key", [Key.Key_F8, Key.Key_F4])
def test_what_an_outsider_asks_for_is_refused_with_why(
    who: str, window: MainWindow, person: Hands, place: Workplace, call_id: int, wait_idle: Wait, key: Key
) -> None:
    window.show_call(call_id)
    wait_idle(place)
    person.press(key)
    assert not [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.isModal()]
    panel = window.current.panel
    assert panel is not None
    assert panel.notice.words.startswith("C-00002 is confidential")


def test_the_printed_and_the_exported_list_are_masked_too(
    who: str, place: Workplace, desk: Desk, clock: FixedClock
) -> None:
    clock.set_to(clock.now().replace(day=25))
    view, facts = desk.supervision.overdue(), desk.facts()
    made = BytesIO()
    rows = call_listing.cells(view.rows, facts, clock.now())
    write_csv(made, Table("Calls", call_listing.columns(), rows, facts.site.zone))
    csv = made.getvalue().decode("utf-8-sig")
    assert CANARY not in csv
    assert "C-00002,,Confidential," in csv
    import pypdf

    pages = pypdf.PdfReader(BytesIO(overdue_papers.pdf(view, facts, clock.now(), "The outsider"))).pages
    text = "\n".join(page.extract_text() for page in pages)
    assert CANARY not in text
    assert "Confidential" in text


@pytest.mark.parametrize("who", ["owner"], indirect=True)
def test_a_call_is_made_confidential_by_keyboard_with_its_reason_and_who_is_named(
    who: str, window: MainWindow, person: Hands, desk: Desk, people: dict[str, int], place: Workplace, wait_idle: Wait
) -> None:
    number = desk.calls.log(
        LogCall("About a colleague", new_customer=NewCustomer("Bob", phone="020 7946 0019"))
    ).value.id
    window.show_call(number)
    wait_idle(place)
    person.do("Make confidential")
    dialog = person.dialog(ConfidentialDialog)
    person.write("A personnel issue")
    person.tab_to(dialog.named.box(people["named"]))
    person.press(Key.Key_Space)
    person.press(Key.Key_Return, CTRL)
    assert not person.is_open(ConfidentialDialog)
    call = desk.overview.call(number)
    assert call.row.confidential
    assert call.named == ((people["named"], "The named"),)
    assert call.events[-1].payload["words"] == "A personnel issue"


@pytest.mark.parametrize("who", ["owner"], indirect=True)
def test_without_a_reason_it_says_so_beside_the_field(
    who: str, window: MainWindow, person: Hands, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    window.show_call(1)
    wait_idle(place)
    person.do("Make confidential")
    person.press(Key.Key_Return, CTRL)
    assert person.is_open(ConfidentialDialog)
    assert "This is needed." in "\n".join(_told(person.dialog(ConfidentialDialog)))
    person.press(Key.Key_Escape)
    assert not desk.overview.call(1).row.confidential


def test_whoever_protects_a_call_of_others_is_told_that_they_are_named(
    who: str, window: MainWindow, person: Hands, desk: Desk, people: dict[str, int], place: Workplace, wait_idle: Wait
) -> None:
    window.show_call(1)
    wait_idle(place)
    person.do("Make confidential")
    assert "you are named on it" in person.dialog(ConfidentialDialog).hint.text()
    person.write("About somebody senior")
    person.press(Key.Key_Return, CTRL)
    assert desk.overview.call(1).named == ((people["outsider"], "The outsider"),)


@pytest.mark.parametrize("who", ["owner"], indirect=True)
def test_who_is_named_changes_in_a_dialog_that_shows_what_another_did_meanwhile(
    who: str, window: MainWindow, person: Hands, desk: Desk, people: dict[str, int], place: Workplace, call_id: int,
    wait_idle: Wait,
) -> None:  # fmt: skip
    window.show_call(call_id)
    wait_idle(place)
    person.do("Who sees this call")
    dialog = person.dialog(NamedDialog)
    other = Desk(desk.path, desk.clock, staff_id=1).open()
    from deskapp.services.calls.acts import NameOnCall

    other.calls.name(NameOnCall(call_id, ()))
    other.close()
    person.tab_to(dialog.named.box(people["outsider"]))
    person.press(Key.Key_Space)
    person.press(Key.Key_Return, CTRL)
    assert person.is_open(NamedDialog)
    assert "now named are nobody" in dialog.notice.words
    assert desk.overview.call(call_id).named == ()
    person.press(Key.Key_Return, CTRL)
    assert not person.is_open(NamedDialog)
    assert {name for _id, name in desk.overview.call(call_id).named} == {"The named", "The outsider"}


@pytest.mark.parametrize("who", ["owner"], indirect=True)
def test_it_is_opened_again_with_a_reason(
    who: str, window: MainWindow, person: Hands, desk: Desk, place: Workplace, call_id: int, wait_idle: Wait
) -> None:
    window.show_call(call_id)
    wait_idle(place)
    person.do("No longer confidential")
    assert person.is_open(WordsDialog)
    person.write("Settled")
    person.press(Key.Key_Return, CTRL)
    assert not desk.overview.call(call_id).row.confidential


@pytest.mark.parametrize("who", ["owner"], indirect=True)
def test_reassigning_says_who_sees_it_then(
    who: str, window: MainWindow, person: Hands, place: Workplace, call_id: int, wait_idle: Wait
) -> None:
    window.show_call(call_id)
    wait_idle(place)
    person.press(Key.Key_R, CTRL)
    assert "the owner until now only if named on it" in person.dialog(ReassignDialog).hint.text()
    person.press(Key.Key_Escape)


@pytest.mark.parametrize("who", ["owner"], indirect=True)
def test_the_personnel_trigger_offers_confidential_and_never_ticks_it(
    who: str, window: MainWindow, person: Hands, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    """RULES.md, "Signs": this one offers to make the call confidential."""
    number = desk.calls.log(
        LogCall("About a director", new_customer=NewCustomer("Bob", phone="020 7946 0019"))
    ).value.id
    window.show_call(number)
    wait_idle(place)
    person.press(Key.Key_F8)
    why = person.dialog(EscalateDialog).steps.why
    assert not why.confidential.isVisible()
    why.box("senior_person").setChecked(True)
    assert why.confidential.isVisible()
    assert not why.confidential.isChecked()
    assert not person.dialog(EscalateDialog).act.confidential
    why.confidential.setChecked(True)
    assert person.dialog(EscalateDialog).act.confidential
    why.box("senior_person").setChecked(False)
    assert not person.dialog(EscalateDialog).act.confidential
    person.press(Key.Key_Escape)


@pytest.mark.parametrize("who", ["owner"], indirect=True)
def test_a_call_is_logged_as_confidential(
    who: str, window: MainWindow, person: Hands, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    person.press(Key.Key_F2)
    dialog: Any = person.dialog(NewCallDialog)
    person.write("Lovelace")
    person.press(Key.Key_Return)
    dialog.what.summary.setFocus()
    person.write("About a colleague")
    person.tab_to(dialog.what.confidential)
    person.press(Key.Key_Space)
    person.press(Key.Key_Return, CTRL)
    assert not person.is_open(NewCallDialog)
    assert desk.lists.calls("open")[0].confidential
