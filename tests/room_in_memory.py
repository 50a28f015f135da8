"""The folders of tests lie in memory where there is room: each desk that is written waits for no disk.

Every save is written through as always; a kill, a limit on the size of files and a small disk that is mounted are the
same there. Elsewhere, or with PYTEST_DEBUG_TEMPROOT or --basetemp given, they lie where pytest puts them.
"""

import os
import re
import shutil
import tempfile
from pathlib import Path

#: The tests at work and what they share take a part of this, since each folder goes with its test; in bytes.
_ROOM = 1 << 30
#: What must be free of the machine's memory, for the processes too.
_MEMORY = 4 << 30
_SHARED = Path("/dev/shm")


def use_memory() -> None:
    """Tell pytest where folders of tests are made, here and in the workers that inherit it."""
    if "PYTEST_DEBUG_TEMPROOT" not in os.environ and _has_room():
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(_SHARED)
    # What a test makes for itself lies there too; a process that it starts has its folders where users have them.
    tempfile.tempdir = os.environ.get("PYTEST_DEBUG_TEMPROOT", tempfile.tempdir)


def _has_room() -> bool:
    try:
        if not os.access(_SHARED, os.W_OK | os.X_OK) or os.statvfs(_SHARED).f_flag & os.ST_NOEXEC:
            return False  # some tests start what they have written
        found = re.search(r"^MemAvailable:\s+(\d+) kB$", Path("/proc/meminfo").read_text("ascii"), re.MULTILINE)
        free = int(found[1]) * 1024 if found else 0
        return free >= _MEMORY and shutil.disk_usage(_SHARED).free >= _ROOM
    except (OSError, AttributeError):  # no such folder, no such system
        return False
