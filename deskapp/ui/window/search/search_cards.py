"""What a search found, as cards: commands first, then calls, people, incidents and guides."""

from collections.abc import Sequence

from deskapp.ui.finding import found_cards
from deskapp.ui.finding.found import Found
from deskapp.ui.widgets.lists.card_item import CardItem
from deskapp.ui.work.commands import Command
from deskapp.ui.work.keys import native


def cards(found: Found, commands: Sequence[Command]) -> list[CardItem]:
    """One card each; the key is (kind, id)."""
    asked = found.text
    more = found.in_all is None or found.in_all > len(found.calls)
    return [
        *([found_cards.handoff(found.handoff)] if found.handoff else []),
        *(_command(command) for command in commands),
        *(found_cards.call(one, asked) for one in found.calls),
        *([found_cards.every(found.in_all, asked)] if more else []),
        *(found_cards.customer(one, asked) for one in found.customers),
        *(found_cards.person(one, asked) for one in found.things.people),
        *(found_cards.contact(one, asked) for one in found.contacts),
        *found_cards.things(found.things, asked),
        *(found_cards.incident(one, asked) for one in found.incidents),
        *(found_cards.guide(one, asked) for one in found.guides),
    ]


def _command(command: Command) -> CardItem:
    keys = " · ".join(native(key) for key in command.keys)
    return CardItem(("command", command.key), command.words, (), corner=keys, enabled=command.ready())
