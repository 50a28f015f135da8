"""The house as its imports draw it: modules, rooms, and who knows whom; for types too."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import deskapp

ROOT = Path(deskapp.__file__).resolve().parent.parent
#: Each of these modules in the root of the package stands for itself.
HALL = "deskapp"


@cache
def modules() -> dict[str, Path]:
    """Each module by its dotted name; a folder's own `__init__` is left out where it is empty."""
    found = {}
    for path in sorted((ROOT / "deskapp").rglob("*.py")):
        dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if path.name != "__init__.py":
            found[dotted] = path
        elif path.stat().st_size:
            found[dotted.removesuffix(".__init__")] = path
    return found


@cache
def imports() -> dict[str, frozenset[str]]:
    """The modules of ours that each module imports, wherever in it, and for types alone as well."""
    every = modules()
    return {name: frozenset(_imported(ast.parse(path.read_text("utf-8")), every)) for name, path in every.items()}


def _imported(tree: ast.AST, every: Mapping[str, Path]) -> Iterable[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                below = f"{node.module}.{alias.name}"
                if below in every:
                    yield below
                elif node.module in every:
                    yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in every)


def room_of(module: str) -> str:
    """The folder that a module lies in. A package with a face of its own is the room of that face."""
    path = modules()[module]
    if path.name == "__init__.py":
        return module
    room = module.rpartition(".")[0]
    return module if room == HALL else room


@cache
def rooms() -> dict[str, list[str]]:
    """The modules of each room, faces left out."""
    found: dict[str, list[str]] = defaultdict(list)
    for module, path in modules().items():
        if path.name != "__init__.py" and module.rpartition(".")[0] != HALL:
            found[room_of(module)].append(module)
    return dict(found)


def knows(of: Mapping[str, str]) -> dict[str, set[str]]:
    """Who knows whom where each module stands for what `of` says."""
    found: dict[str, set[str]] = defaultdict(set)
    for module, imported in imports().items():
        for other in imported:
            if of[module] != of[other]:
                found[of[module]].add(of[other])
    return found


def cycles(knows: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Everything from which a way of imports leads back to itself, by Tarjan's strongly connected components."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(one: str) -> None:
        index[one] = low[one] = len(index)
        stack.append(one)
        for other in knows.get(one, ()):
            if other not in index:
                visit(other)
                low[one] = min(low[one], low[other])
            elif other in stack:
                low[one] = min(low[one], index[other])
        if low[one] == index[one]:
            place = stack.index(one)
            together = stack[place:]
            del stack[place:]
            if len(together) > 1 or one in knows.get(one, ()):
                found.append(sorted(together))

    for one in list(knows):
        if one not in index:
            visit(one)
    return found
