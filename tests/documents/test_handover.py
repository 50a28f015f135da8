"""The handover on paper: what is due before the next opening, by day and time, and the trend in black and white."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from read_back import text, texts

from deskapp.documents.charts.data import Trend
from deskapp.documents.charts.drawing import svg
from deskapp.documents.charts.inks import Inks
from deskapp.documents.papers.handover import DueRow, DutyLine, Handover, handover_pdf
from deskapp.domain.visits.trend import DayFigures
from deskapp.domain.words import ClockKind, Priority
from deskapp.language import words

HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 27, 16, tzinfo=UTC)
DAYS = tuple(
    DayFigures(date(2026, 10, 29) + timedelta(days=number), 3 + number % 5, 2 + number % 7, number % 3)
    for number in range(30)
)
ROW = DueRow(
    at=NOW + HOUR,
    clock=ClockKind.CALL_BACK,
    ref="C-01482",
    priority=Priority.P1,
    customer="Jane Doe",
    phone="020 7946 0018",
    summary="Double charge on invoice 789",
    owner="Sam Okoro",
    with_name="Billing specialist",
    with_phone="020 7946 0131",
    on_call="Priya Shah",
)


def paper(language: str = "en", **more: Any) -> bytes:
    given: dict[str, Any] = {
        "site": "Northside Print & Copy",
        "zone": "Europe/Berlin",
        "since": NOW - 8 * HOUR,
        "until": NOW + 63 * HOUR,
        "new": 4,
        "solved": 7,
        "late": 3,
        "overdue": 12,
        "due": 1,
        "rows": (ROW,),
        "duty": (),
        "trend": DAYS,
        "printed_at": NOW,
        "printed_by": "Rita Gomez",
        "language": language,
        **more,
    }
    return handover_pdf(Handover(**given), words(language))


def test_it_tells_what_is_due_by_day_with_whom_to_ring_and_who_is_on_call_then() -> None:
    night = DutyLine("After hours", NOW, NOW + HOUR, "Priya Shah", "020 7946 0144")
    goes_on = DutyLine("After hours", NOW + HOUR, NOW + 15 * HOUR, "Priya Shah", "020 7946 0144")
    nobody = DutyLine("After hours", NOW + 15 * HOUR, NOW + 63 * HOUR, "", "")
    saturday = ROW.__class__(NOW + 20 * HOUR, ClockKind.DEADLINE, "C-01490", None, "Confidential", "", "", "Lena")
    read = text(paper(rows=(ROW, saturday), due=5, duty=(night, goes_on, nobody)))
    for said in (
        "Handover as of Fri 27 Nov 17:00 · 5 due before the next opening · 12 overdue · times of Europe/Berlin",
        "SINCE FRI 27 NOV 09:00",
        "4 new 7 solved 3 newly late",
        "ON CALL UNTIL THE NEXT OPENING, MON 30 NOV 08:00",
        "After hours: Priya Shah 020 7946 0144 until Sat 28 Nov 08:00, nobody until Mon 30 Nov 08:00",
        "Fri 27 Nov 2026 18:00 Call back C-01482 P1 Jane Doe · 020 7946 0018 Double charge on invoice 789",
        "Sam Okoro Billing specialist 020 7946 0131 Priya Shah",
        "Sat 28 Nov 2026 13:00 Customer's deadline C-01490 Confidential Lena –",
        "And 3 more, later than these.",
        f"{sum(day.new for day in DAYS)} new, {sum(day.solved for day in DAYS)} solved",
        "printed 27 Nov 2026 17:00 by Rita Gomez",
    ):
        assert said in read, said


def test_nothing_due_is_said_and_many_go_on_over_pages_under_their_heads() -> None:
    assert "Nothing is due before the next opening." in text(paper(rows=(), due=0))
    pages = texts(paper(rows=(ROW,) * 80, due=80))
    assert len(pages) > 3
    assert all("ON CALL THEN" in page for page in pages[:-1])
    assert pages[1].startswith("Handover")


def test_it_speaks_the_language_of_the_site() -> None:
    read = text(paper("de"))
    for said in ("Übergabe", "1 fällig vor der nächsten Öffnung", "4 neu 7 gelöst 3 neu überfällig", "heute"):
        assert said in read, said


def test_the_chart_is_told_apart_by_form_and_has_no_colour_and_no_way_out() -> None:
    drawn = chart(DAYS, Inks(rule="#000000"))
    assert set(re.findall(r"#[0-9a-f]{6}", drawn)) == {"#000000", "#ffffff"}
    assert [said for said in ("new", "solved", "newly late", "today", "2 Nov") if f">{said}</text>" not in drawn] == []
    # Two bars a day, of which one is filled, and a mark for each day on which something became late.
    bars = sum(bool(day.new) + bool(day.solved) for day in DAYS)
    assert drawn.count("<rect") == bars + 2
    assert drawn.count("<polygon") == sum(bool(day.late) for day in DAYS) + 1
    assert "href=" not in drawn
    assert "font-family" not in drawn
    assert chart((), Inks()).count("<rect") == 0
    assert "#000000" not in chart(DAYS, Inks("#eeeeee", rule="#777777", ground="#202020"))


def chart(days: tuple[DayFigures, ...], inks: Inks) -> str:
    return svg(Trend(days), words("en"), 600, 7, inks, 208).decode()
