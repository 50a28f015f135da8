"""The one style sheet of the window: colours from a palette, every length relative to the application's font."""

from pathlib import Path
from typing import NamedTuple

from deskapp.ui.look.palettes import Palette, Tint


class Sizes(NamedTuple):
    """How large things are. The screens are drawn at 9 pt, which is 12 px on a plain screen."""

    points: float  # of the application's font
    pixels: float  # the same, in logical pixels

    def px(self, drawn: float) -> int:
        """A length of the drawing, grown with the font; a line never vanishes."""
        return max(1, round(drawn * self.pixels / 12))

    def pt(self, drawn_px: float) -> float:
        """The point size of a text that is drawn_px high in the drawing."""
        return round(drawn_px / 12 * self.points, 2)

    @property
    def target(self) -> int:
        """The least height of anything that can be clicked."""
        return max(24, self.px(24))


def style_sheet(palette: Palette, sizes: Sizes, icons: Path) -> str:
    """QSS for the whole application. `icons` holds the few pictures that QSS can only take from files."""
    parts = (_texts, _buttons, _fields, _choices, _surfaces, _lists, _bars_and_menus)
    return "\n".join(part(palette, sizes, (icons / palette.name).as_posix()) for part in parts)


def _texts(p: Palette, s: Sizes, icons: str) -> str:
    chips = "\n".join(
        f'QLabel[chip="{tint}"] {{ color: {p.chip(tint).text}; background: {p.chip(tint).ground}; }}' for tint in Tint
    )
    figures = "\n".join(
        f'QLabel[figure="{tint}"] {{ color: {p.strong(tint)}; font-size: {s.pt(26)}pt; font-weight: 700; }}'
        for tint in Tint
    )
    marks = "\n".join(f'QLabel[mark="{tint}"] {{ color: {p.strong(tint)}; }}' for tint in Tint)
    priorities = "\n".join(
        f'QLabel[priority="{code}"] {{ color: {p.priority(code)}; font-size: {s.pt(20)}pt; font-weight: 700; }}'
        for code in ("P1", "P2", "P3", "P4")
    )
    return f"""
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {s.pt(17)}pt; font-weight: 700; color: {p.text}; }}
QLabel[role="heading"] {{ font-size: {s.pt(13)}pt; font-weight: 700; color: {p.text}; }}
QLabel[role="section"] {{ font-size: {s.pt(10)}pt; font-weight: 700; color: {p.muted};
    text-transform: uppercase; letter-spacing: {s.px(1)}px; }}
QLabel[role="muted"] {{ color: {p.muted}; }}
QLabel[role="small"] {{ color: {p.muted}; font-size: {s.pt(11)}pt; }}
QLabel[role="measure"] {{ font-size: {s.pt(20)}pt; font-weight: 700; color: {p.text}; }}
QLabel[role="strong"] {{ font-weight: 700; }}
QLabel[role="error"] {{ color: {p.over}; }}
QLabel[chip] {{ font-size: {s.pt(11)}pt; font-weight: 700; border-radius: {s.px(3)}px;
    padding: {s.px(2)}px {s.px(9)}px; }}
QLabel[chip][slim="true"] {{ padding: {s.px(2)}px {s.px(5)}px; }}
{chips}
{figures}
{marks}
{priorities}
QToolTip {{ color: {p.text}; background: {p.raised}; border: 1px solid {p.border}; padding: {s.px(4)}px; }}
"""


def _buttons(p: Palette, s: Sizes, icons: str) -> str:
    pad, inner = s.px(12), s.px(12) - 1
    least = max(24, s.px(28)) - 2
    return f"""
QPushButton, QToolButton {{ color: {p.text}; background: {p.surface}; border: 1px solid {p.border};
    border-radius: {s.px(5)}px; padding: 0 {pad}px; min-height: {least}px; }}
QPushButton:hover, QToolButton:hover {{ background: {p.hover}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {p.selected}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {p.accent}; padding: 0 {inner}px;
    min-height: {least - 2}px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {p.placeholder}; border-color: {p.line};
    background: {p.raised}; }}
QPushButton[kind="primary"] {{ color: {p.on_accent}; background: {p.accent}; border-color: {p.accent};
    font-weight: 700; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {{ background: {p.accent_hover};
    border-color: {p.accent_hover}; }}
QPushButton[kind="primary"]:disabled {{ color: {p.placeholder}; background: {p.line}; border-color: {p.line}; }}
QPushButton[kind="row"] {{ min-height: {s.target - 2}px; padding: 0 {s.px(6)}px; }}
QPushButton[kind="row"]:focus {{ min-height: {s.target - 4}px; padding: 0 {s.px(6) - 1}px; }}
QPushButton[kind="link"] {{ color: {p.accent}; background: transparent; border-color: transparent;
    padding: 0 {s.px(4)}px; text-align: left; }}
QPushButton[kind="link"][inline="true"] {{ padding: 0 2px; border-width: 0; min-height: {s.target}px; }}
QPushButton[kind="link"]:disabled {{ color: {p.placeholder}; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {p.accent}; padding: 0 {s.px(4) - 1}px; }}
QPushButton[kind="link"][inline="true"]:focus {{ border-width: 2px; padding: 0; min-height: {s.target - 4}px; }}
QPushButton[kind="link"]:checked {{ font-weight: 700; }}
QPushButton[kind="who"] {{ color: {p.muted}; background: transparent; border-color: transparent; padding: 0;
    text-align: left; min-height: {s.target - 2}px; }}
QPushButton[kind="who"]:hover {{ color: {p.text}; }}
QPushButton[kind="who"]:focus {{ border: 2px solid {p.accent}; min-height: {s.target - 4}px; }}
QToolButton {{ padding: 0 {s.px(4)}px; min-width: {s.target - 10}px; min-height: {s.target - 2}px; }}
QToolButton:focus {{ padding: 0 {s.px(4) - 1}px; min-height: {s.target - 4}px; }}
QPushButton[kind="step"], QPushButton[kind="step"]:focus {{ padding: 0; }}
QPushButton[kind="slice"], QPushButton[kind="slice"]:focus {{ padding: 0; border: none; min-height: 0; }}
QPushButton[kind="choice"] {{ border-radius: {s.target // 2}px; padding: 0 {pad - 3}px;
    min-height: {s.target - 2}px; }}
QPushButton[kind="choice"]:checked {{ color: {p.accent}; background: {p.selected}; font-weight: 700;
    border-color: {p.selected}; }}
QPushButton[kind="page"] {{ color: {p.muted}; background: transparent; border-color: transparent;
    border-radius: {s.px(4)}px; padding: 0 {inner}px; text-align: left; min-height: {s.target - 2}px; }}
QPushButton[kind="page"]:hover {{ color: {p.text}; background: {p.selected}; }}
QPushButton[kind="page"]:checked {{ color: {p.accent}; background: {p.selected}; font-weight: 700; }}
QPushButton[kind="page"]:focus {{ border: 2px solid {p.accent}; padding: 0 {inner - 1}px;
    min-height: {s.target - 4}px; }}
QPushButton[kind="chip"] {{ color: {p.accent}; background: {p.selected}; border-color: {p.accent};
    border-radius: {s.target // 2}px; padding: 0 {pad - 3}px; min-height: {s.target - 2}px; font-weight: 700; }}
QPushButton[kind="chip"]:focus {{ border: 2px solid {p.accent}; padding: 0 {inner - 3}px;
    min-height: {s.target - 4}px; }}
QPushButton[kind="filter"] {{ padding: 0 {pad + s.px(14) - 3}px 0 {pad - 3}px; min-height: {s.target - 2}px;
    text-align: left; }}
QPushButton[kind="filter"]:focus {{ padding: 0 {inner + s.px(14) - 3}px 0 {inner - 3}px;
    min-height: {s.target - 4}px; }}
QPushButton[kind="filter"][on="true"] {{ color: {p.accent}; background: {p.selected}; font-weight: 700;
    border-color: {p.accent}; }}
QPushButton[kind="choice"]:focus {{ border: 2px solid {p.accent}; padding: 0 {inner - 3}px;
    min-height: {s.target - 4}px; }}
"""


def _fields(p: Palette, s: Sizes, icons: str) -> str:
    kinds = ("QLineEdit", "QComboBox", "QAbstractSpinBox", "QPlainTextEdit")
    every = ", ".join(kinds)
    focus = ", ".join(f"{kind}:focus" for kind in kinds)
    disabled = ", ".join(f"{kind}:disabled" for kind in kinds)
    pad, least = s.px(10), max(24, s.px(30)) - 2
    arrow = s.px(10)
    return f"""
{every} {{ color: {p.text}; background: {p.surface}; border: 1px solid {p.border}; border-radius: {s.px(5)}px;
    padding: 0 {pad}px; min-height: {least}px; selection-color: {p.on_accent};
    selection-background-color: {p.accent}; placeholder-text-color: {p.placeholder}; }}
{focus} {{ border: 2px solid {p.accent}; padding: 0 {pad - 1}px; min-height: {least - 2}px; }}
{disabled} {{ color: {p.muted}; background: {p.raised}; border-color: {p.line}; }}
QLineEdit[wrong="true"], QComboBox[wrong="true"], QAbstractSpinBox[wrong="true"], QPlainTextEdit[wrong="true"]
    {{ border-color: {p.over}; }}
QLineEdit[role="search"] {{ min-height: {s.px(34) - 2}px; }}
QLineEdit[role="search"]:focus {{ min-height: {s.px(34) - 4}px; }}
QPlainTextEdit {{ padding: {s.px(7)}px {s.px(8)}px; min-height: 0; }}
QPlainTextEdit:focus {{ padding: {s.px(7) - 1}px {s.px(8) - 1}px; min-height: 0; }}
QComboBox::drop-down {{ border: none; width: {s.px(24)}px; subcontrol-position: center right; }}
QComboBox::down-arrow {{ image: url({icons}/chevron-down.svg); width: {arrow}px; height: {arrow}px; }}
QComboBox QAbstractItemView {{ background: {p.surface}; border: 1px solid {p.border}; outline: none; }}
QComboBox QAbstractItemView::item {{ min-height: {s.target}px; padding: 0 {s.px(6)}px; }}
QAbstractSpinBox, QAbstractSpinBox:focus {{ padding: 0; }}
QComboBox QLineEdit, QComboBox QLineEdit:focus {{ border: none; background: transparent; padding: 0;
    min-height: 0; }}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ border: none; background: transparent;
    padding: 0; min-height: 0; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; background: transparent;
    width: {s.px(20)}px; subcontrol-origin: border; }}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; top: 1px; right: {s.px(3)}px; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; bottom: 1px; right: {s.px(3)}px; }}
QAbstractSpinBox::up-arrow {{ image: url({icons}/chevron-up.svg); width: {s.px(8)}px; height: {s.px(8)}px; }}
QAbstractSpinBox::down-arrow {{ image: url({icons}/chevron-down.svg); width: {s.px(8)}px; height: {s.px(8)}px; }}
"""


def _choices(p: Palette, s: Sizes, icons: str) -> str:
    box = s.px(14) - 2
    return f"""
QCheckBox, QRadioButton {{ color: {p.text}; background: transparent; spacing: {s.px(8)}px;
    min-height: {s.target - 4}px; border: 2px solid transparent; border-radius: {s.px(4)}px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {p.accent}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {p.placeholder}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {box}px; height: {box}px;
    border: 1px solid {p.border}; background: {p.surface}; }}
QCheckBox::indicator {{ border-radius: {s.px(2)}px; }}
QRadioButton::indicator {{ border-radius: {box // 2 + 1}px; }}
QCheckBox::indicator:checked {{ image: url({icons}/check.svg); background: {p.accent};
    border-color: {p.accent}; }}
QRadioButton::indicator:checked {{ image: url({icons}/dot.svg); background: {p.accent};
    border-color: {p.accent}; }}
QGroupBox {{ font-weight: 700; border: none; margin-top: {s.px(20)}px; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 0; color: {p.text}; }}
"""


def _surfaces(p: Palette, s: Sizes, icons: str) -> str:
    return f"""
QMainWindow, QDialog {{ background: {p.window}; }}
*[surface="window"] {{ background: {p.window}; }}
*[surface="panel"] {{ background: {p.surface}; border: 0 solid {p.line}; }}
*[surface="panel"][edge="left"] {{ border-left-width: 1px; }}
*[surface="panel"][edge="right"] {{ border-right-width: 1px; }}
*[surface="panel"][edge="bottom"] {{ border-bottom-width: 1px; }}
*[surface="column"] {{ background: {p.surface}; border: 1px solid {p.line}; border-radius: {s.px(8)}px; }}
*[surface="card"] {{ background: {p.raised}; border: 1px solid {p.line}; border-radius: {s.px(5)}px; }}
*[surface="rule"] {{ background: {p.line}; }}
*[surface="notice"] {{ background: {p.chip_info.ground}; border: 1px solid {p.accent};
    border-radius: {s.px(5)}px; }}
*[surface="notice"] QLabel {{ color: {p.text}; }}
*[surface="notice"][tint="over"] {{ background: {p.chip_over.ground}; border-color: {p.over}; }}
*[surface="notice"][tint="soon"] {{ background: {p.chip_soon.ground}; border-color: {p.soon}; }}
*[surface="notice"][tint="ok"] {{ background: {p.chip_ok.ground}; border-color: {p.ok}; }}
QScrollArea, QStackedWidget {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget[surface="clear"] {{ background: transparent; }}
QSplitter::handle {{ background: {p.line}; }}
"""


def _lists(p: Palette, s: Sizes, icons: str) -> str:
    return f"""
QAbstractItemView {{ color: {p.text}; background: {p.surface}; alternate-background-color: {p.raised};
    border: 1px solid {p.line}; border-radius: {s.px(5)}px; outline: none; gridline-color: {p.line};
    selection-background-color: {p.selected}; selection-color: {p.text}; }}
QAbstractItemView:focus {{ border-color: {p.accent}; }}
QListView::item, QTreeView::item {{ min-height: {s.target}px; }}
QAbstractItemView[frame="cards"], QAbstractItemView[frame="cards"]:focus {{ border: none;
    background: transparent; }}
QHeaderView {{ background: {p.raised}; border: none; }}
QHeaderView::section {{ background: {p.raised}; color: {p.muted}; border: none;
    border-bottom: 1px solid {p.line}; padding: 0 {s.px(6)}px; min-height: {s.px(31)}px; }}
QHeaderView {{ font-size: {s.pt(10)}pt; font-weight: 700; text-transform: uppercase; }}
QHeaderView::up-arrow {{ image: url({icons}/chevron-up.svg); width: {s.px(8)}px; height: {s.px(8)}px; }}
QHeaderView::down-arrow {{ image: url({icons}/chevron-down.svg); width: {s.px(8)}px; height: {s.px(8)}px; }}
QTableCornerButton::section {{ background: {p.raised}; border: none; }}
"""


def _bars_and_menus(p: Palette, s: Sizes, icons: str) -> str:
    return f"""
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: {s.px(12)}px; }}
QScrollBar:horizontal {{ height: {s.px(12)}px; }}
QScrollBar::handle {{ background: {p.border}; border-radius: {s.px(3)}px; margin: {s.px(3)}px; }}
QScrollBar::handle:vertical {{ min-height: {s.px(28)}px; }}
QScrollBar::handle:horizontal {{ min-width: {s.px(28)}px; }}
QScrollBar::handle:hover {{ background: {p.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenuBar {{ background: {p.surface}; color: {p.text}; border-bottom: 1px solid {p.line}; }}
QMenuBar::item {{ padding: {s.px(5)}px {s.px(9)}px; background: transparent; }}
QMenuBar::item:selected {{ background: {p.selected}; color: {p.accent}; }}
QMenu {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.border}; padding: {s.px(4)}px; }}
QMenu::item {{ padding: {s.px(5)}px {s.px(20)}px; min-height: {s.px(16)}px; border-radius: {s.px(3)}px; }}
QMenu::item:selected {{ background: {p.selected}; color: {p.accent}; }}
QMenu::item:disabled {{ color: {p.placeholder}; }}
QMenu::separator {{ height: 1px; background: {p.line}; margin: {s.px(4)}px {s.px(6)}px; }}
QStatusBar {{ background: {p.window}; color: {p.muted}; }}
QTabWidget::pane {{ border: 1px solid {p.line}; border-radius: {s.px(5)}px; background: {p.surface}; }}
QTabBar::tab {{ color: {p.muted}; padding: 0 {s.px(12)}px; min-height: {s.target}px;
    border: 2px solid transparent; border-radius: {s.px(4)}px; }}
QTabBar::tab:selected {{ color: {p.accent}; background: {p.selected}; font-weight: 700; }}
QTabBar::tab:selected:focus {{ border-color: {p.accent}; }}
"""
