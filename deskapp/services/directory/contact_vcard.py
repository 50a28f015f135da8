"""People as vCards: versions 3 and 4 are written, those of other programs read, however they fold and encode."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from urllib.parse import unquote

from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import DeskError
from deskapp.domain.reach import Reach, Use, kind_of, spoken_first
from deskapp.services.directory import several
from deskapp.services.directory.contact_entries import NONE, Entry, Gathered, Read, Refused, Remark, Told, taken
from deskapp.services.directory.content_lines import Card, Property, cards
from deskapp.services.directory.people_columns import use_words
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
    "account": "X-DESK-ACCOUNT",
    "tier": "X-DESK-TIER",
    "may_see": "X-DESK-MAY-SEE",
    "active": "X-DESK-ACTIVE",
}
_DEPUTY = "X-DESK-DEPUTY"
#: Fields of one text, and the properties that say them; several values stand one after the other.
_TEXTS = (("role", ("TITLE", "ROLE"), ", "), ("language", ("LANG",), ", "), ("notes", ("NOTE",), "\n"))
#: What a TYPE, or a label as Apple and others write it, calls what `Use` calls otherwise.
_TYPES = {
    "cell": Use.MOBILE,
    "iphone": Use.MOBILE,
    "workfax": f"{Use.WORK} {Use.FAX}",
    "homefax": f"{Use.HOME} {Use.FAX}",
    "otherfax": f"{Use.OTHER} {Use.FAX}",
}
_WRITTEN = {Use.MOBILE: "cell", Use.WORK: "work", Use.HOME: "home", Use.FAX: "fax", Use.PAGER: "pager"}
#: Types that say nothing of what a number or address is for.
_SAY_NOTHING = ("voice", "internet", "text", "msg", "video")
_LABEL = re.compile(r"_\$!<(.*)>!\$_")
#: Who is more than one, in the words of several programs.
_KINDS = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
_MEMBERS = ("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER", "X-EVOLUTION-LIST")
#: What makes of a place with a name somebody who can be reached.
_SOMEBODY = ("TEL", "EMAIL", "ORG", "TITLE", "ROLE", "IMPP", "BDAY", "NICKNAME")


def read(content: bytes) -> Read:
    """The entries of a file of vCards. Raises DeskError: contacts_empty, contacts_no_card, contacts_too_large."""
    if not content.strip():
        raise DeskError(Refusal.CONTACTS_EMPTY)
    gathered = Gathered()
    found = own = False
    for card in cards(content):
        if card.outside:
            gathered.pass_by(BadRow(card.line, "outside", {"name": card.odd[0][1][:60]}))
            continue
        found = True
        nobody = _nobody(card)
        if nobody is not None:
            gathered.pass_by(nobody)
            continue
        reading = _Reading(card)
        own = own or any(prop in reading.by_name for prop in _OWN.values())
        try:
            gathered.take(reading.entry())
        except Refused as refused:
            gathered.refuse(BadRow(card.line, refused.code, dict(refused.values)))
        gathered.leave_out(reading.left)
    if not found:
        raise DeskError(Refusal.CONTACTS_NO_CARD)
    return gathered.read("vcard", own)


def written(rows: Iterable[Mapping[str, Told]], version: int) -> bytes:
    """vCards of version 3 or 4, UTF-8."""
    lines: list[str] = []
    for row in rows:
        lines += ["BEGIN:VCARD", f"VERSION:{version}.0", *_properties(row, version), "END:VCARD"]
    return b"".join(_folded(line) for line in lines)


# Writing


def _properties(row: Mapping[str, Told], version: int) -> Iterator[str]:
    name = str(row["name"])
    yield f"FN:{_escaped(name)}"
    given, _blank, family = name.rpartition(" ")
    yield f"N:{_escaped(family)};{_escaped(given)};;;"
    for told, prop in (("organisation", "ORG"), ("role", "TITLE"), ("language", "LANG")):
        if row.get(told):
            yield f"{prop}:{_escaped(str(row[told]))}"
    place = 0
    for told, prop in (("phones", "TEL"), ("email", "EMAIL")):
        for number, reach in enumerate(row.get(told, ()), 1):
            place += 1
            yield from _reached(prop, Reach(*reach), number, f"item{place}", version)
    if row.get("skills"):
        yield "CATEGORIES:" + ",".join(_escaped(str(skill)) for skill in row["skills"])
    if row.get("notes"):
        yield f"NOTE:{_escaped(str(row['notes']))}"
    for told, prop in _OWN.items():
        value = row.get(told, "")
        text = value if isinstance(value, str) else " ".join(map(str, value))
        if text:
            yield f"{prop}:{_escaped(text)}"
    for deputy in row.get("deputies", ()):
        yield f"{_DEPUTY}:{_escaped(str(deputy))}"


def _reached(prop: str, reach: Reach, number: int, group: str, version: int) -> Iterator[str]:
    """A number or address with its kind; what no type says stands in a label beside it. The order is the preference."""
    words = reach.kind.split()
    types = [_WRITTEN[Use(word)] for word in words if word in _WRITTEN]
    label = " ".join(word for word in words if word not in _WRITTEN)
    if version == 4:
        said = f";PREF={min(number, 100)}" + (f';TYPE="{",".join(types)}"' if types else "")
    else:
        types += ["pref"] if number == 1 else []
        said = f";TYPE={','.join(types)}" if types else ""
    yield f"{group + '.' if label else ''}{prop}{said}:{_escaped(reach.text)}"
    if label:
        yield f"{group}.X-ABLabel:{_escaped(label)}"


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


def _nobody(card: Card) -> BadRow | None:
    """Why a card is of no person and of no firm: a list of people, a place, a thing; None: it is of somebody."""
    told = {one.name: one for one in card.properties}
    kind = next((told[name].text().casefold() for name in _KINDS if name in told), "")
    name = next((told[name].text() for name in ("FN", "N", "NICKNAME") if name in told), "")[:60]
    members = sum(one.name in _MEMBERS for one in card.properties)
    if kind == "group" or members:
        return BadRow(card.line, "is_group", {"name": name, "count": members})
    only_a_place = "GEO" in told and not told.keys() & set(_SOMEBODY)
    if kind == "location" or (only_a_place and not kind and _parts_of(told.get("N")) < 2):
        return BadRow(card.line, "is_place", {"name": name})
    if kind in ("device", "application", "thing"):
        return BadRow(card.line, "is_thing", {"name": name})
    return None


def _parts_of(name: Property | None) -> int:
    return sum(bool(part) for part in name.parts()) if name else 0


@dataclass(slots=True)
class _Reading:
    """One card on its way to an entry: which of its lines were taken, and what is remarked."""

    card: Card
    taken: set[int] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)
    by_name: dict[str, list[Property]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.card.properties:
            self.by_name.setdefault(one.name, []).append(one)

    @property
    def left(self) -> list[tuple[str, str]]:
        """Each property that was not taken, with what it says."""
        return [(one.name, one.text()) for one in self.card.properties if one.line not in self.taken]

    def entry(self) -> Entry:
        """Raises Refused: the card names nobody."""
        card = self.card
        self.remarks += [Remark("line_left_out", {"at": at, "value": text[:60]}) for at, text in card.odd]
        guessed = dict.fromkeys(one.name for one in card.properties if one.guessed)
        self.remarks += [Remark("charset_guessed", {"what": name}) for name in guessed]
        if not card.closed:
            self.remarks.append(Remark("card_not_closed"))
        said, more = taken(self._texts())
        return Entry(card.line, said, (*self.remarks, *more), strict=False)

    def _take(self, *names: str) -> list[Property]:
        """The properties of these names that say something, the preferred first."""
        found = [one for name in names for one in self.by_name.get(name, ()) if one.text()]
        self.taken.update(one.line for one in found)
        return sorted(found, key=lambda one: one.preference)

    def _first(self, name: str) -> str:
        """The preferred of these alone; what another says otherwise is left out."""
        found = self._take(name)
        texts = [one.text() for one in found]
        self.taken.difference_update(one.line for one in found if one.text() != texts[0])
        return texts[0] if texts else ""

    def _texts(self) -> dict[str, Told]:
        told: dict[str, Told] = {}
        self._take(*_KINDS)
        own = {name: self._first(prop) for name, prop in _OWN.items() if prop in self.by_name}
        told.update(own)
        if "may_see" in own:
            told["may_see"] = tuple(word for word in own["may_see"].split() if word != NONE)
        for name, properties, between in _TEXTS:
            told[name] = between.join(dict.fromkeys(one.text() for one in self._take(*properties)))
        organisations = (", ".join(filter(None, one.parts())) for one in self._take("ORG"))
        told["organisation"] = ", ".join(dict.fromkeys(filter(None, organisations)))
        told["deputies"] = tuple(one.text() for one in self._take(_DEPUTY))
        told["skills"] = self._skills()
        told["phones"] = self._reached("TEL", _number, ordered=bool(own))
        told["email"] = self._reached("EMAIL", _address, ordered=bool(own))
        told["name"] = self._name(told)
        return told

    def _skills(self) -> tuple[str, ...]:
        found = (part for one in self._take("CATEGORIES") for part in one.parts(","))
        return tuple(dict.fromkeys(filter(None, found)))

    def _reached(self, prop: str, read: Callable[[str], Iterable[str]], *, ordered: bool) -> tuple[Reach, ...]:
        """Numbers or addresses with their kinds. ordered: they stand in the order in which they are tried."""
        found = self._take(prop)
        if ordered:
            return tuple(Reach(one.text(), self._kind(one, ordered)) for one in found)
        reached = [Reach(text, self._kind(one, ordered)) for one in found for text in read(one.text())]
        return spoken_first(reached, bool(found) and found[0].preference < 101)

    def _kind(self, one: Property, ordered: bool) -> str:
        """By its types, and the label that stands beside it in its group; of a card of ours word by word."""
        labels = [label for label in self.by_name.get("X-ABLABEL", ()) if one.group and label.group == one.group]
        self.taken.update(label.line for label in labels)
        told = [*one.types(), *(_LABEL.sub(r"\1", label.text()) for label in labels)]
        words = [_TYPES.get(word.casefold(), word) for word in told if word.casefold() not in _SAY_NOTHING]
        return kind_of(words if ordered else (use_words(re.sub("(?i)^x-", "", word)) for word in words))

    def _name(self, told: Mapping[str, Told]) -> str:
        """As it is shown; else of its parts, the nickname, the firm, an address, a number."""
        name = self._first("FN")
        parts = [part for one in self._take("N") for part in _in_order(one.parts())]
        if name:
            # A title or a second name that the shown one has not is named as left out.
            if any(part.casefold() not in name.casefold() for part in parts):
                self.taken.difference_update(one.line for one in self.by_name["N"])
            return name
        others = (
            "" if parts else self._first("NICKNAME"),
            told["organisation"],
            *(one[0] for name in ("email", "phones") for one in told[name]),
        )
        return " ".join(parts) or next(filter(None, map(str, others)), "")


def _in_order(parts: Sequence[str]) -> list[str]:
    """Family, given, further names, title and suffix in the order in which they are said."""
    family, given, further, before, after = (*parts[:5], *("",) * (5 - len(parts)))[:5]
    return [part for part in (before, given, further, family, after, *parts[5:]) if part]


def _number(text: str) -> Iterable[str]:
    """The numbers of a value; of an address its extension stands behind the number as people write it."""
    if not text.casefold().startswith("tel:"):
        return several.numbers(text)
    number, *parameters = unquote(text[4:]).split(";")
    more = (re.sub(r"(?i)^ext=", "ext. ", one) for one in parameters)
    return (" ".join(filter(None, (number.strip(), *more))),)


def _address(text: str) -> Iterable[str]:
    if text.casefold().startswith("mailto:"):
        text = unquote(text[7:])
    return several.addresses(text)
