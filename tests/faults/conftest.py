"""Fault runs are long; short of DESK_LONG_RUNS=1 they run in a shortened form."""

import os

import pytest


@pytest.fixture
def full_length() -> bool:
    return os.environ.get("DESK_LONG_RUNS", "") not in ("", "0")
