"""Contacts as vCards: versions 3 and 4 are written, those of other programs read, however they fold and encode."""

import quopri
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.services.directory.contact_entries import NONE, Entry, Read, Refused, Remark, checked
from deskapp.services.tabular.rows import BadRow

#: A line is folded after so many bytes.
_FOLD = 75
#: Fields of ours that no vCard has a name for.
_OWN = {
    "kind": "X-DESK-KIND",
    "hours": "X-DESK-HOURS",
    "authority": "X-DESK-AUTHORITY",
    "agreed_response": "X-DESK-AGREED-RESPONSE",
    "our_account": "X-DESK-OUR-ACCOUNT",
    "may_see": "X-DESK-MAY-SEE",
    "active": "X-DESK-ACTIVE",
}
_DEPUTY = "X-DESK-DEPUTY"
#: Pictures, sounds and keys are not kept: nobody reads them on a phone.
_LEFT_OUT = ("PHOTO", "LOGO", "SOUND", "KEY")
#: Properties whose commas separate values; in all others a comma is a comma.
_LISTS = ("CATEGORIES", "N", "ORG", "ADR", "NICKNAME")
_PROPERTY = re.compile(
    r"(?:[\w-]+\.)?(?P<name>[A-Za-z][\w-]*)(?P<parameters>(?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(?P<value>.*)", re.S
)

Line = tuple[int, bytes]


def read(content: bytes) -> Read:
    """The entries of a file of vCards. Raises DeskError: contacts_empty, contacts_no_card."""
    if not content.strip():
        raise DeskError(Refusal.CONTACTS_EMPTY)
    entries: list[Entry] = []
    bad: list[BadRow] = []
    found = False
    for begin, lines in _cards(_in_utf_8(content)):
        found = True
        try:
            entries.append(_entry(begin, lines))
        except Refused as refused:
            bad.append(BadRow(begin, refused.code, dict(refused.values)))
    if not found:
        raise DeskError(Refusal.CONTACTS_NO_CARD)
    return Read(tuple(entries), tuple(bad), "vcard")


def written(rows: Iterable[Mapping[str, str | Sequence[str]]], version: int) -> bytes:
    """vCards of version 3 or 4, UTF-8."""
    lines: list[str] = []
    for row in rows:
        lines += ["BEGIN:VCARD", f"VERSION:{version}.0", *_properties(row), "END:VCARD"]
    return b"".join(_folded(line) for line in lines)


# Writing


def _properties(row: Mapping[str, str | Sequence[str]]) -> Iterator[str]:
    name = str(row["name"])
    yield f"FN:{_escaped(name)}"
    given, _blank, family = name.rpartition(" ")
    yield f"N:{_escaped(family)};{_escaped(given)};;;"
    for field, prop in (("organisation", "ORG"), ("role", "TITLE"), ("email", "EMAIL"), ("language", "LANG")):
        if row.get(field):
            yield f"{prop}:{_escaped(str(row[field]))}"
    for phone in row.get("phones", ()):
        yield f"TEL:{_escaped(phone)}"
    if row.get("skills"):
        yield "CATEGORIES:" + ",".join(_escaped(skill) for skill in row["skills"])
    if row.get("notes"):
        yield f"NOTE:{_escaped(str(row['notes']))}"
    for field, prop in _OWN.items():
        value = row.get(field, "")
        text = value if isinstance(value, str) else " ".join(value)
        if text:
            yield f"{prop}:{_escaped(text)}"
    for deputy in row.get("deputies", ()):
        yield f"{_DEPUTY}:{_escaped(deputy)}"


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return re.sub(r"\r\n|\r|\n", r"\\n", text)


def _folded(line: str) -> bytes:
    """The line in pieces of 75 bytes, none of which ends within a letter."""
    pieces: list[bytes] = [b""]
    for letter in line:
        raw = letter.encode("utf-8", "replace")
        if len(pieces[-1]) + len(raw) > _FOLD:
            pieces.append(b" ")
        pieces[-1] += raw
    return b"\r\n".join(pieces) + b"\r\n"


# Reading


def _in_utf_8(content: bytes) -> bytes:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace").encode("utf-8", "replace")
    return content.removeprefix(b"\xef\xbb\xbf")


def _cards(content: bytes) -> Iterator[tuple[int, list[Line]]]:
    """Each card with the line it begins on and its unfolded lines; what stands between cards is none of them.

    Folds are undone before anything is decoded: some programs fold within a letter.
    """
    begin, lines = 0, list[Line]()
    number = 0
    for number, raw in enumerate(re.split(rb"\r\n|\n|\r", content), 1):
        bare = raw.strip().upper()
        if bare == b"BEGIN:VCARD":
            if begin:
                yield begin, [*lines, (number, b"")]
            begin, lines = number, []
        elif bare == b"END:VCARD" and begin:
            yield begin, lines
            begin = 0
        elif not begin:
            continue
        elif lines and (raw[:1] in (b" ", b"\t") or _goes_on(lines[-1][1])):
            soft = _goes_on(lines[-1][1])
            before = lines[-1][1][:-1] if soft else lines[-1][1]
            lines[-1] = (lines[-1][0], before + (raw[1:] if raw[:1] in (b" ", b"\t") else raw))
        elif bare:
            lines.append((number, raw))
    if begin:
        yield begin, [*lines, (number, b"")]


def _goes_on(line: bytes) -> bool:
    """Whether a quoted-printable line ends softly."""
    head, colon, _value = line.partition(b":")
    return bool(colon) and line.endswith(b"=") and b"QUOTED-PRINTABLE" in head.upper()


def _entry(begin: int, lines: list[Line]) -> Entry:
    import vobject

    if lines and lines[-1][1] == b"":
        raise Refused("card_not_closed")
    texts, remarks = _clean(lines)
    card = "\r\n".join(("BEGIN:VCARD", *texts, "END:VCARD", ""))
    try:
        contents = vobject.readOne(card, validate=False).contents
    except (vobject.base.VObjectError, ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise Refused("card_unreadable", said=str(error).partition("\n")[0][:120]) from error
    said, more = _said(contents)
    return Entry(begin, checked(said), (*remarks, *more), strict=False)


def _clean(lines: Sequence[Line]) -> tuple[list[str], list[Remark]]:
    """Lines that any reader of vCards takes: decoded, without pictures, commas kept where they are commas."""
    cleaned: list[str] = []
    remarks: list[Remark] = []
    in_picture = False
    for number, raw in lines:
        text, guessed = _text(raw)
        found = _PROPERTY.fullmatch(text)
        if found is None:
            if in_picture:
                continue  # some programs do not fold what a picture is made of
            raise Refused("property_unreadable", at=number, value=text[:60])
        name = found["name"].upper()
        in_picture = name in _LEFT_OUT
        if in_picture:
            remarks.append(Remark("left_out", {"what": name}))
            continue
        if guessed:
            remarks.append(Remark("charset_guessed", {"what": name}))
        if name in ("BEGIN", "END", "VERSION"):
            continue
        value, parameters = _value(found["value"], found["parameters"], raw)
        if name not in _LISTS:
            value = re.sub(r"(?<!\\)((?:\\\\)*),", r"\1\\,", value)
        cleaned.append(f"{name}{_kept(parameters)}:{value}")
    return cleaned, list({(one.code, str(one.values)): one for one in remarks}.values())


def _text(raw: bytes) -> tuple[str, bool]:
    try:
        return raw.decode("utf-8"), False
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace"), True


def _value(value: str, parameters: str, raw: bytes) -> tuple[str, str]:
    """The value with its own encoding and character set undone."""
    upper = parameters.upper()
    charset = re.search(r"CHARSET=\"?([\w-]+)", upper)
    encoding = charset[1] if charset else "utf-8"
    try:
        if "QUOTED-PRINTABLE" in upper:
            decoded = quopri.decodestring(value.encode("utf-8", "replace")).decode(encoding, "replace")
            return re.sub(r"\r\n|\r|\n", r"\\n", decoded), ""
        if charset:
            at = raw.find(b":", len(parameters.encode()))
            return (raw[at + 1 :].decode(encoding, "replace") if at >= 0 else value), ""
    except LookupError:
        pass  # a character set that nobody knows: it is read as UTF-8
    return value, parameters


def _kept(parameters: str) -> str:
    """Of a property's parameters what says how its value is to be read."""
    return ";VALUE=uri" if re.search(r";VALUE=URI", parameters, re.I) else ""


#: What a card says, by the name of its property in small letters.
Card = Mapping[str, Sequence[Any]]


def _said(card: Card) -> tuple[dict[str, str | tuple[str, ...]], list[Remark]]:
    texts: dict[str, str | tuple[str, ...]] = {"name": _name(card)}
    for field, properties, read in _FIELDS:
        if any(name in card for name in properties):
            texts[field] = read(card, *properties)
    more = card.get("email", ())[1:]
    return texts, [Remark("only_one_email", {"value": _plain(one.value)[:60]}) for one in more]


def _first(card: Card, *properties: str) -> str:
    """The first text that one of these properties has, in their order."""
    return next(filter(None, (_plain(one.value) for name in properties for one in card.get(name, ()))), "")


def _name(card: Card) -> str:
    return _first(card, "fn") or _of_parts(card) or _first(card, "nickname", "org", "email")


def _numbers(card: Card, tel: str) -> tuple[str, ...]:
    numbers = (re.sub(r"^tel:", "", _plain(one.value), flags=re.I) for one in card[tel])
    return tuple(dict.fromkeys(number for number in numbers if number))


def _skills(card: Card, categories: str) -> tuple[str, ...]:
    values = (one.value if isinstance(one.value, list) else [one.value] for one in card[categories])
    return tuple(dict.fromkeys(skill.strip() for value in values for skill in value if skill.strip()))


def _notes(card: Card, note: str) -> str:
    return "\n".join(_plain(one.value) for one in card[note])


def _may_see(card: Card, prop: str) -> tuple[str, ...]:
    codes = tuple(_first(card, prop).split())
    return () if codes == (NONE,) else codes


def _deputies(card: Card, prop: str) -> tuple[str, ...]:
    return tuple(_plain(one.value) for one in card[prop])


#: A contact's fields, each with the properties that say it and how they are read. What a card lacks is left alone.
_FIELDS: tuple[tuple[str, tuple[str, ...], Callable[..., str | tuple[str, ...]]], ...] = (
    ("organisation", ("org",), _first),
    ("email", ("email",), _first),
    ("language", ("lang",), _first),
    ("role", ("title", "role"), _first),
    ("phones", ("tel",), _numbers),
    ("skills", ("categories",), _skills),
    ("notes", ("note",), _notes),
    *((field, (name.lower(),), _may_see if field == "may_see" else _first) for field, name in _OWN.items()),
    ("deputies", (_DEPUTY.lower(),), _deputies),
)


def _of_parts(card: Card) -> str:
    """The name of a card that has only its parts."""
    for one in card.get("n", ()):
        parts = (_plain(getattr(one.value, part, "")) for part in ("prefix", "given", "additional", "family", "suffix"))
        found = " ".join(part for part in parts if part)
        if found:
            return found
    return ""


def _plain(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, (_plain(one) for one in value)))
    return value.strip() if isinstance(value, str) else ""
