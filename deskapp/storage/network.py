"""Is a file on a network folder? There SQLite's write-ahead log is not safe."""

import os
import re
import sys
from pathlib import Path

_NETWORK_TYPES = (
    "nfs",
    "cifs",
    "smb",
    "9p",
    "afs",
    "ceph",
    "glusterfs",
    "lustre",
    "davfs",
    "ncp",
    # Shared into a virtual machine, or run by a program: their shared memory is not to be relied on.
    "virtiofs",
    "vboxsf",
    "vmhgfs",
    "prl_fs",
    "fuse.",
    # File systems of clusters.
    "gpfs",
    "beegfs",
    "ocfs2",
    "gfs2",
)

#: Blanks and the like in a mount's name: a backslash and three octal digits.
_ESCAPED = re.compile(r"\\([0-7]{3})")


def on_network(path: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    """True where the file behind `path` is another machine's. When in doubt, True: that is the safe answer."""
    file = os.path.realpath(path)
    if sys.platform == "win32":
        return _windows(file)
    if sys.platform == "darwin":
        return file.startswith(("/Volumes/", "/Network/"))
    return _linux(file, mounts)


def _linux(file: str, mounts: Path) -> bool:
    best, kind = "", ""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return True
    for line in lines:
        _device, point, fstype, *_rest = [*line.split(" "), "", ""]
        point = _ESCAPED.sub(lambda found: chr(int(found[1], 8)), point)
        inside = bool(point) and (file == point or file.startswith(point.rstrip("/") + "/"))
        if inside and len(point) >= len(best):
            best, kind = point, fstype
    return kind.startswith(_NETWORK_TYPES)


def _windows(file: str) -> bool:
    if file.startswith("\\\\"):
        return True
    import ctypes

    drive_remote = 4
    kind = ctypes.windll.kernel32.GetDriveTypeW(os.path.splitdrive(file)[0] + "\\")  # type: ignore[attr-defined]
    return bool(kind == drive_remote)
