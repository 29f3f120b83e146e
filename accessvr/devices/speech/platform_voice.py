"""The voices of Windows and macOS (SAPI5, NSSS) through pyttsx3, in a child process with a time limit.

pyttsx3 gives whole files and no word marks this way: the place in the text is known to the sentence.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from accessvr.core.effects import Sounding
from accessvr.core.errors import DeviceError
from accessvr.devices.speech.child import LIMIT_S, MISSING, Child
from accessvr.devices.speech.frames import END, FILE
from accessvr.devices.speech.languages import UNKNOWN, canonical, primary, spoken_as
from accessvr.devices.speech.level import gain_for
from accessvr.devices.speech.reading import reader_of_text
from accessvr.devices.speech.respelling import Respelling, sounded
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
        self._voices = [(str(name), list(map(str, spoken))) for name, spoken in self.child.greeting["voices"]]  # type: ignore[attr-defined]  # from JSON
        self._known = {canonical(tag): tag for _, spoken in self._voices for tag in sorted(spoken) if tag}
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
        return tuple(self._known)

    def reads(self, text: str, language: str) -> bool:
        """Tell whether there is a voice for a language; true when the system does not tell."""
        return not self._known or primary(language) in UNKNOWN or bool(spoken_as(language, self._known))

    def voices(self, language: str) -> tuple[str, ...]:
        """Give the names of the system's voices for a language."""
        wanted = primary(language)
        return ("", *(name for name, spoken in self._voices if name and wanted in map(primary, spoken)))

    def speak(
        self, text: str, language: str, words_per_minute: int, voice: str, soundings: Sequence[Sounding] = ()
    ) -> Iterator[Piece]:
        """Give the speech in one piece, marked at its beginning. Raises DeviceError when the voice fails.

        Of the pronunciations only words to be said instead are taken: the systems' voices take no phonemes this way.
        """
        if self._closed:
            raise _failed("it was closed")
        reader = reader_of_text(text, language, self._known) if self._known else language
        said = Respelling(text, tuple(sounded(text, soundings, lambda sounds: ()))).said
        if said.strip():
            sound = self._sound(said, self._known.get(reader, reader), words_per_minute, voice)
            yield Piece(sound * np.float32(self._gain), ((0, 0),))

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
