"""Measures counted once more, as RULES.md and MEASURES.md say them: call by call from the rows of the record, slowly.

It shares nothing with the program but the calendar of working hours and the values that it gives back.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import sqlcipher3.dbapi2 as sqlite

from deskapp.domain.measures.kinds import Measure
from deskapp.domain.measures.periods import Period
from deskapp.domain.measures.values import Mean, Middle, Share, Times, Value
from deskapp.domain.working_time import Calendar
from deskapp.storage import file_check

Row = Mapping[str, Any]
_ALWAYS = Calendar("UTC", {day: [("00:00", "24:00")] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")})


def at(stored: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=stored)


class Record:
    """The rows of a desk's file, as they are now."""

    def __init__(self, path: Path) -> None:
        connection = sqlite.connect(file_check.uri(path, "ro"), uri=True)
        names = (
            *("site", "call", "escalation", "clock", "pause", "estimate", "promise", "agreement", "satisfaction"),
            *("event", "calendar_version", "call_tag"),
        )
        try:
            self.tables = {name: list(_rows(connection, name)) for name in names}
        finally:
            connection.close()
        self.by: dict[tuple[str, str, Any], list[Row]] = defaultdict(list)
        for table, rows in self.tables.items():
            for row in rows:
                for name in ("call_id", "escalation_id"):
                    if name in row:
                        self.by[table, name, row[name]].append(row)
        self.zone = ZoneInfo(self.tables["site"][0]["zone"])
        self.calendars = {
            row["id"]: Calendar.from_dict(json.loads(row["spec"])) for row in self.tables["calendar_version"]
        }
        self.contacts: dict[int, list[tuple[int, datetime]]] = defaultdict(list)
        self.calls = [_Call(self, row) for row in self.tables["call"] if row["state"] not in ("void", "archived")]
        self.elsewhere = [_Call(self, row) for row in self.tables["call"] if row["state"] == "archived"]

    def of(self, table: str, **wanted: Any) -> list[Row]:
        """The rows of a table that say what is wanted; those of one call or escalation are at hand."""
        name = next((one for one in ("call_id", "escalation_id") if one in wanted), None)
        rows = self.tables[table] if name is None else self.by[table, name, wanted[name]]
        return [row for row in rows if all(row[name] == value for name, value in wanted.items())]

    def day(self, stored: int) -> date:
        return at(stored).astimezone(self.zone).date()


def _rows(connection: Any, table: str) -> Iterator[Row]:
    cursor = connection.execute(f"SELECT * FROM {table} ORDER BY 1")
    names = [one[0] for one in cursor.description]
    for row in cursor.fetchall():
        yield dict(zip(names, row, strict=True))


class _Call:
    """One call that is not void."""

    def __init__(self, record: Record, row: Row) -> None:
        self.record, self.row, self.id = record, row, row["id"]
        self.closed, self.lapsed = row["state"] == "closed", row["state"] == "lapsed"
        self.logged_day = record.day(row["logged_at"])
        archived = row["state"] == "archived"
        over = self.closed or self.lapsed or archived
        self.over_day = record.day(row["ended_at"]) if over and row["ended_at"] is not None else None
        self.escalations = [one for one in record.of("escalation", call_id=self.id) if not _undone(one)]
        self.clocks = [one for one in record.of("clock", call_id=self.id) if one["verdict"] is not None]
        self.imported = row["source"] is not None
        if not archived:
            record.contacts[row["customer_id"]].append((self.id, at(row["logged_at"])))

    @property
    def handoffs(self) -> list[Row]:
        return [one for one in self.escalations if one["contact_id"] is not None]

    def answers(self) -> list[str]:
        return [one["answer"] for one in self.record.of("agreement", call_id=self.id, cycle=self.row["cycle"])]

    def score(self) -> int | None:
        scores = self.record.of("satisfaction", call_id=self.id, cycle=self.row["cycle"])
        return scores[0]["score"] if scores else None

    def first_contact(self) -> bool:
        spoken = [
            line
            for line in self.record.of("event", call_id=self.id)
            if line["kind"] in ("customer_told", "promise_kept", "not_agreed")
            or (line["kind"] == "logged" and line["becomes"] == "open")
        ]
        before = [line for line in spoken if line["at"] <= self.row["resolved_at"]]
        return not self.escalations and self.row["cycle"] == 1 and len(before) <= 1 and self.answers()[0] == "yes"

    def repeated(self) -> bool:
        week = timedelta(days=7)
        others = [
            logged_at for call_id, logged_at in self.record.contacts[self.row["customer_id"]] if call_id != self.id
        ]
        ends = [at(one["ended_at"]) for one in self.escalations if one["ended_at"] is not None]
        return any(end < other <= end + week for end in ends for other in others)

    def began(self) -> datetime:
        again = [line["at"] for line in self.record.of("event", call_id=self.id, kind="reopened")]
        return at(max(again)) if again else at(self.row["logged_at"])

    def took(self) -> tuple[timedelta, timedelta]:
        """In working time, and by the clock on the wall."""
        end = at(self.row["resolved_at"])
        own = [one for one in self.clocks if one["kind"] == "resolution" and one["cycle"] == self.row["cycle"]]
        hours = self.record.calendars[own[-1]["calendar_version_id"]] if own else self._desk_hours()
        waits = [
            (at(one["began_at"]), at(one["ended_at"]))
            for one in self.record.of("pause", call_id=self.id)
            if one["stops_clocks"] and one["ended_at"] is not None
        ]
        begin = self.began()
        return hours.elapsed(begin, end, waits), max(end - begin, timedelta(0))

    def _desk_hours(self) -> Calendar:
        first = min(row["calendar_id"] for row in self.record.tables["calendar_version"])
        versions = sorted(self.record.of("calendar_version", calendar_id=first), key=lambda row: row["number"])
        known = [row for row in versions if row["made_at"] <= self.row["logged_at"]]
        return self.record.calendars[(known[-1] if known else versions[0])["id"]]

    def clock_of(self, escalation: Row, kind: str) -> Row | None:
        found = [one for one in self.clocks if one["escalation_id"] == escalation["id"] and one["kind"] == kind]
        return found[0] if found else None

    def hours_of(self, escalation: Row) -> Calendar:
        clock = self.clock_of(escalation, "acceptance")
        if clock is None or clock["calendar_version_id"] is None:
            return _ALWAYS
        return self.record.calendars[clock["calendar_version_id"]]

    def in_time(self, escalation: Row) -> bool | None:
        clock = self.clock_of(escalation, "acceptance")
        if clock is None or (escalation["accepted_at"] is None and clock["verdict"] == "met"):
            return None
        return clock["verdict"] == "met"

    def first_word(self, escalation: Row) -> bool | None:
        clock = self.clock_of(escalation, "first_word")
        return None if clock is None else clock["verdict"] == "met"

    def accepted_in(self, escalation: Row) -> timedelta | None:
        if escalation["accepted_at"] is None or self.clock_of(escalation, "acceptance") is None:
            return None
        return self.hours_of(escalation).elapsed(at(escalation["made_at"]), at(escalation["accepted_at"]))

    def of_estimate(self, escalation: Row) -> float | None:
        said = sorted(
            self.record.of("estimate", escalation_id=escalation["id"]), key=lambda one: (one["at"], one["id"])
        )
        if not said or escalation["state"] != "returned" or escalation["contact_id"] is None:
            return None
        length = timedelta(microseconds=said[0]["length"])
        end = escalation["ended_at"] if escalation["fixed_at"] is None else escalation["fixed_at"]
        taken = self.hours_of(escalation).elapsed(at(said[0]["at"]), at(end))
        return None if length < timedelta(seconds=1) else round(1000 * (taken / length)) / 1000

    def promises(self) -> list[bool]:
        """Of each promise that came to something, whether it was kept in time."""
        found = []
        for one in self.record.of("promise", call_id=self.id):
            if one["kept_at"] is not None:
                found.append(one["kept_at"] <= one["due_at"])
            elif one["moved_at"] is not None and one["moved_at"] > one["due_at"]:
                found.append(False)
        return found


def _undone(escalation: Row) -> bool:
    ended = escalation["ended_at"]
    return escalation["state"] == "withdrawn" and abs(ended - escalation["made_at"]) <= 15_000_000


def figures(
    record: Record,
    period: Period,
    *,
    category_id: int | None = None,
    priority: str | None = None,
    owner_id: int | None = None,
    place_id: int | None = None,
    tag: str | None = None,
    contact_id: int | None = None,
) -> dict[Measure, Value]:
    """Every measure of a period; narrowed as named. Narrowed to a contact, those of calls that were escalated."""
    tagged = {row["call_id"] for row in record.tables["call_tag"] if row["key"] == tag}

    def wanted(call: _Call) -> bool:
        row = call.row
        return all(
            asked is None or said == asked
            for asked, said in (
                (category_id, row["category_id"]),
                (priority, row["priority"]),
                (owner_id, row["owner_id"]),
                (place_id, row["place_id"]),
            )
        ) and (tag is None or call.id in tagged)

    def with_them(call: _Call) -> bool:
        return contact_id is None or any(one["contact_id"] == contact_id for one in call.escalations)

    def within(day: date | None) -> bool:
        return day is not None and period.first <= day <= period.last

    logged = [call for call in record.calls if within(call.logged_day) and wanted(call)]
    over = [call for call in record.calls if within(call.over_day) and wanted(call) and with_them(call)]
    closed = [call for call in over if call.closed]
    # Of those that were closed elsewhere it is known what was done for them, and not what their customers said.
    elsewhere = [call for call in record.elsewhere if within(call.over_day) and wanted(call) and with_them(call)]
    done = closed + elsewhere
    escalated = [call for call in closed if call.escalations]
    others = [call for call in closed if not call.escalations]
    told = [call for call in closed if not call.imported]
    handed = [call for call in done if call.handoffs]
    out = [(call, one) for call in done for one in call.handoffs]
    theirs = [(call, one) for call, one in out if contact_id in (None, one["contact_id"])]
    took = [call.took() for call in done if call.escalations and call.row["resolved_at"] is not None]
    kept = [one for call in closed for one in call.promises()]
    found: dict[Measure, Value] = {
        Measure.ESCALATED: Share(sum(bool(call.escalations) and with_them(call) for call in logged), len(logged)),
        Measure.FIRST_CONTACT: Share(sum(call.first_contact() for call in told), len(told)),
        Measure.WITHOUT_ESCALATION: Share(len(others), len(closed)),
        Measure.RESOLVE_WORKING: _middle([working for working, _wall in took]),
        Measure.RESOLVE_WALL: _middle([wall for _working, wall in took]),
        Measure.SATISFIED_ESCALATED: _content(escalated),
        Measure.SATISFIED_OTHERS: _content(others),
        Measure.REPEATED: Share(sum(call.repeated() for call in escalated), len(escalated)),
        Measure.HANDOFFS: Mean(len(out), len(handed)),
        Measure.ONE_HANDOFF: Share(sum(len(call.handoffs) == 1 for call in handed), len(handed)),
        Measure.WARM: Share(
            sum(one["transfer"] == "warm" for _call, one in out),
            sum(one["transfer"] is not None for _call, one in out),
        ),
        Measure.PROMISES_KEPT: Share(sum(kept), len(kept)),
        Measure.LAPSED: Share(sum(call.lapsed for call in over), len(over)),
        Measure.AGREED_FIRST: Share(sum(call.answers()[0] == "yes" for call in closed), len(closed)),
        Measure.ACCEPT_TIME: _middle(_there(call.accepted_in(one) for call, one in theirs)),
        Measure.ESTIMATE: _times(_there(call.of_estimate(one) for call, one in theirs)),
    }
    for measure in Measure:
        if measure.startswith("clock_"):
            kind = measure.removeprefix("clock_")
            verdicts = [one["verdict"] == "met" for call in done for one in call.clocks if one["kind"] == kind]
            if contact_id is not None and kind in ("acceptance", "first_word"):
                say = _Call.in_time if kind == "acceptance" else _Call.first_word
                verdicts = _there(say(call, one) for call, one in theirs)
            found[measure] = Share(sum(verdicts), len(verdicts))
    if contact_id is not None:
        for measure in (Measure.FIRST_CONTACT, Measure.WITHOUT_ESCALATION, Measure.SATISFIED_OTHERS, Measure.LAPSED):
            del found[measure]
    return found


def _content(calls: list[_Call]) -> Share:
    scores = _there(call.score() for call in calls)
    return Share(sum(score >= 4 for score in scores), len(scores))


def _there(values: Any) -> list[Any]:
    return [value for value in values if value is not None]


def _place(values: list[Any], of_ten: int) -> Any:
    """The least that at least so many in ten do not pass."""
    return next(value for value in sorted(values) if 10 * sum(one <= value for one in values) >= of_ten * len(values))


def _middle(lengths: list[timedelta]) -> Middle:
    whole = [length // timedelta(seconds=1) * timedelta(seconds=1) for length in lengths]
    return Middle(len(whole), _place(whole, 5), _place(whole, 9)) if whole else Middle()


def _times(ratios: list[float]) -> Times:
    return Times(len(ratios), _place(ratios, 5)) if ratios else Times()
