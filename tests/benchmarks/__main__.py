"""`python tests/benchmarks`: every benchmark, one table."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import bench_all

if __name__ == "__main__":
    sys.exit(bench_all.main(sys.argv[1:]))
