"""A scenario from the text of its file; what is wrong with it is said by line, all of it at once."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from deskapp.domain.calming.cards import Situation
from deskapp.domain.data_class import dataclass
from deskapp.domain.exchange.toml_text import NotTomlError, parsed
from deskapp.domain.practice.places import Path, places
from deskapp.domain.practice.scenario import (
    Answer,
    HandoffPart,
    Line,
    PartOfHandoff,
    Person,
    Scenario,
    Sign,
    Theme,
    Wanted,
)
from deskapp.domain.practice.words_said import says
from deskapp.domain.words import EscalationType, Priority

#: A scenario is ten minutes of talk: nobody reads longer, and nobody plays more branches.
MOST_BYTES = 200_000
MOST_LINES = 200
MOST_ANSWERS = 6

_Code = TypeVar("_Code", bound=StrEnum)


class ScenarioFault(StrEnum):
    """What can be wrong with a scenario's file."""

    NO_TOML = "no_toml"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    MISSING = "missing"
    NOT_THIS_KIND = "not_this_kind"
    UNKNOWN = "unknown"
    NOT_KNOWN_VALUE = "not_known_value"
    TWICE = "twice"
    NO_SUCH_LINE = "no_such_line"
    NEVER_REACHED = "never_reached"
    LOOP = "loop"
    NOT_SAID = "not_said"
    NO_GOOD_ANSWER = "no_good_answer"
    NOBODY_RIGHT = "nobody_right"
    MODEL_FALLS_SHORT = "model_falls_short"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, on which line of the file (from 1), and with what: a key, a name or a value."""

    line: int
    fault: ScenarioFault
    what: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A scenario, or what keeps the file from being one, in the order of its lines."""

    scenario: Scenario | None
    faults: tuple[Fault, ...] = ()


def read(text: str, triggers: Iterable[str]) -> Read:
    """A scenario from the text of a file. triggers: the codes of signs that a line may show."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        return Read(None, (Fault(1, ScenarioFault.TOO_LONG, str(MOST_BYTES)),))
    try:
        raw = parsed(text)
    except NotTomlError as error:
        return Read(None, (Fault(error.line, ScenarioFault.NO_TOML, str(error)),))
    reader = _Reader(places(text), frozenset(triggers))
    scenario = reader.scenario(raw)
    faults = tuple(sorted(reader.faults, key=lambda one: (one.line, one.what)))
    return Read(None, faults) if faults else Read(scenario)


class _Reader:
    def __init__(self, lines: Mapping[Path, int], triggers: frozenset[str]) -> None:
        self._places = lines
        self._triggers = triggers
        self.faults: list[Fault] = []

    def _fault(self, at: Path, fault: ScenarioFault, what: str = "") -> None:
        while at and at not in self._places:
            at = at[:-1]
        self.faults.append(Fault(self._places.get(at, 1), fault, what))

    # The parts

    def scenario(self, raw: Mapping[str, Any]) -> Scenario:
        head = _Table(self, raw, ())
        screen = head.table("screen")
        lines = tuple(self._line(one) for one in head.tables("line", most=MOST_LINES))
        made = Scenario(
            id=head.text("id"),
            title=head.text("title"),
            trade=head.text("trade"),
            about=head.text("about"),
            minutes=head.figure("minutes"),
            themes=head.codes("themes", Theme),
            caller=head.text("caller"),
            priority=screen.code("priority", Priority).value,
            facts=screen.pairs("facts"),
            tips=head.texts("tips"),
            lines=lines or (Line("", ""),),
            not_signs=tuple(self._not_sign(one) for one in head.tables("not_sign", optional=True)),
            types=head.codes("types", EscalationType),
            types_why=head.text("types_why"),
            people=tuple(self._person(one) for one in head.tables("person")),
            frame=tuple(self._wanted(one) for one in head.tables("frame")),
            framings=head.texts("framings"),
            handoff=tuple(self._part(one) for one in head.tables("handoff")),
            said=head.text("said"),
            card=head.code_or_none("card", Situation),
        )
        screen.done()
        head.done()
        self._check(made)
        return made

    def _line(self, table: "_Table") -> Line:
        line = Line(
            id=table.text("id"),
            says=table.text("says"),
            answers=tuple(self._answer(one) for one in table.tables("answer", optional=True, most=MOST_ANSWERS)),
            signs=tuple(self._sign(one) for one in table.tables("sign", optional=True)),
            how=table.text("how", optional=True),
        )
        table.done()
        return line

    def _answer(self, table: "_Table") -> Answer:
        answer = Answer(
            says=table.text("says"),
            to=table.text("to", optional=True),
            worth=table.figure("worth", most=2),
            why=table.text("why"),
            meant=table.groups("meant"),
        )
        table.done()
        return answer

    def _sign(self, table: "_Table") -> Sign:
        sign = Sign(self._trigger(table), table.text("words"), table.text("why"))
        table.done()
        return sign

    def _not_sign(self, table: "_Table") -> tuple[str, str]:
        told = (self._trigger(table), table.text("why"))
        table.done()
        return told

    def _trigger(self, table: "_Table") -> str:
        trigger = table.text("trigger")
        if trigger and trigger not in self._triggers:
            table.fault("trigger", ScenarioFault.NOT_KNOWN_VALUE, trigger)
        return trigger

    def _person(self, table: "_Table") -> Person:
        person = Person(
            name=table.text("name"),
            role=table.text("role"),
            when=table.text("when"),
            reachable=table.yes_or_no("reachable"),
            why=table.text("why"),
            right=table.yes_or_no("right", optional=True),
        )
        table.done()
        return person

    def _wanted(self, table: "_Table") -> Wanted:
        wanted = Wanted(table.text("name"), table.texts("forms"), table.text("why"))
        table.done()
        return wanted

    def _part(self, table: "_Table") -> PartOfHandoff:
        part = table.code("part", HandoffPart)
        wanted = Wanted(part.value, table.texts("forms"), table.text("why"))
        told = PartOfHandoff(part, wanted, table.text("model"))
        table.done()
        return told

    # What only the whole shows

    def _check(self, made: Scenario) -> None:
        self._check_lines(made.lines)
        self._check_ways(made)
        self._check_models(made)
        if not any(one.right and one.reachable for one in made.people):
            self._fault(("person", 0), ScenarioFault.NOBODY_RIGHT)

    def _check_lines(self, lines: tuple[Line, ...]) -> None:
        ids = [line.id for line in lines]
        for number, line in enumerate(lines):
            at: Path = ("line", number)
            if line.id in ids[:number]:
                self._fault((*at, "id"), ScenarioFault.TWICE, line.id)
            for place, sign in enumerate(line.signs):
                if sign.words not in line.says:
                    self._fault((*at, "sign", place, "words"), ScenarioFault.NOT_SAID, sign.words)
            if line.answers and not any(answer.worth == 2 for answer in line.answers):
                self._fault(at, ScenarioFault.NO_GOOD_ANSWER, line.id)
            for place, answer in enumerate(line.answers):
                if answer.to and answer.to not in ids:
                    self._fault((*at, "answer", place, "to"), ScenarioFault.NO_SUCH_LINE, answer.to)

    def _check_ways(self, made: Scenario) -> None:
        """From the first line every line is reached, and none comes back to where the talk has been."""
        numbers = {line.id: number for number, line in reversed(list(enumerate(made.lines)))}
        done: set[int] = set()
        on_way: list[int] = []
        # By hand and not by calls: a file may be made so that it is as deep as it is long.
        todo: list[tuple[int, Iterator[tuple[int, Answer]]]] = []

        def enter(number: int) -> None:
            on_way.append(number)
            todo.append((number, iter(enumerate(made.lines[number].answers))))

        enter(0)
        while todo:
            number, answers = todo[-1]
            for place, answer in answers:
                target = numbers.get(answer.to)
                if target is None or target in done:
                    continue
                if target in on_way:
                    self._fault(("line", number, "answer", place, "to"), ScenarioFault.LOOP, answer.to)
                    continue
                enter(target)
                break
            else:
                todo.pop()
                done.add(on_way.pop())
        for number, line in enumerate(made.lines):
            if number not in done:
                self._fault(("line", number), ScenarioFault.NEVER_REACHED, line.id)

    def _check_models(self, made: Scenario) -> None:
        """What is shown as the way to say it must be found good by the scenario's own lists."""
        for wanted in made.frame:
            if not says(made.said, wanted.forms):
                self._fault(("said",), ScenarioFault.MODEL_FALLS_SHORT, wanted.name)
        for number, part in enumerate(made.handoff):
            if not says(part.model, part.wanted.forms):
                self._fault(("handoff", number, "model"), ScenarioFault.MODEL_FALLS_SHORT, part.part.value)


class _Table:
    """One table of the file: what is taken out of it, and what is left over."""

    def __init__(self, reader: _Reader, raw: Any, at: Path) -> None:
        self._reader = reader
        self._raw: dict[str, Any] = dict(raw) if isinstance(raw, dict) else {}
        self._at = at

    def fault(self, key: str, fault: ScenarioFault, what: str) -> None:
        self._reader._fault((*self._at, key), fault, what)

    def _take(self, key: str, kind: type | tuple[type, ...], *, optional: bool) -> Any:
        value = self._raw.pop(key, None)
        if value is None:
            if not optional:
                self.fault(key, ScenarioFault.MISSING, key)
        elif not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
            self.fault(key, ScenarioFault.NOT_THIS_KIND, key)
            value = None
        return value

    def text(self, key: str, *, optional: bool = False) -> str:
        value = self._take(key, str, optional=optional)
        text = "" if value is None else " ".join(value.split())
        if value is not None and not text and not optional:
            self.fault(key, ScenarioFault.MISSING, key)
        return text

    def figure(self, key: str, *, most: int = 60) -> int:
        value = self._take(key, int, optional=False)
        if value is not None and not 0 <= value <= most:
            self.fault(key, ScenarioFault.NOT_KNOWN_VALUE, str(value))
        return int(value or 0)

    def yes_or_no(self, key: str, *, optional: bool = False) -> bool:
        return bool(self._take(key, bool, optional=optional))

    def code(self, key: str, kind: type[_Code]) -> _Code:
        return self._coded(key, self.text(key), kind)

    def code_or_none(self, key: str, kind: type[_Code]) -> _Code | None:
        value = self.text(key, optional=True)
        return self._coded(key, value, kind) if value else None

    def codes(self, key: str, kind: type[_Code]) -> tuple[_Code, ...]:
        return tuple(self._coded(key, one, kind) for one in self.texts(key))

    def _coded(self, key: str, value: str, kind: type[_Code]) -> _Code:
        try:
            return kind(value)
        except ValueError:
            if value:
                self.fault(key, ScenarioFault.NOT_KNOWN_VALUE, value)
            return next(iter(kind))

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._take(key, list, optional=False) or []
        if not all(isinstance(one, str) and one.strip() for one in value):
            self.fault(key, ScenarioFault.NOT_THIS_KIND, key)
            return ()
        return tuple(" ".join(one.split()) for one in value)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        value = self._take(key, list, optional=False) or []
        if not all(_texts(one) and len(one) == 2 for one in value):
            self.fault(key, ScenarioFault.NOT_THIS_KIND, key)
            return ()
        return tuple((one[0], one[1]) for one in value)

    def groups(self, key: str) -> tuple[tuple[str, ...], ...]:
        value = self._take(key, list, optional=True) or []
        if not all(_texts(one) for one in value):
            self.fault(key, ScenarioFault.NOT_THIS_KIND, key)
            return ()
        return tuple(tuple(one) for one in value)

    def table(self, key: str) -> "_Table":
        return _Table(self._reader, self._take(key, dict, optional=False), (*self._at, key))

    def tables(self, key: str, *, optional: bool = False, most: int = 40) -> "Iterator[_Table]":
        value = self._take(key, list, optional=optional) or []
        if not all(isinstance(one, dict) for one in value):
            self.fault(key, ScenarioFault.NOT_THIS_KIND, key)
            return
        if len(value) > most:
            self._reader._fault((*self._at, key, most), ScenarioFault.TOO_MANY, str(most))
        for number, one in enumerate(value[:most]):
            yield _Table(self._reader, one, (*self._at, key, number))

    def done(self) -> None:
        """What nobody took is no part of a scenario: most often a name that was typed wrongly."""
        for key in self._raw:
            self.fault(key, ScenarioFault.UNKNOWN, key)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
