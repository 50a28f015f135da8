"""Hours of the week in words: "Mon to Fri 09:00 to 17:30"."""

from collections.abc import Sequence

from deskapp import direction
from deskapp.domain.rota import Rota, Window
from deskapp.domain.working_time import Calendar
from deskapp.domain.working_year import WEEKDAYS
from deskapp.domain.written_policy.content import week_spans
from deskapp.language import SPOKEN, Words
from deskapp.wording import times


def week(spans: Sequence[str], words: Words = SPOKEN) -> str:
    """Spans as "mon 09:00 17:30", in the order of the week; days with the same hours stand together."""
    say = words.gettext
    of_day: dict[str, list[str]] = {day: [] for day in WEEKDAYS}
    for span in spans:
        day, start, end = span.split(" ")
        of_day[day].append(stretch(start, end, words))
    if not spans:
        return say("never open")
    if all(one == [stretch("00:00", "24:00", words)] for one in of_day.values()):
        return say("round the clock")
    by_hours: dict[str, list[str]] = {}
    for day, told in of_day.items():
        if told:
            by_hours.setdefault(", ".join(told), []).append(day)
    return direction.row(
        say("{days} {times}").format(days=days(of, words), times=told) if len(of) < len(WEEKDAYS) else told
        for told, of in by_hours.items()
    )


def of_calendar(calendar: Calendar, words: Words = SPOKEN) -> str:
    """The hours of an ordinary week of a calendar."""
    return week(week_spans(calendar), words)


def of_rota(rota: Rota, words: Words = SPOKEN) -> str:
    """In which hours a rota has somebody: "17:30 to 08:00", "Sat, Sun 08:00 to 17:30", "round the clock"."""
    say = words.gettext
    if not rota.rotations:
        return say("dated shifts") if rota.shifts else say("catch-all only")
    said = list(dict.fromkeys(_of_window(rotation.window, words) for rotation in rota.rotations))
    return said[0] if len(said) == 1 else say("{hours} and more").format(hours=said[0])


def _of_window(hours: Window | None, words: Words) -> str:
    return window((), "", "", words) if hours is None else window(tuple(hours.days), hours.start, hours.end, words)


def window(of: Sequence[str], start: str, end: str, words: Words = SPOKEN) -> str:
    """Days ("mon") and hours of a turn; no days: round the clock."""
    say = words.gettext
    if not of:
        return say("round the clock")
    told = say("from {time}, 24 hours").format(time=start) if start == end else stretch(start, end, words)
    return told if len(of) == len(WEEKDAYS) else say("{days} {times}").format(days=days(of, words), times=told)


def stretch(start: str, end: str, words: Words = SPOKEN) -> str:
    """From one time of day to another."""
    return words.gettext("{start} to {end}").format(start=start, end=end)


def days(of: Sequence[str], words: Words = SPOKEN) -> str:
    """Days of the week by their short names; three and more in a row as "Mon to Fri"."""
    numbers = sorted(WEEKDAYS.index(day) for day in of)
    rows: list[list[int]] = []
    for number in numbers:
        if rows and number == rows[-1][-1] + 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    named = []
    for row in rows:
        if len(row) > 2:
            first, last = times.weekday(row[0], words), times.weekday(row[-1], words)
            named.append(stretch(first, last, words))
        else:
            named += [times.weekday(number, words) for number in row]
    return ", ".join(named)
