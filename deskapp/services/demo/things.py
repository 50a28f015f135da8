"""Where the demo desk's customers need help, what stands there, and which of it their calls are about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from deskapp.services.demo.stage import Stage
from deskapp.services.demo.story import story
from deskapp.services.places.acts import Chosen, SaveEquipment, SavePlace
from deskapp.services.places.service import Places


def set_up(stage: Stage, places: Places, now: datetime) -> None:
    """now: when the demo is opened; how long a thing is covered is told in days from there."""
    rooms: dict[str, int] = {}
    for told in story()["places"]:
        said = {name: words for name, words in told.items() if name != "customer"}
        made = places.save_place(SavePlace(stage.customers[told["customer"]], **said))
        rooms[f"{told['customer']}: {told['name']}"] = made.value.id
    for told in story()["equipment"]:
        act = SaveEquipment(
            stage.customers[told["customer"]],
            told["label"],
            told["kind"],
            told.get("maker", ""),
            told.get("model", ""),
            told.get("serial", ""),
            rooms[f"{told['customer']}: {told['place']}"],
            stage.contacts[told["contact"]] if "contact" in told else None,
            _day(told, "warranty", now),
            _day(told, "contract", now),
            told.get("reference", ""),
        )
        stage.equipment[told["customer"], told["category"]] = places.save_equipment(act).value.id


def about(stage: Stage, call: Mapping[str, Any]) -> Chosen:
    """The thing that a call of the story is about: the customer's own of that category, where there is one."""
    return Chosen(stage.equipment.get((call["customer"], call["category"])))


def _day(told: Mapping[str, Any], name: str, now: datetime) -> date | None:
    return now.date() + timedelta(days=told[name]) if name in told else None
