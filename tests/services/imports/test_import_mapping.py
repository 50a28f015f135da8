"""The file that says what another program's list means: read, or refused by the place that is wrong."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from deskapp import paths
from deskapp.domain.words import CallState, ContactKind, PauseReason, Priority
from deskapp.services.imports import mapping as import_mapping
from deskapp.services.imports.mapping import MappingError
from deskapp.services.imports.meanings import StateMeaning


def shipped() -> dict[str, Any]:
    return tomllib.loads((paths.resources() / "import" / "incident_event_log.toml").read_text(encoding="utf-8"))


def test_the_shipped_mapping_says_what_the_sample_means() -> None:
    mapping = import_mapping.load(import_mapping.find("incident_event_log"))

    assert mapping.states["Awaiting User Info"] == StateMeaning(CallState.WAITING, PauseReason.CUSTOMER)
    assert mapping.states["Closed"].state is CallState.ARCHIVED
    assert mapping.priorities["1 - Critical"] is Priority.P1
    assert mapping.group_kind is ContactKind.EXPERT
    assert mapping.unknown == {"?", ""}
    assert mapping.times.read("29-02-2016 01:16").isoformat() == "2016-02-29T01:16:00+00:00"


def test_a_mapping_is_found_by_its_path_too(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("source = 'x'", encoding="utf-8")

    assert import_mapping.find(str(path)) == path


def test_a_mapping_that_is_not_there_is_refused_with_the_names_of_those_that_are() -> None:
    with pytest.raises(MappingError) as refused:
        import_mapping.find("no_such_list")

    assert refused.value.code == "mapping_missing"
    assert "incident_event_log" in refused.value.values["known"]


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        ({"source": None}, "mapping_incomplete", "source"),
        ({"columns.state": None}, "mapping_incomplete", "columns.state"),
        ({"file.zone": None}, "mapping_incomplete", "file.zone"),
        ({"file.zone": "Mars/Olympus"}, "mapping_value", "file.zone"),
        ({"file.zone": "../../etc/passwd"}, "mapping_value", "file.zone"),
        ({"file.time": "no time at all"}, "mapping_value", "file.time"),
        ({"file.encoding": "utf-99"}, "mapping_value", "file.encoding"),
        ({"file.delimiter": ",,"}, "mapping_value", "file.delimiter"),
        ({"file.longest_cell": 0}, "mapping_value", "file.longest_cell"),
        ({"file.unknown": "?"}, "mapping_value", "file.unknown"),
        ({"file.colour": "red"}, "mapping_unknown_key", "file.colour"),
        ({"colour": "red"}, "mapping_unknown_key", "colour"),
        ({"columns": "number"}, "mapping_value", "columns"),
        ({"values.state": {}}, "mapping_incomplete", "values.state"),
        ({"values.state.Closed": "closed"}, "mapping_value", "values.state.Closed"),
        ({"values.priority.Urgent": "P0"}, "mapping_value", "values.priority.Urgent"),
        ({"values.channel": ["phone"]}, "mapping_value", "values.channel"),
        ({"contacts.group": "friend"}, "mapping_value", "contacts.group"),
        ({"texts.summary": "{colour}"}, "mapping_unknown_key", "texts.summary: colour"),
        ({"texts.summary": "{"}, "mapping_value", "texts.summary"),
        ({"texts.summary": " "}, "mapping_incomplete", "texts.summary"),
    ],
)
def test_a_mapping_that_is_wrong_is_refused_by_the_place(change: dict[str, Any], code: str, where: str) -> None:
    content = shipped()
    for key, value in change.items():
        *folders, name = key.split(".")
        table = content
        for folder in folders:
            table = table[folder]
        if value is None:
            del table[name]
        else:
            table[name] = value

    with pytest.raises(MappingError) as refused:
        import_mapping.read(content)

    assert (refused.value.code, refused.value.values["where"]) == (code, where)


@pytest.mark.parametrize("content", [b"source = ", b"\xff\xfe\x00", b"[file"])
def test_a_mapping_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)

    with pytest.raises(MappingError) as refused:
        import_mapping.load(path)

    assert refused.value.code == "mapping_unreadable"


def test_imported_closed_becomes_archived_because_nobody_recorded_an_agreement_here() -> None:
    content = shipped()
    content["values"]["state"]["Closed"] = "closed"

    with pytest.raises(MappingError) as refused:
        import_mapping.read(content)

    assert "archived" in refused.value.values["known"]
    assert "closed" not in refused.value.values["known"]


@pytest.mark.parametrize(
    ("form", "zone", "written", "instant"),
    [
        ("%d-%m-%Y %H:%M", "UTC", "9-3-2016 7:05", "2016-03-09T07:05:00+00:00"),
        ("%Y/%m/%d %H:%M:%S", "Europe/Berlin", "2016/07/01 12:00:30", "2016-07-01T10:00:30+00:00"),
        ("%Y-%m-%dT%H:%M:%S%z", "Europe/Berlin", "2016-07-01T12:00:00-0500", "2016-07-01T17:00:00+00:00"),
        ("%d %b %Y %I:%M %p", "UTC", "01 Jul 2016 01:30 PM", "2016-07-01T13:30:00+00:00"),
        ("%d.%m.%Y", "America/New_York", "01.07.2016", "2016-07-01T04:00:00+00:00"),
    ],
)
def test_times_are_read_in_the_mappings_format_and_zone(form: str, zone: str, written: str, instant: str) -> None:
    content = shipped()
    content["file"] |= {"time": form, "zone": zone}

    assert import_mapping.read(content).times.read(written).isoformat() == instant


@pytest.mark.parametrize("written", ["", "30-02-2016 01:00", "2016-02-29 01:16", "٠١-٠١-٢٠١٦ ٠١:٠٠", "1-1-2016 1:1 "])
def test_what_is_no_time_of_the_format_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        import_mapping.read(shipped()).times.read(written)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{category}, {subcategory}, {symptom}", "A, C"),
        ("{subcategory}: {symptom}", "C"),
        ("Fault: {category} ({symptom})", "Fault: A (C)"),
        ("{subcategory}", ""),
        ("{{{category}}}", "{A}"),
        ("as it was", "as it was"),
    ],
)
def test_in_a_text_unknown_columns_fall_out_with_the_words_before_them(pattern: str, said: str) -> None:
    mapping = import_mapping.read(shipped())

    assert mapping.said(pattern, {"category": "A", "subcategory": "?", "symptom": "C"}) == said
