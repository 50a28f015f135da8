"""Runs a piece of Python in a process of its own, that knows the app; for what one process cannot show."""

import subprocess
import sys
import textwrap
from pathlib import Path

from patience import SECONDS

ROOT = Path(__file__).resolve().parents[2]


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    """The code finds its arguments in sys.argv; what it prints can be read from its stdout."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(code: str, *arguments: object) -> str:
    """What the code printed, once it has ended well."""
    process = start(code, *arguments)
    said, wrong = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, wrong
    return said
