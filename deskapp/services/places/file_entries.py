"""What a table says of equipment and places, before the desk is asked about them."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import DeskError
from deskapp.services.tabular import tables
from deskapp.services.tabular.headings import plain
from deskapp.services.tabular.rows import BadRow
from deskapp.services.texts import clean

#: The fields in a file, in the order in which they are written.
FIELDS = (
    *("customer", "organisation", "account", "label", "kind", "maker", "model", "serial"),
    *("place", "address", "room", "access", "person", "phone"),
    *("warranty_until", "contract_until", "looked_after_by", "contract_ref", "notes", "active"),
)
DAYS = ("warranty_until", "contract_until")
#: A text longer than this is none that anybody wrote about a thing.
_LONGEST = 20_000

#: A line a field: what columns are called elsewhere, English or German, in words without signs.
_HEADINGS = """
customer: customer name, client, owner, name, contact, user, kunde, kundenname, kundin, besitzer, eigentümer, nutzer
organisation: organization, company, firm, firma, organisation, unternehmen
account: account number, account no, customer number, customer no, kundennummer, kundennr, kunden nr, konto
label: equipment, device, asset, asset name, asset tag, device name, item, gerät, gerätename, bezeichnung
label: inventarnummer
kind: type, category, device type, asset type, art, typ, geräteart, gerätetyp, kategorie
maker: manufacturer, vendor, brand, make, hersteller, marke
model: model name, model number, modell, modellbezeichnung
serial: serial number, serial no, s n, sn, seriennummer, seriennr, serien nr, serien nummer
place: location, site, building, standort, ort, gebäude
address: street, site address, adresse, anschrift, strasse
room: floor, raum, zimmer, etage
access: access and hours, opening hours, hours, zugang, öffnungszeiten, zugang und zeiten
person: ask for, contact on site, site contact, ansprechpartner, ansprechpartnerin, ansprechpartner vor ort
phone: telephone, phone number, number on site, telefon, telefonnummer
warranty_until: warranty, warranty end, warranty expiry, warranty expires, warranty expiration, garantie, garantie bis
warranty_until: garantieende
contract_until: contract, contract end, contract expiry, contract expires, vertrag, vertrag bis, vertragsende
looked_after_by: looked after by, supplier, service partner, service contact, maintained by, service, betreuer
looked_after_by: lieferant, dienstleister, wartung durch
contract_ref: contract number, contract no, our reference, reference, vertragsnummer, unsere referenz
notes: note, comment, comments, description, remarks, notizen, bemerkung, bemerkungen, kommentar, beschreibung
active: in use, status, in gebrauch, aktiv
"""
_CALLED: Mapping[str, str] = {
    **{
        plain(heading): name
        for name, _colon, headings in (line.partition(": ") for line in _HEADINGS.strip().splitlines())
        for heading in headings.split(",")
    },
    **{plain(name): name for name in FIELDS},
}
_NO = frozenset(("no", "false", "0", "inactive", "retired", "nein", "inaktiv", "ausgemustert"))

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?: .*)?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: what it says, by field; an empty cell says nothing. Days and `active` as they are, the rest text."""

    line: int
    said: Mapping[str, Any]

    def text(self, name: str) -> str:
        return str(self.said.get(name, ""))


@dataclass(frozen=True, slots=True)
class Read:
    """A file as it was read. left_out: headings of columns that nobody knows."""

    entries: tuple[Entry, ...]
    bad: tuple[BadRow, ...]
    left_out: tuple[str, ...] = ()


class Refused(Exception):
    """A row cannot be taken: a code with its values."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def read(path: Path) -> Read:
    """The rows of a CSV or a workbook. Raises DeskError where it is no such table, or none of equipment."""
    entries: list[Entry] = []
    bad: list[BadRow] = []
    with tables.table(path, tables.guess(path), longest=_LONGEST) as table:
        columns = [_CALLED.get(plain(heading), "") for heading in table.heading]
        if not {"customer", "account"}.intersection(columns) or not {"label", "serial", "place"}.intersection(columns):
            raise DeskError(Refusal.EQUIPMENT_NO_COLUMNS, path=str(path), columns=", ".join(table.heading)[:200])
        for record in table:
            if isinstance(record, BadRow):
                bad.append(record)
                continue
            line, cells = record
            try:
                entries.append(Entry(line, _said(columns, cells)))
            except Refused as refused:
                bad.append(BadRow(line, refused.code, dict(refused.values)))
        unknown = (heading for heading, name in zip(table.heading, columns, strict=True) if heading and not name)
        return Read(tuple(entries), tuple(bad), tuple(unknown))


def _said(columns: list[str], cells: list[str]) -> dict[str, Any]:
    """Of two columns of one field the first that says something counts."""
    told: dict[str, Any] = {}
    for name, cell in zip(columns, cells, strict=True):
        text = clean(cell)
        if not name or not text or name in told:
            continue
        if "\0" in text:
            raise Refused("field_unreadable", field=name, value=text.replace("\0", "␀")[:60])
        told[name] = _value(name, text)
    return told


def _value(name: str, text: str) -> Any:
    if name in DAYS:
        return _day(name, text)
    if name == "active":
        # A status of another program may say more than that; then it says nothing of it.
        return text.casefold() not in _NO
    return text


def _day(name: str, text: str) -> date:
    """A day as tables have them; one that may be two is none."""
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DOTTED.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _SLASHED.fullmatch(text):
            one, two = int(found[1]), int(found[2])
            if one != two and one <= 12 and two <= 12:
                raise Refused("day_two_ways", field=name, value=text[:60])
            return date(int(found[3]), *((two, one) if two <= 12 else (one, two)))
    except ValueError as error:
        raise Refused("day_unreadable", field=name, value=text[:60]) from error
    raise Refused("day_unreadable", field=name, value=text[:60])
