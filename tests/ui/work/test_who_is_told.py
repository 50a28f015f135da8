"""Nobody is told anything who is gone: what outlives a dialog calls its methods, which end with it, and no lambda.

A lambda holds on to the Python side of a widget, and is still called when the widget itself was deleted.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import deskapp

ROOT = Path(deskapp.__file__).resolve().parent
MODULES = sorted((ROOT / "ui").rglob("*.py"))
#: What lives as long as a window, or longer: its place of work, the news, the beat, the lanes, the program.
OUTLIVING = {"place", "hub", "ticker", "lanes", "app"}


def calls(tree: ast.AST, *names: str) -> Iterator[tuple[ast.Call, ast.Attribute]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
            yield node, node.func


def parts(node: ast.expr) -> set[str]:
    """The names in a chain such as self._place.hub.changed."""
    words = ast.unparse(node).replace("()", "").split(".")
    return {word.lstrip("_") for word in words}


def is_nobodys(node: ast.expr, local: set[str]) -> bool:
    """Whether it is a function that belongs to no object."""
    return isinstance(node, ast.Lambda) or (isinstance(node, ast.Name) and node.id in local)


def unheard_ends(source: str) -> list[str]:
    """What would still be told after its widget is gone."""
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = {inner for outer in functions for inner in ast.walk(outer) if inner is not outer}
    local = {one.name for one in functions if one in inside}
    found = []
    for call, signal in calls(tree, "connect"):
        if call.args and is_nobodys(call.args[0], local) and parts(signal.value) & OUTLIVING:
            found.append(ast.unparse(call))
    for call, asked in calls(tree, "read", "act"):
        answers = [*call.args[1:], *(word.value for word in call.keywords if word.arg in ("done", "failed"))]
        says_for_whom = any(word.arg == "receiver" for word in call.keywords)
        if parts(asked.value) & OUTLIVING and not says_for_whom and any(is_nobodys(one, local) for one in answers):
            found.append(ast.unparse(call))
    return found


def test_what_outlives_a_widget_calls_no_lambda_of_it() -> None:
    assert len(MODULES) > 500
    found = {str(module.relative_to(ROOT)): unheard_ends(module.read_text("utf-8")) for module in MODULES}
    assert {module: ends for module, ends in found.items() if ends} == {}


@pytest.mark.parametrize(
    "source",
    [
        "place.facts_changed.connect(lambda facts: self.reload())",
        "self._place.hub.changed.connect(lambda changes: self.reload())",
        "self._place.read(lambda desk: desk.facts(), lambda facts: self.show(facts))",
        "def ask(self):\n    def show(facts): ...\n    self._place.read(lambda desk: desk.facts(), show)",
        "self._place.act(work, failed=lambda error: self.say(error))",
    ],
)
def test_such_a_lambda_is_found(source: str) -> None:
    assert len(unheard_ends(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "place.facts_changed.connect(self.reload)",
        "self.button.clicked.connect(lambda: self.turn(1))",
        "self._place.read(lambda desk: desk.facts(), lambda facts: self.show(facts), receiver=self)",
    ],
)
def test_what_ends_with_its_widget_is_let_be(source: str) -> None:
    assert unheard_ends(source) == []
