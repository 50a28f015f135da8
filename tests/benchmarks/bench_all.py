"""Every benchmark of this folder, one table: ours, the floor measured in the same run, their ratio, what to reach.

Run as `python tests/benchmarks`, or with the names of some: `python tests/benchmarks log sheet`.
Each runs in a process of its own, so that none warms up or burdens another. Ends with 1 where one missed.

`--sizes 1000,100000,1000000` measures those that depend on it at so many calls each, a column a size, on invented
histories made once for the run; `--readme` writes that table into the README, between its marks.
"""

import argparse
import importlib
import inspect
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
README = HERE.parents[1] / "README.md"
ONE = "--one"
#: Where the table by size stands in the README.
BEGIN, END = "<!-- speed -->", "<!-- end of speed -->"
#: A short run takes fewer.
SIZES = (1_000, 100_000, 1_000_000)

#: Name, ours in seconds, floor in seconds, ratio to reach.
Figure = tuple[str, float, float, float]


def names() -> list[str]:
    """The benchmarks there are: "log" for bench_log.py."""
    return sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py") if path.stem != "bench_all")


def figures(name: str, calls: int | None = None) -> list[Figure]:
    """What a benchmark measures, in a process of its own; calls: at that size, where it has any."""
    asked = [sys.executable, __file__, ONE, name, *([] if calls is None else [str(calls)])]
    done = subprocess.run(asked, stdout=subprocess.PIPE, text=True, check=True)
    return [(what, ours, floor, reach) for what, ours, floor, reach in json.loads(done.stdout.splitlines()[-1])]


def run(chosen: Iterable[str]) -> bool:
    """Measure and print; whether everything was reached."""
    print(f"{'what':44} {'ours':>11} {'floor':>11} {'ratio':>7} {'reach':>6}")
    reached = True
    for name in chosen:
        try:
            measured = figures(name)
        except subprocess.CalledProcessError as problem:
            print(f"{name}: ended with {problem.returncode}")
            reached = False
            continue
        if not measured:
            print(f"{name}: nothing to measure here")
        for what, ours, floor, reach in measured:
            ratio = ours / floor
            reached &= ratio <= reach
            mark = "" if ratio <= reach else "  MISSED"
            print(f"{what:44} {ours * 1e3:8.3f} ms {floor * 1e3:8.3f} ms {ratio:7.2f} {reach:6.2f}{mark}", flush=True)
    return reached


def sized() -> list[str]:
    """The benchmarks that can be asked for a number of calls."""
    return [name for name in names() if "calls" in inspect.signature(_module(name).measure).parameters]


def by_size(chosen: Iterable[str], sizes: Sequence[int]) -> tuple[list[str], bool]:
    """The table by size as lines of Markdown, and whether everything was reached.

    A cell has the ratio to the floor and ours in milliseconds; the last column how ours grows from the first size to
    the last.
    """
    columns = " | ".join(f"{size:,}" for size in sizes)
    lines = [f"| what | reach | {columns} | grows |", f"| --- {'| ---: ' * (len(sizes) + 2)}|"]
    reached = True
    for name in chosen:
        measured = [figures(name, size) for size in sizes]
        # A name may say the size: what stands at one place is one figure.
        for row in zip(*measured, strict=True):
            what, reach = row[-1][0], row[-1][3]
            cells = [f"{ours / floor:.3g} ({ours * 1e3:.3g} ms)" for _what, ours, floor, _reach in row]
            # What an index saves is little of few calls: a desk of a million judges, where it was measured.
            missed = sizes[-1] >= SIZES[-1] and row[-1][1] / row[-1][2] > reach
            reached &= not missed
            grows = f"{row[-1][1] / row[0][1]:.2g} x"
            mark = " **missed**" if missed else ""
            lines.append(f"| {what}{mark} | {reach:.3g} | {' | '.join(cells)} | {grows} |")
            print(lines[-1], flush=True)
    return lines, reached


def write_readme(lines: Sequence[str], readme: Path = README) -> None:
    """Put the table between the marks of a README, in the place of the one that is there."""
    before, begin, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _table, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{readme} has no place for the table")
    whole = "\n".join((before + BEGIN, "", *lines, "", END + after))
    readme.write_text(whole, encoding="utf-8")


def _module(name: str):  # type: ignore[no-untyped-def]
    return importlib.import_module(f"bench_{name}")


def main(arguments: Sequence[str]) -> int:
    sys.path[:0] = [str(HERE), str(HERE.parents[1])]
    if arguments[:1] == [ONE]:
        measured = _module(arguments[1]).measure(*map(int, arguments[2:]))
        print(json.dumps([tuple(figure) for figure in measured]))
        return 0
    parser = argparse.ArgumentParser(prog="tests/benchmarks")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--sizes", type=lambda text: tuple(map(int, text.split(","))))
    parser.add_argument("--readme", action="store_true")
    asked = parser.parse_args(arguments)
    unknown = set(asked.names) - set(names())
    if unknown:
        print(f"There are: {', '.join(names())}.")
        return 2
    with tempfile.TemporaryDirectory(prefix="desk-histories-") as folder:
        # One that was named before is kept, and so are its histories for the next run.
        os.environ.setdefault("DESK_BENCH_HISTORIES", folder)
        if not asked.sizes and not asked.readme:
            return 0 if run(asked.names or names()) else 1
        lines, reached = by_size(asked.names or sized(), asked.sizes or SIZES)
        if asked.readme:
            write_readme(lines)
        return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
