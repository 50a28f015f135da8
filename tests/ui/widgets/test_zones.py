"""Time zones are found by what people type of a city."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from deskapp.domain.zones import every_zone, meant
from deskapp.ui.widgets.fields.folded_completer import FoldedCompleter, items


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        *(("bruss", "Europe/Brussels"), ("BRÜSS", "Europe/Brussels"), ("new york", "America/New_York")),
        *(
            ("são paulo", "America/Sao_Paulo"),
            ("europe/berlin", "Europe/Berlin"),
            ("UTC", "UTC"),
            ("berl", "Europe/Berlin"),
        ),
        *(("nowhere", ""), ("", ""), ("america", "")),
    ],
)
def test_the_zone_is_the_one_that_can_only_be_meant(typed: str, zone: str) -> None:
    assert meant(typed, every_zone()) == zone


@pytest.mark.parametrize(
    ("typed", "offered"), [("bruss", "Europe/Brussels"), ("muller", "Jürgen Müller"), ("MUELL", "Jürgen Müller")]
)
def test_a_field_offers_what_fits_whatever_the_case_and_accents(qtbot: QtBot, typed: str, offered: str) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    completer = FoldedCompleter(items([*every_zone(), "Jürgen Müller"], field), field)
    field.setCompleter(completer)
    field.show()
    qtbot.keyClicks(field, typed)
    found = completer.completionModel()
    assert [found.index(row, 0).data() for row in range(found.rowCount())] == [offered]
    assert completer.pathFromIndex(found.index(0, 0)) == offered
    assert found.index(0, 0).flags() & Qt.ItemFlag.ItemIsEnabled
