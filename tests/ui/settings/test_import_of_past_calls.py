"""Settings > Import, as a manager uses it: a list is chosen or dropped, described, tried, imported, and undone."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from import_sample import SAMPLE
from list_scene import all_of, the_call
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from window_hands import NONE, Hands

from deskapp import paths
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.services.imports import mapping as import_mapping
from deskapp.services.imports.service import import_calls
from deskapp.ui.directory.import_dialog import ImportDialog as PeopleDialog
from deskapp.ui.settings.imports import import_dialog
from deskapp.ui.settings.imports.import_dialog import ImportDialog
from deskapp.ui.settings.imports.imports_page import ImportsPage
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.widgets.dialogs.words_dialog import WordsDialog
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]
DATA = Path(__file__).parents[2] / "data"
LIST = (
    "Nummer;Betreff;Status;Erstellt am;Kunde;Telefon;Priorität;Gerät;Farbe\n"
    "7;Drucker druckt blass;Zu;03.11.2025 09:14;Jürgen Groß;030 5550001;hoch;Drucker 3;rot\n"
    "8;Portal geht nicht;Offen;04.11.2025 10:00;Ines Muster;030 5550002;niedrig;;\n"
    "9;Kein Ton;Beim Hersteller;32.11.2025 11:00;Ines Muster;030 5550002;normal;;\n"
)


@pytest.fixture(autouse=True)
def own_mappings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whoever runs the tests has none."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def page(screen: SettingsScreen, place: Workplace, wait_idle: WaitIdle) -> ImportsPage:
    page = screen.show_page("imports")
    assert isinstance(page, ImportsPage)
    wait_idle(place)
    return page


class Wizard:
    """Hands at the dialog: the keys that its buttons name."""

    def __init__(self, dialog: ImportDialog, place: Workplace, wait_idle: WaitIdle) -> None:
        self.dialog, self._place, self._wait = dialog, place, wait_idle
        self.idle()

    def idle(self) -> None:
        self._wait(self._place)

    def go_on(self) -> None:
        QTest.keyClick(self.dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.idle()

    def press(self, words: str) -> None:
        button = next(one for one in self.dialog.findChildren(QPushButton) if one.accessibleName() == words)
        assert button.isVisible()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.idle()

    @property
    def cards(self) -> list[str]:
        return [item.spoken for item in self.dialog.outcome.list.cards.items]


@pytest.fixture
def begin(page: ImportsPage, place: Workplace, wait_idle: WaitIdle, tmp_path: Path) -> Callable[..., Wizard]:
    def begin(what: Path | str) -> Wizard:
        if isinstance(what, str):
            path = tmp_path / "liste.csv"
            path.write_bytes(what.encode("cp1252"))
            what = path
        return Wizard(page.take(what), place, wait_idle)

    return begin


def test_a_list_is_imported_with_the_keys_alone_after_all_of_it_was_shown(
    begin: Callable[..., Wizard], page: ImportsPage, desk: Desk
) -> None:
    wizard = begin(DATA / "imports" / "glpi.csv")
    assert wizard.dialog.list.mapping.currentText() == "GLPI"
    for _step in range(3):
        wizard.go_on()
    assert wizard.dialog.outcome.figures.text() == "5 new calls."
    assert "1204 · Printer on the second floor smears, Archived" in wizard.cards[0]
    assert all_of(desk, "SELECT count(*) FROM call") == [(0,)]

    wizard.go_on()
    assert wizard.dialog.outcome.figures.text() == "5 calls added."
    assert the_call(desk, "1204").solution == "Drum cleaned"
    wizard.go_on()
    assert not shiboken6.isValid(wizard.dialog)
    assert [card.title for card in page.entries.list.cards.items] == ["glpi.csv"]


def test_a_list_nobody_described_is_read_by_its_german_headings_in_its_own_encoding(
    begin: Callable[..., Wizard], desk: Desk
) -> None:
    wizard = begin(LIST)
    step = wizard.dialog.list
    assert (step.mapping.currentText(), step.encoding.currentText(), step.delimiter.currentText()) == (
        "By its headings",
        "cp1252",
        "Semicolon",
    )
    assert step.table is not None
    assert step.table.model().index(0, 4).data() == "Jürgen Groß"
    wizard.go_on()
    columns = wizard.dialog.columns.fields
    assert (columns["opened_at"].currentText(), columns["equipment"].currentText()) == (
        "Erstellt am · 03.11.2025 09:14",
        "Gerät · Drucker 3",
    )
    wizard.go_on()
    states = {value: field for (name, value), field in wizard.dialog.values.fields.items() if name == "state"}
    assert {value: field.currentText() for value, field in states.items()} == {
        "Zu": "means nothing here",
        "Offen": "Open",
        "Beim Hersteller": "Waiting, a supplier",
    }
    states["Zu"].setCurrentIndex(states["Zu"].findText("Archived: closed elsewhere"))
    wizard.go_on()
    assert wizard.dialog.outcome.figures.text() == "2 new calls; 1 row cannot be read."
    assert "Line 4, cannot be read, 32.11.2025 11:00 in Erstellt am is no time as the mapping writes it" in wizard.cards
    assert "Columns left out, Farbe" in wizard.cards

    wizard.go_on()
    assert wizard.dialog.notice.isVisible()
    assert all_of(desk, "SELECT count(*) FROM call") == [(0,)]
    wizard.dialog.outcome.skip_bad.setChecked(True)
    wizard.go_on()
    call = the_call(desk, "7")
    assert (call.customer.name, call.row.state, call.priority) == ("Jürgen Groß", "archived", "P2")
    assert "Drucker 3" in call.details


def test_another_encoding_is_chosen_and_shown_before_it_matters(begin: Callable[..., Wizard]) -> None:
    wizard = begin(LIST)
    encoding = wizard.dialog.list.encoding
    encoding.setCurrentIndex(encoding.findText("mac-roman"))
    encoding.activated.emit(encoding.currentIndex())
    wizard.idle()

    assert wizard.dialog.list.table is not None
    assert wizard.dialog.list.table.model().index(0, 4).data() != "Jürgen Groß"


def test_without_a_column_for_the_beginning_it_does_not_go_on_and_says_why(begin: Callable[..., Wizard]) -> None:
    wizard = begin(LIST)
    wizard.go_on()
    field = wizard.dialog.columns.fields["opened_at"]
    field.setCurrentIndex(0)
    wizard.go_on()

    assert wizard.dialog.columns.isVisible()
    assert "without it no row is a call" in wizard.dialog.columns.forms["opened_at"].error.text()


def test_a_zone_that_is_none_is_pointed_out_before_anything_is_read_by_it(begin: Callable[..., Wizard]) -> None:
    wizard = begin(LIST)
    wizard.dialog.list.zone.setText("Mars")
    wizard.go_on()

    assert wizard.dialog.list.isVisible()
    assert wizard.dialog.notice.isVisible()


def test_what_was_chosen_stays_when_one_goes_back_and_on_again(begin: Callable[..., Wizard]) -> None:
    wizard = begin(LIST)
    wizard.go_on()
    field = wizard.dialog.columns.fields["tags"]
    field.setCurrentIndex(field.findData("Farbe"))
    wizard.go_on()
    wizard.press("Back")
    wizard.press("Back")
    wizard.go_on()

    assert wizard.dialog.columns.fields["tags"].currentData() == "Farbe"


def test_256_states_that_nobody_knows_are_few_questions_and_the_rest_is_one(begin: Callable[..., Wizard]) -> None:
    rows = "".join(f"{n};Fall {n};Zustand{n};03.11.2025 09:14\n" for n in range(256))
    wizard = begin("Nummer;Betreff;Status;Erstellt am\n" + rows)
    wizard.go_on()
    wizard.go_on()

    states = [value for name, value in wizard.dialog.values.fields if name == "state"]
    assert len(states) == 25
    rest = wizard.dialog.values.fields["state", "*"]
    assert rest.accessibleName() == "State: 232 other values · 232 rows"
    for (_name, _value), field in wizard.dialog.values.fields.items():
        field.setCurrentIndex(field.findText("Archived: closed elsewhere"))
    wizard.go_on()
    assert wizard.dialog.outcome.figures.text() == "256 new calls."


def test_a_mapping_made_here_is_found_by_the_command_line_under_its_name(
    begin: Callable[..., Wizard], desk: Desk, tmp_path: Path
) -> None:
    wizard = begin(DATA / "imports" / "zendesk.csv")
    wizard.dialog.list.source.setText("our old desk")
    for _step in range(3):
        wizard.go_on()
    wizard.press("Keep this mapping")

    kept = import_mapping.find("our_old_desk")
    assert kept.parent == paths.user_data() / "import"
    assert kept.stat().st_mode & 0o777 == 0o600
    report = import_calls(desk.work, DATA / "imports" / "zendesk.csv", import_mapping.load(kept))
    assert (report.calls_added, report.bad) == (4, ())


def test_a_mapping_that_cannot_be_kept_says_why_and_the_import_goes_on(
    begin: Callable[..., Wizard], desk: Desk
) -> None:
    (paths.user_data() / "import").write_text("a file where the folder is to be")
    wizard = begin(DATA / "imports" / "zendesk.csv")
    for _step in range(3):
        wizard.go_on()
    wizard.press("Keep this mapping")

    said = " ".join(label.text() for label in wizard.dialog.notice.findChildren(QLabel))
    assert str(paths.user_data() / "import") in said
    wizard.go_on()
    assert wizard.dialog.outcome.figures.text() == "4 calls added."
    assert len(all_of(desk, "SELECT id FROM call")) == 4


def test_an_import_that_nothing_was_built_on_is_undone_with_the_reason(
    begin: Callable[..., Wizard], page: ImportsPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    wizard = begin(DATA / "imports" / "jira.csv")
    for _step in range(5):
        wizard.go_on()
    wait_idle(place)
    page.entries.list.setFocus()
    QTest.mouseClick(page.entries.remove_button, Qt.MouseButton.LeftButton)
    wait_idle(place)
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, WordsDialog) and one.isVisible())
    dialog.text.setPlainText("The wrong list")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_idle(place)

    assert Counter(state for (state,) in all_of(desk, "SELECT state FROM call")) == {"void": 4}
    assert page.entries.list.cards.items[0].corner == "undone"
    assert not page.entries.remove_button.isEnabled()


def test_the_report_is_saved_as_it_was_shown(begin: Callable[..., Wizard], tmp_path: Path) -> None:
    wizard = begin(LIST)
    for _step in range(3):
        wizard.go_on()
    wizard.dialog.outcome.skip_bad.setChecked(True)
    wizard.go_on()
    wizard.dialog.save_report(tmp_path / "report.txt")
    wizard.idle()

    said = (tmp_path / "report.txt").read_text()
    assert said.startswith("liste.csv\n1 call added; 2 rows cannot be read.\n")
    assert "line 2: the mapping does not know Zu in Status" in said


def test_cancelled_half_way_nothing_is_there(
    begin: Callable[..., Wizard], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard = begin(DATA / "imports" / "jira.csv")
    for _step in range(3):
        wizard.go_on()
    pressed = ImportDialog._begin

    def cancelled_at_once(dialog: ImportDialog) -> object:
        progress = pressed(dialog)
        dialog.reject()
        return progress

    monkeypatch.setattr(import_dialog.ImportDialog, "_begin", cancelled_at_once)
    wizard.go_on()

    assert wizard.dialog.notice.isVisible()
    assert all_of(desk, "SELECT count(*) FROM call") == [(0,)]
    assert wizard.dialog.isVisible()


def test_a_file_that_is_no_list_is_refused_in_words(begin: Callable[..., Wizard]) -> None:
    wizard = begin("\n\n")

    assert wizard.dialog.notice.isVisible()
    assert not wizard.dialog.main_button.isEnabled()


def test_the_incidents_of_the_sample_come_in_as_by_the_command_line(
    begin: Callable[..., Wizard], desk: Desk, blank_desk: Path, clock: FixedClock, tmp_path: Path
) -> None:
    wizard = begin(SAMPLE)
    assert wizard.dialog.list.mapping.currentText() == "Incident event log"
    for _step in range(4):
        wizard.go_on()
    shutil.copy(blank_desk, tmp_path / "other.db")
    other = Desk(tmp_path / "other.db", clock, staff_id=1)
    other.open()
    import_calls(other.work, SAMPLE, import_mapping.load(import_mapping.find("incident_event_log")))

    told = "SELECT source_ref, state, priority, summary, logged_at, resolved_at, ended_at, cycle FROM call ORDER BY id"
    assert all_of(desk, told) == all_of(other, told)
    assert len(all_of(desk, told)) == 890
    other.close()


@pytest.mark.parametrize(
    ("name", "said", "opens"),
    [
        ("calls.csv", "ID;Title;Status;Opening date\n1;Printer jams;New;2025-11-03 09:14\n", ImportDialog),
        ("people.csv", "Name,Company,Phone\nAda Sample,Sample Ltd,020 7946 0018\n", PeopleDialog),
        ("people.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Sample\nTEL:020 7946 0018\nEND:VCARD\n", PeopleDialog),
    ],
)
def test_a_file_that_is_dropped_on_the_window_goes_to_its_import(
    person: Hands, place: Workplace, wait_idle: WaitIdle, tmp_path: Path, name: str, said: str, opens: type[QDialog]
) -> None:
    path = tmp_path / name
    path.write_text(said)
    drop(person.window, path)
    wait_idle(place)

    dialog = person.dialog(opens)
    assert name in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.reject()


def test_anything_else_that_is_dropped_is_not_taken(person: Hands, tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(b"")

    assert not drop(person.window, path)


def drop(window: QWidget, path: Path) -> bool:
    """Drop a file in the middle of a window; whether it was taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    where, how = window.rect().center(), (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
    enters, drops = QDragEnterEvent(where, *how), QDropEvent(QPointF(where), *how)
    for event in (enters, drops):
        event.setAccepted(False)
        QApplication.sendEvent(window, event)
        if not event.isAccepted():
            return False
    return True
