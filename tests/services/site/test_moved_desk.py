"""A desk that moves to another country: its currency goes along, unless somebody chose it."""

from dataclasses import asdict

import pytest

from deskapp.desk import Desk
from deskapp.domain.money import currency_of
from deskapp.services.approvals.acts import SaveAuthority
from deskapp.services.site.acts import SaveSite


def _move(desk: Desk, zone: str) -> str:
    site = asdict(desk.facts().site)
    site["base_version"] = site["version"]
    names = SaveSite.__dataclass_fields__.keys() & site.keys()
    desk.site.save_site(SaveSite(**{name: site[name] for name in names} | {"zone": zone}))
    return desk.facts().authority.currency


@pytest.mark.parametrize(
    ("zone", "currency"),
    [("Europe/Brussels", "€"), ("Europe/Zurich", "CHF"), ("America/New_York", "$"), ("Europe/Warsaw", "PLN")],
)
def test_amounts_are_in_the_currency_of_the_desks_country(desk: Desk, zone: str, currency: str) -> None:
    assert desk.facts().authority.currency == "£"
    assert _move(desk, zone) == currency
    assert _move(desk, "Europe/London") == "£"


def test_a_currency_that_somebody_chose_stays(desk: Desk) -> None:
    view = desk.facts().authority
    desk.approvals.save_limits(SaveAuthority(view.limits, "EUR"))
    assert _move(desk, "America/New_York") == "EUR"


def test_a_zone_of_no_country_changes_no_currency(desk: Desk) -> None:
    assert _move(desk, "UTC") == "£"


def test_every_country_has_one_currency() -> None:
    assert [currency_of(one) for one in ("BE", "GB", "US", "CH", "JP", "DK", "")] == [
        *("€", "£", "$", "CHF", "JPY", "DKK", "")
    ]
