"""A question of the supervisor's view as SQL: which calls, what each stands for, and what they are sorted by.

Everything begins at an index that holds the open calls alone, with all that decides; see `models.calls`. In each text
?1 is the instant as of which is asked. Nobody finds out by a question what is not for them: of a confidential call
others are told its owner, its state and its clocks, and so nothing else of it fits, sorts or counts.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from deskapp.domain.words import OUTSIDE_KINDS, CallState, ClockKind
from deskapp.services.calls.rows import OPEN
from deskapp.services.confidential import condition as confidential
from deskapp.services.log.condition import CALLER
from deskapp.services.overview.late.ask import WHAT_IS_LATE, Ask, GroupBy, SortBy, Tile
from deskapp.services.overview.late.views import NextStep

_COUNTS = f"call.next_clock <> '{ClockKind.CHASE}'"
#: As `domain.clock_state.state_of_call` says it of one call.
OVERDUE = f"(call.next_due_at < ?1 AND {_COUNTS})"
SOON = f"(call.next_due_at >= ?1 AND call.next_warn_at <= ?1 AND {_COUNTS})"
NOT_AGREED = f"call.state = '{CallState.RESOLVED}'"

_OUTSIDE = ", ".join(f"'{kind}'" for kind in OUTSIDE_KINDS)
#: Where a call waits that is out with a contact: their firm, or what they are in the house.
PLACE = (
    f"coalesce(CASE WHEN contact.kind IN ({_OUTSIDE}) THEN coalesce(nullif(contact.organisation, ''),"
    " nullif(contact.role, '')) ELSE coalesce(nullif(contact.role, ''), nullif(contact.organisation, '')) END,"
    " contact.name)"
)
_PLACE = f"""
place AS MATERIALIZED (
 SELECT id, said AS name, active, min(id) OVER (PARTITION BY said) AS place_id{{more}}
 FROM (SELECT contact.id, contact.active, {PLACE} AS said FROM contact))"""
#: Each contact with the place that calls wait at with them, and the number that stands for all of the same name.
PLACES = _PLACE.format(more="")


def _over(name: str, condition: str) -> str:
    """Of each call the clock of some kinds that is over longest, from the index of what runs."""
    return f"""
{name} AS MATERIALIZED (
 SELECT call_id, kind, min(due_at) AS due_at FROM clock
 WHERE due_at IS NOT NULL AND due_at < ?1 AND {condition} GROUP BY call_id)"""


MISSED = _over(
    "missed",
    f"kind IN ('{ClockKind.CALL_BACK}', '{ClockKind.UPDATE}')"
    f" AND (kind = '{ClockKind.CALL_BACK}' OR fixed_at IS NOT NULL)",
)
NOT_ACCEPTED = _over("not_accepted", f"kind = '{ClockKind.ACCEPTANCE}'")
_FIRST_WORD = _over("first_word", f"kind = '{ClockKind.FIRST_WORD}'")
#: The running chase of a call, by the index of what a call has one of.
CHASE = (
    f"SELECT clock.{{column}} FROM clock WHERE clock.call_id = call.id AND clock.kind = '{ClockKind.CHASE}'"
    " AND stopped_at IS NULL AND escalation_id IS NULL AND promise_id IS NULL"
)
#: Never row by row, whatever SQLite expects of the question.
OPEN_CALLS = "call INDEXED BY ix_call_open_due"

#: Of each escalated call with whom it is: of several whoever has not accepted, then the newest.
_OUT = """
out AS MATERIALIZED (
 SELECT call_id, contact_id FROM (
  SELECT call_id, contact_id,
         row_number() OVER (PARTITION BY call_id ORDER BY accepted_at IS NOT NULL, made_at DESC, id DESC) AS newest
  FROM escalation WHERE ended_at IS NULL) WHERE newest = 1)"""
_STAFF = """
owner AS MATERIALIZED (SELECT id, name, row_number() OVER (ORDER BY folded(name), id) AS turn FROM staff)"""

#: Of a call what tells its next step first: what is written, else what is promised, else what it waits for.
PROMISED = (
    "SELECT promise.{column} FROM promise WHERE promise.call_id = call.id AND promise.kept_at IS NULL"
    " AND promise.moved_at IS NULL ORDER BY promise.due_at, promise.id LIMIT 1"
)
WAITS = "SELECT pause.{column} FROM pause WHERE pause.call_id = call.id AND pause.ended_at IS NULL"
WRITTEN = "call.next_step"


class Key(NamedTuple):
    """One of those that rows are sorted by, never NULL; down: the largest first."""

    sql: str
    down: bool = False


class Question:
    """What is asked, for whoever looks, in SQL. Columns of a call in `late`: id, owner_id, priority, hidden,
    last_word_at, what, due_at, and what it is grouped under by what is late."""

    def __init__(self, ask: Ask, viewer: int | None) -> None:
        self.ask = ask
        self._hidden = confidential.hidden(viewer)
        group, joined = self._group()
        keys, more = self._sorted()
        self._joins = list(dict.fromkeys([*joined, *more]))
        self.group = group
        self.keys = (*([group.turn] if group.turn else []), *keys, Key("coalesce(late.due_at, 1e18)"), Key("late.id"))

    @property
    def _tables(self) -> str:
        """What stands before a SELECT from `late`: the calls of the question, and what it is sorted by."""
        tables = {name: sql for join in self._joins for name, sql in join.tables}
        return "WITH " + ",".join([*self._of_tiles(), *tables.values(), f"\nlate AS ({self._calls()})"])

    def sorted(self, condition: str = "1") -> str:
        """(id, hidden, what, due_at, key and name of the group, what it is sorted by) of rows, in their order.

        condition: as `behind` says it.
        """
        return f"{self._turned} SELECT * FROM turned WHERE {condition} ORDER BY {self._order}"

    @property
    def first_and_groups(self) -> str:
        """The first ?2 rows as `sorted` has them, and a line a group: None, how many calls, None, when the one that is
        over longest was due, its key and name, where it stands.

        Of 10,000 rows those alone leave SQLite that somebody looks at.
        """
        groups = (
            "SELECT NULL, count(*), NULL, min(due_at) FILTER (WHERE due_at < ?1), heading, named, min(k0)"
            f"{', NULL' * (len(self.keys) - 1)} FROM turned GROUP BY heading, named"
        )
        return f"{self._turned} SELECT * FROM (SELECT * FROM turned ORDER BY {self._order} LIMIT ?2) UNION ALL {groups}"

    @property
    def _turned(self) -> str:
        """`_tables` and the rows with what they are sorted by."""
        keys = ", ".join(f"{key.sql} AS k{place}" for place, key in enumerate(self.keys))
        # Worked out once each: condition and order ask for them again.
        return (
            f"{self._tables},\nturned AS MATERIALIZED (SELECT late.id AS call_id, late.hidden, late.what, late.due_at,"
            f" {self.group.key} AS heading, {self.group.name} AS named, {keys}"
            f" FROM {' '.join(['late', *(join.on for join in self._joins)])} WHERE {self._where})"
        )

    @property
    def _order(self) -> str:
        return ", ".join(f"k{place}" + (" DESC" if key.down else "") for place, key in enumerate(self.keys))

    def behind(self, first: int) -> str:
        """The condition that a row comes after a position, whose values are parameters from ?`first` on."""
        condition = "0"
        for place, key in reversed(list(enumerate(self.keys))):
            than, value = "<" if key.down else ">", f"?{first + place}"
            condition = f"(k{place} {than} {value} OR (k{place} = {value} AND {condition}))"
        return condition

    @property
    def count(self) -> str:
        """How many calls there are, whatever is asked of what is late of them."""
        return f"{self._tables} SELECT count(*) FROM late"

    @property
    def _where(self) -> str:
        return f"late.grouped IN ({_quoted(self.ask.what)})" if self.ask.what else "1"

    # Which calls

    def _of_tiles(self) -> Iterable[str]:
        tiles = self.ask.tiles
        # Also where nothing asks for the instant, it is a parameter.
        yield "as_of AS (SELECT ?1)"
        if not tiles or Tile.PROMISES_MISSED in tiles:
            yield MISSED
        if not tiles or Tile.NOT_ACCEPTED in tiles:
            yield NOT_ACCEPTED
        if not tiles:
            yield _FIRST_WORD

    def _calls(self) -> str:
        tiles, hidden = self.ask.tiles, self._hidden
        stands = {
            Tile.OVERDUE: (OVERDUE, "call.next_clock", "call.next_due_at"),
            Tile.DUE_SOON: (SOON, "call.next_clock", "call.next_due_at"),
            Tile.PROMISES_MISSED: ("missed.call_id IS NOT NULL", "missed.kind", "missed.due_at"),
            Tile.NOT_ACCEPTED: (
                "not_accepted.call_id IS NOT NULL",
                f"'{ClockKind.ACCEPTANCE}'",
                "not_accepted.due_at",
            ),
            Tile.NOT_AGREED: (NOT_AGREED, f"'{ClockKind.CHASE}'", f"({CHASE.format(column='due_at')})"),
        }
        cases = [stands[tile] for tile in Tile if not tiles or tile in tiles]
        fits = "1" if not tiles else " OR ".join(one[0] for one in cases)
        joins = ""
        if not tiles or Tile.PROMISES_MISSED in tiles:
            joins += " LEFT JOIN missed ON missed.call_id = call.id"
        if not tiles or Tile.NOT_ACCEPTED in tiles:
            joins += f" LEFT JOIN not_accepted ON not_accepted.call_id = call.id AND NOT {hidden}"
        if not tiles:
            joins += f" LEFT JOIN first_word ON first_word.call_id = call.id AND NOT {hidden}"
            cases.insert(-1, ("first_word.call_id IS NOT NULL", f"'{ClockKind.FIRST_WORD}'", "first_word.due_at"))
        what, due, grouped = (
            "CASE " + " ".join(f"WHEN {fits} THEN {values[place]}" for fits, *values in cases) + f" {otherwise} END"
            for place, otherwise in ((0, "ELSE call.next_clock"), (1, "ELSE call.next_due_at"), (0, ""))
        )
        columns = f"call.id, call.owner_id, call.priority, {hidden} AS hidden, call.last_word_at"
        found = f"SELECT {columns}, {what} AS what, {due} AS due_at, {grouped} AS grouped FROM {OPEN_CALLS}{joins}"
        asked = f"{found} WHERE {OPEN} AND ({fits}){self._names()}"
        if Tile.PROMISES_MISSED in tiles:
            # What was promised for after the close is a promise all the same.
            asked += (
                f" UNION ALL SELECT {columns}, missed.kind, missed.due_at, missed.kind"
                f" FROM missed CROSS JOIN call ON call.id = missed.call_id WHERE NOT ({OPEN}){self._names()}"
            )
        return asked

    def _names(self) -> str:
        condition = named(self.ask, self._hidden)
        return f" AND {condition}" if condition else ""

    # How they are grouped and sorted

    def _group(self) -> tuple["_Group", Sequence["_Join"]]:
        match self.ask.group:
            case GroupBy.WHAT_IS_LATE:
                return _Group("late.grouped", "''", Key(_TURN)), ()
            case GroupBy.OWNER:
                return _Group("late.owner_id", "owner.name", Key("owner.turn")), (_OWNER,)
            case GroupBy.CONTACT:
                turn = Key("coalesce(place.turn, 1e9)")
                return _Group("place.place_id", "coalesce(place.name, '')", turn), (_WITH,)
        return _Group("NULL", "''", None), ()

    def _sorted(self) -> tuple[list[Key], Sequence["_Join"]]:
        down = self.ask.descending
        sort = self.ask.sort
        priority = "CASE WHEN late.hidden THEN '~' ELSE late.priority END"
        match sort:
            case None:
                return [Key(priority)], ()
            case SortBy.CALL:
                return [Key("late.id", down)], ()
            case SortBy.PRIORITY:
                return [Key("late.hidden"), Key("CASE WHEN late.hidden THEN '' ELSE late.priority END", down)], ()
            case SortBy.WHAT_IS_LATE:
                return [Key("late.what IS NULL"), Key(_TURN, down)], ()
            case SortBy.OVER_BY:
                # The smaller the longer ago.
                return [Key("late.due_at IS NULL"), Key("coalesce(late.due_at, 0)", not down)], ()
            case SortBy.OWNER:
                return [Key("owner.turn", down)], (_OWNER,)
            case SortBy.WITH:
                return [Key("place.turn IS NULL"), Key("coalesce(place.turn, 0)", down)], (_WITH,)
            case SortBy.CUSTOMER:
                name = "CASE WHEN late.hidden THEN '' ELSE folded(caller.said) END"
                return [Key("late.hidden"), Key(name, down)], (_CALL, _CALLER)
            case SortBy.LAST_WORD:
                empty = "(late.hidden OR late.last_word_at IS NULL)"
                return [Key(empty), Key(f"CASE WHEN {empty} THEN 0 ELSE late.last_word_at END", down)], ()
        # What has none is last, whichever way it goes.
        none = -1 if down else len(NextStep)
        step = f"CASE WHEN late.hidden THEN {none} ELSE {_step(none)} END"
        at = f"CASE WHEN late.hidden OR {WRITTEN} <> '' THEN 0 ELSE coalesce({step_at()}, 0) END"
        words = f"CASE WHEN late.hidden THEN '' ELSE folded({WRITTEN}) END"
        return [Key(step, down), Key(words, down), Key(at, down)], (_CALL,)


class _Group(NamedTuple):
    """What groups are told apart by, called, and ordered by; None: there is one."""

    key: str
    name: str
    turn: Key | None


class _Join(NamedTuple):
    tables: tuple[tuple[str, str], ...]
    on: str


_TURN = "CASE late.grouped " + " ".join(f"WHEN '{kind}' THEN {place}" for place, kind in enumerate(WHAT_IS_LATE))
_TURN += f" ELSE {len(WHAT_IS_LATE)} END"
_OWNER = _Join((("owner", _STAFF),), "JOIN owner ON owner.id = late.owner_id")
_WITH = _Join(
    (
        ("out", _OUT),
        ("place", _PLACE.format(more=", dense_rank() OVER (ORDER BY folded(said), said) AS turn")),
    ),
    "LEFT JOIN out ON out.call_id = late.id AND NOT late.hidden LEFT JOIN place ON place.id = out.contact_id",
)
# From the rows to the tables, and never the other way round.
_CALL = _Join((), "CROSS JOIN call ON call.id = late.id")
_CALLER = _Join((), f"CROSS JOIN (SELECT id, {CALLER} AS said FROM customer) AS caller ON caller.id = call.customer_id")


def named(ask: Ask, hidden: str) -> str:
    """The condition that a call is of the names asked for; "": of everybody."""
    conditions = []
    if ask.owners:
        conditions.append(f"call.owner_id IN ({_numbers(ask.owners)})")
    if ask.contacts:
        there = (
            f"SELECT id FROM contact WHERE {PLACE} IN"
            f" (SELECT {PLACE} FROM contact WHERE contact.id IN ({_numbers(ask.contacts)}))"
        )
        # By what is out (+: by no other index): a contact may have years of what came back behind them.
        out = f"SELECT call_id FROM escalation WHERE ended_at IS NULL AND +contact_id IN ({there})"
        conditions.append(f"call.id IN ({out}) AND NOT {hidden}")
    return " AND ".join(conditions)


def step_at() -> str:
    """When the next step is promised for, or the wait brings the call up again."""
    return f"coalesce(({PROMISED.format(column='due_at')}), ({WAITS.format(column='back_by')}))"


def step_kind() -> str:
    """A value of `NextStep`."""
    promised = PROMISED.format(column="kind")
    return (
        f"CASE WHEN {WRITTEN} <> '' THEN '{NextStep.WRITTEN}'"
        f" ELSE coalesce(({promised}), (SELECT '{NextStep.WAIT}' FROM ({WAITS.format(column='id')})),"
        f" '{NextStep.NONE}') END"
    )


def _step(none: int) -> str:
    """The place of a next step among its kinds: what is written first."""
    order = (NextStep.WRITTEN, NextStep.CALL_BACK, NextStep.UPDATE, NextStep.WAIT)
    cases = " ".join(f"WHEN '{kind}' THEN {place}" for place, kind in enumerate(order))
    return f"(CASE {step_kind()} {cases} ELSE {none} END)"


def _quoted(kinds: Sequence[ClockKind]) -> str:
    return ", ".join(f"'{ClockKind(kind)}'" for kind in kinds)


def _numbers(ids: Sequence[Any]) -> str:
    return ", ".join(str(int(one)) for one in ids)
