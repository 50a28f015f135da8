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

import house
import pytest
from patience import SECONDS

import deskapp
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.event_kind import EventKind

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


@pytest.mark.long
def test_types() -> None:
    outcome = _run("mypy", "--cache-dir", "/dev/null" if sys.platform != "win32" else "nul")
    assert outcome.returncode == 0, outcome.stdout[-4000:] + outcome.stderr


def _tracked() -> list[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("a source archive, not a checkout")
    return subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


def test_the_top_level_is_fixed() -> None:
    assert {path.split("/")[0] for path in _tracked()} <= TOP | TOOLS


def test_a_view_of_a_service_is_a_type_to_the_words_and_nothing_more() -> None:
    """So that a paper, or a line of the command line, loads no service."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / "deskapp" / "wording").rglob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("deskapp.services")
    ]
    assert not found


#: Whoever knows a room by its face alone: checks from outside call it.
FACES = {ROOT / "deskapp" / "domain" / "rota" / "__init__.py"}
#: "A room has at most about 25 modules; one that grows past it is two."
LARGEST_ROOM = 25
#: What everything in services stands on, and knows no room.
FLOOR = {
    "alike",
    "answered",
    "call_fields",
    "callers",
    "changes",
    "defaults",
    "drafts",
    "events",
    "forgotten",
    "lines",
    "long_acts",
    "masked",
    "people",
    "phones",
    "reached",
    "records",
    "reindexing",
    "rules",
    "own_time",
    "spoken_signs",
    "texts",
    "turn",
    "watch",
    "work",
}


def test_no_room_has_more_than_25_modules() -> None:
    assert {room: len(found) for room, found in house.rooms().items() if len(found) > LARGEST_ROOM} == {}


def test_the_screens_have_no_module_in_their_root_and_the_services_only_their_floor() -> None:
    assert house.rooms().get("deskapp.ui", []) == []
    assert {module.rpartition(".")[2] for module in house.rooms()["deskapp.services"]} == FLOOR


def test_the_floor_of_the_services_knows_no_room() -> None:
    known = {other for module in house.rooms()["deskapp.services"] for other in house.imports()[module]}
    assert {other for other in known if other.count(".") > 2 and other.startswith("deskapp.services.")} == set()


def test_no_import_leads_back_to_where_it_came_from() -> None:
    assert house.cycles(house.imports()) == []


@pytest.mark.parametrize("depth", [3, 4], ids=["as folders of a floor", "as folders of their own"])
def test_no_two_rooms_import_each_other(depth: int) -> None:
    """Rooms of one floor know each other in one direction only: ui.calls and ui.escalate, ui.calls.log too."""
    of = {module: ".".join(house.room_of(module).split(".")[:depth]) for module in house.modules()}
    knows = house.knows(of)
    mutual = {(one, other) for one in knows for other in knows[one] if one < other and one in knows.get(other, ())}
    assert mutual == set()


@pytest.mark.parametrize("floor", ["deskapp.services", "deskapp.ui", "deskapp.domain"])
def test_no_way_through_the_rooms_of_a_floor_leads_back(floor: str) -> None:
    of = {module: house.room_of(module) for module in house.modules()}
    inside = {
        one: {other for other in others if other.startswith(floor)}
        for one, others in house.knows(of).items()
        if one.startswith(floor)
    }
    assert house.cycles(inside) == []


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
            beside = Path(path).parent
            wrong += [f"{path}:{line}: {name}" for name in named if not {name, str(beside / name)} & there]
            wrong += [f"{path}:{line}: {name}" for name in _ELSEWHERE.findall(said)]
            sections = {name for found in _SECTION.findall(said) for name in found if name}
            wrong += [f'{path}:{line}: RULES.md has no "{name}"' for name in sections - headings]
    assert not wrong, "\n".join(wrong)


def _map(heading: str, end: str = "\n## ") -> str:
    """A part of the map."""
    text = (ROOT / "deskapp" / "README.md").read_text(encoding="utf-8")
    return text.split(f"# {heading}\n")[1].split(end)[0]


def test_the_picture_of_the_map_shows_every_room() -> None:
    picture = set(re.findall(r"[\w-]+(?:/[\w-]+)*(?:/|\.py)", _map("The house")))
    folders = {f"{room.removeprefix('deskapp.').replace('.', '/')}/" for room in house.rooms()}
    floor = {f"services/{name}.py" for name in FLOOR}
    alone = {f"{name.rpartition('.')[2]}.py" for name in house.modules() if name.count(".") == 1}
    assert (folders | floor | alone) - picture == set()


@pytest.mark.parametrize("floor", ["services", "ui"])
def test_in_the_picture_a_room_stands_above_all_that_it_knows(floor: str) -> None:
    heading = {"services": "The rooms of the services", "ui": "The rooms of the screens"}[floor]
    stands = {}
    for level, group in enumerate(re.split(r"^ +\|$", _map(heading, "\n#"), flags=re.MULTILINE)):
        for name in re.findall(rf"^ +{floor}/(\w+)/ ", group, re.MULTILINE):
            stands[f"deskapp.{floor}.{name}"] = level
    knows = house.knows({module: ".".join(house.room_of(module).split(".")[:3]) for module in house.modules()})
    wrong = [
        f"{room} knows {other}"
        for room in stands
        for other in knows[room] & set(stands)
        if stands[other] <= stands[room]
    ]
    assert not wrong, wrong


def test_what_the_map_names_is_there() -> None:
    named = set(
        re.findall(r"(?<![\w./])(?:(?:[\w-]+/)+(?:[\w-]+\.\w+)?|[\w-]+\.(?:py|md|toml)\b)", _map("The map", "\0"))
    )
    assert len(named) > 100
    # In a room there is one of each.
    named -= {"service.py", "acts.py", "views.py"}
    assert {one for one in named if not any((top / one).exists() for top in (ROOT, ROOT / "deskapp"))} == set()


def test_the_glossary_names_what_the_code_calls_so() -> None:
    rows = [line.split("|")[1:-1] for line in _map("Glossary").splitlines() if line.startswith("| ")]
    assert len(rows) > 60
    assert {len(row) for row in rows} == {3}
    sources = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    known = set(re.findall(r"\b(?:class|def) (\w+)|^ *(\w+)(?: = |: \w)", sources, re.MULTILINE))
    bound = {name for pair in known for name in pair}
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row[1])} - bound == set()


def test_each_module_says_what_it_is_for_and_init_files_do_no_work() -> None:
    found = []
    for module in SOURCES:
        tree = ast.parse(module.read_text(encoding="utf-8"))
        if module.name == "__init__.py":
            # The face of a room names what others may have of it, and does nothing else.
            face = (ast.Expr, ast.Assign, ast.ImportFrom) if module in FACES else (ast.Expr, ast.Assign)
            if any(not isinstance(node, face) for node in tree.body):
                found.append(f"{module.relative_to(ROOT)} does some work")
        elif not ast.get_docstring(tree):
            found.append(f"{module.relative_to(ROOT)} does not start with a line that says what it is for")
    assert not found, "\n".join(found)


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


def test_a_file_is_opened_by_sqlite_in_one_place() -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in SOURCES
        if re.search(r"\b(sqlite|sqlcipher3|dbapi2)\.connect\(", path.read_text(encoding="utf-8"))
    }
    assert found == {"deskapp/storage/opening.py"}


def test_no_layout_is_asked_for_its_items() -> None:
    """Python keeps what `itemAt` gave it for as long as the layout lives, also when the item has gone; whatever is made
    in its place in memory then comes out as that item.
    """
    asks = re.compile(r"(?<!def )\bitemAt(Position)?\(")
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in SOURCES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if asks.search(line)
    ]
    assert not found, found


def _texts(node: ast.expr) -> Iterator[str]:
    """Bare strings where one value is meant: alone, chosen by a condition, or one of several."""
    if isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        for one in node.elts:
            yield from _texts(one)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _bare(node: ast.AST) -> Iterator[str]:
    """Bare strings of a piece of code where a member of an enum belongs."""
    if isinstance(node, ast.Call):
        called = ast.unparse(node.func)
        given = [keyword.value for keyword in node.keywords if keyword.arg == "kind"]
        if called in LINES:
            yield from (text for one in [*node.args[LINES[called] :][:1], *given] for text in _texts(one))
        elif called == "Event.kind.in_":
            yield from _texts(node.args[0])
        elif called.split(".")[-1] in RAISED:
            values = [value for one in node.args[:1] for value in (one.values if isinstance(one, ast.Dict) else [one])]
            yield from (text for value in values for text in _texts(value))
    elif isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        names = {f".{side.attr}" if isinstance(side, ast.Attribute) else getattr(side, "id", "") for side in sides}
        known = {text for name in names & set(COMPARED) for text in COMPARED[name]}
        yield from (text for side in sides for text in _texts(side) if text in known)


#: What makes a line of the timeline, and at which place it takes the kind.
LINES = {"events.Line": 0, "unit.tell": 0, "StoryLine": 0, "Told": 1}
#: What takes the code of a refusal, or of what is wrong with each field.
RAISED = {"DeskError", "NotAllowed", "NotFound", "Conflict", "StorageProblem", "MappingError"}
RAISED |= {"Invalid", "CalendarError", "RotaError", "HoursError", "LineError"}
#: What is compared with members of an enum, by the name it goes by.
COMPARED: dict[str, frozenset[str]] = {
    "kind": frozenset(EventKind),
    ".kind": frozenset(EventKind),
    "code": frozenset({*Refusal, *FieldFault}),
    ".code": frozenset(Refusal),
}


def test_no_bare_string_stands_where_an_enum_does() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {text!r}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for text in _bare(node)
    ]
    assert not found, found


#: Names that had to be explained, or that meant several things at once, and what stands in their place.
OLD_NAMES = {
    "came_back": "escalations.returned",
    "came_from": "focus_before",
    "told_of_others": "confidential.other_calls",
    "told_of": "named_elsewhere",
    "first_look": "storage.file_check",
    "FirstLook": "FileCheck",
    "first_read": "startup_read",
    "FirstRead": "StartupRead",
    "first_paint": "painted_once",
    "FirstPaint": "PaintedOnce",
    "first_views": "calls.row",
    "tongue": "window_language",
    "asked_to_end": "end_signals",
    "handover_column": "handoff_column",
    "HandoverColumn": "HandoffColumn",
    "as_seen": "newer_state",
    "must_be_as_seen": "must_be_unchanged",
    # What an edit began from.
    "seen": "base_version, signs or visible, by what it is",
    "saw": "base",
    "state_seen": "state_version",
    "instead_seen": "instead_state",
    "owners_seen": "base_owners",
    "SeenState": "KnownState",
    # Why a call should be escalated.
    "SeenTrigger": "Sign",
    # What a reader may see of a handoff, and others of a confidential call.
    "Seen": "Visible",
    "SEEN": "VISIBLE",
    "seen_by": "as_viewer",
    # What others did while something was open.
    "meanwhile": "watch, recorded_by_other",
    "Meanwhile": "RecordWatch",
    "while_open": "record_watch",
    "WhileOpen": "RecordWatch",
    "Again": "FreshOffer",
    "both": "the name of what the two are together",
    "Both": "the name of what the two are together",
}


def _names(tree: ast.AST) -> Iterator[str]:
    """Every name that is bound, asked for, imported or given as a keyword."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg | ast.keyword) and node.arg:
            yield node.arg
        elif isinstance(node, ast.Import | ast.ImportFrom):
            modules = [getattr(node, "module", "") or "", *(alias.name for alias in node.names)]
            yield from (part for module in modules for part in module.split("."))
            yield from (alias.asname for alias in node.names if alias.asname)


def test_no_name_comes_back_that_was_given_up() -> None:
    """One meaning a word: a name that must be explained is the wrong name."""
    found = set()
    for path in SOURCES:
        inside = path.relative_to(ROOT)
        names = {*_names(ast.parse(path.read_text(encoding="utf-8"))), *inside.with_suffix("").parts}
        for name in names:
            old = OLD_NAMES.get(name.strip("_"))
            if old is not None:
                found.add(f"{inside}: {name}, now {old}")
    assert not found, sorted(found)


#: What an act goes on with, by the names of parameters and by their types: its Unit, or a Look, carries it all.
CARRIED = {"session": "session", "Session": "session", "now": "now", "work": "work", "Work": "work"}
CARRIED |= {"staff": "staff", "staff_id": "staff", "StaffView": "staff", "rules": "rules", "Rules": "rules"}
CARRIED |= {"lines": "lines", "list[events.Line]": "lines", "Sequence[events.Line]": "lines"}
UNITS = {"unit", "look", "Unit", "Look"}


def _named(function: ast.FunctionDef) -> set[str]:
    """The names and types of what a function takes."""
    taken = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return {name for one in taken for name in (one.arg, ast.unparse(one.annotation) if one.annotation else "")}


def test_an_act_goes_whole_from_function_to_function() -> None:
    found = []
    for path in sorted((ROOT / "deskapp" / "services").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                named = _named(node)
                parts = {CARRIED[name] for name in named & set(CARRIED)}
                if len(parts) >= 3 or (parts and named & UNITS):
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {sorted(parts)}")
    assert not found, found


@pytest.mark.parametrize(
    ("start", "never"),
    [
        ("import deskapp.cli", ("sqlalchemy", "PySide6", "reportlab", "alembic")),
        ("import deskapp.desk", ("sqlalchemy", "PySide6", "reportlab", "alembic")),
        (
            "import deskapp.documents.handoff_sheet, deskapp.documents.overdue_list",
            ("sqlalchemy", "PySide6", "alembic"),
        ),
        ("import deskapp.app, deskapp.ui.window.main_window", ("sqlalchemy", "reportlab", "alembic", "pypdfium2")),
        # Until the paint, beside the first read: no view of a service, and nothing of Qt that only later screens need.
        (
            "import deskapp.app, deskapp.ui.window.main_window, deskapp.services.overview.first_screen",
            (
                "deskapp.models",
                "deskapp.services.calls.views",
                "deskapp.services.clocks.views",
                "deskapp.services.escalations.views",
                "deskapp.services.site.views",
                "deskapp.ui.window.shell",
                "deskapp.ui.calls.panel.call_panel",
                "deskapp.ui.calls.acts",
                "PySide6.QtNetwork",
                "PySide6.QtSvg",
                "asyncio",
                "ssl",
                "socket",
                "tomllib",
            ),
        ),
        # The facts are read by what changes nothing.
        (
            "import deskapp.services.site.facts",
            (
                "deskapp.services.site.service",
                "deskapp.services.clocks.applying",
                "deskapp.services.calls.signs",
                "deskapp.services.staff.pins",
                "argon2",
                "holidays",
            ),
        ),
        # The panel opens no dialog before it is asked to.
        (
            "import deskapp.ui.calls.panel.call_panel",
            ("deskapp.ui.widgets.dialogs.act_dialog", "deskapp.ui.widgets.fields.when", "PySide6.QtNetwork"),
        ),
    ],
)
def test_a_start_loads_no_more_than_the_first_screen_needs(start: str, never: tuple[str, ...]) -> None:
    code = f"{start}; import sys; print(','.join(n for n in {never!r} if n in sys.modules))"
    outcome = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert outcome.stdout.strip() == ""


def test_data_classes_are_those_that_cost_a_start_little() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and node.module == "dataclasses"
        and "dataclass" in {name.name for name in node.names}
        and path != ROOT / "deskapp" / "domain" / "data_class.py"
    ]
    assert not found, f"take dataclass from deskapp.domain.data_class: {found}"


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
