"""What the columns of a list of people say, by their headings: of address books, and of people, English or German.

The headings are those of Thunderbird, Outlook, Outlook.com, Google Contacts (both of its forms), LibreOffice, programs
for Apple's contacts, and what people call their own columns.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from deskapp.domain.data_class import dataclass
from deskapp.domain.reach import Use, kind_of
from deskapp.services.directory.contact_entries import CUSTOMER_FIELDS, FIELDS
from deskapp.services.tabular.headings import plain


@dataclass(frozen=True, slots=True)
class Column:
    """One column. says: the field that it is of, or one of the parts below; "": nobody knows.

    kind: of a number or address (`deskapp.domain.reach`). preferred: whether its value is tried before others.
    pair: of a value or its label in a numbered set ("Phone 2 - Label"), which one it is.
    """

    heading: str
    says: str = ""
    kind: str = ""
    preferred: bool = False
    pair: str = ""


#: Beside the fields: parts of a name, a department (said with the organisation), and the label of a number or address.
PREFIX, FIRST, MIDDLE, LAST, SUFFIX = PARTS = ("prefix", "first", "middle", "last", "suffix")
DEPARTMENT, LABEL = "department", "label"

#: A line a field: what columns of one text are called, in words without signs.
_HEADINGS = """
name: full name, display name, contact, contact name, person, anzeigename, angezeigter name, vollständiger name
name: kontakt, kontaktname, ansprechpartner, ansprechpartnerin, name vorname
first: first name, firstname, given name, first, forename, vorname, rufname
middle: middle name, middlename, additional name, middle, weitere vornamen, zweiter vorname, 2 vorname
last: last name, lastname, family name, surname, last, nachname, familienname, zuname
prefix: name prefix, salutation, anrede, titel, akademischer titel, namenspräfix
suffix: suffix, name suffix, namenszusatz, namenssuffix
organisation: company, company name, organization, organization name, organization 1 name, organisation name
organisation: business, org, employer, firma, firmenname, unternehmen, institution
department: department, dept, organization department, organization 1 department, abteilung
role: job title, title, position, organization title, organization 1 title
role: funktion, rolle, jobtitel, berufsbezeichnung, stellung, tätigkeit
account: account number, account no, customer number, customer no, customer id
account: kundennummer, kundennr, kunden nr, kunden nummer, konto
notes: note, notizen, notiz, bemerkung, bemerkungen, anmerkung, anmerkungen, kommentar, kommentare, comment, comments
skills: covers, categories, labels, group membership, tags, kategorien, kategorie, gruppen, schlagwörter
language: sprache
"""
_CALLED: Mapping[str, str] = {
    **{name.replace("_", " "): name for name in (*FIELDS, *CUSTOMER_FIELDS)},
    **{
        heading.strip(): field
        for field, _colon, headings in (line.partition(": ") for line in _HEADINGS.strip().splitlines())
        for heading in headings.split(",")
    },
}


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


#: What a word of a heading says a number or address is for.
_USES: Mapping[str, Use] = {
    word: use
    for use, words in (
        (Use.MOBILE, _words("mobile mobil mobiltelefon mobilnummer cell cellular cellphone handy handynummer iphone")),
        (Use.FAX, _words("fax telefax faxnummer")),
        (Use.PAGER, _words("pager")),
        (Use.WORK, _words("work business office company direct firma büro durchwahl arbeit")),
        (Use.WORK, _words("geschäftlich geschäft dienstlich dienst beruflich")),
        (Use.HOME, _words("home private privat personal zuhause festnetz persönlich")),
        (Use.MAIN, _words("main haupttelefon haupt zentrale switchboard")),
        (Use.OTHER, _words("other weiteres weitere sonstiges sonstige andere anderes")),
    )
    for word in words
}
#: Words that make a column one of numbers, and of addresses; "number" alone does not.
_ANY_NUMBER = _words("number nummer")
_NAMED = _words("telex isdn tty autotelefon callback rückmeldung")
_PHONE = _words(
    "phone phones telephone tel telefon telefone telefonnummer rufnummer mobile mobil mobiltelefon mobilnummer cell",
    "cellular cellphone handy handynummer fax telefax faxnummer pager haupttelefon festnetz durchwahl",
)
_MAIL = _words("email emails mail mails emailadresse mailadresse")
#: Words of columns that are about a number or address, or only look so.
_NO_VALUE = _words(
    "phonetic yomi display anzeigename angezeigter format html street strasse city ort birthday account server file as"
)
#: Words of a heading that say nothing of what a number is for.
_SAY_NOTHING = (_PHONE | _MAIL | _ANY_NUMBER).difference(_USES) | _words(
    "e address addresses adresse value wert no nr tdd primary primäre secondary sekundäre für the of s"
)
_PREFERRED = _words("primary primäre haupt preferred")
_LABELS = _words("type label typ beschriftung")


def columns(headings: Sequence[str]) -> tuple[Column, ...]:
    """What each column says. A doubled one of a single text is said once, by the first that has a value."""
    found = [_column(heading) for heading in headings]
    said = {one.says for one in found}
    if FIRST in said and LAST not in said:
        # "Vorname;Name": the name beside a first one is the last.
        found = [_as(one, LAST) if plain(one.heading) == "name" else one for one in found]
    if any(plain(one.heading) in ("job title", "position", "organization title") for one in found):
        # Where the position has a column of its own, "Title" is what stands before a name.
        found = [_as(one, PREFIX) if plain(one.heading) == "title" else one for one in found]
    return tuple(found)


@lru_cache(maxsize=1024)
def use_words(label: str) -> str:
    """What a label of another program says a number or address is for."""
    return kind_of(_USES.get(word.casefold(), word) for word in re.findall(r"[^\s*,;:()/]+", label))


def _as(column: Column, says: str) -> Column:
    return Column(column.heading, says)


def _column(heading: str) -> Column:
    words = plain(heading)
    if words in _CALLED:
        return Column(heading, _CALLED[words])
    told = words.replace("e mail", "email").split()
    reached = _reached(told)
    if not reached:
        return Column(heading)
    pair = reached + next((word for word in told if word.isdecimal()), "")
    if told[-1] in _LABELS:
        return Column(heading, LABEL, pair=pair)
    if _NO_VALUE.intersection(told):
        return Column(heading)
    uses = [_USES.get(word, word) for word in told if not word.isdecimal() and word not in _SAY_NOTHING]
    if Use.MAIN in uses:
        # "Company Main Phone": the main one is the firm's.
        uses = [use for use in uses if use != Use.WORK]
    return Column(heading, reached, kind_of(uses), bool(_PREFERRED.intersection(told)), pair)


def _reached(told: Sequence[str]) -> str:
    """Whether a heading's words are of phones or of e-mail addresses."""
    if _MAIL.intersection(told):
        return "email"
    return "phones" if (_PHONE | _NAMED).intersection(told) else ""
