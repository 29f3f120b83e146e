"""The voices of Windows and macOS (SAPI5, NSSS) through pyttsx3, in a child process with a time limit.

pyttsx3 gives whole files and no word marks this way: the place in the text is known to the sentence.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from accessvr.core.errors import DeviceError
from accessvr.devices.speech.child import LIMIT_S, MISSING, Child
from accessvr.devices.speech.frames import END, FILE
from accessvr.devices.speech.level import gain_for
from accessvr.devices.speech.sound_file import read_sound
from accessvr.devices.speech.voice import Mono, Piece

PROGRAM = "accessvr.devices.speech.platform_process"
FIRST_WORDS = "The boats came in, and the old town woke."
REMEDY = 'Check that the system\'s own voices work, or set voice = "espeak" in accessvr.toml.'


class PlatformVoice:
    """A Voice of the operating system. Raises DeviceError when it has none.

    limit_s  a child that is waited for longer than this is ended; one in ninety never came back (measured)
    """

    def __init__(self, *, limit_s: float = LIMIT_S) -> None:
        self._limit_s, self._number, self._gain, self._closed = limit_s, 0, 1.0, False
        self.child = self._begin()
        self._languages = tuple(map(str, self.child.greeting["languages"]))  # type: ignore[call-overload]
        self._folder = tempfile.TemporaryDirectory(prefix="accessvr-voice-")
        try:
            self._gain = gain_for(self._sound(FIRST_WORDS, "en", 150, ""))
        except DeviceError:
            self.close()
            raise

    def _begin(self) -> Child:
        return Child(PROGRAM, remedy=REMEDY, limit_s=self._limit_s)

    @property
    def languages(self) -> tuple[str, ...]:
        """Give the languages there is a voice for, as far as the system tells."""
        return self._languages

    def speak(self, text: str, language: str, words_per_minute: int, voice: str) -> Iterator[Piece]:
        """Give the speech in one piece, marked at its beginning. Raises DeviceError when the voice fails."""
        if self._closed:
            raise _failed("it was closed")
        if text.strip():
            yield Piece(self._sound(text, language, words_per_minute, voice) * np.float32(self._gain), ((0, 0),))

    def _sound(self, text: str, language: str, words_per_minute: int, voice: str) -> Mono:
        if not self.child.alive:
            self.child.close()
            self.child = self._begin()
        self._number += 1
        file = Path(self._folder.name) / f"{self._number}.wav"
        wish = {"id": self._number, "text": text, "file": str(file), "language": language, "voice": voice}
        self.child.ask(wish | {"words_per_minute": words_per_minute})
        try:
            return self._answer(self._number)
        finally:
            file.unlink(missing_ok=True)

    def _answer(self, number: int) -> Mono:
        file = None
        while True:
            frame = self.child.frame()
            if frame.request == number and frame.kind == FILE:
                file = Path(frame.content.decode())
            if frame.request == number and frame.kind == END:
                break
        if file is None:
            raise _failed("it wrote no file")
        try:
            return read_sound(file)
        except (OSError, ValueError) as error:
            raise _failed(f"it wrote no whole sound ({error})") from error

    def stop(self) -> None:
        """Nothing can be given up: a sentence is made whole, in a fraction of a second."""

    def close(self) -> None:
        """End, and remove what was written."""
        self._closed = True
        self.child.close()
        self._folder.cleanup()


def _failed(why: str) -> DeviceError:
    return DeviceError(f"the system's voice cannot be used: {why}", spoken=MISSING, remedy=REMEDY)
