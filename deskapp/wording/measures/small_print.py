"""What stands under the figures of a period in small print: what they are of, what is left out, when they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.domain.measures.chance import ONCE_IN
from deskapp.domain.measures.values import TOO_FEW
from deskapp.language import SPOKEN, Words

if TYPE_CHECKING:
    from deskapp.services.measures.views import Measured


def said(measured: Measured, words: Words = SPOKEN) -> str:
    """All of it, as one paragraph."""
    say, counts = words.gettext, measured.counts
    told = [
        say(
            "Escalation rate: calls logged in the period that were escalated, of those logged; the other figures are "
            "of calls closed in it."
        ),
        say(
            "First contact: never escalated, solved by the first conversation; no escalation: never escalated, however "
            "many it took."
        ),
        say("Repeat contact: within 7 days after an escalation ended."),
        say(
            "“Lower”, “shorter” and the like: by more than chance alone makes once in {n} times; else “about the same”."
        ).format(n=ONCE_IN),
        say("Of fewer than {n} only the numbers stand.").format(n=TOO_FEW),
        say("Times are working time of the desk, “wall clock” all hours."),
        say(
            "Left out: {void} void and {archived} archived calls (but for their clocks, hand-offs and times), "
            "escalations undone at once."
        ).format(void=counts.void, archived=counts.archived),
    ]
    if counts.untold:
        form = words.ngettext(
            "What an import does not tell counts on neither side ({n} call).",
            "What an import does not tell counts on neither side ({n} calls).",
            counts.untold,
        )
        told.append(form.format(n=counts.untold))
    return " ".join([*told, say("No figure is about one agent.")])
