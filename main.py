"""Starts the app from a checkout."""

import sys

from deskapp.cli import main

# A long history is told in a process of its own, and that one reads this module too.
if __name__ == "__main__":
    sys.exit(main())
