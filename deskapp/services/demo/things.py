"""Who speaks for the demo customers, where they need help, what stands there, and which of it their calls are about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from deskapp.services.demo.stage import Stage
from deskapp.services.demo.story import story
from deskapp.services.places.acts import Chosen, SaveEquipment, SavePerson, SavePlace
from deskapp.services.places.service import Places


def set_up(stage: Stage, places: Places, now: datetime) -> None:
    """now: when the demo is opened; how long a thing is covered is told in days from there."""
    for told in story()["people"]:
        phones = tuple(told["phones"])
        act = SavePerson(stage.customers[told["customer"]], told["name"], told["role"], phones, told.get("email", ""))
        stage.people[told["customer"], told["name"]] = places.save_person(act).value.id
    rooms: dict[str, int] = {}
    for told in story()["places"]:
        said = {name: words for name, words in told.items() if name != "customer"}
        made = places.save_place(SavePlace(stage.customers[told["customer"]], **said))
        rooms[f"{told['customer']}: {told['name']}"] = made.value.id
    for told in story()["equipment"]:
        thing = SaveEquipment(
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
        stage.equipment[told["customer"], told["category"]] = places.save_equipment(thing).value.id


def about(stage: Stage, call: Mapping[str, Any]) -> Chosen:
    """The thing that a call of the story is about: the customer's own of that category, where there is one."""
    return Chosen(stage.equipment.get((call["customer"], call["category"])))


def speaks(stage: Stage, call: Mapping[str, Any]) -> Chosen:
    """Who speaks for the customer in a call of the story, where it tells."""
    return Chosen(stage.people.get((call["customer"], call.get("person", ""))))


def _day(told: Mapping[str, Any], name: str, now: datetime) -> date | None:
    return now.date() + timedelta(days=told[name]) if name in told else None
