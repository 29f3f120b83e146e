"""The voice of espeak-ng, spoken in a process of its own: a crash there is not a crash of the visit."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import IO

import numpy as np

from accessvr.core.errors import DeviceError
from accessvr.devices.speech.resampler import Resampler
from accessvr.devices.speech.voice import SAMPLE_RATE, Mono, Piece

HEADER = struct.Struct("<IcI")
LEVEL = 0.5  # measured: brings espeak-ng's English voice at 150 words a minute near -23 LUFS, as placed ahead
VOICES = {"en": "en-gb", "zh": "cmn", "pt": "pt", "und": "en-gb", "": "en-gb"}
UNSPEAKABLE = re.compile(r"[\x00-\x1f\x7f]")
REMEDY = "Install it: apt-get install libespeak-ng1 espeak-ng-data, or run make setup."


class Espeak:
    """A Voice. Raises DeviceError when libespeak-ng or its data is not installed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = 0
        self._current = 0
        self._process = self._begin()

    def _begin(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "accessvr.devices.speech.espeak_process"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        self._sound = process.stdout
        _, kind, content = self._frame()
        if kind != b"R":
            process.kill()
            process.wait()
            _close_pipes(process)
            raise DeviceError(
                f"the voice espeak-ng cannot be used: {content.decode() or 'it did not start'}",
                spoken="The voice is missing. The text is written.",
                remedy=REMEDY,
            )
        self._rate = int(content)
        return process

    def speak(self, text: str, language: str, words_per_minute: int, voice: str) -> Iterator[Piece]:
        """Give the speech in pieces of about 50 ms. Raises DeviceError when the process has died."""
        if self._process.poll() is not None:
            self.close()
            self._process = self._begin()
        self._number += 1
        number = self._number
        request = {
            "id": number,
            "text": UNSPEAKABLE.sub(" ", text),
            "voice": voice or voice_for(language),
            "words_per_minute": words_per_minute,
        }
        self._current = number
        self._write(request)
        return self._pieces(number, len(text))

    def _pieces(self, number: int, length: int) -> Iterator[Piece]:
        resampler, waiting, first = Resampler(self._rate), list[tuple[int, int]](), 0
        for kind, content in self._frames(number):
            if kind == b"M":
                waiting += [(sample, offset) for sample, offset in json.loads(content) if 0 <= offset < length]
                continue
            samples = resampler.feed(_floats(content)) if kind == b"S" else resampler.flush()
            marks, waiting = self._due(waiting, first, len(samples), last=kind == b"E")
            first += len(samples)
            if len(samples) or marks:
                yield Piece(samples, marks)

    def _due(
        self, waiting: list[tuple[int, int]], first: int, count: int, *, last: bool
    ) -> tuple[tuple[tuple[int, int], ...], list[tuple[int, int]]]:
        """Give the marks that lie in this piece, clamped to it and in order, and those that come later."""
        at = sorted((max(first, round(sample * SAMPLE_RATE / self._rate)), offset) for sample, offset in waiting)
        end = first + count
        if last:
            return tuple((min(sample, max(end - 1, first)), offset) for sample, offset in at), []
        due = tuple((sample, offset) for sample, offset in at if sample < end)
        later = sorted(waiting, key=lambda mark: (mark[0], mark[1]))[len(due) :]
        return due, later

    def _frames(self, number: int) -> Iterator[tuple[bytes, bytes]]:
        while True:
            request, kind, content = self._frame()
            if request == number:
                yield kind, content
                if kind == b"E":
                    return

    def _frame(self) -> tuple[int, bytes, bytes]:
        header = _exactly(self._sound, HEADER.size)
        request, kind, size = HEADER.unpack(header)
        return request, kind, _exactly(self._sound, size)

    def stop(self) -> None:
        """Give up what is being made, within one chunk."""
        self._write({"stop": self._current})

    def _write(self, request: dict[str, object]) -> None:
        pipe = self._process.stdin
        try:
            with self._lock:
                if pipe is not None:
                    pipe.write(json.dumps(request).encode() + b"\n")
        except (BrokenPipeError, ValueError, OSError) as error:
            raise _died() from error

    def close(self) -> None:
        """End the process."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        _close_pipes(self._process)


def voice_for(language: str) -> str:
    """Give espeak-ng's voice for a BCP 47 language; its root where there is no better."""
    lower = language.lower()
    return VOICES.get(lower) or VOICES.get(lower.split("-")[0]) or lower


def _floats(content: bytes) -> Mono:
    return np.frombuffer(content, "<i2").astype(np.float32) * np.float32(LEVEL / 32768)


def _exactly(stream: IO[bytes] | None, size: int) -> bytes:
    parts = b""
    while stream is not None and len(parts) < size:
        part = stream.read(size - len(parts))
        if not part:
            break
        parts += part
    if len(parts) < size:
        raise _died()
    return parts


def _died() -> DeviceError:
    return DeviceError("the voice espeak-ng stopped", spoken="The voice stopped. The text is written.", remedy=REMEDY)


def _close_pipes(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
