"""The page that describes the JSON of a desk names all that is in it."""

import re
from pathlib import Path

import deskapp
from deskapp.services.whole import form

PAGE = (Path(deskapp.__file__).parent / "DUMP.md").read_text("utf-8")


def test_every_table_has_its_line_once_and_no_other_has() -> None:
    assert sorted(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == sorted(table.name for table in form.tables())


def test_it_tells_the_form_that_is_written() -> None:
    assert f'"deskapp": {{"form": {form.VERSION}, "schema": ' in PAGE


def test_columns_that_name_another_row_are_called_after_its_table_or_told() -> None:
    for table in form.tables():
        for column in table.columns:
            for key in column.foreign_keys:
                named = key.column.table.name
                of_staff = named == "staff" and column.name.endswith("_by_id")
                told = f"`{column.name}`" in PAGE or column.name == f"{named}_id"
                assert of_staff or told, f"{table.name}.{column.name} names {named}"
