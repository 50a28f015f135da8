"""How well reviews agree, and averages (RULES.md, "Reviews"), against figures worked out by hand."""

import pytest

from deskapp.domain.codes import FieldFault
from deskapp.domain.reviews.agreement import agreement, average, kappa, pairs_of
from deskapp.domain.reviews.hidden_names import HiddenNames
from deskapp.domain.reviews.scorecard import CardLine, flaws, left, sound

#: Of ten calls: seven alike, two a step apart, one two steps apart.
TEN = [(1, 1), (2, 2), (2, 2), (3, 3), (3, 3), (4, 4), (4, 4), (2, 3), (4, 3), (1, 3)]


def test_alike_within_one_and_kappa_are_those_worked_out_by_hand() -> None:
    found = agreement(TEN)
    assert (found.pairs, found.alike, found.within_one) == (10, 7, 9)
    # Steps apart: twice 1 and once 2, so 4 / 10. By chance: of 20 marks 3 are 1, 5 are 2, 7 are 3 and 5 are 4;
    # 2 x (3x5x1 + 3x7x2 + 3x5x3 + 5x7x1 + 5x5x2 + 7x5x1) / 400 = 444 / 400. Kappa is 1 - 0.4 / 1.11.
    assert found.kappa == pytest.approx(1 - 0.4 / 1.11)


def test_it_is_the_same_whoever_of_the_two_is_named_first() -> None:
    assert kappa([(other, one) for one, other in TEN]) == kappa(TEN) == kappa([TEN[-1][::-1], *TEN[:-1]])


def test_always_alike_is_one_always_at_the_other_end_below_zero_and_as_by_chance_none() -> None:
    assert kappa([(1, 1), (4, 4)] * 5) == 1
    assert kappa([(1, 4), (4, 1)] * 5) == -1
    assert kappa([(1, 1), (1, 4), (4, 1), (4, 4)] * 3) == 0


def test_with_fewer_than_ten_pairs_it_is_not_said_and_with_one_mark_alone_there_is_nothing_to_say() -> None:
    assert agreement(TEN[:9]).kappa is None
    assert not agreement(TEN[:9]).enough
    assert agreement([(3, 3)] * 12).kappa is None
    assert agreement([(3, 3)] * 12).enough
    assert agreement([]).kappa is None


def test_what_does_not_apply_is_in_no_pair_and_in_no_average() -> None:
    reviews = [
        [{"tone": 4, "warm": None}, {"tone": 3, "warm": 2}, {"tone": 1}],
        [{"tone": 2}],
        [{"tone": None}, {"tone": 2}],
    ]
    assert pairs_of("tone", reviews) == ((4, 3), (4, 1), (3, 1))
    assert pairs_of("warm", reviews) == ()
    told = average("tone", [marks for of_call in reviews for marks in of_call])
    assert (told.marks, told.average, told.enough) == (5, 2.4, False)
    assert average("warm", [{}]).average is None


CARD = tuple(CardLine(code, code.title(), ("a", "b", "c", "d")) for code in ("early", "tone"))


def test_marks_are_one_to_four_or_none_of_the_lines_there_are() -> None:
    assert sound({"early": 1, "tone": None}, CARD)
    assert sound({}, CARD)
    assert not sound({"early": 0}, CARD)
    assert not sound({"early": 5}, CARD)
    assert not sound({"warm": 2}, CARD)
    assert left({"tone": None}, CARD) == ("early",)


def test_a_scorecard_has_lines_each_of_another_name_with_what_each_step_means() -> None:
    assert flaws(CARD) == {}
    assert flaws(()) == {"lines": FieldFault.MISSING}
    assert flaws(CARD * 7)["lines"] is FieldFault.OUT_OF_RANGE
    wrong = (CardLine("early", " ", ("a", "", "c", "d" * 161)), CardLine("", "Tone", CARD[0].meanings), CARD[1])
    assert flaws(wrong) == {
        "name:0": FieldFault.MISSING,
        "meaning:0:2": FieldFault.MISSING,
        "meaning:0:4": FieldFault.TOO_LONG,
        "name:1": FieldFault.TWICE,
        "name:2": FieldFault.TWICE,
    }


def test_names_of_the_staff_are_replaced_whole_and_by_first_name_and_others_stay() -> None:
    hide = HiddenNames({"Lena Fischer": "Agent A", "Sam Ong": "Agent B", "Alex Kay": "Agent C"}, ["Alex Meyer"]).hide
    assert hide("Lena Fischer told Alex Meyer; lena  fischer, Lena's note") == (
        "Agent A told Alex Meyer; Agent A, Agent A's note"
    )
    # A first name that a contact has too may be theirs.
    assert hide("Alex rang, Alex Kay did not") == "Alex rang, Agent C did not"
    assert hide("Lenas Samstag, Samuel") == "Lenas Samstag, Samuel"
    assert HiddenNames({}).hide("Lena") == "Lena"
    two = HiddenNames({"Sam Ong": "Agent A", "Sam Lee": "Agent B"}).hide
    assert two("Sam, Sam Lee") == "Sam, Agent B"
