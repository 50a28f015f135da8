"""The scenarios that come along: whole, playable to every end, and their own model answers found good."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from deskapp import paths
from deskapp.domain.practice import play, reading, scoring
from deskapp.domain.practice.play import Step, Try
from deskapp.domain.practice.scenario import HandoffPart, Scenario, Theme

TRIGGERS = tuple(tomllib.loads((paths.resources() / "defaults" / "desk.toml").read_text("utf-8"))["triggers"])
FILES = sorted((paths.resources() / "practice").glob("*/*.toml"))


def read(file: Path) -> Scenario:
    told = reading.read(file.read_text("utf-8"), TRIGGERS)
    assert told.faults == ()
    assert told.scenario is not None
    return told.scenario


@pytest.fixture(scope="module")
def scenarios() -> list[Scenario]:
    return [read(file) for file in FILES]


def ways(one: Try) -> Iterator[Try]:
    """Every way through a talk, at its end."""
    if one.step is not Step.TALK:
        yield one
        return
    for place in range(len(one.line.answers)):
        yield from ways(play.answered(one, place))


def at_its_best(one: Try) -> Try:
    scenario = one.scenario
    one = play.noticed(one, frozenset(sign.trigger for sign in scoring.signs_heard(one)))
    one = play.routed(one, frozenset(scenario.types), next(person.name for person in scenario.people if person.right))
    one = play.framed(one, scenario.said)
    return play.handed_on(one, tuple((part.part, part.model) for part in scenario.handoff))


def test_at_least_12_scenarios_of_three_trades_and_all_that_is_hard_to_say(scenarios: list[Scenario]) -> None:
    assert len({one.id for one in scenarios}) == len(scenarios) >= 12
    assert len({one.trade for one in scenarios}) >= 3
    assert {theme for one in scenarios for theme in one.themes} == set(Theme)
    for one in scenarios:
        assert [part.part for part in one.handoff] == list(HandoffPart), one.id
        assert any(not person.right for person in one.people), one.id


def test_each_is_playable_to_every_end_and_the_model_answers_have_all_points_there(scenarios: list[Scenario]) -> None:
    for scenario in scenarios:
        ends = list(ways(play.begun(scenario)))
        assert len(ends) >= 4, scenario.id
        best = 0
        for end in ends:
            told = scoring.score(at_its_best(end))
            talk, *rest = told.parts
            assert all(part.points == part.of for part in rest), (scenario.id, end.said, rest)
            best += talk.points == talk.of
            assert all(reason.why for part in told.parts for reason in part.reasons if reason.kind != "phrases")
        assert best, f"no way through {scenario.id} has all points"


def test_whoever_says_a_sentence_to_choose_in_their_own_words_is_understood_as_that(scenarios: list[Scenario]) -> None:
    for scenario in scenarios:
        for line in scenario.lines:
            for place, answer in enumerate(line.answers):
                assert play.meant(line, answer.says) == place, (scenario.id, line.id, answer.says)


def test_a_try_that_says_and_does_nothing_has_no_point_but_for_its_talk(scenarios: list[Scenario]) -> None:
    for scenario in scenarios:
        end = next(ways(play.begun(scenario)))
        assert [part.points for part in scoring.score(end).parts[1:]] == [0, 0, 0, 0], scenario.id
        every_sign = replace(end, signs=frozenset(TRIGGERS))
        assert scoring.score(every_sign).parts[1].points == 0, "to tick everything is to notice nothing"
