"""A view with everything taken out but what is named: of a confidential call others see that it exists."""

import types
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def blank(view: T, keep: Collection[str], **instead: Any) -> T:
    """The view with only the fields to `keep`, and those given `instead`.

    What is added to a view later is taken out of itself. A field that needs a value has one that says nothing:
    an empty text, no lines, 0, the first word of a list of words.
    """
    kind: Any = type(view)
    told = {
        name: instead.get(name, getattr(view, name) if name in keep else _nothing(hint))
        for name, hint in _hints(kind).items()
    }
    made: T = kind(**told)
    return made


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _nothing(hint: Any) -> Any:
    """What says nothing in the place of a value of this type."""
    origin = get_origin(hint) or hint
    if origin in (Union, types.UnionType) and type(None) in get_args(hint):
        return None
    if not isinstance(origin, type):
        raise TypeError(f"nothing stands for {hint}")
    if issubclass(origin, StrEnum):
        return next(iter(origin))
    if origin in (str, int, bool, tuple, frozenset):
        return origin()
    if issubclass(origin, Mapping):
        return {}
    if is_dataclass(origin):
        return origin(**{name: _nothing(one) for name, one in _hints(origin).items()})
    raise TypeError(f"nothing stands for {hint}")
