"""A program of its own: pyttsx3 writes one sentence to a file. {"text", "file", "words_per_minute", "voice"}"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

WHOLE_S = 3.0  # pyttsx3 comes back before the file is there in 10 of 1800 cases (measured)
LOOK_S = 0.01


def main() -> int:
    """Write the file, and wait until it no longer grows."""
    import pyttsx3  # type: ignore[import-untyped]  # it has no types

    wish = json.load(sys.stdin)
    engine = pyttsx3.init()
    engine.setProperty("rate", int(wish["words_per_minute"]))
    if wish["voice"]:
        engine.setProperty("voice", wish["voice"])
    engine.save_to_file(wish["text"], wish["file"])
    engine.runAndWait()
    return 0 if _whole(Path(wish["file"])) else 1


def _whole(file: Path) -> bool:
    size, until_s = -1, time.monotonic() + WHOLE_S
    while time.monotonic() < until_s:
        now = file.stat().st_size if file.exists() else 0
        if now > 0 and now == size:
            return True
        size = now
        time.sleep(LOOK_S)
    return False


if __name__ == "__main__":
    sys.exit(main())
