"""Tries and their scores as they are kept: JSON that a later version reads as it was told then."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from deskapp.domain.calming.cards import Situation
from deskapp.domain.practice.play import Step, Try
from deskapp.domain.practice.scenario import HandoffPart, Theme
from deskapp.domain.practice.scoring import Kind, Marks, Reason, Score
from deskapp.services.practice.views import PastTry


def themes(those: Iterable[Theme]) -> str:
    return json.dumps([one.value for one in those])


def past_try(row: Sequence[Any]) -> PastTry:
    """A row of tries as it is shown; a theme that is known no more is left out."""
    known = {theme.value for theme in Theme}
    return PastTry(
        id=row[0],
        scenario_id=row[1],
        title=row[2],
        themes=tuple(Theme(one) for one in json.loads(row[3]) if one in known),
        begun_at=datetime.fromisoformat(row[4]),
        ended_at=datetime.fromisoformat(row[5]),
        points=row[6],
        most=row[7],
        hints=row[8],
    )


def played(one: Try, told: Score) -> str:
    """What was said and written in a try, and what it came to."""
    return json.dumps(
        {
            "said": [[said.line_id, said.answer, said.own_words] for said in one.said],
            "signs": sorted(one.signs),
            "types": sorted(one.types),
            "person": one.person,
            "frame": one.frame,
            "handoff": {part.value: words for part, words in one.handoff},
            "hints": list(one.hints),
            "card": one.scenario.card if one.card_read else None,
            "score": [
                [
                    part.step.value,
                    part.points,
                    part.of,
                    [
                        [reason.kind.value, reason.good, reason.about, reason.quote, reason.why]
                        for reason in part.reasons
                    ],
                ]
                for part in told.parts
            ],
        },
        ensure_ascii=False,
    )


def _reasons(part: Marks) -> list[list[Any]]:
    return [[one.kind.value, one.good, one.about, one.quote, one.why] for one in part.reasons]


def score_of(kept: str) -> Score:
    """The score as it was told."""
    return Score(
        tuple(
            Marks(
                Step(step),
                points,
                of,
                tuple(Reason(Kind(kind), good, about, quote, why) for kind, good, about, quote, why in reasons),
            )
            for step, points, of, reasons in json.loads(kept)["score"]
        )
    )


def card_of(kept: str) -> Situation | None:
    """The card that was read in a try; None: none, or one that is known no more, or the try is older than cards."""
    card = json.loads(kept).get("card")
    return Situation(card) if card in set(Situation) else None


def handoff_of(kept: str) -> tuple[tuple[HandoffPart, str], ...]:
    """What was written for whoever takes over."""
    return tuple((HandoffPart(part), words) for part, words in json.loads(kept)["handoff"].items())
