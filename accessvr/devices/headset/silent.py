"""The silent twin of the headset. The OpenXR client takes its place in the same shape, with the same `run`."""

from __future__ import annotations

import threading

from accessvr.core.device import Post
from accessvr.core.effects import Effect, Show

WAKE_S = 0.5  # chosen: on Windows a wait without a limit cannot be interrupted from the keyboard


class NoHeadset:
    """Shows nothing, but `shown` is what would be seen now."""

    name = "headset"
    renders: tuple[type[Effect], ...] = (Show,)

    def __init__(self) -> None:
        self.shown: Show | None = None
        self._closed = threading.Event()

    def start(self, post: Post) -> None:
        """Begin."""

    def render(self, effect: Effect) -> None:
        """Remember what would be seen."""
        if isinstance(effect, Show) and not self._closed.is_set():
            self.shown = effect

    def run(self) -> None:
        """Wait until it is closed. Graphics want the main thread, so this is where the main thread stays."""
        while not self._closed.wait(WAKE_S):
            pass

    def close(self) -> None:
        """Let `run` return."""
        self._closed.set()
