"""Figures of measures in words: never one without what it is of, and nothing said of too few."""

from datetime import date, timedelta

from deskapp.domain.measures.chance import Difference
from deskapp.domain.measures.kinds import Measure
from deskapp.domain.measures.periods import PeriodKind, between, containing
from deskapp.domain.measures.values import Mean, Middle, Share, Times
from deskapp.language import words
from deskapp.wording.measures import definitions, figures, periods

DE = words("de")


def test_a_figure_says_what_it_is_of() -> None:
    for measure, value, figure, of in (
        (Measure.ESCALATED, Share(39, 214), "18 %", "39 of 214 calls logged"),
        (Measure.SATISFIED_ESCALATED, Share(6, 7), "6 of 7", "6 of 7 said 4 or 5"),
        (Measure.ONE_HANDOFF, Share(31, 37), "84 %", "31 of 37 calls needed only one"),
        (Measure.LAPSED, Share(), "–", "0 of 0 calls over"),
        (Measure.HANDOFFS, Mean(44, 37), "1.19", "44 hand-offs, 37 calls"),
        (Measure.ESTIMATE, Times(12, 1.94), "1.9 ×", "middle of 12 hand-offs"),
        (
            Measure.RESOLVE_WORKING,
            Middle(40, timedelta(hours=3, minutes=5), timedelta(hours=11, minutes=20)),
            "3:05",
            "middle of 40; 9 in 10 in 11:20",
        ),
        (Measure.RESOLVE_WALL, Middle(), "–", ""),
    ):
        assert (figures.figure(value), figures.of_what(measure, value)) == (figure, of)
    assert figures.figure(Mean(44, 37), DE) == "1,19"


def test_only_none_is_0_percent_and_only_all_is_100() -> None:
    said = [figures.percent(Share(num, 1000)) for num in (0, 1, 999, 1000)]
    assert said == ["0 %", "1 %", "99 %", "100 %"]


def test_how_a_figure_stands_beside_another() -> None:
    ten, twenty = Share(10, 100), Share(20, 100)
    rate, time = Measure.ESCALATED, Measure.RESOLVE_WORKING
    assert figures.difference(rate, ten, twenty, Difference.LOWER) == "lower"
    assert figures.difference(rate, ten, ten, Difference.SAME) == "about the same"
    assert figures.difference(time, Middle(20), Middle(20), Difference.HIGHER) == "longer"
    few = figures.difference(Measure.SATISFIED_ESCALATED, Share(6, 7), twenty, Difference.TOO_FEW)
    assert few == "7 answers: too few to say"
    assert figures.difference(rate, ten, Share(1, 2), Difference.TOO_FEW) == "too few before to compare"
    assert figures.difference(rate, Share(), ten, Difference.TOO_FEW) == "none in this period"
    assert figures.is_better(rate, Difference.LOWER)
    assert figures.is_better(Measure.WARM, Difference.HIGHER)
    assert figures.is_better(rate, Difference.HIGHER) is False
    assert figures.is_better(rate, Difference.SAME) is None


def test_every_measure_has_its_title_and_its_definition_in_both_languages() -> None:
    for language in (words("en"), DE):
        titles = {figures.title(one, language) for one in Measure}
        assert len(titles) == len(Measure)
        for one in Measure:
            short = definitions.short(one, "2026", language)
            whole = definitions.whole(one, "2026", language)
            assert whole[0] == short
            assert "2026" in short
            assert "{" not in "".join(whole)


def test_periods_are_called_by_what_they_are() -> None:
    day = date(2026, 11, 20)
    called = {kind: containing(kind, day) for kind in PeriodKind}
    said = {kind: (periods.name(one), periods.short(one)) for kind, one in called.items()}
    assert said[PeriodKind.DAY] == ("Fri 20 Nov 2026", "20 Nov")
    assert said[PeriodKind.WEEK] == ("16 to 22 Nov 2026", "16 Nov")
    assert said[PeriodKind.MONTH] == ("November 2026", "Nov")
    assert said[PeriodKind.QUARTER] == ("Quarter 4 of 2026", "Q4")
    assert said[PeriodKind.YEAR] == ("2026", "2026")
    long = between(date(2026, 12, 28), date(2027, 1, 3))
    assert periods.name(long) == "28 Dec 2026 to 3 Jan 2027"
    assert periods.name(called[PeriodKind.WEEK], DE) == "16. bis 22. Nov. 2026"
    month = called[PeriodKind.MONTH]
    assert periods.before(month.before(), month) == "the month before: Oct"
    january = containing(PeriodKind.MONTH, date(2026, 1, 9))
    assert periods.before(january.before(), january) == "the month before: Dec 2025"
    assert periods.a_year_before(month.year_before(), month) == "a year before: Nov 2025"
    assert periods.in_short(month.year_before(), month) == "Nov 2025"
    assert periods.in_short(month.before(), month) == "Oct"


def test_a_year_before_a_week_is_a_week_of_the_same_days() -> None:
    week = containing(PeriodKind.WEEK, date(2026, 11, 20))
    assert week.year_before() == containing(PeriodKind.WEEK, date(2025, 11, 20))
    leap = containing(PeriodKind.MONTH, date(2028, 2, 29)).year_before()
    assert (leap.first, leap.last) == (date(2027, 2, 1), date(2027, 2, 28))
    first = containing(PeriodKind.YEAR, date(1, 1, 1))
    assert first.year_before() == first
