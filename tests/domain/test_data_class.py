"""Data classes of our own do what those of the standard library do."""

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from deskapp.domain.data_class import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 0
    note: str = field(default="", repr=False)
    more: dict[str, int] = field(default_factory=dict, hash=False, compare=False)


@dataclass(slots=True)
class Counted:
    """Changes, and begins with what is made of what was given."""

    start: int
    now: int = field(init=False)

    def __post_init__(self) -> None:
        self.now = self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    name: str = ""
    size: int


@dataclass(frozen=True)
class Above(Point):
    z: int = 0

    @property
    def sum(self) -> int:
        return self.x + self.y + self.z


@dataclass(frozen=True, slots=True)
class Own:
    """Says for itself what it is equal to."""

    word: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own) and other.word.lower() == self.word.lower()

    def __hash__(self) -> int:
        return hash(self.word.lower())

    def __repr__(self) -> str:
        return f"<{self.word}>"


def test_it_takes_what_was_given_and_the_rest_by_default() -> None:
    assert (Point(1).x, Point(1).y, Point(1).note, Point(1).more) == (1, 0, "", {})
    assert Point(1).more is not Point(1).more
    assert Point(1, y=2, note="there") == Point(1, 2, "there")
    assert Named(size=3).name == ""
    assert Above(1, 2, z=3).sum == 6
    counted = Counted(4)
    counted.now += 1
    assert (counted.start, counted.now) == (4, 5)


@pytest.mark.parametrize("wrong", [lambda: Point(), lambda: Point(1, z=2), lambda: Point(1, 2, "", {}, 5)])
def test_what_does_not_fit_is_refused_also_the_first_time(wrong: Any) -> None:
    with pytest.raises(TypeError):
        wrong()
    with pytest.raises(TypeError):
        Named("by place", 3)  # type: ignore[misc]


def test_equal_are_two_of_one_class_with_equal_fields() -> None:
    assert Point(1, 2) == Point(1, 2)
    assert Point(1, 2) != Point(1, 3)
    assert Point(1, 2) != Above(1, 2)
    assert Point(1, 2) != (1, 2, "", {})
    assert Point(1, more={"a": 1}) == Point(1)
    assert Own("Word") == Own("word")
    assert len({Point(1, more={"a": 1}), Point(1), Point(2), Own("a"), Own("A")}) == 3
    with pytest.raises(TypeError, match="unhashable"):
        hash(Counted(1))


def test_what_is_frozen_stays() -> None:
    point = Point(1)
    for change in (lambda: setattr(point, "x", 2), lambda: setattr(point, "other", 2), lambda: delattr(point, "x")):
        with pytest.raises((FrozenInstanceError, AttributeError)):
            change()
    assert point == Point(1)
    assert not hasattr(point, "__dict__")


def test_it_says_what_it_is() -> None:
    assert repr(Point(1, 2, "hidden")) == "Point(x=1, y=2, more={})"
    assert repr(Counted(1)) == "Counted(start=1, now=1)"
    assert repr(Own("word")) == "<word>"


def test_the_librarys_functions_know_it() -> None:
    assert dataclasses.is_dataclass(Point)
    assert [one.name for one in dataclasses.fields(Above)] == ["x", "y", "note", "more", "z"]
    assert dataclasses.replace(Point(1, 2), y=5) == Point(1, 5)
    assert dataclasses.asdict(Named(size=1)) == {"name": "", "size": 1}
    assert copy.copy(Point(1, 2)) == copy.deepcopy(Point(1, 2)) == pickle.loads(pickle.dumps(Point(1, 2)))
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)
