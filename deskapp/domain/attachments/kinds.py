"""What kind of file something is, told by its first bytes and by its name: both must agree.

Only kinds that cannot run have a name of their own. Whatever else it is, what is only called so, and what carries
macros or reaches out, is OTHER: such a file is kept and saved, and never opened.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePosixPath
from xml.etree import ElementTree


class AttachmentKind(StrEnum):
    """The value is the ending that a copy of such a file gets."""

    PNG = "png"
    JPEG = "jpg"
    GIF = "gif"
    BMP = "bmp"
    WEBP = "webp"
    TIFF = "tif"
    PDF = "pdf"
    TEXT = "txt"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    OTHER = "other"


class Rendition(StrEnum):
    """A picture made anew from an attached one."""

    SMALL = "small"
    PAPER = "paper"


PICTURES = frozenset(
    {
        AttachmentKind.PNG,
        AttachmentKind.JPEG,
        AttachmentKind.GIF,
        AttachmentKind.BMP,
        AttachmentKind.WEBP,
        AttachmentKind.TIFF,
    }
)
OFFICE = frozenset(
    {
        AttachmentKind.DOCX,
        AttachmentKind.XLSX,
        AttachmentKind.PPTX,
        AttachmentKind.ODT,
        AttachmentKind.ODS,
        AttachmentKind.ODP,
    }
)

_PICTURE_ENDINGS = frozenset({"png", "apng", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "dib", "webp", "tif", "tiff"})
#: What stands in a text of these is read by people; a copy of any of them is called .txt, so a text viewer opens it.
_TEXT_ENDINGS = frozenset(
    {"txt", "text", "log", "md", "csv", "tsv", "json", "xml", "ini", "conf", "cfg", "yaml", "yml"}
)
_BEGINNINGS: tuple[tuple[AttachmentKind, bytes], ...] = (
    (AttachmentKind.PNG, b"\x89PNG\r\n\x1a\n"),
    (AttachmentKind.JPEG, b"\xff\xd8\xff"),
    (AttachmentKind.GIF, b"GIF87a"),
    (AttachmentKind.GIF, b"GIF89a"),
    (AttachmentKind.BMP, b"BM"),
    (AttachmentKind.TIFF, b"II*\x00"),
    (AttachmentKind.TIFF, b"MM\x00*"),
    (AttachmentKind.PDF, b"%PDF-"),
)
_ZIP = b"PK\x03\x04"
#: In which folder of its archive the words of an Office document lie.
_OFFICE_FOLDERS: Mapping[AttachmentKind, str] = {
    AttachmentKind.DOCX: "word/",
    AttachmentKind.XLSX: "xl/",
    AttachmentKind.PPTX: "ppt/",
}
_OPEN_TYPES: Mapping[AttachmentKind, bytes] = {
    AttachmentKind.ODT: b"application/vnd.oasis.opendocument.text",
    AttachmentKind.ODS: b"application/vnd.oasis.opendocument.spreadsheet",
    AttachmentKind.ODP: b"application/vnd.oasis.opendocument.presentation",
}
#: Parts of an archive's names that stand for what runs: macros, controls, programs and files put in.
_RUNS = (
    *("vba", "macro", "activex", "embeddings/", "basic/", "scripts/", "customui", "object ", "dialogs/"),
    # What asks another program for its values starts it.
    "externallinks/",
)
_REFERENCES = ".rels"
#: What is never followed by itself, and names a place elsewhere: whoever presses it sees where it leads.
_LINK = "/hyperlink"
#: What must not be named even within the file: a template whose macros would run, a page, another document.
_BROUGHT_IN = ("/attachedtemplate", "/oleobject", "/frame", "/subdocument")
#: In the words of a document: what starts a program, or is run once something happens. No document has more words.
_WORDS = (".xml",)
_STARTS = (b"ddeauto", b"dde-source", b"dde-connection", b"event-listener")
_MOST_PARTS, _LONGEST_PART = 5000, 1 << 20
_LONGEST_WORDS, _AT_ONCE = 1 << 26, 1 << 18


def ending(name: str) -> str:
    """The ending of a file's name in small letters, without its dot."""
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def kind_of(name: str, data: bytes) -> AttachmentKind:
    """The kind of a file of this name with these bytes, all of them."""
    called = ending(name)
    for kind, beginning in _BEGINNINGS:
        if data.startswith(beginning):
            fits = _PICTURE_ENDINGS if kind in PICTURES else {kind.value}
            return kind if called in fits or not called else AttachmentKind.OTHER
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return AttachmentKind.WEBP if called in _PICTURE_ENDINGS or not called else AttachmentKind.OTHER
    if data.startswith(_ZIP):
        return _office(called, data)
    return AttachmentKind.TEXT if called in _TEXT_ENDINGS and _is_text(data) else AttachmentKind.OTHER


def _is_text(data: bytes) -> bool:
    """Words and nothing else, in whatever encoding: a NUL is in none that people write by hand but UTF-16's."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return "\0" not in data.decode("utf-16")
        except UnicodeDecodeError:
            return False
    return b"\0" not in data


def _office(called: str, data: bytes) -> AttachmentKind:
    """Which Office document it is, by its parts; OTHER where one of them runs, reaches out or cannot be read."""
    kind = next((kind for kind in OFFICE if kind.value == called), None)
    if kind is None:
        return AttachmentKind.OTHER
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return kind if _cannot_run(archive, kind) else AttachmentKind.OTHER
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
        EOFError,
        SyntaxError,
    ):
        # Cut, encrypted, or packed in a way that nobody needs.
        return AttachmentKind.OTHER


def _cannot_run(archive: zipfile.ZipFile, kind: AttachmentKind) -> bool:
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS or any(sign in part.filename.lower() for part in parts for sign in _RUNS):
        return False
    words = [part for part in parts if part.filename.lower().endswith(_WORDS)]
    # The library that unpacks them reads no byte beyond what they say to be.
    if sum(part.file_size for part in words) > _LONGEST_WORDS or any(_starts(archive, part) for part in words):
        return False
    if kind in _OPEN_TYPES:
        return _read(archive, "mimetype") == _OPEN_TYPES[kind]
    folder = _OFFICE_FOLDERS[kind]
    if not any(part.filename.startswith(folder) for part in parts):
        return False
    types = _read(archive, "[Content_Types].xml")
    if b"macroEnabled" in types or b"vbaProject" in types:
        return False
    references = [part.filename for part in parts if part.filename.lower().endswith(_REFERENCES)]
    return not any(_reaches_out(_read(archive, name)) for name in references)


def _reaches_out(references: bytes) -> bool:
    """Whether something of it is fetched from elsewhere by whoever opens it. Raises ValueError where it is no XML."""
    if b"<!" in references.replace(b"<!--", b"") or b"\0" in references:
        # Names of things that stand for others, or an encoding in which none of this is found.
        return True
    for one in ElementTree.fromstring(references).iter():
        kind = one.get("Type", "").lower()
        if kind.endswith(_BROUGHT_IN):
            return True
        if one.get("TargetMode", "").strip().lower() == "external" and not kind.endswith(_LINK):
            return True
    return False


def _starts(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether the words of a part have what starts a program, or are in an encoding in which it would not be found."""
    before = b""
    with archive.open(part) as words:
        while piece := words.read(_AT_ONCE):
            if b"\0" in piece:
                return True
            said = before + piece.lower()
            if any(sign in said for sign in _STARTS):
                return True
            before = said[-32:]
    return False


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part of an archive, as far as such a one is long; one that goes on is read no further."""
    with archive.open(name) as part:
        found = part.read(_LONGEST_PART + 1)
    if len(found) > _LONGEST_PART:
        raise ValueError(name)
    return found
