"""Which overrides one act made: they are undone together, or a swap would leave both nights with one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from deskapp.domain.rota import Override


def marked(made: Iterable[Override], act: int) -> list[Override]:
    """The overrides of one act, told apart from those of others where there are several."""
    found = list(made)
    return [replace(one, act=act) for one in found] if len(found) > 1 else found


def with_it(overrides: Sequence[Override], number: int) -> tuple[int, ...]:
    """The places of all that are undone with one, its own among them."""
    one = overrides[number]
    if one.act is not None:
        return tuple(place for place, other in enumerate(overrides) if other.act == one.act)
    other = _other_half(overrides, number)
    return (number,) if other is None else tuple(sorted((number, other)))


def _other_half(overrides: Sequence[Override], number: int) -> int | None:
    """Of a swap that was made before acts were told apart: the other night, which stands beside it."""
    one = overrides[number]
    for place in (number - 1, number + 1):
        if one.kind != "replace" or not 0 <= place < len(overrides):
            continue
        other = overrides[place]
        mirrored = (other.kind, other.member, other.replaces) == ("replace", one.replaces, one.member)
        if mirrored and other.act is None:
            return place
    return None
