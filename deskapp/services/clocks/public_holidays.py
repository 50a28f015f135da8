"""Public holidays by country and region, from the `holidays` package: offered for a calendar's closed days.

What a calendar keeps are dates. A newer list never moves a deadline by itself.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid


def countries() -> Mapping[str, Sequence[str]]:
    """Country codes (ISO 3166, two letters) with the codes of the regions that have holidays of their own."""
    import holidays

    known = holidays.list_supported_countries(include_aliases=False)
    return {code: tuple(regions) for code, regions in sorted(known.items())}


def regions(country: str) -> tuple[tuple[str, str], ...]:
    """The regions of a country that have holidays of their own, each with its name, by name.

    Raises Invalid where the country is not known.
    """
    import holidays

    known = countries()
    if country not in known:
        raise Invalid({"country": FieldFault.UNKNOWN})
    called = holidays.country_holidays(country).get_subdivision_aliases()
    named = ((code, next(iter(called.get(code, ())), code)) for code in known[country])
    return tuple(sorted(named, key=lambda region: region[1].casefold()))


def days(country: str, region: str, years: Sequence[int], language: str = "") -> tuple[tuple[date, str], ...]:
    """The public holidays of these years, in order, each with its name in the language where there is one.

    Raises Invalid where the country or region is not known.
    """
    import holidays

    known = countries()
    if country not in known:
        raise Invalid({"country": FieldFault.UNKNOWN})
    if region and region not in known[country]:
        raise Invalid({"region": FieldFault.UNKNOWN})
    spoken = holidays.list_localized_countries().get(country, [])
    # Named, lest the language that the machine was started in decides.
    chosen = next((code for code in spoken if code.split("_")[0] == language), None)
    chosen = chosen or holidays.country_holidays(country).default_language
    found = holidays.country_holidays(country, subdiv=region or None, years=list(years), language=chosen)
    return tuple(sorted(found.items()))
