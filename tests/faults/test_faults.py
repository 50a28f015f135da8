"""Every fault run, shortened; `python tests/faults` tries each in full and prints the table of the README."""

from datetime import UTC, datetime
from pathlib import Path

import fault_all
import pytest
from long_runs import LONG_RUNS


@pytest.mark.long
@pytest.mark.parametrize("name", fault_all.names())
def test_what_is_promised_holds(name: str, tmp_path: Path) -> None:
    fault = fault_all.module(name)
    try:
        wrong = fault.run(tmp_path, fault.FULL if LONG_RUNS else fault.SHORT, seed=1)
    except fault_all.Skip as skip:
        pytest.skip(str(skip))
    assert wrong == []


def test_the_table_says_what_went_wrong_and_what_was_not_tried() -> None:
    assert fault_all.row(fault_all.Outcome("saved is saved", 400, [], "", 1.0)) == "| saved is saved | 400 | 0 |"
    lost = fault_all.Outcome("saved is saved", 1_000, ["C-00012 is lost"], "", 1.0)
    assert fault_all.row(lost) == "| saved is saved | 1,000 | **1** |"
    needs = fault_all.Outcome("also when the power goes", 40, None, "needs root", 0.0)
    assert fault_all.row(needs) == "| also when the power goes | | not tried: needs root |"


def test_the_table_is_put_into_its_place_with_its_day(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("Before\n\n<!-- faults -->\nold\n<!-- end of faults -->\nafter\n", encoding="utf-8")
    fault_all.write_readme(["| a | 1 | 0 |"], datetime(2026, 11, 29, tzinfo=UTC), readme)
    assert readme.read_text(encoding="utf-8") == (
        "Before\n\n<!-- faults -->\n\nRun on 2026-11-29:\n\n| what is promised | tried | went wrong |\n"
        "| --- | ---: | ---: |\n| a | 1 | 0 |\n\n<!-- end of faults -->\nafter\n"
    )
