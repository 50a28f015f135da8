"""The commands that write what is in a desk into files: `dump` and its way back, `new --from`."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from scene import YES, contact, escalate, log, staff, without_pin

from deskapp import cli
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Role
from deskapp.services.calls.acts import ResolveCall

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANGUAGE", "en")

    def carried_out(*words: object) -> tuple[int, str, str]:
        code = cli.main([str(word) for word in words], clock)
        out, err = capsys.readouterr()
        return code, out, err

    return carried_out


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """A call that is escalated, one that is closed, and one that others may not see."""
    escalate(desk, log(desk).id, contact(desk, our_account="000123", phones=("0049305550003",)).id)
    desk.calls.resolve(ResolveCall(log(desk, "=1+1").id, "New cable", YES))
    log(desk, "Secret matter", confidential=True)
    return desk


def test_a_desk_goes_through_json_and_is_the_same(run: Run, worked: Desk, tmp_path: Path) -> None:
    first, second, again = tmp_path / "first.json", tmp_path / "second.json", tmp_path / "again.db"
    assert run("dump", worked.path, "--to", first) == (0, f"Wrote {first}.\n", "")
    if os.name == "posix":
        assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert run("new", again, "--from", first) == (0, f"Made {again}.\n", "")
    assert run("check", again)[0] == 0
    assert run("dump", again, "--to", second)[0] == 0
    assert first.read_bytes() == second.read_bytes()
    assert len(json.loads(first.read_text("utf-8"))["tables"]["call"]) == 3


def test_who_may_not_write_the_whole_desk_is_told_so_and_no_file_is_left(
    run: Run, worked: Desk, tmp_path: Path
) -> None:
    without_pin(worked, staff(worked, Role.AGENT, "Ann"))
    code, out, err = run("dump", worked.path, "--to", tmp_path / "desk.json", "--as", "Ann")
    assert (code, out) == (1, "")
    assert "manager" in err
    assert not (tmp_path / "desk.json").exists()


@pytest.mark.parametrize("ending", ["", "-wal"])
def test_the_desk_itself_is_never_written_over(run: Run, worked: Desk, ending: str) -> None:
    target = worked.path.with_name(worked.path.name + ending)
    before = target.read_bytes()
    code, _out, err = run("dump", worked.path, "--to", target)
    assert (code, err) == (1, f"deskapp: {target} is the desk itself: name another file to write.\n")
    assert target.read_bytes() == before


def test_what_is_wrong_with_a_json_is_told_as_a_check_tells_it(run: Run, worked: Desk, tmp_path: Path) -> None:
    source, target = tmp_path / "desk.json", tmp_path / "again.db"
    run("dump", worked.path, "--to", source)
    document = json.loads(source.read_text("utf-8"))
    document["tables"]["call"][0]["state"] = "closed"
    source.write_text(json.dumps(document), encoding="utf-8")
    code, out, err = run("new", target, "--from", source)
    assert (code, out) == (1, "C-00001 is closed, but its customer never agreed.\n")
    assert err == f"deskapp: The desk in {source} is not sound, as told above. No desk was made.\n"
    assert not target.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"deskapp": {"form": 1', "is no whole JSON: line 1: "),
        ('{"calls": []}', "is not the JSON of a desk as deskapp dump writes it."),
        ('{"deskapp": {"form": 1, "schema": 1}, "tables": {}}', "is of a desk of schema 1, and this program reads"),
    ],
)
def test_what_is_no_json_of_a_desk_is_told_in_one_line(run: Run, tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "desk.json").write_text(content, encoding="utf-8")
    code, out, err = run("new", tmp_path / "made.db", "--from", tmp_path / "desk.json")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert said in err
    assert [path.name for path in tmp_path.iterdir()] == ["desk.json"]
