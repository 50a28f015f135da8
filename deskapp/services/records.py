"""What an act, a row and a view of one thing have by one name is copied by that name: a new field is named once."""

from collections.abc import Collection, Mapping
from dataclasses import Field, fields
from functools import cache
from typing import Any, ClassVar, Protocol, TypeVar

from deskapp.models.base import Base
from deskapp.services.texts import clean


class Frozen(Protocol):
    """An act or a view."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


View = TypeVar("View", bound=Frozen)


def said(act: Frozen, row: type[Base]) -> dict[str, Any]:
    """What an act says of a row's columns, texts as they are stored; not which row, nor what the act began from."""
    values = {name: getattr(act, name) for name in _shared(type(act), row)}
    return {name: clean(value) if type(value) is str else value for name, value in values.items()}


def take(row: Base, act: Frozen, leaving_out: Collection[str] = ()) -> None:
    """Write into a row what an act says of it, and count its version on."""
    for name, value in said(act, type(row)).items():
        if name not in leaving_out:
            setattr(row, name, value)
    row.version += 1  # type: ignore[attr-defined]


def view(kind: type[View], row: object, more: Mapping[str, Any]) -> View:
    """A view of a row: what both have by one name, and more that the row does not hold, or not like this."""
    return kind(**{name: getattr(row, name) for name in _names(kind) if name not in more}, **more)


@cache
def _names(kind: type[Frozen]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


@cache
def _shared(act: type[Frozen], row: type[Base]) -> tuple[str, ...]:
    columns = row.__table__.columns.keys()
    return tuple(name for name in _names(act) if name in columns and name != "id")
