"""The lines of vCards 2.1, 3.0 and 4.0: unfolded, decoded and taken apart, whatever program wrote them.

Read here and not by a library: those that read vCards drop parameters (which number is preferred, which is a fax),
refuse a whole card for one odd line, or know one version alone. What cannot be read is handed on as it stands.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import DeskError
from deskapp.services.tabular import encodings

#: What begins a file of a Unicode encoding, the longer ones first.
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_UNMARKED = ((b"B\0E\0G\0", "utf-16-le"), (b"\0B\0E\0G", "utf-16-be"))
_END_OF_LINE = re.compile(rb"\r+\n|\n|\r")
#: No card has as many lines, however long each of them may be folded.
_MOST_LINES = 10_000
_BOM = b"\xef\xbb\xbf"
_NAME = re.compile(r"(?:(?P<group>[\w-]+)\.)?(?P<name>[A-Za-z_][\w-]*)", re.A)
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/=\s]+")
#: A property whose value is a card that follows.
_HOLDS_A_CARD = re.compile(rb"(?i)(?:[\w-]+\.)?AGENT[^:]*:\s*")
_ENCODINGS = ("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT", "Q")
#: A person's own word for what a number is for, as telephones write it.
_CUSTOM = re.compile(r"(?i)X-CUSTOM\(CHARSET=[\w-]+,ENCODING=QUOTED-PRINTABLE,(?P<words>[^()]*)\)")
_CARET = {"^n": "\n", "^'": '"', "^^": "^"}
#: What somebody says of nobody: a card's frame.
_FRAME = ("BEGIN", "END", "VERSION", "PROFILE")


@dataclass(frozen=True, slots=True)
class Property:
    """One line of a card. value: decoded, still with its backslashes; parameters: values by name in capitals.

    guessed: whether its letters were in no encoding that the line names. old: of a vCard 2.1.
    """

    line: int
    name: str
    value: str
    parameters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    group: str = ""
    guessed: bool = False
    old: bool = False

    def text(self) -> str:
        """The value as one text."""
        return _plain(self.value, self.old).strip()

    def parts(self, between: str = ";") -> tuple[str, ...]:
        """The values that a semicolon, or another sign, separates, each without blanks around it."""
        return tuple(_plain(part, self.old).strip() for part in _split(self.value, between))

    def types(self) -> tuple[str, ...]:
        """What its TYPE says, without "pref"."""
        found = (word.strip() for word in self.parameters.get("TYPE", ()))
        return tuple(word for word in found if word and word.casefold() != "pref")

    @property
    def preference(self) -> int:
        """1 is preferred before 2; 101 where nothing is said."""
        said = self.parameters.get("PREF", ())
        if said:
            return int(said[0]) if re.fullmatch(r"[0-9]{1,3}", said[0]) else 1
        return 1 if any(word.strip().casefold() == "pref" for word in self.parameters.get("TYPE", ())) else 101


@dataclass(frozen=True, slots=True)
class Card:
    """A card with the line it begins on. odd: lines that are none of a card, with their number.

    closed: whether it ends. outside: it is none, but a line between cards.
    """

    line: int
    properties: tuple[Property, ...]
    odd: tuple[tuple[int, str], ...] = ()
    closed: bool = True
    outside: bool = False


Raw = tuple[int, bytes]

#: No head of a line is longer: so far it is looked at for how the value is written.
_LONGEST_HEAD = 4096


class _Unfolded:
    """A line of a card as it grows by what is folded: each piece is looked at once, however many there are."""

    __slots__ = ("_colon", "_head", "_pieces", "number")

    def __init__(self, number: int, raw: bytes) -> None:
        self.number = number
        self._pieces: list[bytes] = []
        self._head = b""
        self._colon = False
        self.add(raw)

    def add(self, raw: bytes) -> None:
        """It goes on with this."""
        if raw:
            self._pieces.append(raw)
        if not self._colon and len(self._head) < _LONGEST_HEAD:
            head, colon, _value = raw.partition(b":")
            self._head = (self._head + head[:_LONGEST_HEAD]).upper()
            self._colon = bool(colon)

    def go_on(self, raw: bytes) -> None:
        """After a soft break, which is none of it."""
        self._pieces[-1] = self._pieces[-1].rstrip()[:-1]
        self.add(raw)

    def __bool__(self) -> bool:
        return bool(self._pieces)

    @property
    def goes_on(self) -> bool:
        """Whether a quoted-printable line ends softly."""
        soft = self._colon and self._pieces[-1].rstrip().endswith(b"=")
        return soft and b"QUOTED-PRINTABLE" in self._head

    @property
    def is_base64(self) -> bool:
        return b"BASE64" in self._head or b"ENCODING=B" in self._head

    @property
    def says_old(self) -> bool:
        """Whether it says that the card is of version 2.1."""
        return len(self._pieces) == 1 and self._pieces[0].strip().upper() == b"VERSION:2.1"

    def whole(self) -> Raw:
        return self.number, b"".join(self._pieces)


def cards(content: bytes) -> Iterator[Card]:
    """The cards of a file, in order, and between them each line that is of none of them.

    Raises DeskError contacts_too_large.
    """
    in_unicode, content = _in_utf_8(content)
    for begin, lines, closed in _framed(content):
        if begin:
            yield _card(begin, lines, closed, in_unicode)
        else:
            at, raw = lines[0]
            yield Card(at, (), ((at, _decoded(raw, "utf-8")[0]),), outside=True)


def _in_utf_8(content: bytes) -> tuple[bool, bytes]:
    """Whether the whole file was in an encoding of its own, and the file in UTF-8."""
    marks = [encoding for mark, encoding in _MARKS if content.startswith(mark)]
    marks += [encoding for begin, encoding in _UNMARKED if content.startswith(begin)]
    if not marks:
        return False, content
    return True, content.decode(marks[0], "replace").encode("utf-8", "replace")


def _framed(content: bytes) -> Iterator[tuple[int, list[Raw], bool]]:
    """Each card: the line it begins on, its unfolded lines, whether it ends. Begun on 0: a line that is of none.

    Folds are undone before anything is decoded: some programs fold within a letter.
    """
    begin, depth, before, lines = 0, 0, b"", list[_Unfolded]()
    for number, raw in enumerate(_lines(content), 1):
        bare = raw.replace(_BOM, b"").strip()
        if bare.upper() == b"BEGIN:VCARD":
            if begin and _HOLDS_A_CARD.fullmatch(before):
                depth += 1  # the card of somebody else within this one
            else:
                if begin:
                    yield begin, [line.whole() for line in lines], False
                begin, depth, lines = number, 0, []
        elif bare.upper() == b"END:VCARD" and begin:
            if not depth:
                yield begin, [line.whole() for line in lines], True
                begin = 0
            depth = max(0, depth - 1)
        elif begin and depth:
            lines[-1].add(b"\\n" + bare)
        elif begin:
            _add(lines, number, raw)
            if len(lines) > _MOST_LINES:
                raise DeskError(Refusal.CONTACTS_TOO_LARGE)
        elif bare:
            yield 0, [(number, bare)], True
        before = bare or before
    if begin:
        yield begin, [line.whole() for line in lines], False


def _lines(content: bytes) -> Iterator[bytes]:
    """One after the other: a file of nothing but ends of lines is many times as large as a list of them."""
    begin = 0
    for end in _END_OF_LINE.finditer(content):
        yield content[begin : end.start()]
        begin = end.end()
    yield content[begin:]


def _add(lines: list[_Unfolded], number: int, raw: bytes) -> None:
    """One more line of a file, or the rest of the one before; an empty line ends what is not folded."""
    folded = raw[:1] in (b" ", b"\t") and bool(raw.strip())
    if folded and len(lines) > 1 and not lines[-1]:
        lines.pop()
    before = lines[-1] if lines else None
    if before and before.goes_on:
        # A soft break is followed by whatever the text goes on with, a blank too.
        before.go_on(raw)
    elif not raw.strip():
        lines.append(_Unfolded(number, b""))
    elif before and folded:
        before.add(raw if _is_old(lines) and not before.is_base64 else raw[1:])
    elif before and before.is_base64 and _BASE64_LINE.fullmatch(raw):
        before.add(raw.strip())
    else:
        lines.append(_Unfolded(number, raw.removeprefix(_BOM)))


def _is_old(lines: Sequence[_Unfolded]) -> bool:
    """Of 2.1, where the blank that a fold stands before belongs to the text."""
    return any(line.says_old for line in lines[:3])


def _card(begin: int, lines: Sequence[Raw], closed: bool, in_unicode: bool) -> Card:
    old = any(raw.strip().upper() == b"VERSION:2.1" for _number, raw in lines)
    properties: list[Property] = []
    odd: list[tuple[int, str]] = []
    for number, raw in lines:
        if not raw.strip():
            continue
        found = _property(number, raw, old, in_unicode)
        if found is None:
            odd.append((number, _decoded(raw, "utf-8")[0].strip()))
        elif found.name not in _FRAME:
            properties.append(found)
    return Card(begin, tuple(properties), tuple(odd), closed)


def _property(number: int, raw: bytes, old: bool, in_unicode: bool) -> Property | None:
    at = _colon(raw)
    if at < 0:
        return None
    head, _guessed = _decoded(raw[:at], "utf-8")
    name, *more = _split(head, ";", quotes=True)
    named = _NAME.fullmatch(name.strip())
    if named is None:
        return None
    parameters = _parameters(more)
    value, guessed = _value(raw[at + 1 :], parameters, in_unicode)
    kept = {key: values for key, values in parameters.items() if key not in ("ENCODING", "CHARSET")}
    return Property(number, named["name"].upper(), value, kept, named["group"] or "", guessed, old)


def _colon(raw: bytes) -> int:
    """Where the head ends: at the first colon outside of quotation marks; -1: nowhere."""
    quoted = False
    for at, sign in enumerate(raw):
        if sign == 0x22:
            quoted = not quoted
        elif sign == 0x3A and not quoted:
            return at
    return -1


def _parameters(told: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """By name in capitals. A value without a name, as 2.1 has it, is an encoding or a type."""
    found: dict[str, tuple[str, ...]] = {}
    for one in told:
        name, equals, value = one.partition("=")
        name = name.strip().upper()
        custom = _CUSTOM.fullmatch(one)
        if custom:
            name, value = "TYPE", _decoded(quopri.decodestring(custom["words"].encode()), "utf-8")[0]
        elif not equals:
            name, value = ("ENCODING" if name in _ENCODINGS else "TYPE"), one
        # The signs of the list stand inside the quotation marks too: TYPE="work,fax".
        split = [value] if name not in ("TYPE", "PREF", "ENCODING") else value.replace('"', "").split(",")
        values = (re.sub(r"\^[n'^]", lambda sign: _CARET[sign[0]], part.strip().strip('"')) for part in split)
        found[name] = (*found.get(name, ()), *filter(None, values))
    return found


def _value(raw: bytes, parameters: Mapping[str, tuple[str, ...]], in_unicode: bool) -> tuple[str, bool]:
    """The value with its encoding undone, and whether its letters were guessed."""
    charset = next(iter(parameters.get("CHARSET", ())), "")
    encoding = {word.upper() for word in parameters.get("ENCODING", ())}
    if encoding & {"QUOTED-PRINTABLE", "Q"}:
        text, guessed = _decoded(quopri.decodestring(raw), charset)
        return text.replace("\r\n", "\n").replace("\r", "\n"), guessed
    if encoding & {"BASE64", "B"} and charset:
        try:
            return _decoded(base64.b64decode(b"".join(raw.split()), validate=True), charset)
        except binascii.Error:
            pass  # it says so and is not: taken as it stands
    return _decoded(raw, "" if in_unicode else charset)


def _decoded(raw: bytes, charset: str) -> tuple[str, bool]:
    """In its character set, in UTF-8, else as Windows programs write in western Europe; whether that was a guess."""
    for encoding in filter(encodings.known, (charset, "utf-8")):
        try:
            return raw.decode(encoding), not raw.isascii() and encoding != (charset or "utf-8")
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return raw.decode("cp1252", "replace"), True


def _split(text: str, between: str, *, quotes: bool = False) -> list[str]:
    """At each such sign that no backslash stands before, or that stands in no quotation marks."""
    if "\\" not in text and '"' not in text:
        return text.split(between)
    parts, at, quoted, start = list[str](), 0, False, 0
    while at < len(text):
        if text[at] == "\\" and not quotes:
            at += 1
        elif text[at] == '"' and quotes:
            quoted = not quoted
        elif text[at] == between and not quoted:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [*parts, text[start:]]


def _plain(value: str, old: bool) -> str:
    """Without the backslashes, and with a sign to see in place of one that cannot be kept.

    In 2.1 a line break is none of what they can say: C:\\new stays a path.
    """

    if "\\" not in value:
        return value.replace("\0", "␀")

    def meant(sign: re.Match[str]) -> str:
        if sign[1] in "nN":
            return sign[0] if old else "\n"
        return sign[1]

    return re.sub(r"\\([nN,;:\\])", meant, value).replace("\0", "␀")
