"""How well past calls like the one on the line are found: what was said, and which calls help, by tables.

Precision at three: of the first three shown, how many help; one where nothing helps and nothing is shown. What fails
stands in the tables too, with why, and counts in the figures: what is found by now is to be taken off there.
"""

import csv
import gzip
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import import_sample
import pytest
from scene import YES, log

from deskapp import paths
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.services.calls.acts import ResolveCall
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.site.acts import SaveSite

TABLES = tomllib.loads((Path(__file__).parents[2] / "data" / "past_calls.toml").read_text("utf-8"))


def solved(desk: Desk, calls: Sequence[tuple[str, str, str]]) -> list[int]:
    """Log these calls (summary, category, solution) and solve them; their ids."""
    category_of = {one.name: one.id for one in desk.facts().categories}
    customer = desk.directory.save_customer(SaveCustomer("Ada Lovelace")).value.id
    ids = []
    for summary, category, solution in calls:
        number = log(desk, summary, customer_id=customer, category_id=category_of.get(category)).id
        desk.calls.resolve(ResolveCall(number, solution, YES))
        ids.append(number)
    return ids


def speak(desk: Desk, language: str) -> None:
    site = desk.facts().site
    act = SaveSite(site.name, "", "", site.zone, site.paper, language, False, False, False, site.version)
    desk.site.save_site(act)


def measured(
    desk: Desk, asked: Sequence[dict[str, Any]], helps: Callable[[int, str, Any], bool]
) -> tuple[float, float, list[str]]:
    """Precision at three, how many of the wanted are among the first three, and what was said where not all is well."""
    category_of = {one.name: one.id for one in desk.facts().categories}
    precision, hits, wanted, poor = 0.0, 0, 0, []
    for one in asked:
        shown = desk.guides.similar(one["said"], category_of.get(one.get("category", "")))[:3]
        good = {item: [s for s in shown if helps(s.call_id, s.summary, item)] for item in one["wanted"]}
        right = sum(any(s in found for found in good.values()) for s in shown)
        precision += right / len(shown) if shown else float(not one["wanted"])
        hits += sum(bool(found) for found in good.values())
        wanted += len(one["wanted"])
        if right < len(shown) or not all(good.values()):
            poor.append(one["said"])
    return precision / len(asked), hits / max(wanted, 1), poor


@pytest.mark.parametrize(("language", "least"), [("en", 0.90), ("de", 0.90)])
def test_past_calls_that_help_come_first_and_others_stay_away(desk: Desk, language: str, least: float) -> None:
    speak(desk, language)
    table = TABLES[language]
    ids = solved(desk, [tuple(map(str.strip, line.split("|"))) for line in table["calls"]])  # type: ignore[misc]
    precision, found, poor = measured(desk, table["asked"], lambda call, _s, number: call == ids[number - 1])
    assert poor == [one["said"] for one in table["asked"] if "fails" in one]
    assert precision >= least
    assert found >= least


def test_past_calls_of_the_demo_are_found(desk: Desk) -> None:
    story = tomllib.loads((paths.resources() / "demo" / "story.toml").read_text("utf-8"))
    told = [*TABLES["demo"]["calls"], *story["past_today"], *story["earlier"], *story["outage"]["calls"]]
    calls = [(one["summary"], one.get("category", story["outage"]["category"]), one["solution"]) for one in told]
    solved(desk, calls)
    asked = TABLES["demo"]["asked"]
    precision, found, poor = measured(desk, asked, lambda _c, summary, begins: summary.startswith(begins))
    assert poor == [one["said"] for one in asked if "fails" in one]
    assert precision >= 0.75
    assert found >= 0.80


def incidents() -> Iterator[tuple[str, str]]:
    """(what it was, what it was about) of the sample's incidents, one each, where both are known."""
    with gzip.open(import_sample.SAMPLE, "rt", encoding="utf-8", newline="") as file:
        newest = {row["number"]: row for row in csv.DictReader(file)}
    for row in newest.values():
        if "?" not in (row["u_symptom"], row["subcategory"]):
            yield row["subcategory"], row["u_symptom"]


def test_incidents_of_one_kind_find_each_other_among_those_of_a_real_desk(desk: Desk, clock: FixedClock) -> None:
    every = list(incidents())
    often = [kind for kind in dict.fromkeys(every) if every.count(kind) >= 4][:14]
    kinds = [kind for kind in often for _n in range(4)] + [kind for kind in every if every.count(kind) == 1][:30]
    ids = solved(desk, [(f"{symptom}, {about}", "", f"Solved {n}") for n, (about, symptom) in enumerate(kinds)])
    kind_of = dict(zip(ids, kinds, strict=True))
    asked = [{"said": f"{about} {symptom}", "wanted": [(about, symptom)]} for about, symptom in often]
    precision, found, poor = measured(desk, asked, lambda call, _s, kind: kind_of[call] == kind)
    assert len(often) >= 10
    assert (precision, found, poor) == (1, 1, [])
