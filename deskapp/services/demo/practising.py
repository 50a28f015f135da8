"""What the agents of the demo desk practised, each at their own time: beside the desk, in its file of practice."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from deskapp import paths
from deskapp.domain.clock import FixedClock
from deskapp.domain.practice import play
from deskapp.domain.practice.play import Step, Try
from deskapp.domain.practice.scenario import Scenario
from deskapp.models.site import Staff
from deskapp.services.demo.story import Telling, length, story
from deskapp.services.practice.acts import KeepTry, ShowPractice
from deskapp.services.practice.service import Practice
from deskapp.services.practice.shipped import shipped
from deskapp.services.work import Work
from deskapp.storage import practice_file
from deskapp.storage.database import Database

_DAY, _FOUR_HOURS = timedelta(days=1), timedelta(hours=4)
#: With experience one does everything that is asked for.
_BEST = 2


def practise(path: Path, now: datetime) -> None:
    """Put the practice of the demo desk at `path`, as it stands at `now`, beside it; practice that lies there stays."""
    if practice_file.beside(path).exists():
        return
    told, telling = _told(), Telling(now, story()["site"]["zone"])
    scenarios = {one.id: one for one in shipped()}
    database = Database(path)
    try:
        work = Work(database, FixedClock(now))
        practice = Practice(work)
        with work.read(anybody=True) as session:
            staff = dict(session.execute(select(Staff.name, Staff.id)).all())
        for one in told["tries"]:
            begun = telling.now - one["days"] * _DAY + length(one["after"]) - _FOUR_HOURS
            scenario = scenarios[one["scenario"]]
            work.staff_id = staff[one["by"]]
            work.clock = FixedClock(begun + timedelta(minutes=scenario.minutes))
            practice.keep(KeepTry(played(scenario, one["how"]), begun))
        for name in told["shown"]:
            work.staff_id = staff[name]
            practice.show(ShowPractice(True))
    finally:
        database.close()


def played(scenario: Scenario, how: int) -> Try:
    """A try at a scenario, to its end. how: 0 to 2, as what an answer is worth."""
    one = play.begun(scenario)
    if how == _BEST:
        one = play.card_opened(one)
    # An answer may lead back to a line that was said; who hears it again says something better.
    heard: set[str] = set()
    while one.step is Step.TALK:
        wanted = _BEST if one.line_id in heard else how
        heard.add(one.line_id)
        worths = [abs(answer.worth - wanted) for answer in one.line.answers]
        one = play.answered(one, worths.index(min(worths)))
    signs = [sign.trigger for line in one.heard for sign in line.signs]
    one = play.noticed(one if how else play.hinted(one), frozenset(signs[: _part(len(signs), how)]))
    people = [person for person in scenario.people if person.right is (how > 0)] or list(scenario.people)
    types = scenario.types if how else scenario.types[:1]
    one = play.routed(play.gone_on(one), frozenset(types), people[0].name)
    framings = (*scenario.framings[:_BEST], scenario.said)
    one = play.framed(play.gone_on(one), framings[min(how, len(framings) - 1)])
    parts = scenario.handoff[: _part(len(scenario.handoff), how)]
    one = play.handed_on(play.gone_on(one), tuple((part.part, part.model) for part in parts))
    return play.gone_on(one)


def _part(count: int, how: int) -> int:
    """How many of so many are thought of."""
    return -(-count * (how + 1) // (_BEST + 1))


def _told() -> dict[str, Any]:
    with (paths.resources() / "demo" / "practice.toml").open("rb") as file:
        return tomllib.load(file)
