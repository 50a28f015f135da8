"""The measures leave the window: the report of what is shown, every figure as a table, and the calls behind one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from read_back import text
from window_hands import Hands

from deskapp.desk import Desk
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.domain.measures.kinds import Measure, Slice
from deskapp.services.measures.acts import SetByAgent
from deskapp.ui.documents.export_dialog import ExportDialog
from deskapp.ui.improve.improve_screen import ImproveScreen
from deskapp.ui.improve.measures.measures_part import MeasuresPart
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.measures import figures

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
    screen = person.window.screens.current
    assert isinstance(screen, ImproveScreen)
    assert isinstance(screen.part, MeasuresPart)
    return screen.part


def button(part: MeasuresPart, words: str) -> QPushButton:
    (found,) = (one for one in part.head_row.findChildren(QPushButton) if one.text().startswith(words))
    return found


def test_the_report_is_of_what_is_shown_and_about_nobody_alone(
    part: MeasuresPart, person: Hands, place: Workplace, wait_idle: Wait, desk: Desk, tmp_path: Path
) -> None:
    category = desk.measures.choices().categories[0]
    part.ask(part.asked.narrowed_to(Slice.CATEGORY, category[0]))
    wait_idle(place)
    person.tab_to(button(part, "Save PDF…"), at_most=80)
    person.press(Key.Key_Space)
    (asked,) = person.window.findChildren(QFileDialog)
    assert "Report.pdf" in asked.selectedFiles()[0]
    asked.reject()
    part.papers.save(tmp_path / "report.pdf")
    wait_idle(place)
    read = text((tmp_path / "report.pdf").read_bytes())
    assert f"Category: {category[1]} · beside October 2026" in read
    view = part.view
    assert view is not None
    one = view.figures[Measure.ESCALATED]
    assert f"{figures.figure(one.value)} {figures.of_what(Measure.ESCALATED, one.value)}" in read
    assert "November 2026 is not over" in read
    # Of one agent there is none, and why is said; their figures are on the screen, where the site has them.
    failed: list[DeskError] = []
    place.failed.connect(failed.append)
    place.desk.sign_in(1)
    place.act(lambda desk: desk.measures.set_by_agent(SetByAgent(on=True)))
    wait_idle(place)
    part.ask(part.asked.narrowed_to(Slice.AGENT, desk.facts().staff[0].id))
    wait_idle(place)
    part.papers.save(tmp_path / "one.pdf")
    wait_idle(place)
    assert [one.code for one in failed] == [Refusal.REPORT_OF_ONE]
    assert not (tmp_path / "one.pdf").exists()


def test_every_figure_and_the_calls_behind_one_are_exported_from_the_screen(
    part: MeasuresPart, person: Hands, place: Workplace, wait_idle: Wait, tmp_path: Path
) -> None:
    button(part, "Export…").click()
    dialog = person.dialog(ExportDialog)
    dialog.save(tmp_path / "figures.xlsx")
    wait_idle(place)
    assert part.view is not None
    heads, *rows = openpyxl.load_workbook(tmp_path / "figures.xlsx").active.iter_rows(values_only=True)
    by_name = {row[0]: dict(zip(heads, row, strict=True)) for row in rows if not row[1]}
    rate = part.view.figures[Measure.ESCALATED].value
    told = by_name["Escalation rate"]
    assert (told["Numerator"], told["Denominator"]) == (rate.num, rate.den)  # type: ignore[union-attr]
    assert len(by_name) == len(Measure)
    assert {row[1] for row in rows} >= {"Category", "Priority", "Contact", "Type"}
    assert "Agent" not in {row[1] for row in rows}
    button(part, "Export…").click()
    dialog = person.dialog(ExportDialog)
    dialog.whom.set_value("calls")
    dialog.form_choice.set_value("csv")
    dialog.save(tmp_path / "calls.csv")
    wait_idle(place)
    lines = (tmp_path / "calls.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].endswith("Types,Counts,About it")
    refs = [place.desk.overview.call(call_id).row.ref for call_id in part.side.list.ids]
    assert [line.split(",")[0] for line in lines[1:]] == refs
    assert len(refs) == rate.num  # type: ignore[union-attr]
