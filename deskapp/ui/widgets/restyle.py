"""Changes a property that the style sheet looks at, and has the widget drawn by the rules that now match."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def set_style(widget: QWidget, name: str, value: str | None) -> None:
    """Set a dynamic property named in the style sheet; nothing happens where it already holds."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # not styled yet: it will be, by what holds then
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
