"""A signal as it is found: about what, its figures, its calls, why it is named."""

from datetime import timedelta

from deskapp.domain.data_class import dataclass
from deskapp.domain.findings.kinds import FindingKind, Named, RowName, Rule
from deskapp.domain.measures.values import Share
from deskapp.domain.words import ApprovalKind, Priority


@dataclass(frozen=True, slots=True)
class Subject:
    """What it is about; which of these are told goes by the rule."""

    category_id: int | None = None
    trigger: str = ""
    contact_id: int | None = None
    priority: Priority | None = None
    approval: ApprovalKind | None = None
    equipment_id: int | None = None
    customer_id: int | None = None

    @property
    def key(self) -> str:
        """The same subject has the same key in every month."""
        told = (self.category_id, self.trigger, self.contact_id, self.priority, self.approval)
        return ":".join("" if one is None else str(one) for one in (*told, self.equipment_id, self.customer_id))


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A row of figures, one a month."""

    name: RowName
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Amounts:
    """What was asked for above the limit, in hundredths: the least, the one in the middle, the most.

    limit: an agent's own; None: it has none. waited: until the yes, in the middle, in working time. would_do: the limit
    that would have spared `spared` hand-offs; None: none would have.
    """

    currency: str
    lowest: int
    middle: int
    highest: int
    limit: int | None
    granted: int
    decided: int
    waited: timedelta | None
    would_do: int | None
    spared: int


@dataclass(frozen=True, slots=True)
class Estimates:
    """What it took by what was estimated, in the middle, of so many hand-offs; others: of all other contacts."""

    ratio: float
    count: int
    long: Share
    others: Share


@dataclass(frozen=True, slots=True)
class Finding:
    """share: what is counted, of what; others: the same of all else, where it is compared. row: months in a row.

    calls: those behind, the newest first; spares: how many would not have gone on, had it been otherwise. since: the
    place of the first month of the row. lately: calls while a contact had them.
    """

    rule: Rule
    kind: FindingKind
    subject: Subject
    named: Named
    calls: tuple[int, ...]
    share: Share
    others: Share | None
    rows: tuple[ChartRow, ...]
    spares: int
    row: int = 1
    estimates: Estimates | None = None
    amounts: Amounts | None = None
    with_contact: int = 0
    #: Of a contact: by which of the two it is named.
    by_late: bool = False
    by_estimates: bool = False

    @property
    def key(self) -> str:
        """By which it is known again."""
        return f"{self.rule}:{self.subject.key}"

    @property
    def bars(self) -> tuple[int, ...]:
        """What the chart shows of each month."""
        return self.rows[0].figures
