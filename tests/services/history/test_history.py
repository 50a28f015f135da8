"""An invented history is sound, and what its rows say is what the services would have written."""

import json
import multiprocessing
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from scene import YES
from sqlalchemy import select
from told_to_services import Noted, connected, play, rows_of

from deskapp.desk import Desk
from deskapp.domain import sla
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Invalid, StorageProblem
from deskapp.domain.words import OPEN_STATES, UNRESOLVED_STATES, CallState, Role
from deskapp.models.calls import IS_OPEN, Call
from deskapp.models.clocks import ClockRow
from deskapp.services.calls.acts import AddNote, RecordAgreement, ReopenCall, ResolveCall
from deskapp.services.clocks import clocks
from deskapp.services.clocks.recount import recount
from deskapp.services.history import telling
from deskapp.services.history.instants import beginning
from deskapp.services.history.people import Agent, comings_and_goings
from deskapp.services.history.service import make_history
from deskapp.services.history.setting import set_up
from deskapp.services.site.check import check
from deskapp.services.site.service import SiteSettings
from deskapp.services.staff.acts import SaveStaff
from deskapp.services.work import Work
from deskapp.storage import call_words, search
from deskapp.wording import refusals

#: A Thursday afternoon, the desk is open.
NOW = datetime(2026, 11, 26, 14, 20, tzinfo=UTC)
CALLS, OPEN = 1500, 150


@pytest.fixture(scope="module")
def noted() -> Noted:
    return Noted()


@pytest.fixture(scope="module")
def made(noted: Noted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A history, and in `noted` what was done in it."""
    path = tmp_path_factory.mktemp("history") / "desk.db"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(telling, "Life", noted.life)
        make_history(path, NOW, CALLS, OPEN, seed=4)
    return path


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[Desk]:
    """A copy of it, with somebody who may everything."""
    path = tmp_path / "copy.db"
    path.write_bytes(made.read_bytes())
    desk = Desk(path, FixedClock(NOW), staff_id=1).open()
    yield desk
    desk.close()


def test_the_check_finds_nothing_and_counts_what_was_asked_for(made: Path) -> None:
    found = check(made)
    assert found.findings == ()
    assert found.calls == CALLS
    (still_open,) = (
        connected(made).execute(f"SELECT count(*) FROM call WHERE state IN {_these(OPEN_STATES)}").fetchone()
    )
    assert still_open == OPEN
    assert not list(made.parent.glob(".*"))


def _these(words: Any) -> str:
    return "(" + ", ".join(f"'{word.value}'" for word in words) + ")"


def test_a_call_that_was_written_is_what_the_services_make_of_its_acts(
    made: Path, noted: Noted, tmp_path: Path
) -> None:
    connection = connected(made)
    still_open = [row[0] for row in connection.execute(f"SELECT id FROM call WHERE state IN {_these(OPEN_STATES)}")]
    ids = noted.of_each_kind(2, still_open[::12])
    played = tmp_path / "played.db"
    staff = connection.execute("SELECT id, name FROM staff WHERE role = 'agent' ORDER BY id").fetchall()
    joined = [Agent(row["id"], row["name"], beginning(NOW), None) for row in staff]

    def begin(work: Work) -> None:
        work.clock = FixedClock(beginning(NOW) - timedelta(days=1))
        set_up(work, NOW)
        for at, one, there in comings_and_goings(joined):
            if there:
                work.clock = FixedClock(at)
                SiteSettings(work).save_staff(SaveStaff(one.name, Role.AGENT))

    play(played, noted, ids, begin)
    by_services = connected(played)
    for call_id in sorted(ids):
        assert rows_of(connection, call_id) == rows_of(by_services, call_id), call_id


def test_what_rows_repeat_of_their_clocks_is_what_the_services_work_out(desk: Desk) -> None:
    with desk.work.database.write() as session:
        columns = [
            getattr(Call, name) for name in ("id", *clocks.NextDue().columns(), "paused", "back_by", "with_name")
        ]
        before = session.execute(select(*columns, Call.may_lapse).order_by(Call.id)).all()
        recount(session.connection())
        session.expire_all()
        assert session.execute(select(*columns, Call.may_lapse).order_by(Call.id)).all() == before
        over = session.scalars(select(Call.next_due_at).where(~IS_OPEN)).all()
    assert set(over) == {None}


def test_each_verdict_is_what_the_domain_says(desk: Desk) -> None:
    with desk.work.look() as look:
        stopped = look.session.scalars(select(ClockRow).where(ClockRow.verdict.is_not(None))).all()
        pauses: dict[int, Any] = {}
        for clock in stopped:
            of_call = pauses.setdefault(clock.call_id, clocks.pauses_of(look.session, clock.call_id))
            facts = clocks.facts_of(look.session, look.rules, clock, of_call)
            assert sla.verdict(facts) == (clock.verdict, clock.margin)
            undecided = sla.ClockFacts(**{**_as_dict(facts), "verdict": None})
            assert sla.verdict(undecided) == (clock.verdict, clock.margin)
    assert {clock.verdict for clock in stopped} == set(sla.Verdict)


def _as_dict(facts: sla.ClockFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in facts.__dataclass_fields__}


def test_its_calls_open_and_can_be_acted_on_like_any(desk: Desk) -> None:
    chance = Random(2)
    with desk.work.read() as session:
        states = dict(session.execute(select(Call.id, Call.state)).all())
        out = set(session.scalars(select(Call.id).where(Call.with_name.is_not(None))))
    for call_id in chance.sample(sorted(states), 25) + [one for one in states if states[one] in OPEN_STATES][:20]:
        assert desk.overview.call(call_id).row.id == call_id
        state = states[call_id]
        desk.calls.note(AddNote(call_id, "Looked at again"))
        if state is CallState.CLOSED:
            desk.calls.reopen(ReopenCall(call_id, "It came back"))
        elif state is CallState.RESOLVED:
            desk.calls.agree(RecordAgreement(call_id, YES))
        elif state in UNRESOLVED_STATES and call_id not in out:
            desk.calls.resolve(ResolveCall(call_id, "It works", YES))
    assert check(desk.path).findings == ()


def test_its_indexes_say_what_they_would_if_they_were_filled_anew(desk: Desk) -> None:
    with desk.work.database.write() as session:
        run = session.connection().exec_driver_sql
        driver: Any = session.connection().connection.driver_connection
        for index, fill in (("call_words", call_words.fill), ("call_search", search.fill)):
            before = _terms(run, index)
            run(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")
            fill(driver)
            assert _terms(run, index) == before
            assert before


def _terms(run: Any, index: str) -> list[tuple[str, int]]:
    run(f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', '{index}', 'row')")
    found = [tuple(row) for row in run("SELECT term, doc FROM temp.terms ORDER BY term")]
    run("DROP TABLE temp.terms")
    return found


def test_the_same_seed_makes_the_same_desk_and_another_seed_another(tmp_path: Path) -> None:
    texts = []
    for name, seed in (("one", 5), ("again", 5), ("other", 6)):
        path = tmp_path / f"{name}.db"
        make_history(path, NOW, 60, 12, seed)
        texts.append(_but_for_salts(path))
    assert texts[0] == texts[1]
    assert texts[0] != texts[2]


def _but_for_salts(path: Path) -> dict[str, list[dict[str, Any]]]:
    desk = Desk(path, FixedClock(NOW), staff_id=1).open()
    try:
        tables = json.loads("\n".join(desk.whole.lines()))["tables"]
    finally:
        desk.close()
    for rows in tables.values():
        for row in rows:
            for name in ("salt", "digest", "link"):
                row.pop(name, None)
    return tables


@pytest.mark.parametrize(
    ("calls", "still_open", "fields"),
    [
        (0, 0, {"calls": FieldFault.BELOW_ONE}),
        (5, 6, {"still_open": FieldFault.MORE_THAN_ALL}),
        (5, -1, {"still_open": FieldFault.BELOW_ZERO}),
    ],
)
def test_what_no_desk_can_have_is_refused(
    tmp_path: Path, calls: int, still_open: int, fields: dict[str, FieldFault]
) -> None:
    with pytest.raises(Invalid) as refused:
        make_history(tmp_path / "desk.db", NOW, calls, still_open, seed=1)
    assert refused.value.fields == fields
    assert not list(tmp_path.iterdir())


def test_more_than_the_disk_has_room_for_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(StorageProblem) as refused:
        make_history(tmp_path / "desk.db", NOW, 10**12, 5, seed=1)
    assert refused.value.code is Refusal.NO_ROOM
    assert refused.value.values["needed"] > refused.value.values["free"]
    assert not list(tmp_path.iterdir())


def test_where_the_process_that_tells_it_is_ended_that_is_said_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "_LONG", 1)

    def end(_done: int, _of: int) -> None:
        for child in multiprocessing.active_children():
            child.kill()

    with pytest.raises(StorageProblem) as refused:
        make_history(tmp_path / "desk.db", NOW, 5_000, 5, seed=1, told=end)
    assert refused.value.code is Refusal.TELLER_ENDED
    assert refusals.error(refused.value).startswith("What invents the calls was ended (-9)")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("calls", "still_open", "later"), [(1, 1, 0), (30, 30, 9), (2, 0, 57)])
def test_few_calls_and_any_hour_make_a_sound_desk_too(tmp_path: Path, calls: int, still_open: int, later: int) -> None:
    path = tmp_path / "desk.db"
    make_history(path, NOW + timedelta(hours=later), calls, still_open, seed=later)
    found = check(path)
    assert (found.calls, found.findings) == (calls, ())
