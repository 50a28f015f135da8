"""Public holidays by country and region, which become closed days of a calendar: RULES.md, "Clocks"."""

from datetime import date

import pytest

from deskapp.desk import Desk
from deskapp.domain.errors import Invalid
from deskapp.services.clocks import public_holidays
from deskapp.services.clocks.acts import SaveHours

CHRISTMAS = date(2026, 12, 25)


def test_the_countries_and_their_regions_have_codes_and_names() -> None:
    countries = public_holidays.countries()
    assert {"GB", "DE", "US", "JP"} <= set(countries)
    assert all(len(code) == 2 and code.isupper() for code in countries)
    assert public_holidays.regions("GB") == (
        ("ENG", "England"),
        ("NIR", "Northern Ireland"),
        ("SCT", "Scotland"),
        ("WLS", "Wales"),
    )
    assert dict(public_holidays.regions("DE"))["BY"] == "Bayern"


def test_every_region_of_every_country_has_a_name() -> None:
    for country, codes in public_holidays.countries().items():
        told = public_holidays.regions(country)
        assert {code for code, _name in told} == set(codes)
        assert all(name.strip() for _code, name in told)


def test_the_days_of_several_years_come_in_order_each_with_its_name() -> None:
    days = public_holidays.days("GB", "ENG", (2026, 2027), "en")
    assert [day for day, _name in days] == sorted(day for day, _name in days)
    assert {day.year for day, _name in days} == {2026, 2027}
    assert dict(days)[CHRISTMAS] == "Christmas Day"


def test_a_region_has_days_of_its_own() -> None:
    whole = dict(public_holidays.days("DE", "", (2026,), "de"))
    bavaria = dict(public_holidays.days("DE", "BY", (2026,), "de"))
    assert set(whole) < set(bavaria)
    assert bavaria[date(2026, 1, 6)] == "Heilige Drei Könige"


def test_the_names_are_in_the_language_that_was_asked_for_where_there_is_one() -> None:
    assert dict(public_holidays.days("DE", "", (2026,), "en"))[CHRISTMAS] == "Christmas Day"
    assert dict(public_holidays.days("DE", "", (2026,), "de"))[CHRISTMAS] == "Erster Weihnachtstag"


def test_without_a_language_the_countrys_own_counts_not_the_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en_US")
    for language in ("", "xx"):
        assert dict(public_holidays.days("DE", "", (2026,), language))[CHRISTMAS] == "Erster Weihnachtstag"


@pytest.mark.parametrize(
    ("country", "region", "fields"),
    [("XX", "", {"country": "unknown"}), ("", "", {"country": "unknown"}), ("GB", "BY", {"region": "unknown"})],
)
def test_a_country_or_region_that_is_not_known_is_named(country: str, region: str, fields: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        public_holidays.days(country, region, (2026,))
    assert refused.value.fields == fields


def test_what_a_calendar_keeps_are_dates_and_asking_alone_changes_nothing(desk: Desk) -> None:
    calendar = desk.facts().desk_calendar
    offered = desk.site.holidays("GB", "ENG", (2026,), "en")
    assert desk.facts().desk_calendar == calendar
    spec = {
        **calendar.calendar.to_dict(),
        "closed": [str(day) for day, _name in offered],
        "names": {str(day): name for day, name in offered},
    }
    saved = desk.site.save_hours(SaveHours(calendar.id, spec)).value
    assert saved.calendar.to_dict()["closed"] == [str(day) for day, _name in offered]
    assert saved.names[CHRISTMAS] == "Christmas Day"
