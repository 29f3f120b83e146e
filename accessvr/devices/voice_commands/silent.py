"""The silent twin of the microphone.

A recogniser takes its place in the same shape: it is handed Listen, with the phrases that make sense now, and posts
Heard(words, confidence).
"""

from __future__ import annotations

from accessvr.core.device import Post
from accessvr.core.effects import Effect, Listen


class NoMicrophone:
    """Hears nothing, but remembers which phrases make sense now."""

    name = "microphone"
    renders: tuple[type[Effect], ...] = (Listen,)

    def __init__(self) -> None:
        self.phrases: tuple[str, ...] = ()

    def start(self, post: Post) -> None:
        """Begin."""

    def render(self, effect: Effect) -> None:
        """Remember the phrases that make sense now."""
        if isinstance(effect, Listen):
            self.phrases = effect.phrases

    def close(self) -> None:
        """End."""
