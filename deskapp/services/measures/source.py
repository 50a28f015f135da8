"""Which rows a measure is read from, narrowed down: conditions of SQL with their values, each by an index."""

from collections.abc import Sequence
from typing import Any

from deskapp.domain.data_class import dataclass
from deskapp.domain.measures.facts import bit
from deskapp.domain.measures.periods import Period
from deskapp.models.base import to_stored
from deskapp.services.confidential.condition import hidden
from deskapp.services.measures.acts import Narrowed
from deskapp.storage.measures.told import zone_of

#: As the index of calls by when they were logged has it, word for word.
COUNTED = "call.state NOT IN ('void', 'archived')"
#: What of a call is kept for its measures, and the call.
JOINED = "measured_call AS m JOIN call ON call.id = m.call_id"
#: What a masked call does not say: narrowed down by it, such a call is not listed.
_SAID = ("category_id", "priority", "contact_id", "type", "tag", "place_id", "equipment_id", "staff_id")


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL for a WHERE with positional parameters, in their order."""

    sql: str
    values: tuple[Any, ...] = ()

    def __and__(self, other: "Condition") -> "Condition":
        return Condition(f"{self.sql} AND {other.sql}", self.values + other.values)


def of_cells(narrowed: Narrowed) -> bool:
    """Whether the cells of the days say it all: narrowed to a category, a priority, or to nothing."""
    given = [name for name in narrowed.__dataclass_fields__ if getattr(narrowed, name) is not None]
    return {"category_id", "priority"}.issuperset(given)


def cells(narrowed: Narrowed, period: Period, *, every: bool = False) -> Condition:
    """The rows of the days; every: each category and priority for itself, also where nothing is narrowed."""
    return Condition("day BETWEEN ? AND ?", days(period)) & _of_days(narrowed, every)


def in_periods(
    what: str, table: str, narrowed: Narrowed, periods: Sequence[Period], end: str = ""
) -> tuple[str, Sequence[Any]]:
    """A question for the rows of the days of some periods, each behind its place; of one without any, a row of NULL."""
    asked = ", ".join("(?, ?, ?)" for _period in periods)
    values = tuple(value for place, period in enumerate(periods) for value in (place, *days(period)))
    which = _of_days(narrowed)
    sql = f"""
        WITH asked (place, first, last) AS (VALUES {asked})
        SELECT place, {what} FROM asked LEFT JOIN {table} ON day BETWEEN first AND last AND {which.sql} {end}
    """
    return sql, values + which.values


def _of_days(narrowed: Narrowed, every: bool = False) -> Condition:
    if narrowed.category_id is None and narrowed.priority is None and not every:
        return Condition("category_id = -1")
    if narrowed.category_id is None:
        found = Condition("category_id >= 0")
    else:
        found = Condition("category_id = ?", (narrowed.category_id,))
    return found if narrowed.priority is None else found & Condition("priority = ?", (narrowed.priority.value,))


def logged(run: Any, narrowed: Narrowed, period: Period) -> Condition:
    """Calls logged in a period, of `JOINED`; to whom and by what they were escalated does not narrow them."""
    begin, end = (to_stored(at) for at in period.instants(zone_of(run)))
    when = Condition(f"call.logged_at >= ? AND call.logged_at < ? AND {COUNTED}", (begin, end))
    return when & of_call(narrowed)


def over(narrowed: Narrowed, period: Period) -> Condition:
    """Calls that were over in a period, of `JOINED`."""
    return Condition("m.over_day BETWEEN ? AND ?", days(period)) & of_call(narrowed) & escalated_to(narrowed)


def handoffs(narrowed: Narrowed, period: Period) -> Condition:
    """Hand-offs of calls closed in a period, of `e` joined with `JOINED`."""
    found = Condition("e.over_day BETWEEN ? AND ?", days(period)) & of_call(narrowed)
    return found & _of_escalation(narrowed)


def days(period: Period) -> tuple[int, int]:
    """The ordinals of its first and last day."""
    return period.first.toordinal(), period.last.toordinal()


def of_call(narrowed: Narrowed) -> Condition:
    """What a call itself says."""
    found = Condition("1")
    for column, value in (
        ("m.category_id", narrowed.category_id),
        ("m.priority", None if narrowed.priority is None else narrowed.priority.value),
        ("m.owner_id", narrowed.staff_id),
        ("call.place_id", narrowed.place_id),
        ("call.equipment_id", narrowed.equipment_id),
    ):
        if value is not None:
            found &= Condition(f"{column} = ?", (value,))
    if narrowed.tag is not None:
        found &= Condition("m.call_id IN (SELECT call_id FROM call_tag WHERE key = ?)", (narrowed.tag,))
    return found


def escalated_to(narrowed: Narrowed, also: str = "") -> Condition:
    """That one of its escalations went to the contact, by the type; also: what more it must be, of `e`."""
    which = _of_escalation(narrowed)
    if which.sql == "1" and not also:
        return which
    more = f" AND {also}" if also else ""
    sql = f"EXISTS (SELECT 1 FROM measured_escalation AS e WHERE e.call_id = m.call_id AND {which.sql}{more})"
    return Condition(sql, which.values)


def listed(narrowed: Narrowed, viewer: int | None) -> Condition:
    """That a call may stand in a list: a masked one does not where it would say what it is masked for."""
    if any(getattr(narrowed, name) is not None for name in _SAID):
        return Condition(f"NOT {hidden(viewer)}")
    return Condition("1")


def _of_escalation(narrowed: Narrowed) -> Condition:
    found = Condition("1")
    if narrowed.contact_id is not None:
        found &= Condition("e.contact_id = ?", (narrowed.contact_id,))
    if narrowed.type is not None:
        found &= Condition("e.types & ?", (bit(narrowed.type),))
    return found


def select(what: str, source: str, condition: Condition, end: str = "") -> tuple[str, Sequence[Any]]:
    """A question and its values."""
    return f"SELECT {what} FROM {source} WHERE {condition.sql} {end}".rstrip(), condition.values
