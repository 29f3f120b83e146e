"""The silent twin of the wristbands. The real ones, on a serial port, take its place in the same shape."""

from __future__ import annotations

from accessvr.core.device import Post
from accessvr.core.effects import Buzz, Effect, Hush


class NoBands:
    """Shakes nothing. It is always there, so that a visit can always start."""

    name = "wristbands"
    renders: tuple[type[Effect], ...] = (Buzz, Hush)

    def start(self, post: Post) -> None:
        """Begin."""

    def render(self, effect: Effect) -> None:
        """Ignore what would be felt."""

    def close(self) -> None:
        """End."""
