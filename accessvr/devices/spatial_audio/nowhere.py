"""The silent twin of the sound card: it keeps the pace, so that reading goes on as text."""

from __future__ import annotations

import threading
import time

from accessvr.devices.spatial_audio.output import Pull, Tell
from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE

LATE_S = 0.5  # chosen: a computer that slept does not catch up on what nobody heard


def pull_by_the_clock(pull: Pull, block: int, ended: threading.Event, lasting_s: float = float("inf")) -> None:
    """Pull blocks of so many samples and drop them at the pace of real time, until `ended` is set or time is over."""
    begun = due = time.monotonic()
    while not ended.wait(max(0.0, due - time.monotonic())) and due - begun < lasting_s:
        pull()
        due += block / SAMPLE_RATE
        if time.monotonic() - due > LATE_S:
            due = time.monotonic()


class Nowhere:
    """An output that nobody hears."""

    late_s = 0.0

    def __init__(self, block: int = BLOCK) -> None:
        self.block = block
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, pull: Pull, lost: Tell, back: Tell) -> None:
        """Begin to pull. It is never lost."""
        self._thread = threading.Thread(
            target=pull_by_the_clock, args=(pull, self.block, self._ended), name="nowhere", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """End."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()
