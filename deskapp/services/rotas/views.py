"""What the rotas' service gives back: plain frozen data. Instants are aware UTC; members are contacts."""

from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.rota import Rota, Rule


@dataclass(frozen=True, slots=True)
class OnCallView:
    """Who is on call at an instant. contact_id None: nobody, and `rule` and `reason` say why.

    rule: by which rule, or why not; None: before the rota was made. reason: the same as a short English phrase.
    Nobody is on call at a time to come who is not in the directory any more.
    since, until: the stretch; None where its begin or end is not in sight.
    """

    rota_id: int
    rota: str
    at: datetime
    contact_id: int | None
    name: str
    rule: Rule | None
    reason: str
    since: datetime | None
    until: datetime | None
    #: Whom a cover stands in for, who was taken off, or who has left.
    instead_of: str = ""
    phone: str = ""

    @property
    def left(self) -> bool:
        """Whether it is the turn of somebody who is not in the directory any more."""
        return self.rule is Rule.LEFT


@dataclass(frozen=True, slots=True)
class StretchView:
    """One stretch of a rota with one answer; `planned`: somebody was, neither nobody nor the catch-all.

    gap: nobody answers although the desk is closed, or only the catch-all in hours that are somebody's.
    """

    start: datetime
    end: datetime
    contact_id: int | None
    name: str
    rule: Rule
    planned: bool
    instead_of: str = ""
    phone: str = ""
    gap: bool = False


@dataclass(frozen=True, slots=True)
class OverrideView:
    """An override in its order; `over`: it has ended. together: the numbers of those that are undone with it."""

    number: int
    kind: str
    start: datetime
    end: datetime
    name: str
    instead_of: str
    over: bool
    together: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RotaView:
    """A rota as it stands. `rota`: the newest version, with ids of contacts as text for members."""

    id: int
    name: str
    active: bool
    version: int
    rota: Rota
    overrides: tuple[OverrideView, ...]
    catch_all: str


@dataclass(frozen=True, slots=True)
class RotaRow:
    """A rota between two instants, as a screen or a sheet shows it."""

    view: RotaView
    now: OnCallView
    stretches: tuple[StretchView, ...]


@dataclass(frozen=True, slots=True)
class GapView:
    """A stretch ahead, while the desk is closed, without anybody planned, or with somebody who has left."""

    rota_id: int
    rota: str
    start: datetime
    end: datetime
    #: Who is asked meanwhile; None and "" for nobody.
    catch_all_id: int | None
    catch_all: str
    rule: Rule
    #: Whose turn it would be, but who is not active any more; "" where it is nobody's.
    left: str = ""


@dataclass(frozen=True, slots=True)
class TurnMoved:
    """A stretch ahead in which `becomes` would be on call instead of `was`; "" for nobody."""

    start: datetime
    end: datetime
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """Who would be on call by a rota that is being edited, from now on; its gaps; and where that is another."""

    as_of: datetime
    stretches: tuple[StretchView, ...]
    gaps: tuple[GapView, ...]
    moved: tuple[TurnMoved, ...]


@dataclass(frozen=True, slots=True)
class BoardView:
    """All active rotas between two instants, and what is ahead."""

    as_of: datetime
    start: datetime
    end: datetime
    rows: tuple[RotaRow, ...]
    gaps: tuple[GapView, ...]
    #: Rotas that are not in use.
    resting: tuple[RotaView, ...] = ()
    #: What no other desk has, for what is known outside by a name of ours.
    desk: str = ""
