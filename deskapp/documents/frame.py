"""What papers have in common around what they say: head, running head, foot with page x of y, what could not print."""

from collections.abc import Sequence
from datetime import datetime

from deskapp.documents import wording
from deskapp.documents.layout import Flow, label
from deskapp.documents.lines import Line, lines, one_line
from deskapp.documents.moments import Moments
from deskapp.documents.text import REPLACEMENT, Span
from deskapp.language import Words

SMALL, SMALL_LEADING = 7.6, 10.0
_FOOT = 7.2
#: A title longer than this is none any more and is set smaller.
_LONG_TITLE = 120


def head(flow: Flow, over: str, title: str, subtitle: str | Sequence[Span], width: float | None = None) -> None:
    """What the paper is, over its title, over what else is to be known of it. width: where not all of the page's."""
    wide = width or flow.width
    size = 17.0 if len(title) <= _LONG_TITLE else 11.0
    flow.text(label(over, wide), width=wide)
    flow.text(lines((Span(title, bold=True),), size, wide, size * 1.24), width=wide)
    flow.text(lines(subtitle, SMALL, wide, SMALL_LEADING), width=wide)


def running_head(flow: Flow, said: str | Sequence[Span]) -> None:
    """One line over a rule, at the top of every page but the first."""
    flow.text([one_line((Span(said),) if isinstance(said, str) else said, SMALL, flow.width)])
    flow.gap(2)
    flow.rule()
    flow.gap(8)


def printed(flow: Flow, words: Words, moments: Moments, *, at: datetime, site: str, by: str, head: str = "") -> None:
    """The usual foot: whose paper it is, when it was printed and by whom. head: see `foot`."""
    form = words.gettext("{site} · printed {when} by {who}")
    foot(flow, wording.spans(form, site=site, when=moments.full(at), who=by), words, head)


def foot(flow: Flow, said: Sequence[Span], words: Words, head: str = "") -> None:
    """The foot of every page: the words, and which page of how many it is. The last that is drawn.

    head: how far the desk's timeline went when it was printed; by it a tail that was cut off later is found.
    """
    told = wording.spans(words.gettext("timeline {head}"), head=head)

    def count(number: int, of: int) -> Line:
        # On this side nothing is cut where the words are long.
        page = words.gettext("page {number} of {count}").format(number=number, count=of)
        return one_line((Span(page),), _FOOT, flow.width)

    # In a line of its own: beside it who printed a paper, and when, might have no room.
    above = one_line(told, _FOOT, flow.width) if head else None
    flow.foot(lambda width: one_line(said, _FOOT, width), count, above)


def small_print(flow: Flow, said: str | Sequence[Span]) -> None:
    flow.gap(6)
    flow.text(lines(said, SMALL, flow.width, SMALL_LEADING))


def legend(words: Words) -> str:
    """What the sign means that stands for a character that no font has."""
    return words.gettext("{sign} stands for a character that could not be printed.").format(sign=REPLACEMENT)
