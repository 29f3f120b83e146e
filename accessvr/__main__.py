"""Run as python -m accessvr."""

from accessvr.cli import main
import sys

sys.exit(main())
