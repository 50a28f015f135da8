"""The names of days and months, as they are written, and all by which they are understood."""

from deskapp.language import _
from deskapp.wording import times

_GERMAN_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_GERMAN_MONTHS = (
    *(("januar", "jänner"), ("februar",), ("märz", "maerz", "mrz"), ("april",), ("mai",), ("juni",), ("juli",)),
    *(("august",), ("september",), ("oktober",), ("november",), ("dezember",)),
)


def days() -> list[set[str]]:
    """All names of each day of the week, Monday first, in lower case; English and German are always understood."""
    english = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    told = zip(english, _GERMAN_DAYS, long_days(), short_days(), strict=True)
    return [
        {name, name[:3], name[:4], german, german[:2], german[:3], full.lower(), short.lower()}
        for name, german, full, short in told
    ]


def months() -> list[set[str]]:
    """All names of each month, January first."""
    english = [
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
    ]
    told = zip(english, _GERMAN_MONTHS, long_months(), short_months(), strict=True)
    return [
        {name, name[:3], name[:4], *german, *(word[:3] for word in german), full.lower(), short.lower().rstrip(".")}
        for name, german, full, short in told
    ]


def short_days() -> list[str]:
    return [times.weekday(number) for number in range(7)]


def long_days() -> list[str]:
    return [
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    ]


def short_months() -> list[str]:
    return [times.month(number) for number in range(1, 13)]


def long_months() -> list[str]:
    return [
        *(_("January"), _("February"), _("March"), _("April"), _("May"), _("June")),
        *(_("July"), _("August"), _("September"), _("October"), _("November"), _("December")),
    ]
