"""Equipment and places out of tables and into them: what is taken, what is refused by its line, what goes out again."""

from datetime import date
from pathlib import Path

import pytest
from scene import contact, everything, rows

from deskapp import cli
from deskapp.desk import Desk
from deskapp.documents.tables.saving import save
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import DeskError
from deskapp.domain.exchange.table import Table, columns
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.places.acts import SaveEquipment, SavePlace
from deskapp.services.places.file_entries import FIELDS
from deskapp.services.places.file_plan import ThingsPlan
from deskapp.wording import places as place_wording


@pytest.fixture
def school(desk: Desk) -> int:
    desk.directory.save_customer(SaveCustomer("Dale Freight", account="20319"))
    desk.directory.save_customer(SaveCustomer("Jo Smith"))
    desk.directory.save_customer(SaveCustomer("Jo Smith", "Peak Cycles"))
    return desk.directory.save_customer(SaveCustomer("St Mary's School", account="104-10")).value.id


def written(folder: Path, text: str, name: str = "things.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def said(plan: ThingsPlan) -> list[str]:
    lines = [(row.line, place_wording.planned(row)) for row in plan.rows]
    lines += [(bad.line, f"refused: {place_wording.refused(bad)}") for bad in plan.refused]
    return [f"{line}: {words}" for line, words in sorted(lines)]


LIST = (
    "Kunde;Kundennummer;Gerät;Hersteller;Modell;Seriennummer;Standort;Raum;Garantie bis;Lieferant;Colour\n"
    "St. Mary;104 10;Copier;Halden;NC45;NC45-22071;Main building;0.02;31.03.2027;linetel;grey\n"
    "st mary's SCHOOL;;Line unit;;;LU24-00871;main BUILDING;;2027-06-30 00:00:00;;\n"
    "Nobody;;Plotter;;;;;;;;\n"
    "Jo Smith;;Bike stand;;;;;;;;\n"
    ";104-10;Plotter;;;;;;4/5/2027;;\n"
    ";104-10;Plotter;;;;;;soon;;\n"
    ";104-10;Handset\n"
    ";104-10;;;;NC45 22071;;;;;\n"
    ";20319;;;;;Loading bay;;;;\n"
    ";20319;Label printer;;;;Loading bay;packing;;Nobody known;\n"
)


def test_a_list_is_taken_row_by_row_and_what_cannot_be_is_named_by_its_line(
    desk: Desk, school: int, tmp_path: Path
) -> None:
    service = contact(desk, "Dean Marsh", organisation="Linetel")
    found = desk.equipment_files.read(written(tmp_path, LIST))
    before = everything(desk.path)
    told = said(desk.equipment_files.dry_run(found))
    assert everything(desk.path) == before
    assert told == [
        "2: Copier, St Mary's School: added",
        "3: Line unit, St Mary's School: added",
        "4: refused: there is no customer “Nobody”",
        "5: refused: 2 customers are called “Jo Smith”: name the account",
        "6: refused: warranty: “4/5/2027” could be two days; write it as 2027-03-31",
        "7: refused: warranty: “soon” is no day; write it as 2027-03-31",
        "8: refused: has 3 cells instead of 11",
        "9: refused: is the same as line 2: NC45 22071",
        "10: Loading bay, Dale Freight: added",
        "11: Label printer, Dale Freight: added; there is no contact “Nobody known”: left out",
    ]
    plan = desk.equipment_files.take(found).value
    assert said(plan) == told
    assert place_wording.summary(plan) == "4 added; 0 changed; 0 the same already; 6 refused; left out: Colour."
    things = desk.places.of_customer(school)
    (building,) = things.places
    assert (building.name, building.room) == ("Main building", "0.02")
    copier, unit = things.equipment
    assert (copier.maker, copier.model, copier.serial, copier.place_id) == ("Halden", "NC45", "NC45-22071", building.id)
    assert (copier.warranty_until, copier.contact_id) == (date(2027, 3, 31), service.id)
    assert (unit.warranty_until, unit.place_id) == (date(2027, 6, 30), building.id)
    kinds = [kind for (kind,) in rows(desk.path, "SELECT kind FROM event ORDER BY id")]
    assert kinds[-1] == "equipment_imported"
    # Read once more it is all there already.
    assert {row.code for row in desk.equipment_files.take(found).value.rows} == {"same"}
    assert [kind for (kind,) in rows(desk.path, "SELECT kind FROM event ORDER BY id")] == kinds


def test_what_a_row_leaves_empty_stays_and_what_it_says_is_changed(desk: Desk, school: int, tmp_path: Path) -> None:
    hall = desk.places.save_place(SavePlace(school, "Hall", person="Tom Webb")).value
    act = SaveEquipment(school, "Copier", maker="Halden", serial="N-1", place_id=hall.id, notes="Loud")
    was = desk.places.save_equipment(act).value
    table = written(tmp_path, "account,serial,model,room,place,in use\n10410,n1,NC45,2.14,hall,no\n")
    plan = desk.equipment_files.take(desk.equipment_files.read(table)).value
    assert said(plan) == ["2: Copier, St Mary's School: changed (model, in use, room)"]
    now = desk.places.equipment(was.id)
    assert (now.maker, now.model, now.notes, now.active, now.place) == ("Halden", "NC45", "Loud", False, "Hall")
    assert desk.places.place(hall.id).room == "2.14"
    assert desk.places.place(hall.id).person == "Tom Webb"


def test_a_customer_who_was_merged_is_known_as_the_one_that_was_kept(desk: Desk, school: int, tmp_path: Path) -> None:
    kept = desk.directory.customer(school)
    gone = desk.directory.save_customer(SaveCustomer("St Marys Sch.")).value
    hall = desk.places.save_place(SavePlace(gone.id, "Hall")).value
    desk.directory.merge_customers(kept, gone)
    assert [one.id for one in desk.places.of_customer(school).places] == [hall.id]
    table = written(tmp_path, "customer,label,place\nst marys sch.,Piano,hall\n")
    desk.equipment_files.take(desk.equipment_files.read(table))
    (piano,) = desk.places.of_customer(school).equipment
    assert (piano.label, piano.place_id) == ("Piano", hall.id)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_goes_out_comes_in_again_as_it_was(desk: Desk, school: int, tmp_path: Path, form: str) -> None:
    service = contact(desk, "Dean Marsh")
    hall = desk.places.save_place(SavePlace(school, "=Hall", "Hill Road 3", phone="0161 496 0220")).value
    desk.places.save_place(SavePlace(school, "Empty"))
    act = SaveEquipment(
        school, "000123", "copier", serial="3E5", place_id=hall.id, contact_id=service.id,
        warranty_until=date(2027, 3, 31), notes="two\nlines",
    )  # fmt: skip
    desk.places.save_equipment(act)
    path = tmp_path / f"things.{form}"
    save(path, form, Table("Things", columns(*FIELDS), desk.equipment_files.cells(), "UTC"))
    plan = desk.equipment_files.dry_run(desk.equipment_files.read(path))
    assert [(row.name, row.code) for row in plan.rows] == [("000123", "same"), ("Empty", "same")]
    assert (plan.refused, plan.left_out) == ((), ())


def test_the_command_tells_each_line_and_a_table_of_something_else_is_refused(
    desk: Desk, school: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("LANGUAGE", "en")
    path = written(tmp_path, "customer,label\nDale Freight,Scale\nNobody,Scale\n")
    assert cli.main(["import-equipment", str(desk.path), str(path), "--dry-run"], clock) == 0
    assert capsys.readouterr().out.splitlines() == [
        "A dry run: nothing was changed. It would be:",
        "line 2: Scale, Dale Freight: added",
        "line 3: refused: there is no customer “Nobody”",
        "1 added; 0 changed; 0 the same already; 1 refused.",
    ]
    assert cli.main(["import-equipment", str(desk.path), str(path)], clock) == 0
    assert cli.main(["export", str(desk.path), "--equipment", "--to", str(tmp_path / "out.csv")], clock) == 0
    assert (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()[1].startswith("Dale Freight,,20319,Scale,")
    with pytest.raises(DeskError) as refused:
        desk.equipment_files.read(written(tmp_path, "colour\nred\n"))
    assert refused.value.code == "equipment_no_columns"
