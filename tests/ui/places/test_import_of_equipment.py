"""Importing places and equipment in the window: tried first, then taken; a table of something else says so."""

from pathlib import Path

from deskapp.desk import Desk
from deskapp.services.directory.acts import SaveCustomer
from deskapp.ui.places.import_dialog import ImportThingsDialog
from deskapp.ui.work.workplace import Workplace


def test_what_would_be_done_is_shown_before_it_is(desk: Desk, place: Workplace, hands, tmp_path: Path) -> None:
    school = desk.directory.save_customer(SaveCustomer("St Mary's School")).value
    table = tmp_path / "things.csv"
    table.write_text("customer,label\nSt Mary's School,<b>Copier</b>\nNobody,Copier\n", "utf-8")
    dialog = ImportThingsDialog(place, table)
    hands.show(dialog)
    assert [(one.title, one.corner) for one in dialog.list.cards.items] == [
        ("there is no customer “Nobody”", "refused"),
        ("<b>Copier</b>, St Mary's School: added", ""),
    ]
    assert desk.places.of_customer(school.id).equipment == ()
    dialog.trigger()
    hands.settle()
    assert [one.label for one in desk.places.of_customer(school.id).equipment] == ["<b>Copier</b>"]
    # Once more there is nothing to do.
    again = ImportThingsDialog(place, table)
    hands.show(again)
    assert not again.main_button.isEnabled()


def test_a_table_of_something_else_says_what_is_missing(place: Workplace, hands, tmp_path: Path) -> None:
    table = tmp_path / "colours.csv"
    table.write_text("colour\nred\n", "utf-8")
    dialog = ImportThingsDialog(place, table)
    hands.show(dialog)
    assert "it needs a column “customer”" in dialog.notice.words
    assert not dialog.main_button.isEnabled()
