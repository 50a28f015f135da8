"""What the record shows of each question, and what is missing, in sentences with their figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from deskapp.domain.readiness.questions import (
    PATIENCE,
    Answer,
    AuthorityFacts,
    FeedbackFacts,
    HandoffFacts,
    PolicyFacts,
    TrackingFacts,
    TrainingFacts,
    TriggerFacts,
    WarmFacts,
)
from deskapp.language import SPOKEN, Words
from deskapp.wording import codes, times
from deskapp.wording.measures import periods

if TYPE_CHECKING:
    from deskapp.domain.measures.periods import Period

#: So many names are told; of more how many others there are.
_NAMED = 3


def shows(answer: Answer, month: Period, words: Words = SPOKEN) -> str:
    """What the record shows."""
    return " ".join(_shows(answer, periods.name(month, words), words))


def missing(answer: Answer, words: Words = SPOKEN) -> str:
    """What is missing, or that nothing is."""
    return " ".join(_missing(answer, words)) or words.gettext("Nothing.")


def _shows(answer: Answer, month: str, words: Words) -> Iterator[str]:
    match answer.facts:
        case PolicyFacts() as facts:
            yield from _policy(facts, words)
        case AuthorityFacts() as facts:
            yield from _authority(facts, month, words)
        case TriggerFacts() as facts:
            yield from _triggers(facts, month, words)
        case WarmFacts() as facts:
            yield from _warm(facts, month, words)
        case TrainingFacts() as facts:
            yield from _training(facts, words)
        case HandoffFacts() as facts:
            yield from _handoffs(facts, month, words)
        case TrackingFacts() as facts:
            yield from _tracking(facts, words)
        case FeedbackFacts() as facts:
            yield from _feedback(facts, words)


def _missing(answer: Answer, words: Words) -> Iterator[str]:
    match answer.facts:
        case PolicyFacts() as facts:
            yield from _no_policy(facts, words)
        case AuthorityFacts() as facts:
            yield from _no_authority(facts, words)
        case TriggerFacts() as facts:
            yield from _no_triggers(facts, words)
        case WarmFacts() as facts:
            yield from _not_warm(facts, words)
        case TrainingFacts() as facts:
            yield from _no_training(facts, words)
        case HandoffFacts() as facts:
            yield from _no_handoffs(facts, words)
        case TrackingFacts() as facts:
            yield from _no_tracking(facts, words)
        case FeedbackFacts() as facts:
            yield from _no_feedback(facts, words)


# 1


def _policy(facts: PolicyFacts, words: Words) -> Iterator[str]:
    say = words.gettext
    if not facts.number or facts.issued_on is None:
        yield say("No version was issued.")
        return
    issued = _day(facts.issued_on, words)
    if facts.printed_on is None:
        yield say("Version {n} of {day}.").format(n=facts.number, day=issued)
    else:
        form = say("Version {n} of {day}, printed {printed}.")
        yield form.format(n=facts.number, day=issued, printed=_day(facts.printed_on, words))
    if not facts.without_path and not facts.without_target:
        form = words.ngettext(
            "Criteria, paths and times are filled for the {n} category and P1 to P4.",
            "Criteria, paths and times are filled for all {n} categories and P1 to P4.",
            facts.categories,
        )
        yield form.format(n=facts.categories)


def _no_policy(facts: PolicyFacts, words: Words) -> Iterator[str]:
    say = words.gettext
    if not facts.number or facts.next_review is None:
        yield say("Issue it from the settings, print it, and name a day on which it is looked at again.")
        return
    if facts.printed_on is None:
        yield say("It was never printed.")
    if facts.without_path:
        yield say("No path for: {names}.").format(names=_names(facts.without_path, words))
    if facts.without_target:
        named = ", ".join(one.value for one in facts.without_target)
        yield say("No time to answer or to resolve for: {names}.").format(names=named)
    if facts.changed:
        form = words.ngettext("{n} setting differs from it.", "{n} settings differ from it.", facts.changed)
        yield form.format(n=facts.changed)
    review = _day(facts.next_review, words)
    form = say("Its review was due on {day}.") if facts.review_over else say("Next review on {day}.")
    yield form.format(day=review)


# 2


def _authority(facts: AuthorityFacts, month: str, words: Words) -> Iterator[str]:
    form = words.gettext("{n} of {kinds} kinds of decision have limits, at {levels} levels.")
    yield form.format(n=facts.settled, kinds=facts.kinds, levels=facts.levels)
    if not facts.asked:
        yield words.gettext("No approval was asked for in {month}.").format(month=month)
        return
    form = words.ngettext("{n} approval asked in {month},", "{n} approvals asked in {month},", facts.asked)
    yield form.format(n=facts.asked, month=month)
    if facts.above:
        yield words.gettext("{n} granted above its level.").format(n=facts.above)
    else:
        yield words.gettext("none granted above its level.")


def _no_authority(facts: AuthorityFacts, words: Words) -> Iterator[str]:
    if facts.settled < facts.kinds:
        left = facts.kinds - facts.settled
        form = words.ngettext("{n} kind has no limit here.", "{n} kinds have no limit here.", left)
        yield form.format(n=left)
    if facts.above:
        yield words.gettext("Look at what was granted above its level: {n}.").format(n=facts.above)
    if facts.unconfirmed:
        form = words.ngettext(
            "{n} approval by phone was never confirmed.",
            "{n} approvals by phone were never confirmed.",
            facts.unconfirmed,
        )
        yield form.format(n=facts.unconfirmed)


# 3


def _triggers(facts: TriggerFacts, month: str, words: Words) -> Iterator[str]:
    form = words.ngettext("{n} sign in use,", "{n} signs in use,", facts.signs)
    yield form.format(n=facts.signs)
    if facts.without_type:
        yield words.gettext("{n} of them without a type.").format(n=facts.without_type)
    else:
        yield words.gettext("each with its types.")
    if facts.escalations:
        form = words.gettext("{named} of {n} escalations in {month} name at least one.")
        yield form.format(named=facts.named, n=facts.escalations, month=month)
    else:
        yield words.gettext("No escalation in {month}.").format(month=month)


def _no_triggers(facts: TriggerFacts, words: Words) -> Iterator[str]:
    if not facts.signs:
        yield words.gettext("Switch on the signs that your desk escalates by.")
    if facts.without_type:
        form = words.ngettext("{n} sign suggests no type.", "{n} signs suggest no type.", facts.without_type)
        yield form.format(n=facts.without_type)
    if facts.named < facts.escalations:
        left = facts.escalations - facts.named
        form = words.ngettext("{n} escalation names no sign.", "{n} escalations name no sign.", left)
        yield form.format(n=left)


# 4


def _warm(facts: WarmFacts, month: str, words: Words) -> Iterator[str]:
    if not facts.transfers:
        yield words.gettext("No call with a transfer was closed in {month}.").format(month=month)
        return
    form = words.ngettext(
        "{warm} of {n} transfer in {month} was warm, {share} %;",
        "{warm} of {n} transfers in {month} were warm, {share} %;",
        facts.transfers,
    )
    yield form.format(warm=facts.warm, n=facts.transfers, month=month, share=_percent(facts.warm, facts.transfers))
    others = facts.transfers - facts.warm
    if not others:
        yield words.gettext("there were no others.")
    elif not facts.without_reason:
        form = words.ngettext("the other has a reason.", "all {n} others have a reason.", others)
        yield form.format(n=others)
    else:
        yield words.gettext("{n} of {others} others have no reason.").format(n=facts.without_reason, others=others)


def _not_warm(facts: WarmFacts, words: Words) -> Iterator[str]:
    if not facts.transfers:
        yield words.gettext("Nothing shows yet whether it is the standard.")
    if facts.without_reason:
        form = words.ngettext(
            "{n} cold transfer gives no reason.", "{n} cold transfers give no reason.", facts.without_reason
        )
        yield form.format(n=facts.without_reason)
    if facts.went:
        name, count = facts.went[0]
        form = words.ngettext(
            "{count} of the {n} other went to {name}.",
            "{count} of the {n} others went to {name}.",
            facts.transfers - facts.warm,
        )
        yield form.format(count=count, n=facts.transfers - facts.warm, name=name)


# 5


def _training(facts: TrainingFacts, words: Words) -> Iterator[str]:
    form = words.ngettext(
        "{n} of {agents} agent has played a de-escalation scenario in the last 6 months.",
        "{n} of {agents} agents have played a de-escalation scenario in the last 6 months.",
        facts.agents,
    )
    yield form.format(n=facts.practised, agents=facts.agents)
    form = words.ngettext("A card was opened {n} time.", "Cards were opened {n} times.", facts.cards)
    yield form.format(n=facts.cards) if facts.cards else words.gettext("No card was opened.")


def _no_training(facts: TrainingFacts, words: Words) -> Iterator[str]:
    left = facts.agents - facts.hidden - facts.practised
    if left > 0:
        yield words.ngettext("{n} agent has not.", "{n} agents have not.", left).format(n=left)
    if facts.hidden:
        form = words.ngettext(
            "{n} agent shows their practice to nobody.", "{n} agents show their practice to nobody.", facts.hidden
        )
        yield form.format(n=facts.hidden)


# 6


def _handoffs(facts: HandoffFacts, month: str, words: Words) -> Iterator[str]:
    if not facts.handoffs:
        yield words.gettext("Nothing was handed on in {month}.").format(month=month)
        return
    yield words.gettext("The parts the site asks for: {n} of {all}.").format(n=facts.required, all=facts.handoffs)
    share = _percent(facts.all_five, facts.handoffs)
    form = words.gettext("All five parts: {n} of {all}, {share} %.")
    yield form.format(n=facts.all_five, all=facts.handoffs, share=share)
    yield words.gettext("Tone noted in {n}.").format(n=facts.toned)


def _no_handoffs(facts: HandoffFacts, words: Words) -> Iterator[str]:
    if not facts.handoffs:
        yield words.gettext("Nothing shows yet how notes are written.")
    if facts.left_out is not None:
        form = words.gettext("{part} is what is left out most: {n} times.")
        yield form.format(part=codes.handoff_part(facts.left_out, words), n=facts.left_out_in)


# 7


def _tracking(facts: TrackingFacts, words: Words) -> Iterator[str]:
    if facts.printed:
        form = words.gettext("Reports printed: {months}.")
        yield form.format(months=_months(facts.printed, words))
    elif facts.unprinted:
        yield words.gettext("No report was printed in the last months.")
    else:
        yield words.gettext("The desk has no whole month yet.")
    form = words.ngettext("{n} review since then.", "{n} reviews since then.", facts.reviewed_since)
    yield form.format(n=facts.reviewed_since) if facts.reviewed_since else words.gettext("No call was reviewed.")


def _no_tracking(facts: TrackingFacts, words: Words) -> Iterator[str]:
    if facts.unprinted:
        yield words.gettext("No report for {months}.").format(months=_months(facts.unprinted, words))
    if not facts.drawn:
        yield words.gettext("No sample of the month was drawn.")
    elif facts.reviewed < facts.drawn:
        form = words.gettext("{n} of {all} calls of the month's sample are reviewed.")
        yield form.format(n=facts.reviewed, all=facts.drawn)


# 8


def _feedback(facts: FeedbackFacts, words: Words) -> Iterator[str]:
    if not facts.sent:
        yield words.gettext("Nothing was sent in the last 6 months.")
        return
    form = words.gettext("{n} sent in the last 6 months, {answered} answered, {acted} acted on.")
    yield form.format(n=facts.sent, answered=facts.answered, acted=facts.acted_on)


def _no_feedback(facts: FeedbackFacts, words: Words) -> Iterator[str]:
    if not facts.sent:
        yield words.gettext("Send what calls show to whoever makes or decides it.")
        return
    if facts.answered < facts.sent:
        form = words.ngettext("{about}: no answer for {n} day.", "{about}: no answer for {n} days.", facts.waits)
        if facts.waits > PATIENCE.days or not facts.acted_on:
            yield form.format(about=facts.about, n=facts.waits)
    if not facts.acted_on:
        yield words.gettext("Nothing has changed because of it.")


# What they share


def _day(day: date, words: Words) -> str:
    return times.day(day, words)


def _percent(part: int, whole: int) -> int:
    """Only none is 0, and only all is 100."""
    share = round(100 * part / whole)
    return min(max(share, int(part > 0)), 100 - int(part < whole))


def _months(days: tuple[date, ...], words: Words) -> str:
    return ", ".join(periods.long_month(day.month, words) for day in days)


def _names(names: tuple[str, ...], words: Words) -> str:
    told = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    if more <= 0:
        return told
    return words.ngettext("{names} and {n} more", "{names} and {n} more", more).format(names=told, n=more)
