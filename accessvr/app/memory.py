"""How much memory a process has held.

`python -m accessvr.app.memory MODULE ARGUMENTS...` runs a module's `main`, and writes the figure to standard error as
the last line: "peak 41.5 MB".
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")


def peak_mb() -> float:
    """Give the most memory this process held since it began, in MB; 0 where the system does not tell.

    On Linux the kernel's own mark is read: what getrusage tells begins with the size of whoever started the process.
    """
    if STATUS.is_file():
        marks = dict(line.split(":", 1) for line in STATUS.read_text().splitlines() if ":" in line)
        return int(marks["VmHWM"].split()[0]) / 1024
    if sys.platform == "win32":
        return 0.0
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1 << 20) if sys.platform == "darwin" else used / 1024


def main(arguments: list[str]) -> int:
    """Run a module's main with its arguments; gives what it gave."""
    code = importlib.import_module(arguments[0]).main(arguments[1:])
    sys.stderr.write(f"peak {peak_mb():.1f} MB\n")
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
