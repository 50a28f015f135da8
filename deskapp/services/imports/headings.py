"""What columns and values of other programs are called, in English and German, and what that means here."""

import re
from collections.abc import Mapping, Sequence

from deskapp.domain.spelling import folded

_CAMEL = re.compile(r"(?<=[a-zäöüß0-9])(?=[A-ZÄÖÜ])")
_SIGNS = re.compile(r"[^\w#]+|_")

#: Our columns in the order in which they choose, each with the names that other programs give it, likelier ones first.
_CALLED: Mapping[str, str] = {
    "reference": (
        "ticket number|ticketnummer|ticket nr|ticket no|ticket#|ticket id|issue key|incident number|case number"
        "|vorgangsnummer|fallnummer|number|nummer|nr|no|key|ticket|reference|referenz|id|incident id|case id|#"
    ),
    "state": "state|status|incident state|ticket status|ticketstatus|zustand|bearbeitungsstatus|stage",
    "opened_at": (
        "opened at|opened|created at|created|created time|created date|date created|date opened|opening date"
        "|creation date|open date|sys created on|create time|erstellt am|erstellt|erstellungsdatum|erstelldatum"
        "|eroffnet am|eroffnet|eroffnungsdatum|angelegt am|angelegt|gemeldet am|eingangsdatum|eingang am"
        "|received|reported at|date|datum"
    ),
    "changed_at": (
        "updated at|updated|last updated|last update|last updated time|last modified|sys updated at|sys updated on"
        "|changed|change time|modified|last change|zuletzt geandert|zuletzt geandert am|geandert am|geandert"
        "|letzte anderung|letzte aktualisierung|aktualisiert am|aktualisiert|letztes update"
    ),
    "resolved_at": (
        "resolved at|resolved|resolved time|resolution date|date resolved|solved at|solved|solution date|solve date"
        "|gelost am|gelost|losungsdatum|erledigt am|behoben am|resolved on"
    ),
    "closed_at": (
        "closed at|closed|closed time|close date|closing date|date closed|close time|closed on|geschlossen am"
        "|geschlossen|abgeschlossen am|schliessdatum|abschlussdatum|ende"
    ),
    "first_answer_at": (
        "first response at|first response|first reply at|first answer|first answered at|initial response at"
        "|first responded at|erste antwort|erste antwort am|erste reaktion|erstantwort"
    ),
    "due_at": (
        "due at|due date|due by|due by time|due|deadline|fallig am|fallig|falligkeitsdatum|falligkeit|frist|termin"
    ),
    "summary": (
        "short description|summary|subject|title|betreff|titel|kurzbeschreibung|zusammenfassung|thema|issue|problem"
    ),
    "details": (
        "description|details|beschreibung|full description|body|content|message|inhalt|nachricht|anfrage|text|storung"
    ),
    "conversations": (
        "comments and work notes|comments|comment|work notes|additional comments|conversation|conversations|followups"
        "|thread|verlauf|kommentare|kommentar|notizen|bemerkungen|bemerkung|notes|history"
    ),
    "solution": (
        "resolution notes|close notes|solution|resolution|losung|losungsbeschreibung|abhilfe|massnahme|behebung"
    ),
    "email": (
        "requester email|customer email|contact email|email|e mail|email address|e mail adresse|from email|mail"
        "|user email"
    ),
    "phone": (
        "requester phone|customer phone|phone|phone number|telephone|telefon|telefonnummer|rufnummer|tel|mobile|handy"
    ),
    "account": "account number|customer number|customer id|account|kundennummer|kunden nr|kundennr|account id",
    "organisation": (
        "organisation|organization|company|company name|customer company|requester organization|firma|unternehmen"
        "|kunde firma|organisationseinheit"
    ),
    "customer": (
        "requester name|requester|customer name|customer|caller|caller id|reported by|reporter|contact name|contact"
        "|client|user name|user|from|kundenname|kunde|anforderer|antragsteller|melder|anrufer|benutzer|absender"
        "|ansprechpartner|name|opened for|requester user"
    ),
    "assigned_to": (
        "assigned to|assignee|assigned agent|agent assigned|agent|owner|technician|assigned to technician|bearbeiter"
        "|zugewiesen an|zugewiesen|zustandig|besitzer|verantwortlich|verantwortlicher|techniker"
    ),
    "group": (
        "assignment group|assigned group|assigned to group|assigned to technician group|group|team|queue"
        "|bearbeitergruppe|zugewiesene gruppe|gruppe|warteschlange|team assigned"
    ),
    "opened_by": (
        "opened by|created by|sys created by|logged by|creator|author|erfasst von|erstellt von|angelegt von|ersteller"
        "|aufgenommen von|autor"
    ),
    "changed_by": "updated by|sys updated by|last updated by|last editor|geandert von|zuletzt geandert von",
    "priority": "priority|prioritat|prio|severity|schweregrad",
    "impact": "impact|auswirkung",
    "urgency": "urgency|dringlichkeit",
    "channel": "channel|contact type|source|request source|via|kanal|quelle|eingangskanal|meldeweg|eingangsart",
    "category": "category|kategorie|help topic|topic|issue type|type|typ|rubrik|kategorie name|itil category",
    "place": "location|place|site|standort|ort|raum|room|gebaude|building|filiale",
    "equipment": (
        "configuration item|asset|asset tag|device|equipment|associated elements|affected item|cmdb ci|gerat|rechner"
        "|computer|inventarnummer|betroffenes gerat|hardware|maschine"
    ),
    "tags": "tags|labels|label|schlagworte|stichworter|tag",
    "supplier": "vendor|supplier|lieferant|hersteller",
    "change": "sys mod count|update count|mod count",
    "reopened": "reopen count|reopened count|wieder geoffnet",
    "met": "made sla|sla met|sla eingehalten|resolution sla met",
}
#: Columns that hold the time of a day whose date stands in another.
CLOCK_TIMES = frozenset(("time", "uhrzeit", "zeit", "time opened", "created time", "um"))


def name_of(heading: str) -> str:
    """A heading as it is compared: without case, accents, signs and the runs of words in one."""
    return " ".join(_SIGNS.sub(" ", folded(_CAMEL.sub(" ", heading))).split())


def meant(headings: Sequence[str]) -> dict[str, str]:
    """Which of a list's columns is which of ours, by their names; each once."""
    named: dict[str, str] = {}
    for heading in headings:
        named.setdefault(name_of(heading), heading)
    found: dict[str, str] = {}
    for ours, names in _CALLED.items():
        for name in names.split("|"):
            if name in named:
                found[ours] = named.pop(name)
                break
    return found


#: Parts of words by which a value is known, the more telling ones first.
_VALUES: Mapping[str, Sequence[tuple[str, str]]] = {
    "state": (
        ("waiting:supplier", "vendor|supplier|third party|3rd party|lieferant|hersteller"),
        ("waiting:customer", "customer|user info|requester|caller|kunde|anforderer|ruckmeldung|pending reminder|info"),
        ("archived", "closed|geschlossen|abgeschlossen|cancel|reject|storniert|abgelehnt|removed|merged|archiv|spam"),
        ("open", "reopen|wieder"),
        ("resolved", "resolved|solved|gelost|done|erledigt|fertig|completed|behoben|fixed"),
        ("waiting:other", "hold|pending|wait|wart|await|pausiert|suspend|zuruckgestellt|blocked"),
        ("new", "new|neu|submitted|unassigned|to do|eingegangen"),
        ("open", "open|offen|progress|bearbeitung|active|aktiv|assigned|zugewiesen|processing|arbeit|triage|selected"),
    ),
    "priority": (
        ("P1", "critical|kritisch|highest|urgent|dringend|very high|sehr hoch|major|blocker|emergency|notfall|hochste"),
        ("P4", "very low|sehr niedrig|lowest|low|niedrig|gering|minor|trivial|planning|keine"),
        ("P2", "high|hoch|important|wichtig"),
        ("P3", "medium|normal|mittel|moderate|average|standard"),
    ),
    "impact": (
        ("site", "site|all|everybody|company|critical|standort|alle"),
        ("department", "high|hoch|department|abteilung|gross"),
        ("several", "medium|mittel|several|multiple|group|mehrere|moderate"),
        ("one", "low|niedrig|gering|one|single|user|einzel|minor|klein"),
    ),
    "urgency": (
        ("now", "very high|sehr hoch|critical|kritisch|high|hoch|urgent|now|sofort|dringend"),
        ("can_wait", "very low|sehr niedrig|low|niedrig|gering|can wait|kann warten"),
        ("soon", "medium|mittel|normal|soon|bald|moderate"),
    ),
    "channel": (
        ("phone", "phone|telefon|call|anruf|ivr|tel"),
        ("email", "mail"),
        ("chat", "chat|messag|whatsapp|teams|slack"),
        ("in_person", "person|walk|counter|schalter|vor ort|direct"),
        (
            "other",
            "web|portal|self service|api|form|monitor|event|other|sonstig|feedback|social|twitter|facebook",
        ),
    ),
    "met": (
        ("missed", "false|no|nein|missed|breach|violated|verletzt|nicht|overdue|0"),
        ("met", "true|yes|ja|met|within|eingehalten|1"),
    ),
}
_RANK = re.compile(r"(?:p|prio(?:rity)? ?)?([1-5])\b")
#: Numbers of ranks, the first the most urgent one.
_RANKS: Mapping[str, str] = {"1": "P1", "2": "P2", "3": "P3", "4": "P4", "5": "P4"}


def value_of(column: str, value: str) -> str | None:
    """What a value of one of our columns of codes means, as a mapping writes it; None where nothing tells."""
    name = name_of(value)
    for ours, parts in _VALUES.get(column, ()):
        if any(re.search(rf"(?<!\w){re.escape(part)}", name) for part in parts.split("|")):
            return ours
    rank = _RANK.match(name) if column == "priority" else None
    return _RANKS[rank[1]] if rank else None
