"""A rota as iCalendar, read back by the icalendar package."""

import unicodedata
from datetime import UTC, datetime

from icalendar import Calendar

from deskapp.documents.rota_calendar import TurnEvent, rota_ics

MADE = datetime(2026, 11, 21, 14, 12, tzinfo=UTC)
TURN = TurnEvent(
    "rota-1-20261121T173000Z@deskapp",
    datetime(2026, 11, 21, 17, 30, tzinfo=UTC),
    datetime(2026, 11, 22, 8, 0, tzinfo=UTC),
    "After hours: Priya Shah",
    "covers for Rita",
)


def read_back(*turns: TurnEvent) -> list[tuple[str, datetime, datetime, str]]:
    calendar = Calendar.from_ical(rota_ics("Rota, Northside", turns, MADE))
    assert str(calendar["X-WR-CALNAME"]) == "Rota, Northside"
    return [
        (str(event["uid"]), event.decoded("dtstart"), event.decoded("dtend"), str(event["summary"]))
        for event in calendar.walk("VEVENT")
    ]


def test_turns_read_back_as_they_were_written() -> None:
    assert read_back(TURN) == [(TURN.uid, TURN.start, TURN.end, TURN.summary)]


def test_a_turn_says_how_often_its_rota_was_changed() -> None:
    turn = TurnEvent(TURN.uid, TURN.start, TURN.end, TURN.summary, sequence=3)
    (event,) = Calendar.from_ical(rota_ics("Rota", [turn], MADE)).walk("VEVENT")
    assert int(event["sequence"]) == 3


def test_no_control_character_is_written_but_line_breaks_and_tabs() -> None:
    hostile = "".join(map(chr, (*range(32), *range(0x7F, 0xA0), 0xD800))) + "Ana"
    written = rota_ics(hostile, [TurnEvent("u@deskapp", TURN.start, TURN.end, hostile, hostile)], MADE).decode()
    assert not [sign for sign in written if unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\r\n\t"]
    assert "Ana" in written


def test_text_is_never_a_line_of_its_own() -> None:
    hostile = "Ana; Ben, C\\D\r\nBEGIN:VEVENT\nATTACH:file:///etc/passwd\x00 " + "ü漢" * 60
    turn = TurnEvent("u@deskapp", TURN.start, TURN.end, hostile, hostile)
    ((_uid, _start, _end, summary),) = read_back(turn)
    assert summary.replace("\r", "") == hostile.replace("\r", "").replace("\x00", "")
    calendar = Calendar.from_ical(rota_ics("Rota, Northside", [turn], MADE))
    assert [event.get("ATTACH") for event in calendar.walk("VEVENT")] == [None]


def test_the_same_turns_give_the_same_bytes_and_no_line_is_too_long() -> None:
    long = TurnEvent("u@deskapp", TURN.start, TURN.end, "漢" * 200)
    written = rota_ics("Rota", [TURN, long], MADE)
    assert written == rota_ics("Rota", [TURN, long], MADE)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
