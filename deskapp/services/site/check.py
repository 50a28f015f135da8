"""Looks a desk's file over, changing nothing: the file itself, references, the timeline's chain, the agreements,
attachments, hours, rotas, routes, and what is counted of calls."""

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import field
from itertools import islice
from pathlib import Path
from typing import Any

from deskapp.domain import routes
from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import StorageProblem
from deskapp.domain.event_kind import EventKind
from deskapp.domain.rota import Rota
from deskapp.domain.words import EscalationType, Priority, RouteHours
from deskapp.domain.working_time import Calendar
from deskapp.models.base import from_stored
from deskapp.models.guards import TRIGGERS
from deskapp.services import events
from deskapp.services.measures.service import fault_of
from deskapp.services.site import (
    check_attachments,
    check_clocks,
    check_endings,
    check_rows,
    check_schema,
    check_search,
    check_timeline,
)
from deskapp.services.texts import reference
from deskapp.storage.file_check import SCHEMA, FileCheck
from deskapp.storage.measures import comparing

#: Events looked at in one go.
_PAGE = 5000
#: So many of one kind are told; a badly damaged file has thousands.
_MOST = 20

_EVENTS = """
SELECT event.id, event.call_id, at, written_at, kind, staff_id, field, was, becomes, digest, link,
       salt, words, erasure_id
FROM event LEFT JOIN event_words ON event_words.event_id = event.id
WHERE event.id > ? ORDER BY event.id LIMIT ?
"""
_CLOSED_WITHOUT_A_YES = """
SELECT id FROM call WHERE state = 'closed' AND
    (SELECT answer FROM agreement WHERE call_id = call.id AND cycle = call.cycle ORDER BY id DESC LIMIT 1) IS NOT 'yes'
ORDER BY id LIMIT ?
"""
_HOURS = """
SELECT calendar.name, number, spec FROM calendar_version JOIN calendar ON calendar.id = calendar_id
ORDER BY calendar_version.id
"""
_ROTAS = """
SELECT rota.name, rota_version.number, spec FROM rota LEFT JOIN rota_version ON rota_id = rota.id
ORDER BY rota.position, rota.id, rota_version.number
"""
_TOLD_WHAT_NEVER_WAS = """
SELECT incident_call.call_id, incident.title FROM incident_call JOIN incident ON incident.id = incident_id
WHERE told > (SELECT coalesce(max(number), 0) FROM incident_message WHERE incident_id = incident.id)
ORDER BY call_id LIMIT ?
"""
_MESSAGES_MISSING = """
SELECT incident.title FROM incident JOIN incident_message ON incident_id = incident.id
GROUP BY incident.id HAVING count(*) <> max(number) OR min(number) <> 1 ORDER BY incident.id LIMIT ?
"""
_INCIDENTS_WITHOUT_A_START = f"""
SELECT title FROM incident WHERE NOT EXISTS (
    SELECT 1 FROM incident_event JOIN event ON event.id = event_id
    WHERE incident_id = incident.id AND kind = '{EventKind.INCIDENT_OPENED}' AND call_id IS NULL
) ORDER BY id LIMIT ?
"""
_ROUTES = "SELECT id, name, then_id, active, type, priority, hours FROM route ORDER BY id"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be: a code with its values."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    calls: int
    events: int
    findings: tuple[Finding, ...]


def check(path: Path) -> Checked:
    """Look a desk's file over. Raises StorageProblem where it is no desk's file, or cannot be read at all."""
    look = FileCheck(path)
    try:
        if look.schema < SCHEMA:
            raise StorageProblem(Refusal.OLDER, path=str(path), schema=look.schema, known=SCHEMA)
        findings = [*_file(look), *_guards(look), *_references(look)]
        if not any(finding.code == "file_damaged" for finding in findings):
            findings += _record(look)
        if not findings:
            # Counted of a record that is whole: of another, every figure differs by what was said already.
            counted = islice(comparing.differences(look.rows), _MOST)
            findings = [Finding("measured_otherwise", dataclasses.asdict(fault_of(one))) for one in counted]
        return Checked(_count(look, "call"), _count(look, "event"), tuple(findings))
    except StorageProblem as problem:
        if problem.code != Refusal.DAMAGED:
            raise
        return Checked(0, 0, (Finding("file_damaged", {"said": problem.values.get("said", "")}),))
    finally:
        look.close()


def _record(look: FileCheck) -> list[Finding]:
    """What the rows say, of a file that can be read."""
    impossible = list(islice(check_rows.findings(look, _MOST), _MOST))
    findings = [
        Finding("value_impossible", {"table": table, "row": row, "what": what}) for table, row, what in impossible
    ]
    tables = {table for table, _row, _what in impossible}
    findings += [*_chain(look), *_agreements(look)]
    if not look.rows("SELECT 1 FROM site"):
        findings.append(Finding("site_missing"))
    elif not tables:
        # What is worked out from the rows takes each for what it must be.
        findings += _worked_out(look)
        # Of a call that something else was said of, this says the same again.
        told = {finding.values.get("ref") for finding in findings}
        otherwise = ((ref, field) for ref, field in check_timeline.findings(look) if ref not in told)
        findings += [
            Finding("became_otherwise", {"ref": ref, "field": field}) for ref, field in islice(otherwise, _MOST)
        ]
    if not findings:
        # Calls are found by what is told of them: what was said of that already is not said again of the index.
        found = islice(check_search.findings(look), _MOST)
        findings = [Finding("found_otherwise", {"ref": ref}) for ref in found]
    return findings


def _worked_out(look: FileCheck) -> list[Finding]:
    findings = hours = list(islice(_hours(look), _MOST))
    if not hours:
        due = islice(check_clocks.findings(look), _MOST)
        findings += [Finding(code, {"ref": ref}) for code, ref in due]
    ends = islice(check_endings.findings(look), _MOST)
    findings += [Finding(code, {"ref": ref}) for code, ref in ends]
    kept = islice(check_attachments.findings(look), _MOST)
    findings += [Finding(code, told) for code, told in kept]
    return [*findings, *islice(_rotas(look), _MOST), *_routes(look), *_incidents(look)]


def _count(look: FileCheck, table: str) -> int:
    return int(look.rows(f"SELECT count(*) FROM {table}")[0][0])


def _file(look: FileCheck) -> Iterator[Finding]:
    for (said,) in look.rows(f"PRAGMA integrity_check({_MOST})"):
        if said != "ok":
            yield Finding("file_damaged", {"said": said})


def _guards(look: FileCheck) -> Iterator[Finding]:
    for kind, name in check_schema.findings(look):
        if name in TRIGGERS:
            yield Finding("guard_missing", {"name": name})
        else:
            yield Finding("made_otherwise", {"kind": kind, "name": name})


def _references(look: FileCheck) -> Iterator[Finding]:
    for table, row, parent, _key in look.rows("PRAGMA foreign_key_check")[:_MOST]:
        yield Finding("reference_broken", {"table": table, "row": row, "parent": parent})


def _chain(look: FileCheck) -> Iterator[Finding]:
    """The first link that does not hold, and the first payload that is not what was written."""
    before, event_id = "", 0
    payload_told = False
    while rows := look.rows(_EVENTS, (event_id, _PAGE)):
        for row in rows:
            if row[0] != event_id + 1:
                yield Finding("event_missing", {"event": event_id + 1})
                return
            event_id = row[0]
            told = {"event": event_id, "ref": reference(row[1]) if isinstance(row[1], int) else ""}
            if _link(before, row) != row[10]:
                yield Finding("link_broken", told)
                return
            if not payload_told and not _payload_holds(row):
                payload_told = True
                yield Finding("words_changed", told)
            before = row[10]


def _link(before: str, row: tuple[Any, ...]) -> str | None:
    """What it must be; None where something of the line is of a kind that none of ours writes."""
    event_id, call_id, at, written_at, kind, staff_id, changed, was, becomes, digest = row[:10]
    try:
        line = events.Line(EventKind(kind), from_stored(at), staff_id, call_id, changed, was, becomes)
        return events.link(before, event_id, line, from_stored(written_at), digest)
    except (TypeError, ValueError, OverflowError):
        return None


def _payload_holds(row: tuple[Any, ...]) -> bool:
    """Words that an erasure on record emptied, salt included, prove nothing any more, and that is as it must be.

    A line without a row of payload must be one that never had any.
    """
    digest, salt, payload, erasure_id = row[9], *row[11:14]
    if salt is None:
        return bool(events.digest("", {}) == digest)
    if erasure_id is not None:
        return bool((salt, payload) == ("", "{}"))
    try:
        return bool(events.digest(salt, json.loads(payload)) == digest)
    except (TypeError, ValueError):
        return False


def _agreements(look: FileCheck) -> Iterator[Finding]:
    for (call_id,) in look.rows(_CLOSED_WITHOUT_A_YES, (_MOST,)):
        yield Finding("closed_without_a_yes", {"ref": reference(call_id)})


def _hours(look: FileCheck) -> Iterator[Finding]:
    """Each version must read as a calendar: every deadline counted in it depends on that."""
    for name, version, spec in look.rows(_HOURS):
        try:
            Calendar.from_dict(json.loads(spec))
        except (TypeError, ValueError, AttributeError, KeyError) as problem:  # what is no calendar may be any JSON
            yield Finding("hours_unreadable", {"calendar": name, "version": version, "said": str(problem)})


def _rotas(look: FileCheck) -> Iterator[Finding]:
    """Each version must read as a rota, and name contacts that are there: no foreign key guards what JSON names."""
    contacts = {str(contact_id) for (contact_id,) in look.rows("SELECT id FROM contact")}
    for name, version, spec in look.rows(_ROTAS):
        if spec is None:
            yield Finding("rota_without_plan", {"rota": name})
            continue
        told = {"rota": name, "version": version}
        try:
            members = {str(member) for member in Rota.from_dict(json.loads(spec)).members}
        except (TypeError, ValueError, AttributeError) as problem:  # what is no plan may be any JSON
            yield Finding("rota_unreadable", {**told, "said": str(problem)})
        else:
            for member in sorted(members - contacts):
                yield Finding("rota_names_nobody", {**told, "member": member})


def _incidents(look: FileCheck) -> Iterator[Finding]:
    """No key guards these: customers told a message that is not there, gaps in the messages, no line that opens it."""
    for call_id, title in look.rows(_TOLD_WHAT_NEVER_WAS, (_MOST,)):
        yield Finding("incident_told_nothing", {"ref": reference(call_id), "title": title})
    for (title,) in look.rows(_MESSAGES_MISSING, (_MOST,)):
        yield Finding("incident_message_missing", {"title": title})
    for (title,) in look.rows(_INCIDENTS_WITHOUT_A_START, (_MOST,)):
        yield Finding("incident_without_start", {"title": title})


def _routes(look: FileCheck) -> Iterator[Finding]:
    """Each must say what this program knows, and its chain must end."""
    names, then = {}, {}
    for route_id, name, following, active, *said in look.rows(_ROUTES):
        names[route_id] = name
        if active:
            then[route_id] = following
        for known, word in zip((EscalationType, Priority, RouteHours), said, strict=True):
            if word is not None and word not in set(known):
                yield Finding("route_unreadable", {"route": name, "said": word})
    around = routes.loop(then)
    if around:
        yield Finding("route_loops", {"routes": ", ".join(names[route_id] for route_id in around)})
