"""The rules of the house, run: who may know whom, style, types, and what a start may load."""

import ast
import io
import re
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from patience import SECONDS

import deskapp

ROOT = Path(deskapp.__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "deskapp").rglob("*.py"))
#: Beside a fixed top level only what tools need.
TOP = {"deskapp", "resources", "migrations", "tests", "main.py", "pyproject.toml", "README.md"}
TOP |= {"CONTRIBUTING.md", "CHANGELOG.md"}
TOOLS = {".ci", ".gitignore", ".git", "LICENSE", "requirements.lock"}


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=SECONDS
    )


def test_who_may_know_whom() -> None:
    from importlinter import api  # noqa: F401 - says plainly when the checks are not installed

    code = "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c(['--no-cache']))"
    outcome = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_style() -> None:
    for arguments in (("check", "--no-cache", "."), ("format", "--no-cache", "--check", ".")):
        outcome = _run("ruff", *arguments)
        assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_types() -> None:
    outcome = _run("mypy", "--cache-dir", "/dev/null" if sys.platform != "win32" else "nul")
    assert outcome.returncode == 0, outcome.stdout[-4000:] + outcome.stderr


def _tracked() -> list[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("a source archive, not a checkout")
    return subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


def test_the_top_level_is_fixed() -> None:
    assert {path.split("/")[0] for path in _tracked()} <= TOP | TOOLS


#: A document, a module, or a place in this repository; and documents that live somewhere else.
_NAMED = re.compile(
    r"(?<![\w./~*{<-])((?:\.\./|[\w.-]+/)*[\w.-]+\.(?:md|rst|toml|csv|gz|png|svg|py|lock)"
    r"|(?:deskapp|tests|resources|migrations)(?:/[\w.-]+)+/?)(?![\w*{]|\.\w)"
)
_ELSEWHERE = re.compile(r"\.\./|\bissue (?:#?\d|\")", re.IGNORECASE)
_SECTION = re.compile(r'RULES\.md,\s+"([^"]+)"(?:\s+and\s+"([^"]+)")?')


def _said(path: Path) -> Iterator[tuple[int, str]]:
    """What is written for people, by line: a page whole, of a module its comments and docstrings."""
    text = path.read_text(encoding="utf-8")
    if not (_NAMED.search(text) or _ELSEWHERE.search(text)):
        return
    if path.suffix == ".md":
        yield 1, text
        return
    if path.suffix == ".toml":
        for number, line in enumerate(text.splitlines(), 1):
            yield number, line.partition("#")[2]
        return
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield getattr(node, "lineno", 1), ast.get_docstring(node) or ""


def test_nothing_refers_to_a_document_that_is_not_there() -> None:
    tracked = _tracked()
    there = {*tracked, *(name for path in tracked for name in (path.split("/")[-1], *map(str, Path(path).parents)))}
    headings = set(re.findall(r"^## (.+)$", (ROOT / "deskapp" / "RULES.md").read_text(encoding="utf-8"), re.MULTILINE))
    wrong = []
    for path in tracked:
        if not path.endswith((".py", ".md", ".toml")):
            continue
        for line, said in _said(ROOT / path):
            named = [name.rstrip("/.") for name in _NAMED.findall(said)]
            wrong += [f"{path}:{line}: {name}" for name in named if name not in there]
            wrong += [f"{path}:{line}: {name}" for name in _ELSEWHERE.findall(said)]
            sections = {name for found in _SECTION.findall(said) for name in found if name}
            wrong += [f'{path}:{line}: RULES.md has no "{name}"' for name in sections - headings]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("module", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_module_says_what_it_is_for_and_init_files_do_no_work(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    if module.name == "__init__.py":
        work = [node for node in tree.body if not isinstance(node, (ast.Expr, ast.Assign))]
        assert not work
    else:
        assert ast.get_docstring(tree), "a module starts with a line that says what it is for"


def test_only_the_system_clock_reads_the_clock_of_the_machine() -> None:
    reads = re.compile(r"datetime\.(now|utcnow|today)\(|date\.today\(|time\.time\(|currentDateTime|QDate\.currentDate")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in SOURCES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if reads.search(line)
    ]
    assert len(found) == 1, found
    assert found[0].startswith("deskapp/domain/clock.py"), found


def test_no_dialog_blocks_and_nothing_uses_a_second_sqlite() -> None:
    banned = re.compile(
        r"(?<!app)\.exec\(\)|\bimport sqlite3|from sqlite3|QtSql|QMessageBox\.(question|warning|information)\("
    )
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in SOURCES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if banned.search(line)
    ]
    assert not found, found


@pytest.mark.parametrize(
    ("start", "never"),
    [
        ("import deskapp.cli", ("sqlalchemy", "PySide6", "reportlab", "alembic")),
        ("import deskapp.desk", ("sqlalchemy", "PySide6", "reportlab", "alembic")),
        ("import deskapp.app, deskapp.ui.window.main_window", ("sqlalchemy", "reportlab", "alembic", "pypdfium2")),
    ],
)
def test_a_start_loads_no_more_than_the_first_screen_needs(start: str, never: tuple[str, ...]) -> None:
    code = f"{start}; import sys; print(','.join(n for n in {never!r} if n in sys.modules))"
    outcome = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert outcome.stdout.strip() == ""


def test_continuous_integration_runs_the_second_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = readme.split("<!-- tests -->")[1].split("```")[1].strip()
    assert "--require-hashes -r requirements.lock" in command
    assert "pytest" in command
    assert "<!-- tests -->" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_lock_names_what_the_project_needs_with_hashes_and_no_hosts() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    locked = {line.split("==")[0].lower() for line in lock.splitlines() if "==" in line}
    for requirement in wanted:
        assert re.split(r"[<>=]", requirement)[0].lower() in locked, requirement
