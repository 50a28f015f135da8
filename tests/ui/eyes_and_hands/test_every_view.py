"""What the tests of this folder look at is everything there is."""

from every_view import EveryView, leaves
from PySide6.QtWidgets import QDialog

from deskapp.ui.widgets.plain_page import StartPage


def test_every_kind_of_dialog_and_page_is_among_the_views(views: EveryView) -> None:
    seen = {type(shown).__name__ for _view, shown in views.all()}
    assert {one.__name__ for one in leaves(QDialog) | leaves(StartPage)} - seen == set()
