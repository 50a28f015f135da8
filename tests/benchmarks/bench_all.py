"""Every benchmark of this folder, one table: ours, the floor measured in the same run, their ratio, what to reach.

Run as `python tests/benchmarks`, or with the names of some: `python tests/benchmarks log sheet`.
Each runs in a process of its own, so that none warms up or burdens another. Ends with 1 where one missed.
"""

import importlib
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ONE = "--one"

#: Name, ours in seconds, floor in seconds, ratio to reach.
Figure = tuple[str, float, float, float]


def names() -> list[str]:
    """The benchmarks there are: "log" for bench_log.py."""
    return sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py") if path.stem != "bench_all")


def figures(name: str) -> list[Figure]:
    """What a benchmark measures, in a process of its own."""
    done = subprocess.run([sys.executable, __file__, ONE, name], stdout=subprocess.PIPE, text=True, check=True)
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


def main(arguments: Sequence[str]) -> int:
    sys.path.insert(0, str(HERE))
    if arguments[:1] == [ONE]:
        measured = importlib.import_module(f"bench_{arguments[1]}").measure()
        print(json.dumps([tuple(figure) for figure in measured]))
        return 0
    unknown = set(arguments) - set(names())
    if unknown:
        print(f"There are: {', '.join(names())}.")
        return 2
    return 0 if run(arguments or names()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
