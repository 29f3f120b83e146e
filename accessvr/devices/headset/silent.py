"""The silent twin of the headset. The OpenXR client takes its place in the same shape, with the same `run`."""

from __future__ import annotations

import threading

from accessvr.core.device import Post
from accessvr.core.effects import Effect, Show


class NoHeadset:
    """Shows nothing, but remembers what would be seen. `run` keeps the main thread until it is closed."""

    name = "headset"
    renders: tuple[type[Effect], ...] = (Show,)

    def __init__(self) -> None:
        self.shown: Show | None = None
        self._closed = threading.Event()

    def start(self, post: Post) -> None:
        """Begin."""

    def render(self, effect: Effect) -> None:
        """Remember what would be seen."""
        if isinstance(effect, Show):
            self.shown = effect

    def run(self) -> None:
        """Wait until the visit is over; graphics want the main thread, so this is where it stays."""
        self._closed.wait()

    def close(self) -> None:
        """Let `run` return."""
        self._closed.set()
