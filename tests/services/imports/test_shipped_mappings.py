"""Each mapping that comes with the program reads an export in the form of the program that it is for."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from list_scene import all_of, the_call
from scene import staff

from deskapp import paths
from deskapp.desk import Desk
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.domain.words import Role
from deskapp.services.imports import mapping as import_mapping
from deskapp.services.imports.acts import TakeList

EXPORTS = Path(__file__).parents[2] / "data" / "imports"
PROGRAMS = (
    "freescout",
    "freshdesk",
    "glpi",
    "jira",
    "osticket",
    "otrs",
    "servicenow",
    "spiceworks",
    "zammad",
    "zendesk",
)

#: For each export: how many calls stand in which state and have which priority.
COUNTS: dict[str, tuple[dict[str, int], dict[str, int]]] = {
    "glpi": (
        {"new": 1, "open": 1, "waiting": 1, "resolved": 1, "archived": 1},
        {"P1": 1, "P2": 1, "P3": 1, "P4": 2},
    ),
    "otrs": ({"new": 1, "open": 1, "waiting": 1, "archived": 2}, {"P1": 1, "P2": 1, "P3": 2, "P4": 1}),
    "osticket": ({"open": 2, "resolved": 1, "archived": 1}, {"P1": 1, "P2": 1, "P3": 1, "P4": 1}),
    "jira": ({"new": 1, "open": 1, "waiting": 1, "archived": 1}, {"P1": 1, "P2": 1, "P3": 1, "P4": 1}),
    "servicenow": ({"open": 1, "waiting": 1, "resolved": 1, "archived": 2}, {"P1": 1, "P3": 1, "P4": 3}),
    "freshdesk": ({"open": 1, "waiting": 1, "resolved": 1, "archived": 1}, {"P1": 1, "P2": 1, "P3": 1, "P4": 1}),
    "zendesk": ({"waiting": 2, "resolved": 1, "archived": 1}, {"P2": 1, "P3": 2, "P4": 1}),
    "spiceworks": ({"open": 1, "waiting": 1, "archived": 1}, {"P2": 1, "P3": 1, "P4": 1}),
    "freescout": ({"open": 1, "waiting": 1, "archived": 1}, {"P3": 3}),
    "zammad": ({"new": 1, "open": 1, "resolved": 1, "archived": 1}, {"P2": 1, "P3": 2, "P4": 1}),
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


#: What one call of each says: attributes of it as it is shown.
ONE: dict[str, tuple[str, dict[str, Any]]] = {
    "glpi": (
        "1204",
        {
            "logged_at": at("2025-11-03 09:14"),
            "resolved_at": at("2025-11-04 11:30"),
            "summary": "Printer on the second floor smears",
            "customer": "Dora Sample",
            "owner": "Sam Okoro",
            "solution": "Drum cleaned",
            "details": "Grey stripes on every page.\n\nSince Monday.\n\n"
            "Location: Second floor > Room 214\nAssociated elements: Copier 7",
        },
    ),
    "otrs": (
        "2025110310000017",
        {
            "logged_at": at("2025-11-03 08:01:12"),
            "customer": "Hana Sample",
            "owner": "Sam Okoro",
            "details": "The invoice came twice.\nWe took one back.",
        },
    ),
    "osticket": ("834514", {"logged_at": at("2025-11-04 00:05"), "customer": "Nia Sample", "owner": "Sam Okoro"}),
    "jira": (
        "HD-11",
        {
            "logged_at": at("2025-11-03 09:12"),
            "resolved_at": at("2025-11-04 16:30"),
            "customer": "Pia Sample",
            "details": "Reader at the north door is dark.\nIt was wet.\n\n"
            "04/Nov/25 10:00 AM;okoro;New reader ordered, 04/Nov/25 4:30 PM;okoro;Works again\n\nLabels: door, badge",
        },
    ),
    "servicenow": (
        "INC0010001",
        {
            "logged_at": at("2025-11-03 08:00"),
            "resolved_at": at("2025-11-03 15:00"),
            "solution": "Lamp changed",
            "customer": "Sia Sample",
        },
    ),
    "freshdesk": (
        "501",
        {
            "logged_at": at("2025-11-03 09:00"),
            "resolved_at": at("2025-11-03 16:00"),
            "customer": "Wim Sample",
            "phones": ("+44 20 7946 0301",),
        },
    ),
    "zendesk": (
        "7001",
        {"logged_at": at("2025-11-03 09:00"), "resolved_at": at("2025-11-03 17:30"), "customer": "Ada Sample"},
    ),
    "spiceworks": ("3301", {"logged_at": at("2025-11-03 13:03"), "customer": "Eli Sample", "owner": "Sam Okoro"}),
    "freescout": ("91", {"logged_at": at("2025-11-03 10:00"), "customer": "Gil Sample", "owner": "Sam Okoro"}),
    "zammad": (
        "64001",
        {"logged_at": at("2025-11-03 09:05"), "customer": "Joy Sample", "owner": "Sam Okoro"},
    ),
}


def export_of(program: str) -> Path:
    return next(EXPORTS.glob(f"{program}.*"))


@pytest.fixture
def later(desk: Desk) -> Desk:
    """A desk with two who are named in the exports. Its zone is London, where it is the time of UTC in November."""
    staff(desk, Role.AGENT, "Sam Okoro")
    staff(desk, Role.AGENT, "Omar Haddad")
    return desk


def taken(desk: Desk, program: str) -> None:
    path = export_of(program)
    mapping = import_mapping.content_of(import_mapping.find(program), desk.facts().site.zone)
    report = desk.imports.take(TakeList(path, mapping)).value
    assert (report.bad, report.remarks, report.left_out, report.doubles) == ((), (), (), ())


def test_each_mapping_that_comes_with_the_program_is_tried_here() -> None:
    shipped = {path.stem for path in (paths.resources() / "import").glob("*.toml")}
    assert shipped == {*PROGRAMS, "incident_event_log"}
    assert set(COUNTS) == set(ONE) == set(PROGRAMS)


@pytest.mark.parametrize("program", PROGRAMS)
def test_an_export_of_the_program_comes_in_by_its_mapping(later: Desk, program: str) -> None:
    taken(later, program)

    rows = all_of(later, "SELECT state, priority FROM call")
    assert (Counter(state for state, _ in rows), Counter(one for _, one in rows)) == COUNTS[program]


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_call_of_the_program_says_here_what_it_said_there(later: Desk, program: str) -> None:
    reference, says = ONE[program]
    taken(later, program)

    call = the_call(later, reference)
    shown = {
        "logged_at": call.row.logged_at,
        "resolved_at": call.resolved_at,
        "summary": call.row.summary,
        "customer": call.customer.name,
        "phones": call.customer.phones,
        "owner": call.row.owner,
        "details": call.details,
        "solution": call.solution,
    }
    assert {name: shown[name] for name in says} == says


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_program_that_wrote_a_list_is_known_by_its_columns(later: Desk, program: str) -> None:
    found = later.imports.look(export_of(program))

    assert later.imports.known(found)[0].name == program


def test_times_of_another_program_are_those_of_the_site(later: Desk) -> None:
    content = import_mapping.content_of(import_mapping.find("zendesk"), "Europe/Berlin")

    later.imports.take(TakeList(export_of("zendesk"), content))

    assert the_call(later, "7001").row.logged_at == at("2025-11-03 08:00")


def test_the_mapping_of_an_earlier_import_of_such_a_list_comes_first(later: Desk) -> None:
    content = import_mapping.content_of(import_mapping.find("zendesk"), "Europe/Berlin")
    later.imports.take(TakeList(export_of("zendesk"), {**content, "source": "our old desk"}))

    first = later.imports.known(later.imports.look(export_of("zendesk")))[0]

    assert (first.name, first.earlier, first.content["file"]["zone"]) == ("our old desk", True, "Europe/Berlin")


def test_one_of_several_names_of_a_column_is_enough_and_none_is_named(later: Desk, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Subject,Status,Created at\nPrinter jams,Open,2025-11-03 09:00\n")
    content = import_mapping.content_of(import_mapping.find("zendesk"), "UTC")

    with pytest.raises(DeskError) as refused:
        later.imports.preview(path, content)

    assert (refused.value.code, refused.value.values["columns"]) == (Refusal.CSV_COLUMNS_MISSING, "Id / ID")
