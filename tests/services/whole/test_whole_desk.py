"""The whole desk as JSON: written, read again into a new file, and nothing is lost or let in."""

import io
import json
import os
import shutil
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import older_desks
import pytest
import sqlcipher3.dbapi2 as sqlite
from role_table import busy
from scene import MONDAY_TEN, log, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import DeskError, NotAllowed, StorageProblem
from deskapp.domain.words import Role
from deskapp.services.attachments.acts import AttachFile, File
from deskapp.services.calls.acts import AddNote
from deskapp.services.site.check import check
from deskapp.services.whole import form
from deskapp.services.whole.restore import make_from
from deskapp.storage.file_check import SCHEMA

CLOCK = FixedClock(MONDAY_TEN)


def dumped(path: Path) -> str:
    """A desk as JSON, by its manager."""
    desk = Desk(path, CLOCK).open()
    desk.sign_in(1)
    text = "\n".join(desk.whole.lines())
    desk.close()
    return text


def made(folder: Path, text: str, name: str = "made.db") -> Path:
    """The desk that a JSON makes."""
    (folder / "desk.json").write_text(text, encoding="utf-8")
    make_from(folder / name, folder / "desk.json", CLOCK)
    return folder / name


def _rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row as it is stored, JSON as what it says."""
    found = older_desks.content(path, path)
    return {
        table: [tuple(map(_meant, row)) for row in rows] for table, rows in found.items() if table not in form.LEFT_OUT
    }


def _meant(value: Any) -> Any:
    try:
        return json.loads(value) if isinstance(value, str) and value[:1] in ("{", "[") else value
    except ValueError:
        return value  # a phrase may begin with a place that is filled in


@pytest.fixture(scope="module")
def busy_file(blank_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with something of everything."""
    path = tmp_path_factory.mktemp("busy") / "desk.db"
    path.write_bytes(blank_desk.read_bytes())
    desk = Desk(path, FixedClock(MONDAY_TEN), staff_id=1).open()
    busy(desk)
    desk.calls.note(AddNote(1, 'Emoji 😀, שלום, \u2028 a line, \x01, «quotes», and \\ "both"'))
    desk.drafts.save("half", {"words": "half a character \ud83d"})
    desk.close()
    return path


@pytest.fixture(params=["blank", "busy", "demo"])
def any_desk(
    request: pytest.FixtureRequest, blank_desk: Path, busy_file: Path, monday_demo: Path, tmp_path: Path
) -> Path:
    chosen = {"blank": blank_desk, "busy": busy_file, "demo": monday_demo}[request.param]
    shutil.copyfile(chosen, tmp_path / "from.db")
    return tmp_path / "from.db"


def test_a_desk_made_from_the_json_of_one_is_that_desk(any_desk: Path, tmp_path: Path) -> None:
    text = dumped(any_desk)
    again = made(tmp_path, text)
    assert dumped(again) == text
    checked = check(again)
    assert checked.findings == ()
    assert _rows(again) == _rows(any_desk)


def test_it_is_found_by_search_and_worked_on_as_before(busy_file: Path, tmp_path: Path) -> None:
    desk = Desk(made(tmp_path, dumped(busy_file)), FixedClock(MONDAY_TEN), staff_id=1).open()
    assert {row.ref for row in desk.lists.search("printer")} >= {"C-00001", "C-00002"}
    assert [row.ref for row in desk.lists.search("C-00001")] == ["C-00001"]
    assert log(desk).id > 5
    desk.close()
    assert check(desk.path).findings == ()


def test_it_is_json_with_instants_in_utc_lengths_in_seconds_and_no_pin(busy_file: Path) -> None:
    document = json.loads(dumped(busy_file))
    assert document["deskapp"]["form"] == 1
    tables = document["tables"]
    assert set(tables) == {table.name for table in form.tables()}
    assert not set(tables) & {"staff_pin", "recovery_code"}
    call = tables["call"][0]
    assert (call["logged_at"], call["state"], call["confidential"]) == ("2026-11-16T10:00:00Z", "open", False)
    assert {one["target"] for one in tables["clock"] if one["kind"] == "resolution"} >= {16 * 3600}
    assert isinstance(tables["event_words"][0]["words"], dict)
    assert "argon2" not in json.dumps(tables)


def test_only_a_manager_writes_the_whole_desk(desk: Desk) -> None:
    desk.staff_id = staff(desk, Role.SUPERVISOR)
    with pytest.raises(NotAllowed):
        list(desk.whole.lines())


def test_any_layout_of_the_same_json_is_read(busy_file: Path, tmp_path: Path) -> None:
    text = dumped(busy_file)
    document = json.loads(text)
    for number, layout in enumerate(({"indent": 4}, {"separators": (",", ":")}, {"ensure_ascii": True})):
        written = json.dumps(document, **layout)  # type: ignore[arg-type]
        assert dumped(made(tmp_path, written, f"{number}.db")) == text


def test_the_rules_are_held_by_the_new_file_itself(monday_demo: Path, tmp_path: Path) -> None:
    path = made(tmp_path, dumped(monday_demo))
    connection: Any = sqlite.connect(str(path), isolation_level=None)
    for statement in (
        "UPDATE event SET kind = 'note' WHERE id = 1",
        "DELETE FROM agreement",
        "UPDATE call SET state = 'closed' WHERE state = 'open'",
        "DELETE FROM call",
    ):
        with pytest.raises(sqlite.IntegrityError):
            connection.execute(statement)
    connection.close()


def test_a_pin_is_set_at_once_where_one_is_given(busy_file: Path, tmp_path: Path) -> None:
    (tmp_path / "desk.json").write_text(dumped(busy_file), encoding="utf-8")
    code = make_from(tmp_path / "made.db", tmp_path / "desk.json", CLOCK, "8642")
    desk = Desk(tmp_path / "made.db", CLOCK).open()
    desk.staff.sign_in(1, "8642")
    assert desk.staff.has_recovery_code()
    assert len(code) > 10
    desk.close()
    assert check(desk.path).findings == ()


Spoil = Callable[[dict[str, Any]], object]


def _first(table: str, **values: object) -> Spoil:
    return lambda tables: tables[table][0].update(values)


SPOILED: list[tuple[Spoil, str, dict[str, object]]] = [
    (_first("call", colour="red"), "dump_value", {"table": "call", "row": 1, "column": "colour"}),
    (_first("call", logged_at="yesterday"), "dump_value", {"column": "logged_at"}),
    (_first("call", logged_at="2026-11-16T10:00:00"), "dump_value", {"column": "logged_at"}),
    (_first("call", summary=7), "dump_value", {"column": "summary"}),
    (_first("call", confidential=1), "dump_value", {"column": "confidential"}),
    (_first("call", cycle=True), "dump_value", {"column": "cycle"}),
    (_first("call", id=2**70), "dump_value", {"column": "id"}),
    (_first("clock", target="soon"), "dump_value", {"column": "target"}),
    (_first("clock", target=1e300), "dump_value", {"column": "target"}),
    (_first("call", summary="half \ud83d"), "dump_value", {"column": "summary"}),
    (lambda tables: tables["call"].insert(2, 7), "dump_value", {"table": "call", "row": 3}),
    (_first("call", state="asleep"), "dump_row", {"table": "call", "row": 1}),
    (_first("call", summary=None), "dump_row", {"table": "call", "row": 1}),
    (lambda tables: tables["call"].append(tables["call"][0]), "dump_row", {"table": "call"}),
    (lambda tables: tables.update(colour=[]), "dump_table", {"table": "colour"}),
    (lambda tables: tables.update(staff_pin=[]), "dump_table", {"table": "staff_pin"}),
    (lambda tables: tables.update(site=[]), "dump_foreign", {}),
    (lambda tables: tables.pop("staff"), "dump_foreign", {}),
    # Rules of a desk that no single row can tell.
    (_first("call", state="closed"), "dump_unsound", {}),
    (_first("call", state="void"), "dump_unsound", {}),
    (_first("call", customer_id=999), "dump_unsound", {}),
    (_first("event", kind="note"), "dump_unsound", {}),
    (_first("event_words", words={"said": "something else"}), "dump_unsound", {}),
    (lambda tables: tables["event"].pop(1), "dump_unsound", {}),
]


@pytest.mark.parametrize(("spoil", "code", "values"), SPOILED, ids=range(len(SPOILED)))
def test_what_no_desk_can_be_is_refused_with_where_and_leaves_no_file(
    busy_file: Path, tmp_path: Path, spoil: Spoil, code: str, values: dict[str, object]
) -> None:
    document = json.loads(dumped(busy_file))
    spoil(document["tables"])
    with pytest.raises(DeskError) as refused:
        made(tmp_path, json.dumps(document))
    assert refused.value.code == code
    assert {name: refused.value.values[name] for name in values} == values
    assert [path.name for path in tmp_path.iterdir()] == ["desk.json"]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "dump_unreadable", 1),
        (b"name,phone\nA,1\n", "dump_unreadable", 1),
        (b"[]", "dump_unreadable", 1),
        (b'{"a": 1}', "dump_foreign", None),
        (b'{"tables": {}}', "dump_foreign", None),
        (b'{"deskapp": 7}', "dump_foreign", None),
        (b'{"deskapp": {"form": 1, "schema": 1}, "tables": {}}', "dump_other_schema", None),
        (b'{"deskapp": {"form": 2, "schema": %d}, "tables": {}}' % SCHEMA, "dump_other_schema", None),
        (b'{"deskapp":\n{"form": 1,\n"schema" 2}}', "dump_unreadable", 3),
        (b'{"deskapp": {"form": 1, "schema": "\xff"}}', "dump_not_utf8", None),
        (b"\x00\x01\x02", "dump_unreadable", 1),
        (b"[" * 100_000, "dump_unreadable", 1),
        (b'{"deskapp": ' + b"[" * 100_000, "dump_unreadable", 1),
    ],
)
def test_what_is_no_json_of_a_desk_is_said_so(tmp_path: Path, content: bytes, code: str, line: int | None) -> None:
    (tmp_path / "desk.json").write_bytes(content)
    with pytest.raises(DeskError) as refused:
        make_from(tmp_path / "made.db", tmp_path / "desk.json", CLOCK)
    assert (refused.value.code, refused.value.values.get("line")) == (code, line)
    assert [path.name for path in tmp_path.iterdir()] == ["desk.json"]


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.999])
def test_a_json_that_was_cut_off_is_refused_and_leaves_no_file(busy_file: Path, tmp_path: Path, kept: float) -> None:
    text = dumped(busy_file)
    with pytest.raises(DeskError) as refused:
        made(tmp_path, text[: int(len(text) * kept)])
    assert refused.value.code == "dump_unreadable"
    with pytest.raises(DeskError):
        made(tmp_path, text + "{}")
    assert [path.name for path in tmp_path.iterdir()] == ["desk.json"]


def test_a_desk_that_is_there_is_never_written_over(busy_file: Path, tmp_path: Path) -> None:
    (tmp_path / "made.db").write_bytes(b"mine")
    with pytest.raises(StorageProblem):
        made(tmp_path, dumped(busy_file))
    assert (tmp_path / "made.db").read_bytes() == b"mine"
    with pytest.raises(DeskError) as refused:
        make_from(tmp_path / "other.db", tmp_path / "nowhere.json", CLOCK)
    assert refused.value.code == "dump_missing"


@pytest.mark.long
def test_a_long_desk_is_written_and_read_in_the_memory_of_a_short_one(desk: Desk, tmp_path: Path) -> None:
    """Ten times the rows, not ten times the memory: no list of all of them is ever held."""

    def peaks(name: str) -> tuple[int, int]:
        (tmp_path / name).write_text("\n".join(desk.whole.lines()), encoding="utf-8")
        tracemalloc.start()
        for _line in desk.whole.lines():
            pass
        _now, writing = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        make_from(tmp_path / f"{name}.db", tmp_path / name, CLOCK)
        _now, reading = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return writing, reading

    for _ in range(100):
        log(desk, "x" * 200)
    peaks("warm")
    few = peaks("few")
    with desk.work.batch():
        for _ in range(900):
            log(desk, "x" * 200)
    many = peaks("many")
    # The check holds 5,000 events at once, which is less than these.
    assert many[0] < few[0] + 2_000_000
    assert many[1] < few[1] + 8_000_000


def test_attachments_are_written_and_read_again_piece_by_piece(desk: Desk, tmp_path: Path) -> None:
    call = log(desk)
    large = [os.urandom(5 << 20) for _ in range(4)]
    for number, data in enumerate(large):
        desk.attachments.attach(AttachFile(call.id, File(f"{number}.bin", data)))
    tracemalloc.start()
    with (tmp_path / "desk.json").open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in desk.whole.lines())
    _now, writing = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    make_from(tmp_path / "made.db", tmp_path / "desk.json", CLOCK)
    _now, reading = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # 20 MB of them, which in the JSON are 27.
    assert max(writing, reading) < 12_000_000
    made_again = Desk(tmp_path / "made.db", CLOCK, staff_id=1).open()
    for one, data in zip(made_again.attachments.of_call(call.id), large, strict=True):
        written = io.BytesIO()
        made_again.attachments.write(one.id, written)
        assert written.getvalue() == data
    made_again.close()
