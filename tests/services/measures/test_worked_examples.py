"""The page of worked examples: its calls are made on a new desk, and each of its figures is what the desk says."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from scene import NO, YES, contact, escalate

import deskapp
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.measures.kinds import Measure, Part
from deskapp.domain.measures.periods import PeriodKind, containing
from deskapp.domain.measures.values import Mean, Middle, Share, Times, Value
from deskapp.domain.words import Channel, Transfer, VoidReason
from deskapp.services.calls.acts import (
    ContactCustomer,
    KeepPromise,
    LapseCall,
    LogCall,
    PromiseCallBack,
    RecordAgreement,
    ReopenCall,
    ResolveCall,
    VoidCall,
)
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.escalations.acts import AcceptEscalation, ReturnEscalation, WithdrawEscalation

PAGE = Path(deskapp.__file__).with_name("MEASURES.md").read_text(encoding="utf-8")
NOVEMBER = containing(PeriodKind.MONTH, date(2026, 11, 1))
_STEP = re.compile(r"(?:(?P<day>\d+) Nov )?(?:(?P<hour>\d+):(?P<minute>\d\d) )?(?P<what>.+)")
_WAYS = {"warm": Transfer.WARM, "cold": Transfer.COLD, "message": Transfer.MESSAGE}


def _table(heading: str) -> list[list[str]]:
    """The rows of the table below a heading, without its head."""
    below = PAGE.partition(f"\n## {heading}\n")[2]
    lines = [line for line in below.partition("\n## ")[0].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def _steps() -> list[tuple[datetime, int, str, str]]:
    """Everything that happens, in the order of time: when, in which call, of whom, and what."""
    found = []
    for call, customer, told in _table("A fortnight"):
        at = datetime(2026, 11, 1, tzinfo=UTC)
        for step in told.split("; "):
            said = _STEP.fullmatch(step)
            assert said is not None, step
            if said["hour"] is None:
                at += timedelta(seconds=5)
            else:
                at = at.replace(
                    day=int(said["day"] or at.day), hour=int(said["hour"]), minute=int(said["minute"]), second=0
                )
            found.append((at, int(call), customer, said["what"]))
    return sorted(found)


class Fortnight:
    """Plays the calls of the page on a desk."""

    def __init__(self, desk: Desk, clock: FixedClock) -> None:
        self.desk, self.clock = desk, clock
        self.people = {name: contact(desk, name).id for name in ("Grace", "Inks")}
        self.customers: dict[str, int] = {}
        #: The number on the page of each call, by its id; and back; and what is out of it.
        self.numbers: dict[int, int] = {}
        self.ids: dict[int, int] = {}
        self.out: dict[int, int] = {}

    def play(self) -> None:
        for at, call, customer, what in _steps():
            self.clock.advance(at - self.clock.now())
            if what.startswith("logged by "):
                self._log(call, customer, what)
            else:
                self._happens(call, what)

    def _log(self, call: int, customer: str, what: str) -> None:
        if customer not in self.customers:
            self.customers[customer] = self.desk.directory.save_customer(
                SaveCustomer(customer, phones=("020 7946 0958",))
            ).value.id
        channel = Channel.PHONE if what.endswith("phone") else Channel.EMAIL
        act = LogCall("The printer prints nothing", customer_id=self.customers[customer], channel=channel)
        self.ids[call] = self.desk.calls.log(act).value.id
        self.numbers[self.ids[call]] = call

    def _happens(self, call: int, what: str) -> None:
        number, desk = self.ids[call], self.desk
        begun, _, rest = what.partition(" ")
        if begun == "handed":
            self._hand(call, rest.removeprefix("to ").split(", "))
            return
        if begun == "call-back":
            hour, minute = map(int, rest.removeprefix("promised for ").split(":"))
            desk.promises.call_back(PromiseCallBack(number, self.clock.now().replace(hour=hour, minute=minute)))
            return
        said = re.fullmatch(r"(solved, )?yes(?:, said (\d))?", what)
        if said is not None:
            answer = replace(YES, satisfaction=int(said[2]) if said[2] else None)
            desk.calls.resolve(ResolveCall(number, "Cable", answer))
            return
        acts: Mapping[str, Callable[[], object]] = {
            "spoken with": lambda: desk.calls.contact_customer(ContactCustomer(number, True)),
            "tried": lambda: desk.calls.contact_customer(ContactCustomer(number, False)),
            "accepted": lambda: desk.escalations.accept(AcceptEscalation(self.out[call])),
            "came back": lambda: desk.escalations.give_back(ReturnEscalation(self.out[call], "Replaced")),
            "undone": lambda: desk.escalations.withdraw(WithdrawEscalation(self.out[call], "Undone")),
            "taken back": lambda: desk.escalations.withdraw(WithdrawEscalation(self.out[call], "No answer")),
            "called back": lambda: desk.promises.keep(KeepPromise(self._promise(number))),
            "solved": lambda: desk.calls.resolve(ResolveCall(number, "Cable")),
            "no": lambda: desk.calls.agree(RecordAgreement(number, NO)),
            "opened again": lambda: desk.calls.reopen(ReopenCall(number, "Back again")),
            "made void": lambda: desk.calls.void(VoidCall(number, VoidReason.IN_ERROR, words="A wrong number")),
            "lapsed": lambda: desk.calls.lapse(LapseCall(number, "Nobody answers")),
        }
        acts[what]()

    def _hand(self, call: int, told: list[str]) -> None:
        who, way, *more = told
        estimate = timedelta(hours=int(more[0].split()[1])) if more else None
        reason = "Nobody could be reached" if way == "cold" else ""
        given = {"transfer": _WAYS[way], "transfer_reason": reason, "estimate": estimate}
        self.out[call] = escalate(self.desk, self.ids[call], self.people[who], **given).id

    def _promise(self, number: int) -> int:
        return next(one.id for one in self.desk.promises.open() if one.call_id == number)


@pytest.fixture
def fortnight(desk: Desk, clock: FixedClock) -> Fortnight:
    clock.advance(datetime(2026, 11, 17, 9, 0, tzinfo=UTC) - clock.now())
    played = Fortnight(desk, clock)
    played.play()
    return played


def _said(value: Value | None) -> str:
    if isinstance(value, Middle) and value.half is not None and value.nine is not None:
        return f"{_hours(value.half)}, nine in ten {_hours(value.nine)}, of {value.count}"
    if isinstance(value, Mean):
        return f"{value.total} by {value.count} calls"
    if isinstance(value, Times):
        return f"{value.half} times, of {value.count}"
    assert isinstance(value, Share)
    return f"{value.num} of {value.den}"


def _hours(length: timedelta) -> str:
    minutes = length // timedelta(minutes=1)
    return f"{minutes // 60}:{minutes % 60:02}"


def test_every_figure_of_the_page_and_the_calls_behind_it(fortnight: Fortnight) -> None:
    measures = fortnight.desk.measures
    told = measures.read(NOVEMBER)
    rows = _table("What follows for November 2026")
    for code, says, of, figure in rows:
        measure = Measure(code.strip("`"))
        assert _said(told.figures[measure].value) == figure, code
        for part, calls in ((Part.NUMERATOR, says), (Part.DENOMINATOR, of)):
            page = measures.calls(measure, NOVEMBER, part=part)
            numbers = sorted(fortnight.numbers[one.row.id] for one in page.calls)
            assert (numbers, page.total) == ([int(one) for one in calls.split(", ")], len(numbers)), (code, part)
    assert len(rows) > 15
    assert (told.counts.void, told.counts.lapsed, told.counts.still_open) == (1, 1, 1)


def test_every_measure_has_its_definition_on_the_page() -> None:
    defined = set(re.findall(r"`(\w+)`", PAGE.partition("## A fortnight")[0]))
    assert defined == {measure.value for measure in Measure}


def test_the_cold_transfer_tells_its_reason(fortnight: Fortnight) -> None:
    page = fortnight.desk.measures.calls(Measure.WARM, NOVEMBER, part=Part.REST)
    told = {fortnight.numbers[one.row.id]: one.words for one in page.calls}
    assert told == {4: "Nobody could be reached", 9: ""}
