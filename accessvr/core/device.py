"""The one port. Everything that speaks, sounds, shakes, shows, listens or stores has this shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from accessvr.core.effects import Effect
from accessvr.core.events import Event

Post = Callable[[Event], None]


class Device(Protocol):
    """A thing that is started with a `post` function, is handed effects, and is closed.

    1. `start` raises DeviceError when the thing is not there; afterwards nothing raises.
    2. `render` returns within 1 ms; an effect of another kind is ignored.
    3. A device that dies posts DeviceLost once, turns silent, keeps trying, and posts DeviceBack.
    4. After `close` nothing is posted; closing twice is harmless.
    """

    @property
    def name(self) -> str:
        """Give the name people know it by: "wristbands"."""
        ...

    @property
    def renders(self) -> tuple[type[Effect], ...]:
        """Give the effects it can bring out."""
        ...

    def start(self, post: Post) -> None:
        """Begin. Events go to `post`, from any thread."""
        ...

    def render(self, effect: Effect) -> None:
        """Bring an effect out, without waiting."""
        ...

    def close(self) -> None:
        """End, and give everything back."""
        ...
