"""The name of an attached file, made harmless: no path, no sign that cannot be seen, nothing a system takes amiss."""

import unicodedata

from deskapp.domain.attachments.kinds import AttachmentKind, ending

#: So many characters and bytes of a name are kept, its ending with them.
_LONGEST, _MOST_BYTES = 120, 200
_LONGEST_ENDING = 12
_FORBIDDEN = '<>:"/\\|?*'
#: Joiners belong into words of some scripts; no other sign without a shape does.
_JOINERS = "\u200c\u200d"
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in (*"0123456789", *"¹²³")}
)
_NAMELESS = "file"


def harmless(name: str) -> str:
    """A name that stands for one file in whatever folder, and looks like what it is. Never empty."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    said = unicodedata.normalize("NFC", "".join(_sign(sign) for sign in last))
    said = " ".join(said.split()).strip(" .")
    if said.partition(".")[0].strip().lower() in _DEVICES:
        said = f"_{said}"
    # Where many files are named at once, a program takes it for one of its options.
    if said.startswith("-"):
        said = f"_{said}"
    return _short(said) or _NAMELESS


def of_copy(name: str, kind: AttachmentKind) -> str:
    """The name of a copy that is to be opened: its ending is that of its kind, whatever it was called."""
    stem = name[: -len(ending(name)) - 1] if ending(name) else name
    return f"{harmless(stem)}.{kind.value}"


def _sign(sign: str) -> str:
    if sign in _FORBIDDEN:
        return "_"
    if sign in _JOINERS:
        return sign
    kind = unicodedata.category(sign)
    # Controls, signs that turn the direction, halves of characters, private and unknown ones.
    return " " if kind in ("Zl", "Zp") or sign in "\t\n\r" else "" if kind.startswith("C") else sign


def _short(name: str) -> str:
    called = ending(name)
    tail = f".{called}" if called and len(called) <= _LONGEST_ENDING else ""
    stem = name[: len(name) - len(tail)] if tail else name
    stem = stem[: _LONGEST - len(tail)]
    while len(f"{stem}{tail}".encode()) > _MOST_BYTES:
        stem = stem[:-1]
    return f"{stem.strip(' .')}{tail}" if stem.strip(" .") else stem.strip(" .")
