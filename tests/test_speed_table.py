"""The README's table of speed: made by the benchmarks, in its place, and nothing beside it is touched."""

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent / "benchmarks"


def test_the_table_takes_its_place_in_the_readme_and_leaves_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import bench_all

    readme = tmp_path / "README.md"
    readme.write_text(bench_all.README.read_text(encoding="utf-8"), encoding="utf-8")
    text = readme.read_text(encoding="utf-8")
    before, after = text.partition(bench_all.BEGIN)[0], text.partition(bench_all.END)[2]
    for table in (["| what |", "| --- |", "| first |"], ["| what |", "| --- |"]):
        bench_all.write_readme(table, readme)
        assert readme.read_text(encoding="utf-8") == "\n".join(
            (before + bench_all.BEGIN, "", *table, "", bench_all.END + after)
        )


def test_what_grows_with_a_desk_can_be_asked_for_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])
    import bench_all

    assert {"list", "log", "many", "memory", "overdue", "panel", "search"} <= set(bench_all.sized())
