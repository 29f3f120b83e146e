"""The sound card, through sounddevice and PortAudio. Only this module knows them."""

from __future__ import annotations

import queue
import threading
from types import ModuleType
from typing import Any

from accessvr.core.errors import DeviceError
from accessvr.devices.spatial_audio.nowhere import pull_by_the_clock
from accessvr.devices.spatial_audio.output import Pull, Tell
from accessvr.devices.spatial_audio.sound_format import BLOCK, BLOCK_S, SAMPLE_RATE, FloatArray

AHEAD_BLOCKS = 4  # chosen: 40 ms of Python being busy elsewhere are not heard
LATENCY_S = 0.04  # measured to be steady on a busy computer; 0.02 is not
STALLED_S = 0.5  # chosen: a card that takes nothing for so long has gone
RETRY_S = 2.0
SPOKEN = "I cannot find the sound. The text goes on."


class SoundCard:
    """An output people hear.

    name  part of the name of the device; "" or None for the one the system uses

    A render thread runs AHEAD_BLOCKS ahead; the callback of the card only copies what is ready.
    Raises DeviceError, in plain words, when PortAudio or the device is missing.
    """

    late_blocks = AHEAD_BLOCKS + round(LATENCY_S / BLOCK_S)

    def __init__(self, name: str | None = None) -> None:
        self._name = name or ""
        self._portaudio = _portaudio()
        self.description = self._find()[1]
        self._ready: queue.Queue[FloatArray] = queue.Queue(AHEAD_BLOCKS)
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._stream: Any = None  # sounddevice has no types

    def start(self, pull: Pull, lost: Tell, back: Tell) -> None:
        """Open the card and begin to pull. Raises DeviceError when it does not open."""
        self._open()
        self._thread = threading.Thread(target=self._run, args=(pull, lost, back), name="sound card", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End, and give the card back."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()
        self._shut()

    def _find(self) -> tuple[int | None, str]:
        """Give the number and the name of the device; the number is None for the one the system uses."""
        try:
            if not self._name:
                return None, str(self._portaudio.query_devices(kind="output")["name"])
            outputs = [
                (d["index"], d["name"]) for d in self._portaudio.query_devices() if d["max_output_channels"] >= 2
            ]
        except (self._portaudio.PortAudioError, ValueError) as error:
            raise _missing("no sound card was found", "Plug in headphones or a sound card.") from error
        for index, name in outputs:
            if self._name.lower() in name.lower():
                return index, name
        there = ", ".join(name for _, name in outputs) or "none"
        raise _missing(f"there is no sound card called {self._name!r}; there are: {there}", "Name one of those.")

    def _open(self) -> None:
        index, _ = self._find()
        try:
            self._stream = self._portaudio.OutputStream(
                device=index,
                samplerate=SAMPLE_RATE,
                blocksize=BLOCK,
                channels=2,
                dtype="float32",
                latency=LATENCY_S,
                callback=self._copy,
            )
            self._stream.start()
        except self._portaudio.PortAudioError as error:
            self._shut()
            raise _missing(f"the sound card does not open: {error}", "Is another program using it?") from error

    def _shut(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close(ignore_errors=True)

    def _copy(self, out: FloatArray, frames: int, when: object, status: object) -> None:
        """Copy a block that is ready; silence when none is. PortAudio calls this."""
        try:
            out[:] = self._ready.get_nowait()
        except queue.Empty:
            out[:] = 0

    def _run(self, pull: Pull, lost: Tell, back: Tell) -> None:
        while not self._ended.is_set():
            try:
                self._ready.put(pull(), timeout=STALLED_S)
            except queue.Full:
                lost()
                self._find_again(pull, back)

    def _find_again(self, pull: Pull, back: Tell) -> None:
        """Keep the pace without sound, and try again and again."""
        while not self._ended.is_set():
            pull_by_the_clock(pull, self._ended, RETRY_S)
            if not self._ended.is_set() and self._reopened():
                back()
                return

    def _reopened(self) -> bool:
        self._shut()
        _look_again(self._portaudio)
        while not self._ready.empty():
            self._ready.get_nowait()
        try:
            self._open()
        except DeviceError:
            return False
        return True


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
