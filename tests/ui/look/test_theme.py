"""Our look on the application: light, dark, the system's, and grown with the font."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from deskapp import paths
from deskapp.ui.look import icons, theme
from deskapp.ui.look.palettes import DARK, LIGHT
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.spin_field import DateTimeField, NumberField


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    before = QFont(qapp.font())
    yield qapp
    qapp.setFont(before)
    theme.apply(qapp, "light")


def test_light_and_dark_are_ours_whatever_the_system_says(app: QApplication) -> None:
    for mode, palette in (("light", LIGHT), ("dark", DARK)):
        theme.apply(app, mode)  # type: ignore[arg-type]
        assert theme.current() is palette
        assert app.palette().color(QPalette.ColorRole.Window).name() == palette.window
        assert palette.accent in app.styleSheet()


def test_a_change_of_the_look_is_told_once(app: QApplication) -> None:
    told: list[object] = []
    look = theme.apply(app, "light")
    look.changed.connect(told.append)
    theme.apply(app, "dark")
    theme.apply(app, "dark")
    look.changed.disconnect(told.append)
    assert told == [DARK]


class Told(QLabel):
    """Counts how often it is told of another style."""

    times = 0

    def changeEvent(self, event: QEvent) -> None:
        self.times += event.type() == QEvent.Type.StyleChange
        super().changeEvent(event)


@pytest.mark.parametrize("points", [9, 11])
def test_a_new_look_is_put_on_what_is_shown_once_however_deep_it_stands(
    app: QApplication, qtbot: QtBot, points: int
) -> None:
    """In a window of a thousand things that stand in each other, anything else takes seconds."""
    theme.apply(app, "light")
    around = top = QWidget()
    qtbot.addWidget(top)
    for _level in range(12):
        inner = QWidget(around)
        QVBoxLayout(around).addWidget(inner)
        around = inner
    told = Told("deep", around)
    with qtbot.waitExposed(top):
        top.show()
    told.times = 0
    if points == 9:
        theme.apply(app, "dark")
    else:
        font = QFont(app.font())
        font.setPointSizeF(points)
        app.setFont(font)
    qtbot.waitUntil(lambda: told.times > 0)
    app.processEvents()
    # It is taken off and put on.
    assert told.times <= 2


def test_following_the_system_gives_one_of_our_two_palettes(app: QApplication) -> None:
    theme.apply(app, "system")
    wanted = DARK if app.styleHints().colorScheme().name == "Dark" else LIGHT
    assert theme.current() is wanted


@pytest.mark.parametrize("points", [9, 14, 18])
def test_everything_grows_with_the_font_and_targets_stay_at_least_24_px_high(
    app: QApplication, qtbot: QtBot, points: int
) -> None:
    font = QFont(app.font())
    font.setPointSizeF(points)
    app.setFont(font)
    qtbot.waitUntil(lambda: theme.px(9) == pytest.approx(points, abs=1))
    row = ChoiceRow("One", [(1, "One")])
    fields: list[QWidget] = [QPushButton("One"), QLineEdit("One"), QComboBox(), QCheckBox("One")]
    fields += [QRadioButton("One"), NumberField(), DateTimeField()]
    for widget in (row, *fields):
        qtbot.addWidget(widget)
    for target in (row.pill(1), *fields):
        target.ensurePolished()
        assert target.sizeHint().height() >= 24, type(target).__name__
        assert target.sizeHint().height() >= target.fontMetrics().height() + 2


def ring_of(field: QWidget) -> int:
    """How many points of the field's picture have the colour of the focus."""
    picture, accent = field.grab().toImage(), theme.current().accent
    points = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return sum(picture.pixelColor(x, y).name() == accent for x, y in points)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    "kind", [QPushButton, QLineEdit, QComboBox, QCheckBox, QRadioButton, NumberField, DateTimeField]
)
def test_a_field_with_the_focus_shows_a_ring(
    app: QApplication, qtbot: QtBot, mode: theme.Mode, kind: type[QWidget]
) -> None:
    theme.apply(app, mode)
    box = QWidget()
    qtbot.addWidget(box)
    other, field = QPushButton("other", box), kind(box)
    field.setGeometry(10, 10, 160, 34)
    other.setGeometry(10, 60, 160, 34)
    with qtbot.waitActive(box):
        box.show()
        box.activateWindow()
    other.setFocus()
    assert ring_of(field) < 20
    field.setFocus()
    assert ring_of(field) > 100


def test_pictures_of_the_style_sheet_have_the_palettes_colours() -> None:
    for palette in (LIGHT, DARK):
        for name, colour in (
            ("check", palette.on_accent),
            ("dot", palette.on_accent),
            ("chevron-up", palette.muted),
            ("chevron-down", palette.muted),
        ):
            drawn = (paths.resources() / "icons" / palette.name / f"{name}.svg").read_text(encoding="utf-8")
            assert colour in drawn


def test_icons_take_the_colour_they_are_asked_in(qtbot: QtBot) -> None:
    picture = icons.pixmap("close", "#ff0000", 16).toImage()
    inked = [
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() == 255
    ]
    assert inked
    assert set(inked) == {"#ff0000"}
