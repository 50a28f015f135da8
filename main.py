"""Starts the app from a checkout."""

import sys

from deskapp.cli import main

sys.exit(main())
