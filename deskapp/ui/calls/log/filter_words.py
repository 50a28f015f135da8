"""The filters of a list of calls: what each is called, what it offers, and what is chosen of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from deskapp.domain.words import Priority
from deskapp.language import _
from deskapp.services.log.sieve import NONE, DueWithin, Period, Sieve
from deskapp.services.log.views import Choices
from deskapp.wording import times


class Part(StrEnum):
    """A part of a sieve, in the order in which the filters stand."""

    OWNER = "owners"
    CATEGORY = "categories"
    PRIORITY = "priorities"
    WITH = "contacts"
    PLACE = "places"
    EQUIPMENT = "equipment"
    DUE = "due"
    PERIOD = "period"
    TAG = "tags"


#: Those that are there always; the others come from "More".
ALWAYS = (Part.OWNER, Part.CATEGORY, Part.PRIORITY, Part.WITH, Part.DUE)
NOTHING = Choices((), (), (), (), (), ())


def name(part: Part) -> str:
    return {
        Part.OWNER: _("Owner"),
        Part.CATEGORY: _("Category"),
        Part.PRIORITY: _("Priority"),
        Part.WITH: _("With"),
        Part.PLACE: _("Place"),
        Part.EQUIPMENT: _("Equipment"),
        Part.DUE: _("Due"),
        Part.PERIOD: _("Period"),
        Part.TAG: _("Tag"),
    }[part]


def offered(part: Part, choices: Choices) -> tuple[tuple[Any, str], ...]:
    """What can be chosen of a part: (value, words)."""
    return {
        Part.OWNER: choices.owners,
        Part.CATEGORY: (*choices.categories, (NONE, _("No category"))),
        Part.PRIORITY: tuple((one, one.value) for one in Priority),
        Part.WITH: (*choices.contacts, (NONE, _("Nobody else"))),
        Part.PLACE: (*choices.places, (NONE, _("No place"))),
        Part.EQUIPMENT: (*choices.equipment, (NONE, _("No equipment"))),
        Part.DUE: tuple((one, due_words(one)) for one in DueWithin),
        Part.PERIOD: tuple((one, period_words(one)) for one in Period),
        Part.TAG: choices.tags,
    }[part]


def chosen(part: Part, sieve: Sieve) -> tuple[Any, ...]:
    """What of a part is chosen."""
    if part is Part.PERIOD:
        return (sieve.period,) if sieve.period is not None else ()
    return tuple(getattr(sieve, part.value))


def with_chosen(part: Part, sieve: Sieve, values: Sequence[Any]) -> Sieve:
    """The sieve with these values of a part, and no other ones of it."""
    if part is Part.PERIOD:
        return replace(sieve, period=next(iter(values), None), from_day=None, to_day=None)
    chosen_of: dict[str, Any] = {part.value: tuple(values)}
    return replace(sieve, **chosen_of)


def is_on(part: Part, sieve: Sieve) -> bool:
    return bool(chosen(part, sieve) or (part is Part.PERIOD and (sieve.from_day or sieve.to_day)))


def words(part: Part, sieve: Sieve, choices: Choices) -> str:
    """What is chosen of a part: "P1, P2"; "" where nothing is."""
    if part is Part.PERIOD and (sieve.from_day or sieve.to_day):
        return _days(sieve)
    called: Mapping[Any, str] = dict(offered(part, choices))
    return ", ".join(called.get(value, "…") for value in chosen(part, sieve))


def all_words(sieve: Sieve, choices: Choices) -> str:
    """All that is chosen, for who listens and for the name of a file: "Owner: Sam; Priority: P1"."""
    form: Callable[..., str] = _("{filter}: {values}").format
    return "; ".join(form(filter=name(one), values=words(one, sieve, choices)) for one in Part if is_on(one, sieve))


def due_words(code: DueWithin) -> str:
    return {
        DueWithin.OVERDUE: _("Overdue"),
        DueWithin.SOON: _("Due soon"),
        DueWithin.TODAY: _("Today"),
        DueWithin.TOMORROW: _("Tomorrow"),
        DueWithin.LATER: _("Later"),
        DueWithin.NEVER: _("No deadline"),
    }[code]


def period_words(code: Period) -> str:
    return {
        Period.TODAY: _("Logged today"),
        Period.YESTERDAY: _("Yesterday"),
        Period.THIS_WEEK: _("This week"),
        Period.LAST_WEEK: _("Last week"),
        Period.THIS_MONTH: _("This month"),
        Period.LAST_MONTH: _("Last month"),
        Period.THIS_YEAR: _("This year"),
    }[code]


def _days(sieve: Sieve) -> str:
    first, last = sieve.from_day, sieve.to_day
    if first is not None and last is not None:
        form = _("{first} to {last}")
        return _day(first) if first == last else form.format(first=_day(first), last=_day(last))
    if first is not None:
        return _("from {day}").format(day=_day(first))
    return _("until {day}").format(day=_day(last)) if last is not None else ""


def _day(day: date) -> str:
    return _("{day} {month} {year}").format(day=day.day, month=times.month(day.month), year=day.year)
