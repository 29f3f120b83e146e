"""A program of its own that decodes recorded clips: a damaged file can crash it, but not the visit.

It reads a request a line on standard input, as JSON, and gives one answer (clip_frames.py) to each:

{"open": id, "source", "from_s", "to_s", "tempo"}  a clip; "to_s" 0 is the end of its file
{"more": id}                                       its next samples, or its end
{"forget": id}                                     it is no longer wanted; there is no answer
"""

from __future__ import annotations

import json
import signal
import sys
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from accessvr.devices.spatial_audio.clip_frames import END, OPENED, READY, REFUSED, SAMPLES, Frame, own_output, write
from accessvr.devices.spatial_audio.recording import UNREADABLE, Recording
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray
from accessvr.devices.spatial_audio.tempo import at_tempo, length

PIECE = SAMPLE_RATE // 4  # samples given at a time
MOST_FILES = 4  # chosen: files kept open, since the next clip is mostly of the same one
MOST_BYTES = 1 << 30  # chosen: what a hostile file may make of it
ROUNDED_S = 0.5  # chosen: a clip that ends a little after its file is whole
RISE = SAMPLE_RATE // 200  # 5 ms: a clip that begins in the middle of a wave does not click


class Shelf:
    """Open files and the clips that are being given."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, Recording] = OrderedDict()
        self._clips: dict[int, Iterator[FloatArray]] = {}
        self._ended = ("", -1)

    def answer(self, request: dict[str, Any]) -> Frame | None:
        """Give the answer to a request, whose values json has read."""
        try:
            if "open" in request:
                return self._open(int(request["open"]), str(request["source"]), request)
            if "more" in request:
                return self._more(int(request["more"]))
        except UNREADABLE as error:
            return Frame(REFUSED, str(error).encode("utf-8", "replace"))
        self._clips.pop(int(request["forget"]), None)
        return None

    def _open(self, number: int, source: str, request: dict[str, Any]) -> Frame:
        recording = self._recording(source)
        start, stated = round(float(request["from_s"]) * SAMPLE_RATE), round(float(request["to_s"]) * SAMPLE_RATE)
        end = min(stated or recording.samples, recording.samples)
        tempo = float(request["tempo"])
        count = length(start, end, tempo)
        if count <= 0:
            return Frame(REFUSED, b"the clip has no length, or begins after the end of its file")
        pieces = at_tempo(recording.heard, start, end, tempo)
        goes_on = self._ended == (source, start)
        self._clips[number] = _whole_pieces(pieces if goes_on else _risen(pieces))
        self._ended = (source, end)
        whole = stated <= recording.samples + ROUNDED_S * SAMPLE_RATE
        return Frame(OPENED, json.dumps({"samples": count, "whole": whole}).encode())

    def _more(self, number: int) -> Frame:
        samples = next(self._clips.get(number, iter(())), None)
        if samples is None:
            self._clips.pop(number, None)
            return Frame(END)
        return Frame(SAMPLES, samples.astype("<f4").tobytes())

    def _recording(self, source: str) -> Recording:
        """Give an open file; the one that was not used for longest is closed."""
        if source not in self._files:
            self._files[source] = Recording(Path(source))
            if len(self._files) > MOST_FILES:
                self._files.popitem(last=False)[1].close()
        self._files.move_to_end(source)
        return self._files[source]


def _whole_pieces(pieces: Iterator[FloatArray]) -> Iterator[FloatArray]:
    """Give the same samples in pieces of at least PIECE."""
    waiting: list[FloatArray] = []
    count = 0
    for piece in pieces:
        waiting.append(piece)
        count += len(piece)
        if count >= PIECE:
            yield np.concatenate(waiting)
            waiting, count = [], 0
    if waiting:
        yield np.concatenate(waiting)


def _risen(pieces: Iterator[FloatArray]) -> Iterator[FloatArray]:
    """Give the same samples, the first of them rising from silence."""
    first = next(pieces, None)
    if first is not None:
        rise = np.minimum(np.arange(1, len(first) + 1) / RISE, 1.0).astype(np.float32)
        yield first * rise
    yield from pieces


def main() -> int:
    """Answer requests until standard input ends. Control-C is for the visit, which ends this program itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound_memory()
    output, shelf = own_output(), Shelf()
    write(output, Frame(READY))
    for line in sys.stdin.buffer:
        answer = shelf.answer(json.loads(line))
        if answer is not None:
            write(output, answer)
    return 0


def _bound_memory() -> None:
    """Let the system end this program before a hostile file takes all memory, where the system can."""
    try:
        import resource
    except ImportError:
        return
    limit: Callable[..., None] = resource.setrlimit
    limit(resource.RLIMIT_DATA, (MOST_BYTES, MOST_BYTES))


if __name__ == "__main__":
    sys.exit(main())
