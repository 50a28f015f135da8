"""A try step by step, and what its words are taken for."""

import pytest

from deskapp.domain.phrases import PhraseToAvoid
from deskapp.domain.practice import play, scoring
from deskapp.domain.practice.play import Step
from deskapp.domain.practice.scenario import Answer, HandoffPart, Line, PartOfHandoff, Person, Scenario, Sign, Wanted
from deskapp.domain.practice.scoring import Kind
from deskapp.domain.practice.words_said import says
from deskapp.domain.words import EscalationType

GOOD = Answer("I am sorry, I look at it now.", "angry", 2, "Heard.", (("sorry",), ("look", "check")))
BAD = Answer("Calm down.", "angry", 0, "Nobody does.", (("calm down",),))


def scenario() -> Scenario:
    return Scenario(
        id="one",
        title="One",
        trade="print shop",
        about="About.",
        minutes=1,
        themes=(),
        caller="Mr X",
        priority="P3",
        facts=(),
        tips=(),
        lines=(
            Line("first", "Again, and my boss is cross.", (GOOD, BAD), (Sign("repeat_contact", "Again", "twice"),)),
            Line("angry", "Who decides here?", (), (Sign("asks_for_manager", "Who decides", "asked"),)),
        ),
        not_signs=(("legal", "no word of it"),),
        types=(EscalationType.HIERARCHICAL,),
        types_why="It needs authority.",
        people=(Person("Rita", "supervisor", "in", True, "decides", True), Person("Alex", "expert", "in", True, "no")),
        frame=(Wanted("Who", ("rita",), "a name"), Wanted("By when", ("{time}",), "a time")),
        framings=(),
        handoff=(PartOfHandoff(HandoffPart.ISSUE, Wanted("issue", ("twice",), "what"), "Charged twice"),),
        said="Rita rings by 15:00.",
    )


def test_a_try_goes_step_by_step_and_back_but_never_behind_what_was_said() -> None:
    one = play.begun(scenario())
    assert (one.step, one.line.id) == (Step.TALK, "first")
    assert play.gone_on(one) == one, "the talk is gone on from by its answers"
    one = play.answered(one, 0)
    assert (one.step, one.line.id) == (Step.SIGNS, "angry")
    assert play.gone_back(one) == one
    steps = [one.step]
    while one.step is not Step.OVER:
        one = play.gone_on(one)
        steps.append(one.step)
    assert steps == [Step.SIGNS, Step.ROUTE, Step.FRAME, Step.HANDOFF, Step.OVER]
    assert play.gone_on(one) == play.gone_back(one) == one


def test_words_of_ones_own_are_taken_as_the_answer_they_mean_and_else_the_caller_waits() -> None:
    one = play.begun(scenario())
    asked_again = play.answered_in_words(one, "  The weather is fine.  ")
    assert (asked_again.step, asked_again.line.id) == (Step.TALK, "first")
    assert [line.id for line in asked_again.heard] == ["first"]
    said = play.answered_in_words(asked_again, "Oh, I'm so SORRY! Let me check that.")
    assert said.said[-1] == play.Said("first", 0, "Oh, I'm so SORRY! Let me check that.")
    kinds = [reason.kind for reason in scoring.score(said).parts[0].reasons]
    assert kinds == [Kind.NOT_UNDERSTOOD, Kind.ANSWER]


def test_a_bad_sentence_is_heard_beside_a_good_one() -> None:
    said = play.answered_in_words(play.begun(scenario()), "Sorry, I look at it, but please calm down.")
    assert said.said[-1].answer == 1


@pytest.mark.parametrize(
    ("text", "forms", "expected"),
    [
        ("I am sorry.", ("sorry",), True),
        ("I am not sorry at all.", ("sorry",), False),
        ("That is not yours. Sorry!", ("sorry",), True),
        ("We apologise", ("apolog*",), True),
        ("an apology", ("apologise",), False),
        ("tonight's run", ("tonight",), True),
        ("I cannot reach you", ("cannot reach you",), True),
        ("by three", ("{time}",), True),
        ("by 15:00", ("{time}",), True),
        ("within two hours", ("{time}",), True),
        ("as soon as possible", ("{time}",), False),
        ("by the way", ("{time}",), False),
        ("Łukasz rings", ("lukasz",), True),
        ("", ("sorry",), False),
        ("sorry", ("...",), False),
    ],
)
def test_words_say_a_form_word_by_word_and_not_behind_a_no(text: str, forms: tuple[str, ...], expected: bool) -> None:
    assert says(text, forms) is expected


def test_every_point_has_its_reason_and_too_much_costs_what_it_would_have_brought() -> None:
    one = play.answered(play.begun(scenario()), 0)
    one = play.noticed(one, frozenset(("repeat_contact", "legal")))
    one = play.routed(one, frozenset((EscalationType.HIERARCHICAL, EscalationType.INCIDENT)), "Alex")
    one = play.framed(one, "You'll have to wait until Rita rings.")
    one = play.handed_on(one, ((HandoffPart.ISSUE, "charged  twice "),))
    told = scoring.score(one, (PhraseToAvoid(("you'll have to",), "could you please"),))
    points = {part.step: (part.points, part.of) for part in told.parts}
    assert points == {
        Step.TALK: (2, 2),
        Step.SIGNS: (0, 2),
        Step.ROUTE: (0, 2),
        Step.FRAME: (1, 3),
        Step.HANDOFF: (1, 1),
    }
    assert (told.points, told.of) == (4, 10)
    signs, route, frame = told.parts[1:4]
    assert [(reason.kind, reason.good, reason.about) for reason in signs.reasons] == [
        (Kind.SIGN, True, "repeat_contact"),
        (Kind.SIGN, False, "asks_for_manager"),
        (Kind.NO_SIGN, False, "legal"),
    ]
    assert signs.reasons[-1].why == "no word of it"
    assert [(reason.kind, reason.about) for reason in route.reasons][1:] == [
        (Kind.NO_TYPE, "incident"),
        (Kind.PERSON, "Alex"),
    ]
    assert frame.reasons[-1].quote == "You'll have to"
