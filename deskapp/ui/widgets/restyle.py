"""Changes a property that the style sheet looks at, and has the widget drawn by the rules that now match."""

from PySide6.QtWidgets import QWidget


def set_style(widget: QWidget, name: str, value: str | None) -> None:
    """Set a dynamic property named in the style sheet; nothing happens where it already holds."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
