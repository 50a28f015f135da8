"""The rows of a history as they are stored, by table, and on their way into the file through the driver."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from deskapp.domain.spelling import folded
from deskapp.domain.words import ApprovalMeans
from deskapp.models.base import to_stored
from deskapp.services import events, phones
from deskapp.services.events import Line
from deskapp.services.history.kept import Handed, Promised, Sought
from deskapp.services.history.life import Life, call_tags
from deskapp.services.history.people import Caller
from deskapp.services.history.setting import Setting
from deskapp.services.texts import digits
from deskapp.storage import call_words, search
from deskapp.storage.unguarded import insert

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

#: Calls at once.
_AT_ONCE = 2000

_COLUMNS = {
    "staff": "id name role active",
    "customer": "id name organisation account email tier notes version name_folded",
    "customer_phone": "customer_id position shown digits digits_reversed normal",
    "call": "id customer_id owner_id logged_by_id logged_at channel category_id summary details wants steps tone impact"
    " urgency priority priority_reason customer_deadline state cycle resolved_at ended_at solution policy_version_id"
    " repeat_of_id signs version confidential back_from last_word_at last_word_told next_step place_id equipment_id",
    "clock": "id call_id cycle kind started_at target calendar_version_id fixed_at stopped_at verdict margin"
    " escalation_id promise_id",
    "clock_change": "id clock_id until target calendar_version_id fixed_at",
    "pause": "id call_id cycle reason stops_clocks began_at ended_at back_by words",
    "promise": "id call_id kind made_at made_by_id due_at phone words kept_at moved_at moved_reason moved_to_id",
    "agreement": "id call_id cycle answer how at staff_id",
    "agreement_words": "agreement_id who words",
    "satisfaction": "call_id cycle score at staff_id",
    "voiding": "id call_id at staff_id reason duplicate_of_id words was ended",
    "escalation": "id call_id number cycle made_at made_by_id state types triggers contact_id handoff consent"
    " consent_reason transfer transfer_reason estimate accepted_at accepted_by ended_at outcome contact_reference done"
    " fixed_at sheets version",
    "estimate": "id escalation_id at staff_id length",
    "approval": "id call_id kind amount currency reason needs state asked_at asked_by_id decided_at decided_by_id"
    " decided_by_name means words version",
    "contact_attempt": "id call_id contact_id escalation_id at staff_id result words",
    "check_done": "call_id check_id",
    "call_tag": "call_id key tag",
    "call_named": "call_id staff_id",
    "event": "id call_id at written_at kind staff_id field was becomes digest link",
    "event_words": "event_id salt words",
}


class Batch:
    """Rows of some thousand calls, by table, and by what those are found."""

    def __init__(self) -> None:
        self.rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        #: By id: pieces of what is said of a call, with blanks between; and what it is about.
        self.found_by: list[tuple[int, str]] = []
        self.about: list[tuple[int, str, str]] = []

    def insert(self, connection: "Connection") -> None:
        for name, rows in self.rows.items():
            insert(connection, name, _COLUMNS[name].split(), rows)
        call_words.write_indexed(connection, self.found_by)
        search.write_rows(connection, self.about)


class Rows:
    """Turns whole calls, in the order of their ids, and lines, in the order of time, into rows."""

    def __init__(self, setting: Setting, *, found: bool = True) -> None:
        """found: whether they are found by what is said of them; else whoever writes them sees to that."""
        self._setting, self._found = setting, found
        self._batch = Batch()
        #: The line of the timeline that the next one is tied to: its id and its link.
        self.last = setting.last_line
        #: It takes long, and each number is asked for with every call.
        self._normal = lru_cache(maxsize=None)(lambda phone: phones.normal(phone, setting.region))

    def taken(self) -> Batch:
        """All since the last time."""
        batch, self._batch = self._batch, Batch()
        return batch

    @property
    def enough(self) -> bool:
        """Whether it is time to take them."""
        return len(self._batch.about) >= _AT_ONCE

    def staff(self, staff_id: int, name: str, role: str, active: bool) -> None:
        self._add("staff", (staff_id, name, role, active))

    def customer(self, caller: Caller) -> None:
        told = (caller.id, caller.name, caller.organisation, caller.account, caller.email, caller.tier.value)
        self._add("customer", (*told, "", 1, folded(caller.name)))
        if caller.phone:
            number = digits(caller.phone)
            kept = (caller.phone, number, number[::-1], self._normal(caller.phone))
            self._add("customer_phone", (caller.id, 0, *kept))

    def call(self, life: Life) -> None:
        """A call that nothing more happens to."""
        self._call_row(life)
        self._times(life)
        self._endings(life)
        for out in life.handed:
            self._escalation(life.id, out)
        for asked in life.sought:
            self._approval(life, asked)
        for name, rows in (
            ("clock_change", life.changes),
            ("voiding", [(*row[:-1], json.dumps(row[-1])) for row in life.voidings]),
            ("estimate", life.estimates),
            ("contact_attempt", life.attempts),
            ("check_done", [(life.id, check_id) for check_id, _text in life.checks]),
            ("call_tag", call_tags(life)),
            ("call_named", [(life.id, staff_id) for staff_id in life.named]),
        ):
            for row in rows:
                self._add(name, row)
        if self._found:
            self._batch.found_by.append((life.id, " ".join(self._pieces(life))))
        self._batch.about.append((life.id, life.summary, f"{life.details} {life.wants} {life.solution}"))

    def lines(self, lines: Iterable[Line]) -> None:
        for row, payload in events.chained(lines, None, self.last):
            at = to_stored(row["at"])
            self.last = row["id"], row["link"]
            head = (row["id"], row["call_id"], at, at, row["kind"].value, row["staff_id"], row["field"])
            self._add("event", (*head, row["was"], row["becomes"], row["digest"], row["link"]))
            if payload is not None:
                self._add("event_words", (row["id"], payload["salt"], json.dumps(payload["words"])))

    def _add(self, name: str, row: tuple[Any, ...]) -> None:
        self._batch.rows[name].append(row)

    def _call_row(self, life: Life) -> None:
        self._add(
            "call",
            (
                life.id,
                life.caller.id,
                life.owner.id,
                life.logged_by,
                _at(life.logged),
                life.channel.value,
                self._setting.categories[life.category],
                life.summary,
                life.details,
                life.wants,
                "",
                None if life.tone is None else life.tone.value,
                life.impact.value,
                life.urgency.value,
                life.priority.value,
                life.priority_reason,
                _at(life.deadline),
                life.state.value,
                life.cycle,
                _at(life.resolved_at),
                _at(life.ended_at),
                life.solution,
                self._setting.policy.id,
                life.repeat_of,
                "",
                life.version,
                life.confidential,
                life.back_from,
                _at(life.last_word_at),
                life.last_word_told,
                life.next_step,
                None if life.about is None else life.about.place_id,
                None if life.about is None else life.about.id,
            ),
        )

    def _times(self, life: Life) -> None:
        for clock in life.clocks:
            self._add(
                "clock",
                (
                    clock.id,
                    life.id,
                    clock.cycle,
                    clock.kind.value,
                    _at(clock.started),
                    _length(clock.target),
                    clock.version,
                    _at(clock.fixed),
                    _at(clock.stopped),
                    None if clock.verdict is None else clock.verdict.value,
                    _length(clock.margin),
                    clock.escalation,
                    clock.promise,
                ),
            )
        for pause in life.pauses:
            when = (_at(pause.began), _at(pause.ended), _at(pause.back_by))
            self._add("pause", (pause.id, life.id, pause.cycle, pause.reason.value, True, *when, pause.words))
        for promise in life.promises:
            self._promise(life.id, promise)

    def _promise(self, call_id: int, promise: Promised) -> None:
        made = (promise.id, call_id, promise.kind.value, _at(promise.made), promise.by, _at(promise.due))
        ended = (_at(promise.kept), _at(promise.moved), promise.reason, promise.moved_to)
        self._add("promise", (*made, promise.phone, promise.words, *ended))

    def _endings(self, life: Life) -> None:
        for number, cycle, answer, how, at, by, who, words in life.agreements:
            self._add("agreement", (number, life.id, cycle, answer.value, how.value, to_stored(at), by))
            self._add("agreement_words", (number, who, words))
        for cycle, score, at, by in life.scores:
            self._add("satisfaction", (life.id, cycle, score, to_stored(at), by))

    def _escalation(self, call_id: int, out: Handed) -> None:
        self._add(
            "escalation",
            (
                out.id,
                call_id,
                out.number,
                out.cycle,
                _at(out.made),
                out.by,
                out.state.value,
                json.dumps([kind.value for kind in out.types]),
                json.dumps([list(trigger) for trigger in out.triggers]),
                out.helper.id,
                json.dumps(out.handoff),
                out.consent.value,
                out.consent_reason,
                out.transfer.value,
                out.transfer_reason,
                _length(out.estimate),
                _at(out.accepted),
                out.accepted_by,
                _at(out.ended),
                out.outcome,
                out.reference,
                out.done,
                _at(out.fixed),
                0,
                out.version,
            ),
        )

    def _approval(self, life: Life, asked: Sought) -> None:
        means = None if asked.decided is None else ApprovalMeans.SIGNED_IN.value
        self._add(
            "approval",
            (
                asked.id,
                life.id,
                asked.kind.value,
                asked.amount,
                life.currency_of(asked),
                asked.reason,
                asked.needs.value,
                asked.state.value,
                _at(asked.asked),
                asked.by,
                _at(asked.decided),
                asked.decided_by,
                "",
                means,
                asked.words,
                asked.version,
            ),
        )

    def _pieces(self, life: Life) -> set[str]:
        """By what the call is found: word by word, for no two numbers of our texts stand side by side."""
        pieces = set(_of_caller(*self._told(life.caller)))
        pieces |= call_words.pieces_of(f"C-{life.id:05d}")
        for text in self._texts(life):
            pieces |= _of_text(text)
        return pieces

    def _told(self, caller: Caller) -> tuple[str, ...]:
        number = f"{caller.phone}\n{digits(caller.phone)}\n{self._normal(caller.phone)}" if caller.phone else ""
        return caller.name, caller.organisation, caller.account, caller.email, number

    def _texts(self, life: Life) -> Iterator[str]:
        yield from (life.summary, life.details, life.wants, life.solution)
        for line in life.lines:
            if line.call_id == life.id:
                yield from call_words.said(line.payload)
        for out in life.handed:
            yield from (out.consent_reason, out.transfer_reason, out.reference)
            yield from (reason for _code, reason in out.triggers)


@lru_cache(maxsize=20_000)
def _of_caller(*told: str) -> frozenset[str]:
    return frozenset(call_words.pieces_of("\n".join(told)))


@lru_cache(maxsize=50_000)
def _of_text(text: str) -> frozenset[str]:
    return frozenset().union(*map(_of_word, text.split()))


@lru_cache(maxsize=100_000)
def _of_word(word: str) -> frozenset[str]:
    return frozenset(call_words.pieces_of(word))


def _at(at: datetime | None) -> int | None:
    return None if at is None else to_stored(at)


def _length(length: Any) -> int | None:
    return None if length is None else length.days * 86_400_000_000 + length.seconds * 1_000_000 + length.microseconds
