"""Is a file on a network folder? There SQLite's write-ahead log is not safe."""

import os
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
    "fuse.sshfs",
    "davfs",
    "ncp",
)


def on_network(path: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    """True where the folder of `path` is another machine's. When in doubt, True: that is the safe answer."""
    folder = os.path.realpath(path.parent)
    if sys.platform == "win32":
        return _windows(folder)
    if sys.platform == "darwin":
        return folder.startswith(("/Volumes/", "/Network/"))
    return _linux(folder, mounts)


def _linux(folder: str, mounts: Path) -> bool:
    best, kind = "", ""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    for line in lines:
        _device, point, fstype, *_rest = line.split(" ")
        point = point.replace("\\040", " ")
        inside = folder == point or folder.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, fstype
    return kind.startswith(_NETWORK_TYPES)


def _windows(folder: str) -> bool:
    if folder.startswith("\\\\"):
        return True
    import ctypes

    drive_remote = 4
    kind = ctypes.windll.kernel32.GetDriveTypeW(os.path.splitdrive(folder)[0] + "\\")  # type: ignore[attr-defined]
    return bool(kind == drive_remote)
