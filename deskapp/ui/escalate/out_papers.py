"""The handoff sheets of what is out: all of them, or those of what each contact holds."""

from collections.abc import Iterable

from deskapp.domain.words import Paper
from deskapp.language import _, ngettext
from deskapp.services.escalations.views import EscalationOut, HandedOver
from deskapp.ui.documents.going import handoff_papers
from deskapp.ui.documents.several_papers_dialog import Papers


def sets_of(out: Iterable[EscalationOut], paper: Paper) -> list[Papers]:
    """What can be printed in one go; whoever holds most comes first."""
    held: dict[int, list[HandedOver]] = {}
    for one in out:
        made = one.escalation
        if made.contact_id is not None:
            held.setdefault(made.contact_id, []).append(HandedOver(made.id, one.ref, made.number, made.contact))
    everything = [one for some in held.values() for one in some]
    words = ngettext("Everything that is out: {n} sheet", "Everything that is out: {n} sheets", len(everything))
    sets = [Papers(words.format(n=len(everything)), handoff_papers(everything, paper))]
    for some in sorted(held.values(), key=len, reverse=True) if len(held) > 1 else ():
        words = _("What {contact} holds: {n}").format(contact=some[0].contact, n=len(some))
        sets.append(Papers(words, handoff_papers(some, paper)))
    return sets
