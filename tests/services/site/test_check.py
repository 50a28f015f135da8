"""Looking a desk's file over: a sound one is sound, and the first broken link is named."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from deskapp.desk import Desk
from deskapp.domain.errors import StorageProblem
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Answer, Impact, PauseReason, Role, Urgency
from deskapp.models.base import Base
from deskapp.services import events
from deskapp.services.calls import acts
from deskapp.services.incidents.acts import OpenIncident, TellCustomer, WriteMessage
from deskapp.services.site.check import Finding, check
from deskapp.services.staff.acts import SaveStaff
from deskapp.storage import call_words


@pytest.fixture
def used(desk: Desk) -> Path:
    """A desk with one closed call and six events, closed again."""
    who = acts.NewCustomer("Ann Lee")
    number = desk.calls.log(acts.LogCall("Printer is out", new_customer=who)).value.id
    desk.calls.note(acts.AddNote(number, "She has tried another cable."))
    desk.calls.resolve(acts.ResolveCall(number, "New toner", acts.GiveAgreement(Answer.YES, "Ann Lee")))
    desk.calls.log(acts.LogCall("Second call", new_customer=who))
    desk.close()
    return desk.path


def tamper(path: Path, *statements: str) -> None:
    """What somebody with the file in their hands can do: take the guards away, change a row, put them back."""
    connection: Any = sqlite.connect(str(path), isolation_level=None)
    guards = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _sql in guards:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _name, sql in guards:
        connection.execute(sql)
    connection.close()


def found(path: Path) -> list[tuple[str, object]]:
    findings = check(path).findings
    return [(finding.code, finding.values.get("event", finding.values.get("ref"))) for finding in findings]


def test_a_sound_file_has_no_findings_and_is_not_changed(used: Path) -> None:
    before = used.read_bytes()

    checked = check(used)

    assert checked.findings == ()
    assert (checked.calls, checked.events > 5) == (2, True)
    assert used.read_bytes() == before


def test_a_kind_of_event_that_a_newer_version_wrote_is_sound_and_shown(desk: Desk) -> None:
    number = desk.calls.log(acts.LogCall("Printer is out", new_customer=acts.NewCustomer("Ann Lee"))).value.id
    with desk.work.own() as session:
        at = desk.clock.now()
        events.record(session, [events.Line(EventKind("lent_out"), at, 1, number, payload={"words": "A spare"})], at)
        call_words.write_again(session, {number})

    last = desk.overview.call(number).events[-1]
    assert (last.kind, last.payload) == ("lent_out", {"words": "A spare"})
    desk.close()
    assert check(desk.path).findings == ()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE event SET at = at + 1 WHERE id = 3",
        "UPDATE event SET kind = 'logged' WHERE id = 3",
        "UPDATE event SET staff_id = staff_id + 0, field = 'owner' WHERE id = 3",
        "UPDATE event SET becomes = 'closed' WHERE id = 3",
        "UPDATE event SET digest = '0' WHERE id = 3",
        "UPDATE event SET link = '0' WHERE id = 3",
        "UPDATE event SET call_id = 2 WHERE id = 3",
    ],
)
def test_a_changed_event_is_named(used: Path, change: str) -> None:
    tamper(used, change)

    assert found(used)[0] == ("link_broken", 3)


def test_a_removed_event_is_named(used: Path) -> None:
    tamper(used, "DELETE FROM event_words WHERE event_id = 3", "DELETE FROM event WHERE id = 3")

    assert found(used) == [("event_missing", 3)]


def test_changed_words_are_named(used: Path) -> None:
    tamper(used, """UPDATE event_words SET words = '{"words": "never said"}' WHERE event_id = 3""")

    assert found(used) == [("words_changed", 3)]


def test_removed_words_are_named(used: Path) -> None:
    tamper(used, "DELETE FROM event_words WHERE event_id = 3")
    assert found(used) == [("words_changed", 3)]


def test_words_that_an_erasure_emptied_salt_included_are_as_they_must_be(used: Path) -> None:
    tamper(
        used,
        "INSERT INTO erasure (id, at, staff_id, reason, calls) VALUES (1, 1, 1, 'They asked for it', 1)",
        "UPDATE event_words SET words = '{}', salt = '', erasure_id = 1 WHERE event_id = 3",
    )

    assert found(used) == []


def test_words_that_no_erasure_on_record_emptied_are_named(used: Path) -> None:
    tamper(used, "UPDATE event_words SET words = '{}', salt = '' WHERE event_id = 3")

    assert found(used) == [("words_changed", 3)]


def test_a_call_that_is_closed_without_a_yes_is_named(used: Path) -> None:
    tamper(used, "UPDATE call SET state = 'closed' WHERE id = 2")

    assert found(used) == [("closed_without_a_yes", "C-00002")]


def test_a_guard_that_is_gone_is_named(used: Path) -> None:
    connection: Any = sqlite.connect(str(used), isolation_level=None)
    connection.execute("DROP TRIGGER event_not_removed")
    connection.close()

    assert [finding.values for finding in check(used).findings] == [{"name": "event_not_removed"}]


def test_a_broken_reference_is_named(used: Path) -> None:
    tamper(used, "UPDATE call SET customer_id = 99 WHERE id = 1")

    assert [finding.values["parent"] for finding in check(used).findings] == ["customer"]


def test_overwritten_pages_are_found(used: Path) -> None:
    content = bytearray(used.read_bytes())
    for page in range(8, len(content) // 4096):
        content[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    used.write_bytes(content)

    try:
        codes = {finding.code for finding in check(used).findings}
    except StorageProblem as problem:
        codes = {problem.code}

    assert codes & {"file_damaged", "damaged"}


def test_what_is_no_desk_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear Ann", encoding="utf-8")

    with pytest.raises(StorageProblem) as refused:
        check(path)

    assert refused.value.code == "not_a_database"


def rota(path: Path, spec: str) -> None:
    """A rota with one version, as somebody with the file in their hands can write it."""
    tamper(
        path,
        "INSERT INTO rota (id, name, position, active, version) VALUES (1, 'Nights', 0, 1, 1)",
        "INSERT INTO rota_version (id, rota_id, number, valid_from, made_by_id, spec) "
        f"SELECT 1, 1, 1, written_at, 1, '{spec}' FROM event WHERE id = 1",
    )


WEEKS = (
    '{"zone": "Europe/London", "rotations": [{"unit": "week", "length": 1, "start": "2026-11-16T17:30:00Z", '
    '"members": ["%s"]}]}'
)


@pytest.mark.parametrize(
    "spec",
    ["{", "[]", "1", "{}", '{"zone": "Nowhere"}', WEEKS % " ", '{"zone": "UTC", "rotations": [{"window": "night"}]}'],
)
def test_every_rota_version_must_be_readable(used: Path, spec: str) -> None:
    rota(used, spec)

    (finding,) = check(used).findings
    assert (finding.code, finding.values["rota"], finding.values["version"]) == ("rota_unreadable", "Nights", 1)


def test_a_rota_that_names_a_contact_who_is_not_there_is_told(used: Path) -> None:
    rota(used, WEEKS % "7")

    assert check(used).findings == (Finding("rota_names_nobody", {"rota": "Nights", "version": 1, "member": "7"}),)


def test_a_rota_without_a_plan_is_told(used: Path) -> None:
    tamper(used, "INSERT INTO rota (id, name, position, active, version) VALUES (1, 'Nights', 0, 1, 1)")

    assert check(used).findings == (Finding("rota_without_plan", {"rota": "Nights"}),)


def test_routes_that_lead_to_one_another_without_an_end_are_named(used: Path) -> None:
    tamper(
        used,
        "INSERT INTO route (id, name, position, hours, active, version) "
        "VALUES (1, 'First', 0, 'always', 1, 1), (2, 'Then', 1, 'always', 1, 1), (3, 'Last', 2, 'always', 1, 1)",
        "UPDATE route SET then_id = 3 WHERE id = 2",
        "UPDATE route SET then_id = 2 WHERE id = 3",
    )

    assert check(used).findings == (Finding("route_loops", {"routes": "Then, Last"}),)


def test_a_route_must_be_readable(used: Path) -> None:
    tamper(
        used,
        "PRAGMA ignore_check_constraints=ON",
        "INSERT INTO route (id, name, position, hours, active, version) VALUES (1, 'First', 0, 'sometimes', 1, 1)",
    )

    assert check(used).findings == (Finding("route_unreadable", {"route": "First", "said": "sometimes"}),)


@pytest.mark.parametrize("spec", ['{"zone": "Nowhere/Land", "week": {}}', "[]", "{}", '"words"', "not json"])
def test_hours_that_cannot_be_read_are_named(used: Path, spec: str) -> None:
    tamper(used, f"UPDATE calendar_version SET spec = '{spec}' WHERE id = 1")

    (finding,) = check(used).findings
    assert (finding.code, finding.values["version"]) == ("hours_unreadable", 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE incident_call SET told = 3", "incident_told_nothing"),
        ("DELETE FROM incident_message WHERE number = 1", "incident_message_missing"),
        ("DELETE FROM incident_event", "incident_without_start"),
    ],
)
def test_an_incident_whose_messages_or_beginning_are_gone_is_named(desk: Desk, change: str, code: str) -> None:
    number = desk.calls.log(acts.LogCall("No network", new_customer=acts.NewCustomer("Ann Lee"))).value.id
    incident = desk.incidents.start(OpenIncident("Network down", (number,))).value
    for seen in (0, 1):
        desk.incidents.write(WriteMessage(incident.id, "It is down.", seen))
    desk.incidents.tell(TellCustomer(incident.id, number, 2))
    desk.close()
    assert check(desk.path).findings == ()
    tamper(desk.path, change)
    (finding,) = check(desk.path).findings
    assert (finding.code, finding.values["title"]) == (code, "Network down")


def _columns(path: Path) -> list[tuple[str, str, str]]:
    """(table, column, type) of whatever a row of ours says."""
    connection: Any = sqlite.connect(str(path))
    columns = [
        (table.name, column.name, str(column.type))
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if not column.primary_key and connection.execute(f'SELECT 1 FROM "{table.name}" LIMIT 1').fetchone()
    ]
    connection.close()
    return columns


def test_of_direct_writes_past_every_rule_each_that_no_column_may_hold_is_named_and_none_ends_in_a_fault(
    used: Path, tmp_path: Path
) -> None:
    unnamed = []
    columns = _columns(used)
    for table, column, kind in columns:
        copy = tmp_path / "written.db"
        shutil.copyfile(used, copy)
        # A number that is no instant of any year, and a blob where words stand: no rule of a column takes them.
        bad = "x'ff'" if kind in ("TEXT", "JSON", "DATE") else "-9223372036854775807" if kind == "BIGINT" else "'many'"
        ignoring = "PRAGMA ignore_check_constraints = ON"
        tamper(copy, ignoring, f'UPDATE "{table}" SET "{column}" = {bad} LIMIT 1')
        if not check(copy).findings:
            unnamed.append(f"{table}.{column}")
    assert len(columns) > 150
    assert unnamed == []


@pytest.mark.parametrize(
    "change", ["UPDATE call SET priority = 'P1'", "UPDATE call SET state = 'open'", "UPDATE call SET owner_id = 1"]
)
def test_a_call_that_is_not_what_its_timeline_says_is_named(desk: Desk, change: str) -> None:
    desk.site.save_staff(SaveStaff("Ben Ray", Role.AGENT))
    number = desk.calls.log(acts.LogCall("Printer is out", new_customer=acts.NewCustomer("Ann Lee"))).value.id
    desk.calls.set_priority(acts.SetPriority(number, Impact.ONE, Urgency.NOW))
    desk.calls.reassign(acts.Reassign((number,), 2, "Knows the printer"))
    desk.calls.pause(acts.PauseCall(number, PauseReason.CUSTOMER))
    desk.close()
    tamper(desk.path, change)
    assert ("became_otherwise", "C-00001") in found(desk.path)


def test_a_desk_whose_site_is_gone_is_no_fault_of_the_check(used: Path) -> None:
    tamper(used, "DELETE FROM site")
    assert [code for code, _told in found(used)] == ["site_missing"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("DROP INDEX ix_call_open_due", {"kind": "index", "name": "ix_call_open_due"}),
        ("CREATE VIEW secrets AS SELECT * FROM staff_pin", {"kind": "view", "name": "secrets"}),
        (
            "CREATE TRIGGER quiet AFTER INSERT ON event BEGIN DELETE FROM draft; END",
            {"kind": "trigger", "name": "quiet"},
        ),
        ("ALTER TABLE site ADD COLUMN more TEXT", None),
    ],
)
def test_what_no_new_desk_has_or_every_one_has_is_named(used: Path, change: str, found: dict[str, str] | None) -> None:
    connection: Any = sqlite.connect(str(used), isolation_level=None)
    connection.execute(change)
    connection.close()

    told = [finding.values for finding in check(used).findings if finding.code == "made_otherwise"]
    assert told == ([{"kind": "table", "name": "site"}] if found is None else [found])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE clock SET verdict = 'missed' WHERE id = 1", "verdict_wrong"),
        ("UPDATE clock SET margin = margin + 1000000 WHERE id = 1", "verdict_wrong"),
        ("UPDATE clock SET started_at = started_at - 60000000 WHERE id = 1", "verdict_wrong"),
        ("UPDATE call SET summary = 'Never said' WHERE id = 1", "found_otherwise"),
        ("UPDATE call SET solution = 'Old toner' WHERE id = 1", "found_otherwise"),
        ("UPDATE customer SET name = 'Someone Else' WHERE id = 1", "found_otherwise"),
        ("DELETE FROM call_search WHERE rowid = 1", "found_otherwise"),
        ("INSERT OR REPLACE INTO call_words (rowid, words) VALUES (1, 'secret')", "found_otherwise"),
    ],
)
def test_what_can_be_worked_out_anew_is(used: Path, change: str, code: str) -> None:
    tamper(used, change)

    assert (code, "C-00001") in found(used)
