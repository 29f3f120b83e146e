"""Run as python -m accessvr."""

import sys

from accessvr.cli import main

sys.exit(main())
