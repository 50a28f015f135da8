"""Whether a guide's file can be given to the system to be read, or would be run by it. Reads the disk."""

from enum import StrEnum
from pathlib import Path

from deskapp.services.texts import clean

#: What systems run, install or merge into themselves when they "open" it, by the end of its name.
_RUN = frozenset(
    [
        "action",
        "apk",
        "app",
        "appimage",
        "appinstaller",
        "application",
        "appref-ms",
        "applescript",
        "bash",
        "bat",
        "bin",
        "chm",
        "cmd",
        "com",
        "command",
        "cpl",
        "csh",
        "deb",
        "diagcab",
        "desktop",
        "dll",
        "dmg",
        "elf",
        "exe",
        "fish",
        "flatpakref",
        "gadget",
        "hta",
        "inf",
        "iso",
        "jar",
        "jnlp",
        "js",
        "jse",
        "ksh",
        "library-ms",
        "lnk",
        "msc",
        "msi",
        "msix",
        "msp",
        "msu",
        "osx",
        "out",
        "php",
        "pif",
        "pkg",
        "pl",
        "ps1",
        "psm1",
        "py",
        "pyc",
        "pyw",
        "rb",
        "reg",
        "rpm",
        "run",
        "scf",
        "scpt",
        "scr",
        "search-ms",
        "service",
        "settingcontent-ms",
        "sh",
        "snap",
        "so",
        "sys",
        "terminal",
        "theme",
        "themepack",
        "tool",
        "url",
        "vb",
        "vbe",
        "vbs",
        "vhd",
        "wasm",
        "website",
        "webloc",
        "workflow",
        "ws",
        "wsf",
        "wsh",
        "xbap",
        "xll",
        "zsh",
    ]
)
#: How programs and scripts begin, whatever their name.
_BEGINNINGS = (b"#!", b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf")
_LONGEST_BEGINNING = 8


class GuideFile(StrEnum):
    """What is known of a guide's file."""

    READY = "ready"
    MISSING = "missing"
    #: A folder, a device: nothing that can be read as a guide.
    NO_FILE = "no_file"
    #: Not a whole path.
    NO_PATH = "no_path"
    #: The system would run it.
    PROGRAM = "program"


def look_at(content: str) -> GuideFile:
    """What would happen with the file of this path; asked right before it is opened."""
    path = Path(clean(content))
    if "\0" in content or not path.is_absolute():
        return GuideFile.NO_PATH
    try:
        real = path.resolve()
        if _is_run(path) or _is_run(real):
            return GuideFile.PROGRAM
        if not real.exists():
            return GuideFile.MISSING
        if not real.is_file():
            return GuideFile.NO_FILE
        with real.open("rb") as file:
            return GuideFile.PROGRAM if file.read(_LONGEST_BEGINNING).startswith(_BEGINNINGS) else GuideFile.READY
    except (OSError, RuntimeError, ValueError):
        # A folder that may not be looked into, a link that leads to itself: nobody can read it here.
        return GuideFile.MISSING


def _is_run(path: Path) -> bool:
    # Windows drops dots and blanks at a name's end, and opens a file's stream by what follows a colon;
    # elsewhere a colon is a sign like any other, and the name's end counts.
    names = [name.rstrip(". ").lower() for name in path.name.split(":")]
    return any("." in name and name.rpartition(".")[2] in _RUN for name in names)
