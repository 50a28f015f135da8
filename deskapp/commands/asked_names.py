"""Somebody by a name as it was typed: whole, or the beginnings of its words; else the nearest there are."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotFound
from deskapp.domain.spelling import folded, same_name
from deskapp.language import _

#: So many are named where nobody has the name, and how near they must be.
_NEAREST, _NEAR = 3, 0.6


def ids_of(typed: str, called: Mapping[int, Iterable[str]], nobody: Refusal) -> frozenset[int]:
    """The ids of whoever is called that. called: by id, every name of theirs.

    Raises NotFound: `nobody` with the nearest names, or that several names begin like it.
    """
    whole = frozenset(key for key, names in called.items() if any(same_name(one, typed) for one in names))
    if whole:
        return whole
    begun = sorted({one for names in called.values() for one in names if _begins(one, typed)}, key=folded)
    if len({folded(one) for one in begun}) == 1:
        return frozenset(key for key, names in called.items() if any(same_name(one, begun[0]) for one in names))
    if begun:
        raise NotFound(Refusal.NAME_OF_SEVERAL, name=typed, names=", ".join(begun))
    near = ", ".join(_nearest(typed, called))
    raise NotFound(nobody, name=typed, nearest=_("Nearest: {names}.").format(names=near) if near else "")


def _begins(name: str, typed: str) -> bool:
    asked, words = folded(typed).split(), folded(name).split()
    return bool(asked) and all(any(word.startswith(part) for word in words) for part in asked)


def _nearest(typed: str, called: Mapping[int, Iterable[str]]) -> list[str]:
    """Names like it, or with a word like it, the nearest first; of several that are as near, by the alphabet."""
    known = {folded(part): one for names in called.values() for one in sorted(names) for part in (one, *one.split())}
    found = get_close_matches(folded(typed), sorted(known), n=_NEAREST * 2, cutoff=_NEAR)
    return list(dict.fromkeys(known[one] for one in found))[:_NEAREST]
