"""What tests of major incidents begin with: an open incident, a message, a call that joins."""

from typing import Any

from scene import log

from deskapp.desk import Desk
from deskapp.services.calls.acts import NewCustomer
from deskapp.services.calls.row import CallRow
from deskapp.services.incidents.acts import JoinIncident, OpenIncident, TellCustomer, WriteMessage
from deskapp.services.incidents.views import IncidentDetail, IncidentView

NETWORK = 2  # the second category of the defaults


def caller(desk: Desk, name: str = "Ada Lovelace", **more: Any) -> CallRow:
    """A call about the network by a customer of this name."""
    more.setdefault("category_id", NETWORK)
    return log(desk, "No network", new_customer=NewCustomer(name, phone="+44 20 7946 0958"), **more)


def opened(desk: Desk, *calls: int, title: str = "Network down", **more: Any) -> IncidentView:
    more.setdefault("category_id", NETWORK)
    return desk.incidents.start(OpenIncident(title, calls, **more)).value


def join(desk: Desk, incident: IncidentView, *calls: int) -> IncidentView:
    return desk.incidents.join(JoinIncident(incident.id, calls)).value


def write(desk: Desk, incident: IncidentView, words: str = "The network is down; the supplier is at work.") -> int:
    """A new message; gives back its number."""
    seen = desk.incidents.one(incident.id).incident.number
    return desk.incidents.write(WriteMessage(incident.id, words, seen)).value.number


def tell(desk: Desk, incident: IncidentView, call_id: int, **more: Any) -> IncidentView:
    """The customer is told the newest message."""
    more.setdefault("number", desk.incidents.one(incident.id).incident.number)
    return desk.incidents.tell(TellCustomer(incident.id, call_id, **more)).value


def again(desk: Desk, incident: IncidentView) -> IncidentDetail:
    return desk.incidents.one(incident.id)


def own(desk: Desk, incident: IncidentView) -> list[str]:
    """The lines of the incident's own timeline, by kind."""
    return [event.kind for event in again(desk, incident).events]


def untold(desk: Desk, incident: IncidentView) -> list[int]:
    return [call.row.id for call in again(desk, incident).to_tell]
