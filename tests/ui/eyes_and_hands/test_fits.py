"""Every screen, page and dialog fits on a small display, with whatever size of text: nothing is cut off."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from long_runs import LONG_RUNS
from patience import SECONDS

from deskapp import paths

_HERE = Path(__file__).parent
#: At full length (DESK_LONG_RUNS=1) every size of text on both displays; else the largest where the least room is: what
#: is cut off in smaller text is cut off in that too.
DISPLAYS = [
    (width, height, points)
    for width, height in ((1024, 640), (1366, 768))
    for points in (9, 10, 12, 14)
    if LONG_RUNS or (width, points) == (1024, 14)
]


@pytest.mark.long
@pytest.mark.parametrize(("width", "height", "points"), DISPLAYS)
def test_every_view_fits_on_a_small_display(
    width: int, height: int, points: int, desk_file: Path, tmp_path: Path
) -> None:
    display = tmp_path / "display.json"
    screen = {"name": "small", "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    display.write_text(json.dumps({"screens": [{**screen, "logicalDpi": 96, "logicalBaseDpi": 96}]}), "utf-8")
    known = [str(folder) for folder in (paths.resources().parent, _HERE.parent.parent, _HERE.parent)]
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={display}",
        "PYTHONPATH": os.pathsep.join(known),
    }
    done = subprocess.run(
        [sys.executable, str(_HERE / "look_at_fits.py"), str(desk_file), str(tmp_path), str(points)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *amiss, views = done.stdout.splitlines()
    assert amiss == []
    assert int(views.split()[0]) > 100
