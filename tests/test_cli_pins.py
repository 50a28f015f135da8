"""Commands that change something ask for the PIN of who does it; those that read do not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from scene import staff, without_pin

from deskapp import cli
from deskapp.commands import new, people
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Role
from deskapp.services.staff.acts import SaveStaff

Run = Callable[..., tuple[int, str, str]]
PIN = "2580"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.delenv("DESKAPP_PIN", raising=False)
    monkeypatch.setattr("sys.stdin", None)

    def carried_out(*words: object) -> tuple[int, str, str]:
        code = cli.main([str(word) for word in words], clock)
        out, err = capsys.readouterr()
        return code, out, err

    return carried_out


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a person types, unseen; what was asked is left out."""
    answers: list[str] = []
    for module in (people, new):
        monkeypatch.setattr(module, "can_ask", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _words: answers.pop(0))
    return answers


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("name\nAna\n", encoding="utf-8")
    return path


@pytest.fixture
def manned(desk: Desk) -> Desk:
    """Its manager and the agent Sam have PINs."""
    sam = desk.site.save_staff(SaveStaff("Sam", Role.AGENT)).value
    desk.staff.choose_pin(sam.id, "1357", sam.start_pin)
    desk.staff.choose_pin(1, PIN)
    return desk


def contacts(desk: Desk) -> list[str]:
    return [one.name for one in desk.directory.contacts()]


def test_a_change_is_refused_without_the_pin_and_nobody_to_ask(run: Run, manned: Desk, cards: Path) -> None:
    code, out, err = run("import-contacts", manned.path, cards)
    assert (code, out) == (1, "")
    assert err == "deskapp: Manager has a PIN: run this in a terminal, or give it in DESKAPP_PIN.\n"
    assert contacts(manned) == []


def test_the_pin_is_taken_from_the_environment_once(
    run: Run, manned: Desk, cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESKAPP_PIN", PIN)
    assert run("import-contacts", manned.path, cards)[0] == 0
    assert contacts(manned) == ["Ana"]
    # Whatever this process starts does not inherit it.
    assert people.given_pin() is None


def test_the_pin_is_typed_unseen_in_a_terminal(run: Run, manned: Desk, cards: Path, typed: list[str]) -> None:
    typed.append("9999")
    code, out, err = run("import-contacts", manned.path, cards)
    assert (code, out, err) == (1, "", "deskapp: That is not the PIN.\n")
    typed.append(PIN)
    assert run("import-contacts", manned.path, cards)[0] == 0


def test_wrong_pins_of_commands_wait_like_any_other(
    run: Run, manned: Desk, cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        monkeypatch.setenv("DESKAPP_PIN", "9999")
        run("import-contacts", manned.path, cards)
    monkeypatch.setenv("DESKAPP_PIN", PIN)
    _code, _out, err = run("import-contacts", manned.path, cards)
    assert err == "deskapp: Too many wrong PINs: wait 1 s, then try again.\n"


def test_somebody_who_is_named_does_it_by_their_own_pin(
    run: Run, manned: Desk, cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESKAPP_PIN", "1357")
    assert run("import-contacts", manned.path, cards, "--as", "sam")[0] == 0
    with manned.work.read() as session:
        last = "SELECT staff_id FROM event WHERE kind = 'contacts_imported'"
        assert session.connection().exec_driver_sql(last).scalar() == 2
    code, _out, err = run("import-contacts", manned.path, cards, "--as", "Zoe")
    assert code == 1
    assert "Zoe" in err


def test_a_start_pin_does_not_act_on_the_command_line(
    run: Run, manned: Desk, cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kim = manned.site.save_staff(SaveStaff("Kim", Role.AGENT)).value
    monkeypatch.setenv("DESKAPP_PIN", kim.start_pin)
    assert run("import-contacts", manned.path, cards, "--as", "Kim") == (
        1,
        "",
        "deskapp: Kim has a start PIN so far: sign in with it in the window and choose one's own.\n",
    )
    assert contacts(manned) == []


def test_who_has_no_pin_acts_by_no_command_once_somebody_could_let_them_in(run: Run, manned: Desk, cards: Path) -> None:
    without_pin(manned, staff(manned, Role.AGENT, "Lena"))
    assert run("import-contacts", manned.path, cards, "--as", "Lena") == (
        1,
        "",
        "deskapp: Lena has no PIN yet: somebody above gives them a start PIN, in the settings under Staff.\n",
    )
    assert contacts(manned) == []


def test_reading_asks_nobody(run: Run, manned: Desk, cards: Path) -> None:
    assert run("overdue", manned.path)[0] == 0
    assert run("import-contacts", manned.path, cards, "--dry-run")[0] == 0
    assert run("check", manned.path)[0] == 0


def test_new_asks_for_the_managers_pin_and_shows_the_recovery_code_once(
    run: Run, tmp_path: Path, clock: FixedClock, typed: list[str]
) -> None:
    path = tmp_path / "desk.db"
    typed += ["1234", PIN, "2581", PIN, PIN]
    code, out, _err = run("new", path, "--manager", "Rita Gomez")
    assert code == 0
    lines = out.splitlines()
    assert lines[0].startswith("A row such as 1234")
    assert lines[1].startswith("This is not the same")
    recovery = next(line for line in lines if line.startswith("Recovery code: ")).split()[-1]
    desk = Desk(path, clock).open()
    assert desk.staff.sign_in(1, PIN).value.name == "Rita Gomez"
    assert desk.staff.recover(recovery, 1, "8642x").value.manager.name == "Rita Gomez"
    desk.close()


def test_new_leaves_the_pin_to_the_first_sign_in_where_none_is_given(
    run: Run, tmp_path: Path, clock: FixedClock, typed: list[str]
) -> None:
    typed.append("")
    path = tmp_path / "desk.db"
    assert run("new", path) == (0, f"Made {path}.\n", "")
    desk = Desk(path, clock).open()
    assert [one.has_pin for one in desk.staff.members()] == [False]
    desk.close()


def test_new_refuses_a_weak_pin_from_the_environment(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKAPP_PIN", "0000")
    code, out, err = run("new", tmp_path / "desk.db")
    assert (code, out) == (1, "")
    assert err.startswith("deskapp: The same sign over and over")
    assert list(tmp_path.iterdir()) == []


def test_a_pin_is_no_argument_of_any_command() -> None:
    assert "--pin" not in cli.parser().format_help()
    for action in cli.parser()._subparsers._group_actions:  # type: ignore[union-attr]
        for command in action.choices.values():  # type: ignore[union-attr]
            assert "--pin" not in command.format_help()
