"""The file that the migrations make is the one the models describe, and a new desk is whole or not there."""

import errno
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import URL, create_engine

from deskapp.desk import make
from deskapp.domain.errors import StorageProblem
from deskapp.models.guards import TRIGGERS
from deskapp.models.schema.all import Base
from deskapp.storage import call_words, file_check, schema, search
from deskapp.storage.database import Database


@pytest.fixture
def migrated(tmp_path: Path) -> Any:
    path = tmp_path / "migrated.db"
    schema.create(path)
    connection = sqlite.connect(str(path))
    yield connection
    connection.close()


@pytest.fixture
def modelled(tmp_path: Path) -> Any:
    path = tmp_path / "modelled.db"
    engine = create_engine(URL.create("sqlite", database=str(path)), module=sqlite)
    Base.metadata.create_all(engine)
    with engine.begin() as begun:
        begun.exec_driver_sql(search.CREATE)
        begun.exec_driver_sql(call_words.CREATE)
        for trigger in TRIGGERS.values():
            begun.exec_driver_sql(trigger)
    engine.dispose()
    connection = sqlite.connect(str(path))
    yield connection
    connection.close()


def _names(connection: Any, kind: str) -> list[str]:
    sql = "SELECT name FROM sqlite_schema WHERE type = ? AND name <> 'alembic_version' AND name NOT LIKE 'sqlite_%'"
    return sorted(name for (name,) in connection.execute(sql, [kind]))


def _references(connection: Any, table: str) -> list[tuple[Any, ...]]:
    return sorted(row[2:] for row in connection.execute(f"PRAGMA foreign_key_list({table})"))


def _one_line(sql: str | None) -> str:
    return " ".join((sql or "").split())


def _sql(connection: Any, kind: str) -> dict[str, str]:
    return {
        name: _one_line(connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [name]).fetchone()[0])
        for name in _names(connection, kind)
    }


def _parts(create_table: str) -> list[str]:
    """The columns and constraints of a CREATE TABLE, in no order: a constraint's place means nothing."""
    body = create_table[create_table.index("(") + 1 : create_table.rindex(")")]
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(body):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append(body[start:place].strip())
            start = place + 1
    return sorted(one for part in [*parts, body[start:].strip()] for one in _apart(part))


def _apart(part: str) -> list[str]:
    """A column that ALTER TABLE added says its reference or CHECK itself: told like one of the table's constraints."""
    added = re.fullmatch(r"(\w+) ([^(]+?) (CONSTRAINT \w+) (REFERENCES .+|CHECK .+)", part)
    if added is None:
        return [part]
    column, kind, name, asks = added.groups()
    return [f"{column} {kind}", f"{name} {asks if asks[0] == 'C' else f'FOREIGN KEY({column}) {asks}'}"]


def test_the_tables_are_those_of_the_models(migrated: Any, modelled: Any) -> None:
    tables = _names(modelled, "table")
    assert _names(migrated, "table") == tables
    assert set(Base.metadata.tables) < set(tables)
    for table in tables:
        look = f"PRAGMA table_xinfo({table})"
        assert migrated.execute(look).fetchall() == modelled.execute(look).fetchall(), table
        assert _references(migrated, table) == _references(modelled, table), table
    ours, theirs = _sql(migrated, "table"), _sql(modelled, "table")
    for table in Base.metadata.tables:
        # With every CHECK, UNIQUE and foreign key, by its name.
        assert _parts(ours[table]) == _parts(theirs[table]), table


def test_the_constraints_have_names(migrated: Any) -> None:
    for table in Base.metadata.tables:
        create = migrated.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [table]).fetchone()[0]
        kinds = re.findall(r"CONSTRAINT (\w+) (?:CHECK|UNIQUE|FOREIGN KEY|PRIMARY KEY)", create)
        assert len(kinds) == len(re.findall(r"CHECK \(|UNIQUE \(|FOREIGN KEY\(|PRIMARY KEY \(", create)), table
        assert all(name.split("_")[0] in ("ck", "uq", "fk", "pk") for name in kinds)


def test_the_indexes_are_those_of_the_models_with_their_conditions(migrated: Any, modelled: Any) -> None:
    ours, theirs = _sql(migrated, "index"), _sql(modelled, "index")
    assert ours == theirs
    assert "WHERE state IN" in ours["ix_call_open_due"]
    assert ours["uq_clock_running"].startswith("CREATE UNIQUE INDEX")


def test_the_triggers_and_the_search_index_are_those_of_the_models(migrated: Any, modelled: Any) -> None:
    assert _sql(migrated, "trigger") == _sql(modelled, "trigger") == {n: _one_line(sql) for n, sql in TRIGGERS.items()}
    tables = _sql(migrated, "table")
    assert tables["call_search"] == _one_line(search.CREATE)
    assert tables["call_words"] == _one_line(call_words.CREATE)


def test_a_new_file_is_ours_of_this_schema_and_sound(migrated: Any) -> None:
    assert migrated.execute("PRAGMA application_id").fetchone() == (file_check.APPLICATION_ID,)
    assert migrated.execute("PRAGMA user_version").fetchone() == (file_check.SCHEMA,)
    assert migrated.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert migrated.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_new_desk_with_its_defaults_keeps_every_reference(desk_file: Path) -> None:
    connection = sqlite.connect(str(desk_file))
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


@pytest.mark.parametrize("made", [schema.create, make])
def test_a_new_desk_is_readable_by_its_owner_alone_and_leaves_nothing_beside_it(made: Any, tmp_path: Path) -> None:
    path = tmp_path / "Mü 100% #1?.db"
    made(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == [path.name]
    Database(path).close()


@pytest.mark.parametrize("made", [schema.create, make])
def test_a_file_that_is_there_is_never_written_over(made: Any, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(b"somebody's notes")
    (tmp_path / "dangling.db").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder.db").mkdir()
    for name in ("desk.db", "dangling.db", "folder.db"):
        with pytest.raises(StorageProblem) as refused:
            made(tmp_path / name)
        assert refused.value.code == "exists"
        assert refused.value.values["path"] == str(tmp_path / name)
    assert path.read_bytes() == b"somebody's notes"
    assert sorted(os.listdir(tmp_path)) == ["dangling.db", "desk.db", "folder.db"]


def test_a_file_put_there_meanwhile_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"

    def somebody_is_faster(_making: Path) -> None:
        path.write_bytes(b"mine")

    with pytest.raises(StorageProblem) as refused:
        schema.create(path, somebody_is_faster)
    assert refused.value.code == "exists"
    assert path.read_bytes() == b"mine"
    assert os.listdir(tmp_path) == ["desk.db"]


def test_a_desk_is_never_found_half_made(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    seen: list[bool] = []

    def fails(making: Path) -> None:
        seen.append(path.exists())
        database = Database(making)
        with database.write() as session:
            session.connection().exec_driver_sql("INSERT INTO staff (name, role, active) VALUES ('A', 'agent', 1)")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        schema.create(path, fails)
    assert seen == [False]
    assert os.listdir(tmp_path) == []


def test_what_a_process_left_that_died_while_making_is_no_hindrance(tmp_path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        (tmp_path / f".desk.db.{os.getpid()}.new{ending}").write_bytes(b"half")
    make(tmp_path / "desk.db")
    assert os.listdir(tmp_path) == ["desk.db"]


def test_what_a_killed_process_left_goes_with_the_next_desk_of_this_name_and_what_others_are_making_stays(
    tmp_path: Path,
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    for ending in ("", "-wal", "-journal"):
        (tmp_path / f".desk.db.{ended.pid}.new{ending}").write_bytes(b"half")
    others = {f".desk.db.{os.getppid()}.new", f".desk2.db.{ended.pid}.new", ".desk.db.x.new"}
    for name in others:
        (tmp_path / name).write_bytes(b"half")
    make(tmp_path / "desk.db")
    assert set(os.listdir(tmp_path)) == {"desk.db", *others}


def test_a_folder_without_second_names_for_files_can_hold_a_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(_from: object, _to: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    make(tmp_path / "desk.db")
    assert os.listdir(tmp_path) == ["desk.db"]
    with pytest.raises(StorageProblem, match="exists"):
        make(tmp_path / "desk.db")


@pytest.mark.parametrize("place", ["no such folder/desk.db", "a file/desk.db", "x" * 300, "nul\0.db"])
def test_a_place_where_no_file_can_be_is_refused_in_plain_words(tmp_path: Path, place: str) -> None:
    (tmp_path / "a file").write_bytes(b"")
    with pytest.raises(StorageProblem) as refused:
        make(tmp_path / place)
    assert refused.value.code == "not_writable"
    assert os.listdir(tmp_path) == ["a file"]


def test_a_folder_that_may_only_be_read_is_refused_in_plain_words(open_folder: Path, without_rights: Any) -> None:
    open_folder.chmod(0o555)
    with without_rights(), pytest.raises(StorageProblem) as refused:
        make(open_folder / "desk.db")
    assert refused.value.code == "not_writable"
    assert os.listdir(open_folder) == []
