"""Many sheets in one go take no more memory than a few."""

import gc
import tracemalloc
from dataclasses import replace

from sample_sheet import sheet

from deskapp.documents.handoff_sheet import handoff_pdf
from deskapp.domain.words import HandoffPart
from deskapp.language import words


def made(number: int) -> int:
    said = sheet()
    parts = {**said.parts, HandoffPart.ISSUE: f"Meter {number * 7919} stands at {number * 104729}."}
    return len(handoff_pdf(replace(said, ref=f"C-{number:05}", parts=parts), words("en")))


def test_nothing_of_a_sheet_is_kept_once_it_is_made() -> None:
    sizes = [made(number) for number in range(8)]  # what is remembered for all of them is there then
    tracemalloc.start()
    try:
        gc.collect()
        before, _peak = tracemalloc.get_traced_memory()
        for number in range(8, 24):
            made(number)
        gc.collect()
        after, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 2 * max(sizes)
