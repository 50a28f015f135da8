"""Whether calls are what their timelines say that they became."""

from collections.abc import Iterator

from deskapp.services.texts import reference
from deskapp.storage.file_check import FileCheck

# Of several rows SQLite gives the one that has the greatest id.
_OTHERWISE = """
SELECT call.id, said.field FROM (
    SELECT call_id, field, becomes, max(id) FROM event
    WHERE call_id IS NOT NULL AND field IN ('state', 'priority', 'owner') GROUP BY call_id, field
) AS said JOIN call ON call.id = said.call_id
WHERE said.becomes IS NOT
    CASE said.field WHEN 'state' THEN call.state WHEN 'priority' THEN call.priority ELSE CAST(call.owner_id AS TEXT) END
ORDER BY call.id
"""


def findings(look: FileCheck) -> Iterator[tuple[str, str]]:
    """(reference, "state", "priority" or "owner") of each call that is something else."""
    for call_id, field in look.rows(_OTHERWISE):
        yield reference(call_id), field
