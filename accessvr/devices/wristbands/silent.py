"""The silent twin of the wristbands."""

from __future__ import annotations

from accessvr.core.device import Post
from accessvr.core.effects import Buzz, Effect, Hush


class NoBands:
    """Shakes nothing."""

    name = "wristbands"
    renders: tuple[type[Effect], ...] = (Buzz, Hush)

    def start(self, post: Post) -> None:
        """Begin."""

    def render(self, effect: Effect) -> None:
        """Ignore what would be felt."""

    def close(self) -> None:
        """End."""
