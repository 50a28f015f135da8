"""Practice: what can be played, tries that are kept, who sees whose; and nothing of it in the desk's record."""

import signal
import stat
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from in_a_process import Python
from patience import SECONDS
from scene import at, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Invalid, NotAllowed, NotFound, StorageProblem
from deskapp.domain.practice import play
from deskapp.domain.practice.scenario import HandoffPart
from deskapp.domain.words import Role
from deskapp.services.practice.acts import KeepTry, SaveScenario, ShowPractice
from deskapp.services.practice.shipped import shipped
from deskapp.storage import practice_file


def played(scenario_id: str = "the_manager_now", *, words: str = "Said.") -> KeepTry:
    one = play.begun(next(one for one in shipped() if one.id == scenario_id))
    while one.step is play.Step.TALK:
        one = play.answered(one, 0)
    one = play.noticed(one, frozenset(("asks_for_manager",)))
    one = play.framed(one, words)
    one = play.handed_on(one, ((HandoffPart.ISSUE, "Charged twice"),))
    while one.step is not play.Step.OVER:
        one = play.gone_on(one)
    return KeepTry(one, at(10))


def test_a_desk_without_practice_offers_what_came_along_and_has_no_file_of_it(desk: Desk) -> None:
    told = desk.practice.view()
    assert len(told.offers) >= 12
    assert not any(one.of_site or one.tries for one in told.offers)
    assert told.record.tries == ()
    assert {one.played for one in told.record.themes} == {0}
    assert not _file(desk).exists()


def test_a_try_is_kept_with_its_score_as_it_was_told_and_counts_for_what_it_was_practice_for(desk: Desk) -> None:
    first = desk.practice.keep(played()).value
    assert (first.this.points, first.this.most) == (first.score.points, first.score.of)
    again = desk.practice.keep(played(words="Rita rings you by 15:00, is that all right?")).value
    assert [one.id for one in again.before] == [first.this.id]
    assert again.this.points > first.this.points
    assert desk.practice.result(first.this.id).score == first.score
    assert dict(first.handoff) == {HandoffPart.ISSUE: "Charged twice"}
    told = desk.practice.view()
    offer = next(one for one in told.offers if one.scenario.id == "the_manager_now")
    assert [one.id for one in offer.tries] == [again.this.id, first.this.id]
    assert {one.theme: one.played for one in told.record.themes if one.played} == dict.fromkeys(
        offer.scenario.themes, 1
    )


def test_a_try_that_is_not_over_is_not_kept(desk: Desk) -> None:
    with pytest.raises(NotAllowed) as refused:
        desk.practice.keep(KeepTry(play.begun(shipped()[0]), at(10)))
    assert refused.value.code is Refusal.PRACTICE_NOT_OVER
    assert not _file(desk).exists()


def test_nothing_of_practice_is_in_the_desks_record(desk: Desk) -> None:
    look = sqlite.connect(f"{desk.path.as_uri()}?mode=ro", uri=True)
    before = look.execute("PRAGMA data_version").fetchone()
    desk.practice.keep(played(words="canaryinpractice"))
    desk.practice.show(ShowPractice(True))
    desk.practice.view()
    assert look.execute("PRAGMA data_version").fetchone() == before, "somebody wrote into the desk's file"
    look.close()
    assert b"canaryinpractice" in _file(desk).read_bytes()
    assert stat.S_IMODE(_file(desk).stat().st_mode) == stat.S_IMODE(desk.path.stat().st_mode)


def test_an_agent_who_asks_for_anothers_practice_is_refused_and_a_supervisor_sees_it_once_it_is_shown(
    desk: Desk,
) -> None:
    agent, other = staff(desk, Role.AGENT, "Lena"), staff(desk, Role.AGENT, "Sam")
    boss = staff(desk, Role.SUPERVISOR, "Rita")
    manager = desk.staff_id
    desk.staff_id = agent
    kept = desk.practice.keep(played()).value

    def seen_by(who: int) -> bool:
        desk.staff_id = who
        if agent not in dict(desk.practice.view().others):
            for ask in (lambda: desk.practice.record(agent), lambda: desk.practice.result(kept.this.id)):
                with pytest.raises(NotAllowed) as refused:
                    ask()
                assert refused.value.code is Refusal.PRACTICE_NOT_YOURS
            return False
        assert desk.practice.result(kept.this.id).score == kept.score
        return [one.id for one in desk.practice.record(agent).tries] == [kept.this.id]

    assert not seen_by(boss)
    assert not seen_by(other)
    desk.staff_id = agent
    desk.practice.show(ShowPractice(True))
    assert desk.practice.view().shown
    assert seen_by(boss)
    assert not seen_by(other)
    desk.staff_id = agent
    desk.practice.show(ShowPractice(False))
    assert not seen_by(boss)
    with pytest.raises(NotAllowed):
        desk.practice.show(ShowPractice(True, of_site=True))
    desk.staff_id = manager
    desk.practice.show(ShowPractice(True, of_site=True))
    assert seen_by(boss)
    assert not seen_by(other)


def test_the_sites_scenario_stands_in_place_of_one_that_came_along_and_is_taken_away_again(desk: Desk) -> None:
    text = desk.practice.text("the_manager_now").replace('title = "The manager, now"', 'title = "Ours"')
    desk.practice.save_scenario(SaveScenario(text))
    own = text.replace('id = "the_manager_now"', 'id = "ours"', 1)
    desk.practice.save_scenario(SaveScenario(own))
    offers = {one.scenario.id: one for one in desk.practice.view().offers}
    assert (offers["the_manager_now"].scenario.title, offers["the_manager_now"].of_site) == ("Ours", True)
    assert len(offers) == len(shipped()) + 1
    assert desk.practice.text("ours") == own
    desk.practice.remove_scenario("the_manager_now")
    desk.practice.remove_scenario("ours")
    assert {one.scenario for one in desk.practice.view().offers} == set(shipped())
    with pytest.raises(NotFound):
        desk.practice.remove_scenario("ours")
    with pytest.raises(Invalid) as refused:
        desk.practice.save_scenario(SaveScenario(text.replace("says = ", "say = ", 1)))
    assert refused.value.fields == {"text": FieldFault.NOT_A_SCENARIO}


@pytest.mark.parametrize(("name", "value"), [("application_id", 5), ("user_version", 9)])
def test_a_file_of_another_program_or_version_is_refused_and_stays_as_it_is(desk: Desk, name: str, value: int) -> None:
    desk.practice.keep(played())
    connection = sqlite.connect(str(_file(desk)))
    connection.execute(f"PRAGMA {name} = {value}")
    connection.close()
    before = _file(desk).read_bytes()
    for act in (lambda: desk.practice.view(), lambda: desk.practice.keep(played())):
        with pytest.raises(StorageProblem):
            act()
    assert _file(desk).read_bytes() == before


def test_two_windows_that_practise_at_once_keep_both_tries(desk: Desk, clock: FixedClock) -> None:
    other = Desk(desk.path, clock, desk.staff_id).open()
    desk.practice.keep(played())
    other.practice.keep(played())
    other.close()
    assert len(desk.practice.view().record.tries) == 2


def test_a_file_that_was_made_and_never_filled_is_nobodys_practice_yet(desk: Desk) -> None:
    _file(desk).touch()
    assert desk.practice.view().record.tries == ()
    desk.practice.keep(played())
    assert len(desk.practice.view().record.tries) == 1


def test_what_a_kill_left_half_written_is_rolled_back_by_whoever_looks_next(desk: Desk) -> None:
    desk.practice.keep(played())
    assert Python(_KILLED_WRITING, _file(desk)).wait(SECONDS) == -signal.SIGKILL
    assert _file(desk).with_name(f"{_file(desk).name}-journal").stat().st_size > 0
    (kept,) = desk.practice.view().record.tries
    assert kept.title == "The manager, now"


def test_a_practice_file_that_may_not_be_written_is_read_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.practice.keep(played())
    # As root anything may be written.
    look = practice_file.connect
    monkeypatch.setattr(practice_file, "connect", lambda path, _mode, **how: look(path, "ro", **how))
    assert len(desk.practice.view().record.tries) == 1
    with pytest.raises(StorageProblem) as refused:
        desk.practice.keep(played())
    assert refused.value.code is Refusal.READ_ONLY


#: Writes so much in one transaction that the file is written to before its end, and is killed there.
_KILLED_WRITING = """
import os, signal, sys
import sqlcipher3.dbapi2 as sqlite
connection = sqlite.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE try SET title = 'Half written'")
connection.executemany(
    "INSERT INTO scenario VALUES (?, ?, '', '')", ((f"s{n}", "x" * 4000) for n in range(200))
)
os.kill(os.getpid(), signal.SIGKILL)
"""


def _file(desk: Desk) -> Path:
    return desk.path.with_name(f"{desk.path.name}.practice")
