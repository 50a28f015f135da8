"""The story of a call as the cards and lines of a list."""

from collections.abc import Iterable
from datetime import datetime

from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.wording import times
from deskapp.wording.story import Told


def items(told: Iterable[Told], zone: str, now: datetime) -> list[CardItem]:
    """One for each, in the order given."""
    return [_item(one, zone, now) for one in told]


def _item(one: Told, zone: str, now: datetime) -> CardItem:
    lines = tuple(Line(words, muted=muted) for words, muted in ((one.words, False), (one.also, True)) if words)
    corner = times.instant(one.event.at, zone, now)
    return CardItem(one.event.id, one.title, lines, corner, badge=one.badge, outside=not one.ours, flat=not one.spoken)
