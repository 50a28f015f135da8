"""Data classes that cost next to nothing to load; otherwise those of the standard library.

The library writes and compiles six methods for each class when it is declared: half a millisecond, and a start
declares more than a hundred. Here the methods of all classes are the same few functions, and `__init__` is compiled
when the first object of its class is made.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, kw_only=False):
        """As `dataclasses.dataclass`, with what is used of it here."""

        def made(kind: type) -> type:
            # The library would write the signature into the docstring of a class that has none.
            kind.__doc__ = kind.__doc__ or kind.__name__
            kind = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(kind)
            own = vars(kind)
            methods = {"__init__": _init(kind, frozen), "__repr__": _repr, **_comparing(kind, frozen)}
            if "__eq__" in own and own["__hash__"] is not None:
                del methods["__hash__"]
            for name, method in methods.items():
                if name == "__hash__" or name not in own:
                    setattr(kind, name, method)
            if frozen:
                kind.__setattr__, kind.__delattr__ = _refusals(kind)
                if slots:
                    kind.__getstate__, kind.__setstate__ = _getstate, _setstate
            return kind

        return made if cls is None else made(cls)


def _init(kind: Any, frozen: bool) -> Callable[..., None]:
    """Stands for `__init__` until it is called: then the library writes it."""

    def first(self: Any, *args: Any, **kwargs: Any) -> None:
        given = [(one.name, one.type, one) for one in fields(kind)]
        rest = {name: getattr(kind, name) for name in ("__doc__", "__post_init__") if hasattr(kind, name)}
        whole = dataclasses.make_dataclass(
            kind.__name__, given, frozen=frozen, repr=False, eq=False, match_args=False, namespace=rest
        )
        kind.__init__ = vars(whole)["__init__"]
        kind.__init__(self, *args, **kwargs)

    return first


@recursive_repr("...")
def _repr(self: Any) -> str:
    shown = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({shown})"


def _comparing(kind: type, frozen: bool) -> dict[str, Any]:
    """Equal where all fields are; what cannot be changed can be a key."""
    names = [one.name for one in fields(kind) if one.compare]
    # With one name or none it does not make a tuple: then the class does for the other.
    values = attrgetter("__class__", "__class__", *names)

    def equal(self: Any, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    return {"__eq__": equal, "__hash__": hashed if frozen else None}


def _refusals(kind: Any) -> tuple[Callable[[Any, str, Any], None], Callable[[Any, str], None]]:
    """What is frozen takes no other value; a class below it may have attributes of its own."""
    names = frozenset(one.name for one in fields(kind))

    def refuse_value(self: Any, name: str, value: Any) -> None:
        if type(self) is kind or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(kind, self).__setattr__(name, value)

    def refuse_removal(self: Any, name: str) -> None:
        if type(self) is kind or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(kind, self).__delattr__(name)

    return refuse_value, refuse_removal


def _getstate(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in fields(self)]


def _setstate(self: Any, state: list[Any]) -> None:
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)
