"""Papers by name, from the menu, from a contact's card and from the escalations: what is written is that paper."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QFileDialog
from read_back import text
from window_hands import CTRL, Hands

from deskapp.ui.directory.contact_card import ContactCard
from deskapp.ui.directory.directory_screen import DirectoryScreen
from deskapp.ui.escalate.escalations_screen import EscalationsScreen
from deskapp.ui.work.commands import Group, found
from deskapp.ui.work.workplace import Workplace

Wait = Callable[[Workplace], None]
PAPERS = {
    "overdue": "Overdue and at risk",
    "rota": "Rota, 1 to 30 Nov 2026",
    "directory": "Contacts directory",
    "report": "Escalations in October 2026",
    "policy": "Escalation policy",
}
#: What a file is called by, where that is not how its paper begins.
_NAMES = {"report": "Report of the last month"}


@pytest.mark.usefixtures("escalation_id")
def test_each_paper_is_saved_by_its_name(person: Hands, place: Workplace, wait_idle: Wait, tmp_path: Path) -> None:
    shell = person.window.shell
    for key, title in PAPERS.items():
        (save,) = (one for one in shell.commands if one.key == f"save_{key}")
        (printed,) = (one for one in shell.commands if one.key == f"print_{key}")
        assert save.group is printed.group is Group.PAPERS
        assert {save, printed} <= set(found(shell.commands, "pdf"))
        save.run()
        (asked,) = person.window.findChildren(QFileDialog)
        assert asked.isVisible()
        assert _NAMES.get(key, title.split(",")[0].split(" ")[0]) in asked.selectedFiles()[0]
        file = tmp_path / f"{key}.pdf"
        shell.papers.papers(key).save(file)
        asked.reject()
        wait_idle(place)
        assert title in text(file.read_bytes())


def test_what_a_contact_holds_is_saved_from_their_card_and_from_the_escalations(
    escalation_id: int,
    person: Hands,
    place: Workplace,
    wait_idle: Wait,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    out = place.desk.escalations.out()[0]
    person.press(Qt.Key.Key_2, CTRL)
    wait_idle(place)
    escalations = person.window.screens.current
    assert isinstance(escalations, EscalationsScreen)
    escalations.papers.save(tmp_path / "a.pdf")
    wait_idle(place)
    person.press(Qt.Key.Key_6, CTRL)
    wait_idle(place)
    directory = person.window.screens.current
    assert isinstance(directory, DirectoryScreen)
    assert out.escalation.contact_id is not None
    directory.show_contact(out.escalation.contact_id)
    wait_idle(place)
    assert isinstance(directory.card, ContactCard)
    assert directory.card.print_holds.isVisible()
    directory.card.save_holds.click()
    (asked,) = person.window.findChildren(QFileDialog)
    asked.reject()
    directory.papers.holds.save(tmp_path / "b.pdf")
    directory.papers.everybody.save(tmp_path / "c.pdf")
    wait_idle(place)
    for name in ("a.pdf", "b.pdf"):
        read = text((tmp_path / name).read_bytes())
        assert "What you hold from us" in read
        assert out.ref in read
    assert out.escalation.contact in text((tmp_path / "c.pdf").read_bytes())
