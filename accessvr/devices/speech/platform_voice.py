"""The voices of Windows and macOS (SAPI5, NSSS) through pyttsx3, in a child process with a time limit.

pyttsx3 gives whole files and no word marks this way: the place in the text is known to the sentence. `say()` is never
used: after one `save_to_file` it writes over that file and is not heard (pyttsx3 2.99, measured).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from accessvr.core.errors import DeviceError
from accessvr.devices.speech.resampler import Resampler
from accessvr.devices.speech.voice import Mono, Piece

LIMIT_S = 10.0  # chosen: a sentence takes a fraction of a second; one process in ninety never came back (measured)
REMEDY = 'Check that the system\'s own voices work, or set voice = "espeak" in accessvr.toml.'


class PlatformVoice:
    """A Voice of the operating system. Raises DeviceError when it has none."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="accessvr-voice-")
        self._count = 0
        self._child: subprocess.Popen[bytes] | None = None
        next(self.speak("Hello.", "en", 150, ""), None)

    def speak(self, text: str, language: str, words_per_minute: int, voice: str) -> Iterator[Piece]:
        """Give the speech in one piece, marked at its beginning. Raises DeviceError when the voice fails."""
        self._count += 1
        file = Path(self._folder.name) / f"{self._count}.wav"
        wish = {"text": text, "file": str(file), "words_per_minute": words_per_minute, "voice": voice}
        self._run(json.dumps(wish).encode())
        samples = read_wave(file)
        file.unlink(missing_ok=True)
        yield Piece(samples, ((0, 0),) if text.strip() else ())

    def _run(self, wish: bytes) -> None:
        command = [sys.executable, "-m", "accessvr.devices.speech.platform_process"]
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        try:
            _, said = self._child.communicate(wish, timeout=LIMIT_S)
        except subprocess.TimeoutExpired as error:
            self._child.kill()
            self._child.communicate()
            raise _failed("it did not answer in time") from error
        if self._child.returncode != 0:
            raise _failed(said.decode(errors="replace").strip().splitlines()[-1] if said else "it failed")

    def stop(self) -> None:
        """Give up what is being made."""
        if self._child is not None and self._child.poll() is None:
            self._child.kill()

    def close(self) -> None:
        """End, and remove what was written."""
        self.stop()
        self._folder.cleanup()


def read_wave(file: Path) -> Mono:
    """Give a WAV file's sound, mono at 48 kHz. Raises DeviceError when it is not whole."""
    try:
        with wave.open(str(file), "rb") as sound:
            rate, channels = sound.getframerate(), sound.getnchannels()
            samples = np.frombuffer(sound.readframes(sound.getnframes()), "<i2").astype(np.float32) / 32768
    except (OSError, EOFError, wave.Error, ValueError) as error:
        raise _failed(f"it wrote no whole sound ({error})") from error
    resampler = Resampler(rate)
    mono = samples.reshape(-1, channels).mean(1).astype(np.float32)
    return np.concatenate([resampler.feed(mono), resampler.flush()])


def _failed(why: str) -> DeviceError:
    return DeviceError(
        f"the system's voice cannot be used: {why}", spoken="The voice is missing. The text is written.", remedy=REMEDY
    )
