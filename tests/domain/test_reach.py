"""Numbers and addresses with what they are for: RULES.md, "Directory"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.reach import Reach, Use, apart, kind_of, line, lines, of_line, spoken_first

KINDS = st.builds(kind_of, st.lists(st.one_of(st.sampled_from(list(Use)), st.text(max_size=8)), max_size=3))


@given(st.builds(Reach, st.text(min_size=1), KINDS))
def test_what_is_written_as_a_line_is_read_back_the_same(reach: Reach) -> None:
    assert of_line(line(reach)) == reach


@given(st.lists(st.builds(Reach, st.text(min_size=1), KINDS)))
def test_numbers_and_their_kinds_are_lines_and_come_apart_again(reached: list[Reach]) -> None:
    texts, kinds = apart(map(line, reached))
    assert texts == tuple(one.text for one in reached)
    assert lines(texts, kinds) == tuple(map(line, reached))


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("mobile: +49 170 5550014", Reach("+49 170 5550014", "mobile")),
        ("Tel: 030 12", Reach("030 12")),
        ("Fax work: (030) 12", Reach("(030) 12", "work fax")),
        ("Ferienhaus: a@b.example", Reach("a@b.example", "Ferienhaus")),
        ("ask: for Bob", Reach("ask: for Bob")),
        ("+49 30 1: after five", Reach("+49 30 1: after five")),
        (":: call: 55", Reach("call: 55")),
    ],
)
def test_a_line_says_what_a_number_is_for_before_a_colon(text: str, reach: Reach) -> None:
    assert of_line(text) == reach


def test_the_preferred_is_tried_first_and_pager_and_fax_last() -> None:
    fax, pager, work, home = Reach("1", "fax"), Reach("2", "pager"), Reach("3", "work"), Reach("4", "home")
    assert spoken_first((fax, pager, work, home), preferred=False) == (work, home, pager, fax)
    assert spoken_first((fax, work, pager), preferred=True) == (fax, work, pager)
    assert spoken_first((work, Reach("3", "fax"), home), preferred=False) == (Reach("3", "work fax"), home)
