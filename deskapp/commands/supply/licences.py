"""The licences of all that a bundle carries, as one text to pass on with it."""

from __future__ import annotations

from collections.abc import Sequence

from deskapp.commands.supply.carried import Part

_LINE = "=" * 78


def licences(app: Part, parts: Sequence[Part]) -> str:
    """Name, version and licence of each part, then every text once, with those whose it is. In English, as they are."""
    told = [f"{_named(one)}: {one.licence or 'no licence is told'}{_of(one)}" for one in (app, *parts)]
    whose: dict[str, list[str]] = {}
    for one in (app, *parts):
        for _name, text in one.texts:
            whose.setdefault(text.strip("\n"), []).append(_named(one))
    without = [_named(one) for one in parts if not one.texts and not one.inside]
    blocks = [f"What {_named(app)} carries, and the licences of it.", "\n".join(told)]
    if without:
        blocks.append("Without the text of a licence in their package: " + ", ".join(without))
    blocks += [f"{_LINE}\n{', '.join(dict.fromkeys(names))}\n{_LINE}\n\n{text}" for text, names in whose.items()]
    return "\n\n".join(blocks) + "\n"


def _named(part: Part) -> str:
    return f"{part.name} {part.version}".strip()


def _of(part: Part) -> str:
    return f" (inside {part.inside}, whose texts tell more)" if part.inside else ""
