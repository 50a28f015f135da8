"""Fault runs are long; short of DESK_LONG_RUNS=1 they run in a shortened form."""

import pytest
from long_runs import LONG_RUNS


@pytest.fixture
def full_length() -> bool:
    return LONG_RUNS
