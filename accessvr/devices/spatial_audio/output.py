"""Where sound goes: a thing that takes block after block at its own pace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from accessvr.devices.spatial_audio.sound_format import FloatArray

Pull = Callable[[], FloatArray]
Tell = Callable[[], None]


class Output(Protocol):
    """It pulls blocks [block, 2] from a thread of its own, as fast as they are heard."""

    @property
    def block(self) -> int:
        """Give how many samples it pulls at a time."""
        ...

    @property
    def late_s(self) -> float:
        """Give how long after it was pulled a block is heard."""
        ...

    def start(self, pull: Pull, lost: Tell, back: Tell) -> None:
        """Begin to pull. Raises DeviceError when there is nothing to play on. `lost` and `back` are called in turns."""
        ...

    def close(self) -> None:
        """End; afterwards nothing is pulled or told. Closing twice is harmless."""
        ...
