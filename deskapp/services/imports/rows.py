"""A row of another program's list in our words; one that cannot be taken, with the reason."""

from collections.abc import Iterable
from collections.abc import Mapping as Table
from datetime import UTC, datetime
from hashlib import blake2b
from operator import itemgetter
from typing import Any, TypeVar

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import Channel, Impact, Priority, Urgency, Verdict
from deskapp.models.base import from_stored, to_stored
from deskapp.services.imports.meanings import CODES, INSTANTS, TOLD, Mapping, StateMeaning, known_value
from deskapp.services.imports.times import TimeReader
from deskapp.services.tabular.rows import BadRow

#: So much of a bad value is shown.
_SHOWN = 60
#: The instants of a meaning, in its order.
_KEPT = ("opened_at", "resolved_at", "closed_at", "first_answer_at", "due_at")
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
#: Blanks between the thousands of a number, also narrow ones.
_THOUSANDS = str.maketrans("", "", " \u00a0\u2009\u202f'")


@dataclass(frozen=True, slots=True)
class Codes:
    """What the cells say that a row shares with most of its neighbours."""

    state: StateMeaning
    impact: Impact | None
    urgency: Urgency | None
    priority: Priority | None
    channel: Channel | None
    met: Verdict | None


@dataclass(slots=True)
class Meaning:
    """What the cells of a row say in our words, but for its place. Instants are as the list has them: whether they
    can be so, only the whole call tells."""

    state: StateMeaning
    impact: Impact | None
    urgency: Urgency | None
    priority: Priority | None
    channel: Channel | None
    met: Verdict | None
    reopened: int
    opened_at: datetime
    resolved_at: datetime | None
    closed_at: datetime | None
    first_answer_at: datetime | None
    due_at: datetime | None


@dataclass(slots=True)
class Row:
    """One update of one call. `facts` are the cells as they were, by the mapping's names of the columns."""

    line: int
    #: What makes it one of a kind.
    key: str
    reference: str
    at: datetime
    change: int
    facts: dict[str, str]
    meaning: Meaning
    #: Whether it is in the timeline already.
    told: bool = False
    #: Whether it says otherwise than an earlier one of the same key.
    otherwise: bool = False

    @property
    def order(self) -> tuple[datetime, int, str]:
        """Its place among the rows of its call; of one key that which came first is before the others."""
        return self.at, self.change, self.key

    @property
    def kept_key(self) -> str:
        """Its key among all rows that were taken."""
        return f"{self.key}/{self.digest}" if self.otherwise else self.key

    @property
    def digest(self) -> str:
        """What the row says, in few letters: two that differ say otherwise."""
        return digest(self.facts)


def digest(facts: Table[str, str]) -> str:
    return blake2b("\x1f".join(facts.values()).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class _Refused(Exception):
    """A row that cannot be taken."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


W = TypeVar("W")


class RowReader:
    """Turns the facts of a row into a Row; also those that an earlier import kept in the timeline.

    workbook: dates of it come in ISO form, whatever the mapping says of texts.
    """

    def __init__(self, mapping: Mapping, *, workbook: bool = False) -> None:
        self._mapping = mapping
        self._unmapped = {name: "" for name in CODES if name not in mapping.columns}
        self._shared = itemgetter(*CODES)
        self._known: dict[tuple[str, ...], Codes] = {}
        self._times = {name: self._reader_of(name, workbook) for name in INSTANTS if name in mapping.columns}

    def _reader_of(self, name: str, workbook: bool) -> TimeReader:
        column = self._mapping.cells.get(name)
        times = column.times if column is not None and column.times is not None else self._mapping.times
        return times.also("iso") if workbook else times

    def parse(self, facts: dict[str, str], line: int) -> Row | BadRow:
        try:
            return self._read(facts, line)
        except _Refused as refused:
            return BadRow(line, refused.code, refused.values)

    def put_by(self, row: Row) -> tuple[Any, ...]:
        """A row as plain values, from which `again` makes it without reading its cells a second time."""
        meaning = row.meaning
        instants = [None if at is None else to_stored(at) for at in (row.at, *(getattr(meaning, n) for n in _KEPT))]
        return row.line, tuple(row.facts.values()), row.change, meaning.reopened, tuple(instants)

    def again(self, kept: tuple[Any, ...]) -> Row:
        line, cells, change, reopened, instants = kept
        facts = dict(zip(self._mapping.columns, cells, strict=True))
        at, *others = map(_instant, instants)
        codes = self._codes_of(facts)
        meaning = Meaning(
            codes.state, codes.impact, codes.urgency, codes.priority, codes.channel, codes.met, reopened, *others
        )
        reference = facts["reference"]
        return Row(line, _key(facts, reference), reference, at, change, facts, meaning)

    def order(self, facts: dict[str, str], reference: str) -> tuple[datetime, int, str]:
        """The place of a row among its call's, from the few facts that give it. Raises ValueError."""
        try:
            at = self._written(facts, [self._time(facts, name) for name in TOLD])
            return at, self._number(facts, "change"), _key(facts, reference)
        except _Refused as refused:
            raise ValueError(refused.code) from refused

    def _written(self, facts: dict[str, str], instants: Iterable[datetime | None]) -> datetime:
        """When the row was written; a list that does not say was written after all that the row tells."""
        column = self._mapping.cells.get("changed_at")
        told = None
        if column is not None:
            told = self._time(facts, "changed_at") if column.optional else self._needed(facts, "changed_at")
        return told or max((one for one in instants if one is not None), default=_BEGINNING)

    def _read(self, facts: dict[str, str], line: int) -> Row:
        reference = facts["reference"]
        if reference in self._mapping.unknown:
            raise self._refused("cell_needed", "reference", "")
        change = self._number(facts, "change")
        codes = self._codes_of(facts)
        opened_at = self._needed(facts, "opened_at")
        resolved_at, closed_at, first_answer_at = (self._time(facts, name) for name in TOLD[1:])
        meaning = Meaning(
            codes.state,
            codes.impact,
            codes.urgency,
            codes.priority,
            codes.channel,
            codes.met,
            self._number(facts, "reopened"),
            opened_at,
            resolved_at,
            closed_at,
            first_answer_at,
            self._time(facts, "due_at"),
        )
        at = self._written(facts, (opened_at, resolved_at, closed_at, first_answer_at))
        return Row(line, _key(facts, reference), reference, at, change, facts, meaning)

    def _codes_of(self, facts: dict[str, str]) -> Codes:
        cells = self._shared(facts | self._unmapped if self._unmapped else facts)
        codes = self._known.get(cells)
        if codes is None:
            codes = self._known[cells] = self._codes(facts)
        return codes

    def _codes(self, facts: dict[str, str]) -> Codes:
        mapping = self._mapping
        state = known_value(mapping.states, facts.get("state", ""))
        if state is None:
            raise self._refused("value_unknown", "state", facts["state"])
        return Codes(
            state=state,
            impact=self._word(mapping.impacts, facts, "impact"),
            urgency=self._word(mapping.urgencies, facts, "urgency"),
            priority=self._word(mapping.priorities, facts, "priority"),
            channel=self._word(mapping.channels, facts, "channel"),
            met=self._word(mapping.verdicts, facts, "met"),
        )

    def _refused(self, code: str, name: str, value: str) -> _Refused:
        return _Refused(code, column=self._mapping.columns[name], value=value[:_SHOWN])

    def _needed(self, facts: dict[str, str], name: str) -> datetime:
        at = self._time(facts, name)
        if at is None:
            raise self._refused("cell_needed", name, "")
        return at

    def _time(self, facts: dict[str, str], name: str) -> datetime | None:
        reader = self._times.get(name)
        text = facts.get(name, "") if reader is not None else ""
        if reader is None or text in self._mapping.unknown:
            return None
        try:
            return reader.read(text)
        except (ValueError, OverflowError):
            raise self._refused("time_unreadable", name, text) from None

    def _number(self, facts: dict[str, str], name: str) -> int:
        text = facts.get(name, "")
        if not text or text in self._mapping.unknown:
            return 0
        figures = text.translate(_THOUSANDS)
        # Digits as people write them; nothing longer than any count of changes.
        if not (figures.isascii() and figures.isdigit() and len(figures) <= 12):
            raise self._refused("number_unreadable", name, text)
        return int(figures)

    def _word(self, known: Table[str, W], facts: dict[str, str], name: str) -> W | None:
        text = facts.get(name, "")
        if text in self._mapping.unknown:
            return None
        word = known_value(known, text)
        if word is None:
            raise self._refused("value_unknown", name, text)
        return word


def _instant(stored: int | None) -> Any:
    """An instant as it is kept beside the list; the first two of a row are always there."""
    return None if stored is None else from_stored(stored)


def _key(facts: dict[str, str], reference: str) -> str:
    # A count of changes alone is not one of a kind: lists have been seen that repeat it.
    return f"{reference}/{facts.get('change', '')}/{facts.get('changed_at', '')}"
