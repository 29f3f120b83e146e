"""The sound card, through sounddevice and PortAudio. Only this module knows them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from types import ModuleType
from typing import Any

from accessvr.core.errors import DeviceError
from accessvr.devices.spatial_audio.nowhere import pull_by_the_clock
from accessvr.devices.spatial_audio.output import Pull, Tell
from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE, FloatArray

LATENCY_S = 0.02
HOLD_S = 1.5  # chosen: so long the sound waits for a card that is gone, and nobody is told; nothing of it is lost
LOOK_S = 0.1  # how often it is looked for meanwhile
RETRY_S = 1.0  # and afterwards
PRIORITY = 20  # of real time, where the system allows it: below those of a sound server
SPOKEN = "I cannot find the sound. The text goes on."


class SoundCard:
    """An output people hear.

    name       part of the name of the device; "" or None for the one the system uses
    block      samples that are rendered at a time
    latency_s  asked of the card; what it gives is told in `late_s`
    alive      is called while a lost card is looked for and nothing is pulled
    late       is called when a block came too late, as far as the card tells

    One thread renders a block and hands it over; the card's own buffer makes up for what is late. A block that was not
    taken is kept. When the named device is gone, the one the system uses takes its place.
    Raises DeviceError, in plain words, when PortAudio or the device is missing.
    """

    def __init__(
        self,
        name: str | None = None,
        block: int = BLOCK,
        latency_s: float = LATENCY_S,
        *,
        alive: Callable[[], None] = lambda: None,
        late: Callable[[], None] = lambda: None,
    ) -> None:
        self._name, self.block, self._latency_s = name or "", block, latency_s
        self._alive, self._late = alive, late
        self.late_s = latency_s
        self._portaudio = _portaudio()
        self.description = self._find(self._name)[1]
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._stream: Any = None  # sounddevice has no types

    def start(self, pull: Pull, lost: Tell, back: Tell) -> None:
        """Open the card and begin to pull. Raises DeviceError when it does not open."""
        self._open(self._name)
        self._thread = threading.Thread(target=self._run, args=(pull, lost, back), name="sound card", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End, and give the card back."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()
        self._shut()

    def _find(self, name: str) -> tuple[int | None, str]:
        """Give the number and the name of the device; the number is None for the one the system uses."""
        try:
            if not name:
                return None, str(self._portaudio.query_devices(kind="output")["name"])
            outputs = [
                (d["index"], d["name"]) for d in self._portaudio.query_devices() if d["max_output_channels"] >= 2
            ]
        except (self._portaudio.PortAudioError, ValueError) as error:
            raise _missing("no sound card was found", "Plug in headphones or a sound card.") from error
        for index, known in outputs:
            if name.lower() in known.lower():
                return index, known
        there = ", ".join(known for _, known in outputs) or "none"
        raise _missing(f"there is no sound card called {name!r}; there are: {there}", "Name one of those.")

    def _open(self, name: str) -> None:
        index, self.description = self._find(name)
        try:
            self._stream = self._portaudio.OutputStream(
                device=index,
                samplerate=SAMPLE_RATE,
                blocksize=self.block,
                channels=2,
                dtype="float32",
                latency=self._latency_s,
            )
            self._stream.start()
            self.late_s = float(self._stream.latency)
        except self._portaudio.PortAudioError as error:
            self._shut()
            raise _missing(f"the sound card does not open: {error}", "Is another program using it?") from error

    def _shut(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close(ignore_errors=True)

    def _run(self, pull: Pull, lost: Tell, back: Tell) -> None:
        _be_first()
        while not self._ended.is_set():
            block = pull()
            while not self._taken(block) and not self._ended.is_set():
                self._find_again(pull, lost, back)

    def _taken(self, block: FloatArray) -> bool:
        try:
            if self._stream.write(block):
                self._late()
        except self._portaudio.PortAudioError:
            return False
        return True

    def _find_again(self, pull: Pull, lost: Tell, back: Tell) -> None:
        """Wait a little for a card; then tell, keep the pace without sound, and look again and again."""
        for _ in range(round(HOLD_S / LOOK_S)):
            self._alive()
            if self._reopened() or self._ended.wait(LOOK_S):
                return
        lost()
        while not self._ended.is_set():
            pull_by_the_clock(pull, self.block, self._ended, RETRY_S)
            if not self._ended.is_set() and self._reopened():
                back()
                return

    def _reopened(self) -> bool:
        self._shut()
        _look_again(self._portaudio)
        for name in dict.fromkeys((self._name, "")):
            try:
                self._open(name)
            except DeviceError:
                continue
            return True
        return False


def _be_first() -> None:
    """Let this thread run before others, where the system has real time and allows it."""
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(PRIORITY))
    except (AttributeError, OSError):
        return


def _portaudio() -> ModuleType:
    """Give the sounddevice module. Raises DeviceError when it, or PortAudio's library, is missing."""
    try:
        import sounddevice  # type: ignore[import-untyped]
    except ImportError as error:
        raise _missing("the Python package sounddevice is missing", "Run make setup.") from error
    except OSError as error:
        raise _missing("PortAudio is missing", "Install libportaudio2: apt-get install libportaudio2.") from error
    module: ModuleType = sounddevice
    return module


def _look_again(portaudio: ModuleType) -> None:
    """Let PortAudio see devices that came or went; only beginning anew does that."""
    portaudio._terminate()
    portaudio._initialize()


def _missing(message: str, remedy: str) -> DeviceError:
    return DeviceError(f"sound: {message}", spoken=SPOKEN, remedy=remedy)
