"""What is asked of the measures, and what a manager decides about them; plain frozen data."""

from deskapp.domain.data_class import dataclass
from deskapp.domain.measures.kinds import Slice
from deskapp.domain.words import EscalationType, Priority


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Of which calls; None: of all.

    A contact or a type stands for the calls escalated to them or by it; the escalation rate is then of all calls
    logged, and its numerator the calls that went there. Measures of calls that were never escalated say nothing then.
    """

    category_id: int | None = None
    priority: Priority | None = None
    contact_id: int | None = None
    type: EscalationType | None = None
    #: The key of a tag.
    tag: str | None = None
    place_id: int | None = None
    equipment_id: int | None = None
    #: The owner of the call. Refused (NotAllowed) unless the site has turned measures by agent on.
    staff_id: int | None = None

    def by(self, what: Slice, key: int | str) -> "Narrowed":
        """Narrowed further to one line of a slice."""
        given = {name: getattr(self, name) for name in self.__dataclass_fields__}
        turned = {Slice.PRIORITY: Priority, Slice.TYPE: EscalationType}.get(what)
        return Narrowed(**{**given, FIELDS[what]: key if turned is None else turned(str(key))})


#: The field by which each slice is narrowed down.
FIELDS = {
    Slice.CATEGORY: "category_id",
    Slice.PRIORITY: "priority",
    Slice.CONTACT: "contact_id",
    Slice.TYPE: "type",
    Slice.TAG: "tag",
    Slice.PLACE: "place_id",
    Slice.EQUIPMENT: "equipment_id",
    Slice.AGENT: "staff_id",
}


@dataclass(frozen=True, slots=True)
class SetByAgent:
    """Whether there are measures by agent at this desk: a manager's decision, told to everybody on the screen."""

    on: bool
