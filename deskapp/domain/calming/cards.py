"""De-escalation cards: half a minute to read, by what somebody on the phone meets."""

from collections.abc import Iterable
from enum import StrEnum

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import Tone

#: Half a minute of reading to oneself, at 238 words a minute (Brysbaert 2019, prose that is no story).
MOST_WORDS = 119

#: What is done, in order: more is not kept in mind.
STEPS = 3


class Situation(StrEnum):
    """What a card is for, in the order in which cards are listed."""

    ANGER = "anger"
    ABUSE = "abuse"
    FEAR = "fear"
    TEARS = "tears"
    SILENCE = "silence"
    THREAT = "threat"
    MANAGER = "manager"
    LEGAL = "legal"
    PUBLIC = "public"
    COMPLAINT = "complaint"
    OUTAGE = "outage"


#: A calm call needs none.
OF_TONE = {
    Tone.WORRIED: Situation.FEAR,
    Tone.FRUSTRATED: Situation.ANGER,
    Tone.ANGRY: Situation.ANGER,
    Tone.ABUSIVE: Situation.ABUSE,
}

#: By the code of a sign to escalate.
OF_SIGN = {
    "abusive": Situation.ABUSE,
    "asks_for_manager": Situation.MANAGER,
    "company_issue": Situation.COMPLAINT,
    "legal": Situation.LEGAL,
    "many_customers": Situation.OUTAGE,
    "reputation": Situation.PUBLIC,
    "systems_failing": Situation.OUTAGE,
}
#: Both together: the code of a tone or of a sign.
CODES = {**{tone.value: one for tone, one in OF_TONE.items()}, **OF_SIGN}


@dataclass(frozen=True, slots=True)
class Card:
    """One card, in the language of the site."""

    situation: Situation
    #: What is going on.
    what: str
    #: What to do, in order.
    do: tuple[str, ...]
    #: Sentences to say; "…" is filled in by whoever says them.
    say: tuple[str, ...]
    #: What is better not said.
    leave: tuple[str, ...]
    #: When to escalate.
    escalate: str

    @property
    def texts(self) -> tuple[str, ...]:
        """All of it, as it is read from top to bottom."""
        return (self.what, *self.do, *self.say, *self.leave, self.escalate)

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(text.split()) for text in self.texts)


def fitting(tone: Tone | None, signs: Iterable[str] = ()) -> tuple[Situation, ...]:
    """Which cards fit a call: that of its tone first, then those of its signs, each once. signs: codes."""
    found = [OF_TONE.get(tone)] if tone is not None else []
    found += [OF_SIGN.get(code) for code in signs]
    return tuple(dict.fromkeys(one for one in found if one is not None))
