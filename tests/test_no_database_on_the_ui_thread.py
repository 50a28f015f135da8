"""The fixture that forbids database calls on the window's thread catches them."""

import threading
import types

from deskapp.desk import Desk


def _as_screen(desk: Desk) -> types.FunctionType:
    """A function that looks as if it were written in deskapp/ui."""
    code = compile("def look(desk):\n    return desk.lists.counts()\n", "/somewhere/deskapp/ui/work/screen.py", "exec")
    scope: dict[str, types.FunctionType] = {}
    exec(code, scope)
    return scope["look"]


def test_a_screen_may_ask_in_a_lane(desk: Desk) -> None:
    look = _as_screen(desk)
    lane = threading.Thread(target=look, args=(desk,))
    lane.start()
    lane.join()


def test_a_screen_may_not_ask_on_its_own_thread(desk: Desk, window_calls: list[str]) -> None:
    _as_screen(desk)(desk)
    assert any("count(*)" in call for call in window_calls)
    window_calls.clear()
