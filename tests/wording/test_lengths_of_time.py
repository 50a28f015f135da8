"""A length of time is put into words in one place: no other makes hours and minutes of one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import deskapp

HERE = Path(deskapp.__file__).parent
#: Who has to do with sixties and is no reader of a length of time, and the one place.
ELSE = {
    "wording/times.py": "the one place",
    "domain/working_year.py": "minutes of a day as 09:30",
    "services/directory/contact_entries.py": "as a file of contacts keeps it, whatever the language",
    "documents/tables/cells.py": "as a spreadsheet reads it",
    "ui/widgets/fields/when.py": "minutes of a day, as they were typed",
}
_UNITS = {60, 3_600, 1_440, 86_400}
_WORDED = re.compile(r"\{\w*\} ?(?:d|h|hrs?|min|mins|s|sec|hours?|minutes?|seconds?)\b")


def _number(node: ast.expr) -> float | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        factors = _number(node.left), _number(node.right)
        return None if None in factors else factors[0] * factors[1]  # type: ignore[operator]
    return None


def _splits(node: ast.AST) -> bool:
    """Whether something is divided into minutes, hours or days."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.FloorDiv, ast.Mod, ast.Div)):
        return _number(node.right) in _UNITS
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "divmod"
        and _number(node.args[1]) in _UNITS
    )


def _worded(node: ast.AST) -> bool:
    """Whether it is a text with a place for a number of hours, minutes or the like."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(_WORDED.search(node.value))


def _makers() -> Iterator[str]:
    for path in sorted(HERE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        if any(_splits(node) or _worded(node) for node in ast.walk(tree)):
            yield path.relative_to(HERE).as_posix()


def test_lengths_of_time_are_put_into_words_in_one_place() -> None:
    assert set(_makers()) == set(ELSE)


def test_the_search_finds_what_it_looks_for() -> None:
    for code in ("x // 60", "divmod(x, 60)", "x % (24 * 60)", "x / 3600", "_('{n} min')", "_('{days} d {hours} h')"):
        assert any(_splits(node) or _worded(node) for node in ast.walk(ast.parse(code))), code
    for code in ("x // 2", "divmod(x, 7)", "_('{n} deadlines')", "_('{n} days added')", "60 * x"):
        assert not any(_splits(node) or _worded(node) for node in ast.walk(ast.parse(code))), code
