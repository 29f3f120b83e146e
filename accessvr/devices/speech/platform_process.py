"""A program of its own that speaks through pyttsx3, a sentence to a file: the voices of Windows and macOS.

It reads a request a line on standard input, as JSON: {"id", "text", "file", "language", "voice", "words_per_minute"}.
It answers in frames (frames.py): READY with {"voices"}, or REFUSED; then FILE when the file is whole, and END.
`say()` is never used: after one `save_to_file` it writes over that file and is not heard (pyttsx3 2.99, measured).
"""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path
from typing import Protocol

from accessvr.devices.speech.frames import END, FILE, READY, REFUSED, Frame, own_output, write

WHOLE_S = 3.0  # chosen: pyttsx3 comes back before the file is there in 10 of 1800 cases (measured)
LOOK_S = 0.01
HEAD = 2048  # bytes, chosen: 0.05 s of sound
TRIES = 3  # chosen


class SystemVoice(Protocol):
    """What pyttsx3 tells of a voice. Its languages may be text or bytes, with "_" or "-", or missing."""

    id: str
    name: str
    languages: list[object]


class Engine(Protocol):
    """What is used of pyttsx3's engine."""

    def getProperty(self, name: str) -> list[SystemVoice]:  # its name there
        """Give "voices"."""
        ...

    def setProperty(self, name: str, value: object) -> None:
        """Set "voice" or "rate"."""
        ...

    def save_to_file(self, text: str, filename: str) -> None:
        """Ask for a file."""
        ...

    def runAndWait(self) -> None:
        """Write it."""
        ...


def languages_of(voice: SystemVoice) -> list[str]:
    """Give a voice's languages as BCP 47 in lower case."""
    found = getattr(voice, "languages", None) or []
    texts = (one.decode("utf-8", "ignore") if isinstance(one, bytes) else str(one) for one in found)
    return [text.strip("\x00\x01\x02\x03\x04\x05\x06\x07\x08\t").lower().replace("_", "-") for text in texts]


def choose(voices: list[SystemVoice], language: str, name: str) -> str:
    """Give the id of a voice: the one named when it speaks the language, else one that does, else the one named.

    "" is the system's own choice.
    """
    wanted = language.lower().replace("_", "-")
    root = wanted.split("-")[0]
    spoken = [(voice.id, languages_of(voice)) for voice in voices]
    near = [one for one, languages in spoken if any(each.split("-")[0] == root for each in languages)]
    exact = [one for one, languages in spoken if wanted in languages]
    named = [voice.id for voice in voices if name and name in (voice.id, voice.name)]
    return next(iter([*(one for one in named if one in near), *exact, *near, *named]), "")


def main() -> int:
    """Answer requests until standard input ends. Control-C is for the visit, which closes this program itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    output = own_output()
    try:
        import pyttsx3  # type: ignore[import-untyped]  # it has no types

        engine: Engine = pyttsx3.init()
        voices = list(engine.getProperty("voices"))
    except Exception as error:  # the systems' drivers raise errors of their own
        write(output, Frame(0, REFUSED, f"pyttsx3 cannot start: {error}".encode()))
        return 3
    known = [(str(voice.name), languages_of(voice)) for voice in voices]
    write(output, Frame(0, READY, json.dumps({"voices": known}).encode()))
    for line in sys.stdin.buffer:
        request = json.loads(line)
        file = Path(request["file"])
        if _is_saved(engine, voices, request, file):
            write(output, Frame(request["id"], FILE, str(file).encode()))
        write(output, Frame(request["id"], END, b""))
    return 0


def _is_saved(engine: Engine, voices: list[SystemVoice], request: dict[str, str], file: Path) -> bool:
    """Write the file, again when words have left no more than its head: one in ten does (measured)."""
    wordless = not any(map(str.isalnum, request["text"]))
    for _ in range(TRIES):
        _save(engine, voices, request)
        if _is_whole(file) and (wordless or file.stat().st_size > HEAD):
            return True
    return False


def _save(engine: Engine, voices: list[SystemVoice], request: dict[str, str]) -> None:
    voice = choose(voices, request["language"], request["voice"])
    if voice:
        engine.setProperty("voice", voice)
    engine.setProperty("rate", int(request["words_per_minute"]))
    engine.save_to_file(request["text"], request["file"])
    engine.runAndWait()


def _is_whole(file: Path) -> bool:
    """Wait until the file is there and no longer grows."""
    size, until_s = -1, time.monotonic() + WHOLE_S
    while time.monotonic() < until_s:
        now = file.stat().st_size if file.exists() else 0
        if now > 0 and now == size:
            return True
        size = now
        time.sleep(LOOK_S)
    return False


if __name__ == "__main__":
    sys.exit(main())
