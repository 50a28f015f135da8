"""What a newer version of a contact says otherwise than what was typed, in words, field by field."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from deskapp.domain.handoff import Seen
from deskapp.language import _
from deskapp.services.clocks.views import CalendarView
from deskapp.services.directory.acts import SaveContact
from deskapp.services.directory.views import ContactView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.directory import words
from deskapp.ui.directory.newer import same_words
from deskapp.wording import codes as codes_words
from deskapp.wording import times


def differences(
    mine: SaveContact,
    newer: ContactView,
    facts: DeskFacts | None,
    calendars: Sequence[CalendarView],
    people: Mapping[int, str],
) -> list[tuple[str, str]]:
    """(field, what the newer one says there), for each field that differs. people: who can be a deputy, by id."""
    skills = {category.id: category.name for category in facts.categories} if facts else {}
    hours = {calendar.id: calendar.name for calendar in calendars}
    desk = _("The desk's hours")
    rows = [
        (_("Kind"), codes_words.kind(mine.kind), codes_words.kind(newer.kind)),
        (_("Name"), mine.name, newer.name),
        (_("Organisation"), mine.organisation, newer.organisation),
        (_("Role"), mine.role, newer.role),
        (_("E-mail"), mine.email, newer.email),
        (_("Phones"), ", ".join(mine.phones), ", ".join(newer.phones)),
        (_("Covers"), _named(skills, sorted(mine.skills)), _named(skills, sorted(newer.skills))),
        (_("Hours"), hours.get(mine.calendar_id or 0, desk), hours.get(newer.calendar_id or 0, desk)),
        (_("Authority"), words.level(mine.authority), words.level(newer.authority)),
        (_("Agreed response"), _length(mine.agreed_response), _length(newer.agreed_response)),
        (_("Our account with them"), mine.our_account, newer.our_account),
        (_("May see of a call"), _seen(mine.may_see), _seen(newer.may_see)),
        (_("Language"), mine.language, newer.language),
        (_("Deputies, in order"), _named(people, mine.deputies), _named(people, newer.deputies)),
        (_("Notes"), mine.notes, newer.notes),
        (_("State"), _active(mine.active), _active(newer.active)),
    ]
    return [(field, theirs) for field, own, theirs in rows if not same_words(own, theirs)]


def _named(names: Mapping[int, str], ids: Iterable[int]) -> str:
    return ", ".join(names.get(number, str(number)) for number in ids)


def _seen(codes: Iterable[str]) -> str:
    known = set(codes)
    return ", ".join(words.seen(seen) for seen in Seen if seen.value in known)


def _length(length: timedelta | None) -> str:
    return "" if length is None else times.duration(length)


def _active(active: bool) -> str:
    return _("active") if active else _("not active")
