"""The command `on-call`."""

import json
from datetime import timedelta

import pytest

from deskapp import cli
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.rota import Rotation, Window
from deskapp.domain.words import ContactKind
from deskapp.services.directory.acts import SaveContact
from deskapp.services.rotas.acts import SaveRota


@pytest.fixture
def rota(desk: Desk, clock: FixedClock) -> str:
    ana = desk.directory.save_contact(SaveContact(ContactKind.SENIOR, "Ana", phones=("020 7946 0144",))).value.id
    window = Window(("mon", "tue"), "17:30", "08:00")
    rotation = Rotation("week", 1, clock.now(), [str(ana)], window=window)
    return desk.rotas.save(SaveRota("After hours", "Europe/London", (rotation,))).value.name


def run(capsys: pytest.CaptureFixture[str], clock: FixedClock, *words: object) -> tuple[int, str, str]:
    code = cli.main([str(word) for word in words], clock)
    out, err = capsys.readouterr()
    return code, out, err


def test_on_call_as_json_has_the_fields_of_the_defaults(
    desk: Desk, rota: str, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("on-call", desk.path, "after HOURS", "--at", "2026-11-17T04:00:00+01:00", "--json")
    code, out, err = run(capsys, clock, *asked)
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "at": "2026-11-17T03:00:00Z",
        "rota": "After hours",
        "member": "Ana",
        "reason": "on turn in the rotation",
        "until": "2026-11-17T08:00:00Z",
    }


def test_where_nobody_is_on_call_member_is_null_and_the_reason_says_why(
    desk: Desk, rota: str, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    _code, out, _err = run(capsys, clock, "on-call", desk.path, rota, "--json")
    told = json.loads(out)
    assert (told["member"], told["reason"]) == (None, "nobody: outside the hours of the rota, and no catch-all")
    assert told["until"] == "2026-11-16T17:30:00Z"
    _code, out, _err = run(capsys, clock, "on-call", desk.path, rota, "--at", "2026-11-16T09:00:00Z", "--json")
    assert json.loads(out)["reason"] == "nobody: before the rota was made"


def test_in_words_the_number_to_ring_stands_beside_the_name(
    desk: Desk, rota: str, clock: FixedClock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    clock.advance(timedelta(hours=10))
    _code, out, _err = run(capsys, clock, "on-call", desk.path, rota)
    zone = desk.facts().site.zone
    assert out.startswith("After hours, 2026-11-16 2")
    assert f"{zone}: Ana, 020 7946 0144 (on turn in the rotation) until 2026-11-17 0" in out


def test_a_rota_that_is_not_there_is_refused(
    desk: Desk, clock: FixedClock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    assert run(capsys, clock, "on-call", desk.path, "Nights") == (1, "", "deskapp: There is no rota Nights.\n")


def test_a_member_made_inactive_is_not_named(
    desk: Desk, rota: str, clock: FixedClock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    clock.advance(timedelta(hours=10))
    (ana,) = desk.directory.contacts()
    gone = SaveContact(ana.kind, ana.name, phones=("020 7946 0144",), active=False, id=ana.id, base_version=ana.version)
    desk.directory.save_contact(gone)
    _code, out, _err = run(capsys, clock, "on-call", desk.path, rota, "--json")
    told = json.loads(out)
    reason = "nobody: whoever has the turn is not in the directory any more, and no catch-all"
    assert (told["member"], told["reason"]) == (None, reason)
    _code, out, _err = run(capsys, clock, "on-call", desk.path, rota)
    assert "Ana" not in out
    assert "0144" not in out
