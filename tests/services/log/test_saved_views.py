"""Lists kept by name: one's own and the site's, with a version, and whatever a file says of them."""

from datetime import date

import pytest
from scene import staff

from deskapp.desk import Desk
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.words import Priority, Role
from deskapp.services.log import sieve
from deskapp.services.log.acts import SaveView
from deskapp.services.log.sieve import DueWithin, Order, Period, Shown, Sieve

SHOWN = Shown(
    "mine",
    Sieve(
        (1,),
        (0, 2),
        (Priority.P1,),
        (0,),
        (3,),
        (),
        (DueWithin.OVERDUE,),
        Period.LAST_WEEK,
        date(2026, 1, 2),
        None,
        ("vip",),
    ),
    Order.CALLER,
    True,
)


def test_the_sites_lists_are_everybodys_and_ones_own_are_ones_own(desk: Desk) -> None:
    site = desk.log.save_view(SaveView("Late suppliers", SHOWN.as_spec(), of_site=True)).value
    own = desk.log.save_view(SaveView("Late suppliers", Shown("open").as_spec())).value
    assert (site.shown, own.shown) == (SHOWN, Shown("open"))
    assert desk.log.views() == (site, own)
    desk.staff_id = staff(desk, Role.AGENT, "Sam")
    assert desk.log.views() == (site,)
    with pytest.raises(NotFound):
        desk.log.remove_view(own.id)
    for refused in (
        lambda: desk.log.remove_view(site.id),
        lambda: desk.log.save_view(SaveView("All", {}, of_site=True)),
        lambda: desk.log.save_view(SaveView("Mine now", {}, id=site.id, base_version=1)),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_a_list_is_changed_from_the_version_that_was_seen_and_kept_again_when_it_was_removed(desk: Desk) -> None:
    made = desk.log.save_view(SaveView("Today", {"view": "open"})).value
    newer = desk.log.save_view(SaveView("Today!", {"view": "due"}, id=made.id, base_version=1)).value
    assert (newer.version, newer.shown) == (2, Shown("due"))
    with pytest.raises(Conflict) as conflict:
        desk.log.save_view(SaveView("Now", {}, id=made.id, base_version=1))
    assert (conflict.value.code, conflict.value.values["newer"]) == (Refusal.VIEW_EDITED, newer)
    for name, fault in (("", FieldFault.MISSING), ("x" * 41, FieldFault.TOO_LONG), ("tóday!", FieldFault.TAKEN)):
        with pytest.raises(Invalid) as refused:
            desk.log.save_view(SaveView(name, {}))
        assert refused.value.fields == {"name": fault}
    was = desk.log.remove_view(made.id).value
    assert desk.log.views() == ()
    desk.log.save_view(SaveView(was.name, was.shown.as_spec(), was.of_site))
    assert [view.name for view in desk.log.views()] == ["Today!"]


@pytest.mark.parametrize(
    "spec",
    [
        {},
        {"view": 7, "sieve": [1], "order": "size"},
        {"view": "open", "sieve": {"owners": "1", "due": ["never", "ever"], "period": 1, "from_day": "31 May"}},
    ],
)
def test_what_of_a_kept_list_makes_no_sense_is_left_out(spec: dict[str, object]) -> None:
    shown = sieve.read(spec)
    assert shown == Shown("open", Sieve(due=(DueWithin.NEVER,) if len(spec.get("sieve", ())) > 1 else ()))  # type: ignore[arg-type]
    assert sieve.read(shown.as_spec()) == shown
