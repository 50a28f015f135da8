"""What is wrong with a scenario's file is said by line, all of it, and nothing breaks on it."""

import random

import pytest

from deskapp import paths
from deskapp.domain.practice.places import places
from deskapp.domain.practice.reading import MOST_BYTES, Fault, ScenarioFault, read

FILE = paths.resources() / "practice" / "en" / "01_the_manager_now.toml"
TEXT = FILE.read_text("utf-8")
TRIGGERS = (
    "beyond_authority",
    "repeat_contact",
    "strict_deadline",
    "may_leave",
    "asks_for_manager",
    "abusive",
    "legal",
)


def line_of(text: str, words: str, nth: int = 1) -> int:
    """The line, from 1, on which these words stand for the nth time."""
    found = [number for number, line in enumerate(text.splitlines(), 1) if words in line]
    return found[nth - 1]


def faults(text: str) -> tuple[Fault, ...]:
    told = read(text, TRIGGERS)
    assert (told.scenario is None) == bool(told.faults)
    return told.faults


@pytest.mark.parametrize(
    ("old", "new", "fault", "what"),
    [
        ('to = "stall"', 'to = "stal"', ScenarioFault.NO_SUCH_LINE, "stal"),
        ('to = "manager"', 'to = "charged"', ScenarioFault.LOOP, "charged"),
        ('id = "louder"', 'id = "charged"', ScenarioFault.TWICE, "charged"),
        ('trigger = "may_leave"', 'trigger = "leaves"', ScenarioFault.NOT_KNOWN_VALUE, "leaves"),
        ('words = "whoever is in charge"', 'words = "the boss"', ScenarioFault.NOT_SAID, "the boss"),
        ("minutes = 6", 'minutes = "six"', ScenarioFault.NOT_THIS_KIND, "minutes"),
        ("minutes = 6", "minutes = 600", ScenarioFault.NOT_KNOWN_VALUE, "600"),
        ("caller = ", "callr = ", ScenarioFault.UNKNOWN, "callr"),
        ('themes = ["manager"', 'themes = ["boss"', ScenarioFault.NOT_KNOWN_VALUE, "boss"),
        ('priority = "P2"', 'priority = "P5"', ScenarioFault.NOT_KNOWN_VALUE, "P5"),
        ("worth = 2", "worth = 3", ScenarioFault.NOT_KNOWN_VALUE, "3"),
        ('model = "Frustrated, but polite"', 'model = "Loud"', ScenarioFault.MODEL_FALLS_SHORT, "tone"),
        ("right = true", "right = false", ScenarioFault.NOBODY_RIGHT, ""),
        ('title = "The manager, now"', 'title = "The manager, now', ScenarioFault.NO_TOML, None),
    ],
)
def test_a_fault_is_said_with_its_line(old: str, new: str, fault: ScenarioFault, what: str | None) -> None:
    text = TEXT.replace(old, new, 1)
    found = {one.fault: one for one in faults(text)}
    assert fault in found
    if what is not None:
        assert found[fault].what == what
    expected = line_of(text, "[[person]]") if fault is ScenarioFault.NOBODY_RIGHT else line_of(TEXT, old)
    assert found[fault].line == expected


def test_a_branch_that_nobody_comes_to_and_a_line_without_a_good_answer_are_named() -> None:
    text = TEXT.replace('to = "louder"', 'to = "stall"').replace("worth = 2", "worth = 1", 1)
    assert {(one.fault, one.line) for one in faults(text)} == {
        (ScenarioFault.NEVER_REACHED, line_of(text, 'id = "louder"') - 1),
        (ScenarioFault.NO_GOOD_ANSWER, line_of(text, 'id = "charged"') - 1),
    }


def test_all_that_is_missing_is_named_at_once() -> None:
    told = faults("")
    assert {one.what for one in told if one.fault is ScenarioFault.MISSING} >= {"id", "title", "line", "person", "said"}


def test_ten_thousand_lines_are_refused_at_once_and_a_long_chain_is_walked_without_an_end() -> None:
    assert faults(TEXT + "# " + "x" * MOST_BYTES) == (Fault(1, ScenarioFault.TOO_LONG, str(MOST_BYTES)),)
    line = '\n[[line]]\nid = "l{0}"\nsays = "No."\n[[line.answer]]\nsays = "Yes."\nto = "l{1}"\nworth = 2\nwhy = "x"\n'
    chain = "".join(line.format(number, number + 1) for number in range(1_500))
    told = faults(TEXT + chain)
    assert (ScenarioFault.TOO_MANY, line_of(TEXT + chain, "[[line]]", 201)) in {(one.fault, one.line) for one in told}


def test_no_file_breaks_the_reading() -> None:
    chance = random.Random(7)
    lines = TEXT.splitlines()
    for _round in range(150):
        hurt = list(lines)
        for _cut in range(chance.randint(1, 4)):
            place = chance.randrange(len(hurt))
            hurt[place : place + chance.randint(0, 3)] = chance.choice(
                ([], ["[[line]]"], ["x = 1"], [hurt[0]], ["says = []"], ["[screen]"], ["\N{NULL}"], ["line = 5"])
            )
        text = "\n".join(hurt)
        assert all(1 <= one.line <= len(hurt) + 1 for one in faults(text))


def test_where_things_stand_is_found_behind_texts_and_lists_of_several_lines() -> None:
    text = 'a = [\n  "x",\n]\nb = """\n[[line]]\nc = 1\n"""\n[[line]]\nd = "[" # [[line]]\n'
    text += "[line.e]\nf = {g = 1}\n[[line]]\n"
    assert places(text) == {
        ("a",): 1,
        ("b",): 4,
        ("line", 0): 8,
        ("line", 0, "d"): 9,
        ("line", 0, "e"): 10,
        ("line", 0, "e", "f"): 11,
        ("line", 1): 12,
    }
