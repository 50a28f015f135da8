"""Every fault run of this folder, one table: what is promised, how often it was tried, what went wrong.

Run as `python tests/faults`, or with the names of some: `python tests/faults kill chain`. Each runs in a process of its
own. Ends with 1 where something went wrong. `--short` tries as often as the tests do, `--seed N` what chance decides,
`--readme` writes the table into the README, between its marks.

Each of the others here is a run, a module with `PROMISE`, the line of the table; `FULL` and `SHORT`, how often it is
tried in full and among the tests; and `run(folder, times, seed)`, which gives back what went wrong, a line each. It
raises `Skip` where a machine cannot do it.
"""

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Protocol, cast

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent
README = TESTS.parent / "README.md"
ONE = "--one"
#: Where the table stands in the README.
BEGIN, END = "<!-- faults -->", "<!-- end of faults -->"
#: So many lines of what went wrong are printed of a run.
_SAID = 20


class Skip(Exception):
    """This machine cannot do it; says what it needs."""


class Fault(Protocol):
    """A module of this folder."""

    PROMISE: str
    FULL: int
    SHORT: int

    def run(self, folder: Path, times: int, seed: int) -> list[str]: ...


class Outcome(NamedTuple):
    promise: str
    times: int
    #: What went wrong, a line each; None: it could not be tried.
    wrong: list[str] | None
    #: What it needs, where it could not be tried.
    needs: str
    seconds: float


def names() -> list[str]:
    """The runs there are: "kill" for fault_kill.py."""
    return sorted(path.stem.removeprefix("fault_") for path in HERE.glob("fault_*.py") if path.stem != "fault_all")


def module(name: str) -> Fault:
    return cast(Fault, importlib.import_module(f"fault_{name}"))


def tried(name: str, *, short: bool, seed: int) -> Outcome:
    """Try it in this process, in a folder of its own that goes afterwards."""
    fault = module(name)
    times = fault.SHORT if short else fault.FULL
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="desk-faults-", ignore_cleanup_errors=True) as folder:
        try:
            wrong, needs = list(fault.run(Path(folder), times, seed)), ""
        except Skip as skip:
            wrong, needs = None, str(skip)
    return Outcome(fault.PROMISE, times, wrong, needs, time.monotonic() - begun)


def outcomes(chosen: Iterable[str], *, short: bool, seed: int) -> Iterable[tuple[str, Outcome]]:
    """The same, each in a process of its own; one that ends by itself counts as wrong."""
    for name in chosen:
        asked = [sys.executable, str(HERE), ONE, name, "short" if short else "full", str(seed)]
        done = subprocess.run(asked, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            fault = module(name)
            yield name, Outcome(fault.PROMISE, 0, [f"ended with {done.returncode}"], "", 0.0)
        else:
            yield name, Outcome(*json.loads(done.stdout.splitlines()[-1]))


def row(outcome: Outcome) -> str:
    """A line of the table, in Markdown."""
    if outcome.wrong is None:
        return f"| {outcome.promise} | | not tried: {outcome.needs} |"
    wrong = len(outcome.wrong)
    return f"| {outcome.promise} | {outcome.times:,} | {f'**{wrong:,}**' if wrong else '0'} |"


def write_readme(rows: Sequence[str], day: datetime, readme: Path = README) -> None:
    """Put the table between the marks of a README, with its day, in the place of the one that is there."""
    before, begin, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _table, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{readme} has no place for the table")
    head = (f"Run on {day:%Y-%m-%d}:", "", "| what is promised | tried | went wrong |", "| --- | ---: | ---: |")
    readme.write_text("\n".join((before + BEGIN, "", *head, *rows, "", END + after)), encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    sys.path[:0] = [str(HERE), str(TESTS), str(TESTS.parent)]
    if arguments[:1] == [ONE]:
        _one, name, length, seed = arguments
        print(json.dumps(tried(name, short=length == "short", seed=int(seed))))
        return 0
    parser = argparse.ArgumentParser(prog="tests/faults")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--readme", action="store_true")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - set(names()):
        print(f"No such run: {', '.join(sorted(unknown))}. There are: {', '.join(names())}.")
        return 2
    rows, good = [], True
    for name, outcome in outcomes(asked.names or names(), short=asked.short, seed=asked.seed):
        wrong = outcome.wrong or []
        good &= not wrong
        rows.append(row(outcome))
        print(f"{rows[-1]} {name}, {outcome.seconds:.0f} s", flush=True)
        for line in wrong[:_SAID]:
            print(f"    {line}", flush=True)
    if asked.readme:
        write_readme(rows, datetime.now(UTC))
    return 0 if good else 1
