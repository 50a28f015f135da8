"""An answer of a rota with the time in which it holds."""

from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.rota.answers import Member, OnCall, Rule


@dataclass(frozen=True, slots=True)
class Stretch:
    """An answer that holds from start to end: the fields of `OnCall` with their instants, in UTC."""

    start: datetime
    end: datetime
    member: Member | None
    reason: str
    rule: Rule
    instead_of: Member | None = None

    @property
    def on_call(self) -> OnCall:
        return OnCall(self.member, self.reason, self.rule, self.instead_of)

    def with_answer(self, said: OnCall) -> "Stretch":
        return Stretch(self.start, self.end, said.member, said.reason, said.rule, said.instead_of)
