"""`python tests/faults`: every fault run in full, one table."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import fault_all

if __name__ == "__main__":
    sys.exit(fault_all.main(sys.argv[1:]))
