"""What the head of the panel says of a call's end: attempts, why it is void, its duplicates, satisfaction."""

from deskapp import direction
from deskapp.domain.words import VoidReason
from deskapp.language import _
from deskapp.services.overview.views import CallDetail
from deskapp.wording import closing as closing_wording


def endings_words(call: CallDetail) -> str:
    """One line each; "" where there is nothing to say."""
    ends = call.endings
    said: list[str] = []
    if ends.attempts is not None and ends.attempts.count:
        said.append(f"{closing_wording.attempts(ends.attempts)}. {closing_wording.still_needed(ends.attempts)}")
    if ends.voiding is not None:
        duplicate = ends.voiding.reason is VoidReason.DUPLICATE
        if duplicate and ends.voiding.duplicate_ref:
            why = _("duplicate of {ref}").format(ref=ends.voiding.duplicate_ref)
        else:
            why = closing_wording.void_reason(ends.voiding.reason).lower()
        words = "" if ends.voiding.words == ends.voiding.duplicate_ref else ends.voiding.words
        said.append(direction.row((_("Void: {why}").format(why=why), words)))
    if ends.duplicates:
        refs = ", ".join(ref for _number, ref in ends.duplicates)
        said.append(_("Void as duplicates of this: {refs}").format(refs=refs))
    score = ends.score(call.cycle)
    if score is not None:
        said.append(_("Satisfaction: {score}").format(score=closing_wording.score(score)))
    return "\n".join(said)
