"""Tags on several calls: an event each, and what is refused costs that call alone."""

import pytest
from scene import kinds, log

from deskapp.desk import Desk
from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid
from deskapp.services.log.acts import TagCalls
from deskapp.services.log.sieve import Shown, Sieve


def test_a_tag_is_one_however_it_is_written_and_each_call_tells_it_once(desk: Desk) -> None:
    first, second = log(desk).id, log(desk).id
    desk.log.tag(TagCalls((first,), ("Été  2026",)))
    assert desk.log.tag(TagCalls((first, second), ("ete 2026",))).value.done == (first, second)
    assert desk.log.tags_of(second) == ("Été 2026",)
    assert kinds(desk, first).count("tagged") == 1
    assert [row.tags for row in desk.log.calls(Shown("open", Sieve(tags=("ete 2026",))))] == [("Été 2026",)] * 2
    desk.log.tag(TagCalls((first,), (), ("ÉTÉ 2026",)))
    assert desk.log.tags_of(first) == ()
    assert kinds(desk, first)[-1] == "untagged"
    for wrong, fault in ((" ", FieldFault.MISSING), ("x" * 41, FieldFault.TOO_LONG)):
        with pytest.raises(Invalid) as refused:
            desk.log.tag(TagCalls((first,), (wrong,)))
        assert refused.value.fields == {"tag": fault}
