"""Recorded clips of a publication, decoded ahead of what is heard, by a program of its own."""

from __future__ import annotations

import json
import logging
import threading
from collections import deque
from pathlib import Path

import numpy as np

from accessvr.core.effects import Play
from accessvr.devices.spatial_audio.clip_frames import END, OPENED, SAMPLES
from accessvr.devices.spatial_audio.decoder import LIMIT_S, Decoder, UnplayableError
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray

log = logging.getLogger(__name__)

AHEAD_S = 2.0  # chosen: long enough for a busy computer, and little work in vain
MARK_S = 0.2  # how often the place is told
SLOWEST, FASTEST = 0.5, 3.0

Marks = tuple[tuple[int, int], ...]
Poured = tuple[FloatArray, Marks]


class Reel:
    """A clip while it is decoded: filled by one thread, emptied by another.

    failed  nothing of it can be played, or it breaks off long before its end
    done    all its samples have been decoded
    """

    def __init__(self, play: Play) -> None:
        self._play = play
        self._ready: deque[Poured] = deque()
        self._opened = False
        self._samples = self._decoded = self._taken = 0
        self.failed = self.done = self.dropped = False

    @property
    def ahead(self) -> int:
        """Give how many samples wait to be heard."""
        return self._decoded - self._taken

    def fill(self, decoder: Decoder) -> None:
        """Decode the next piece; afterwards there is more, or it is done."""
        try:
            if not self._opened:
                self._open(decoder)
            frame = decoder.ask({"more": self._play.number})
        except UnplayableError as error:
            self._end(str(error))
            return
        if frame.kind == SAMPLES:
            self._add(np.frombuffer(frame.content, "<f4").astype(np.float32))
        else:
            self._end("" if frame.kind == END else frame.content.decode("utf-8", "replace"))

    def _open(self, decoder: Decoder) -> None:
        clip, tempo = self._play.clip, min(max(self._play.tempo, SLOWEST), FASTEST)
        if not _is_there(clip.source):
            raise UnplayableError("there is no such file")
        wish = {"source": clip.source, "from_s": clip.from_s, "to_s": clip.to_s, "tempo": tempo}
        frame = decoder.ask({"open": self._play.number, **wish})
        if frame.kind != OPENED:
            raise UnplayableError(frame.content.decode("utf-8", "replace"))
        known = json.loads(frame.content)
        stated = round((clip.to_s - clip.from_s) / tempo * SAMPLE_RATE) if clip.to_s else 0
        self._samples = max(int(known["samples"]), stated)
        self.failed = not known["whole"]
        self._opened = True

    def _add(self, samples: FloatArray) -> None:
        step = round(MARK_S * SAMPLE_RATE)
        first = -(-self._decoded // step) * step
        marks = tuple((at, self._offset(at)) for at in range(first, self._decoded + len(samples), step))
        self._decoded += len(samples)
        self._ready.append((samples, marks))

    def _offset(self, at: int) -> int:
        clip = self._play.clip
        return min(clip.end - clip.start, (clip.end - clip.start) * at // max(1, self._samples))

    def _end(self, why: str) -> None:
        if why or self.failed or not self._decoded:
            log.warning("%s cannot be played: %s", Path(self._play.clip.source).name, why or "it ends too soon")
            self.failed = True
        self.done = True

    def forget(self, decoder: Decoder) -> None:
        """Let the program forget it, when it is no longer wanted."""
        if self._opened and not self.done:
            decoder.tell({"forget": self._play.number})

    def pour(self) -> Poured | None:
        """Give what comes next, None when nothing is ready."""
        if not self._ready:
            return None
        poured = self._ready.popleft()
        self._taken += len(poured[0])
        return poured


def _is_there(source: str) -> bool:
    """Tell whether a file is there: for one that is not, no program need be started."""
    try:
        return Path(source).is_file()
    except (OSError, ValueError):
        return False


class Clips:
    """The clips that are asked for, in order.

    own_clock  no thread of its own: what is needed is decoded when it is needed
    """

    def __init__(self, *, own_clock: bool) -> None:
        self._own_clock = own_clock
        self._decoder = Decoder()
        self._reels: deque[Reel] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._thread: threading.Thread | None = None

    def begin(self, play: Play) -> Reel:
        """Take a clip in, without waiting."""
        reel = Reel(play)
        if self._own_clock:
            return reel
        with self._changed:
            self._reels.append(reel)
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._work, name="clips", daemon=True)
                self._thread.start()
            self._changed.notify_all()
        return reel

    def pour(self, reel: Reel) -> Poured | None:
        """Give what of a clip comes next; None when nothing is ready."""
        while self._own_clock and not self._closed and not reel.done and not reel.ahead:
            reel.fill(self._decoder)
        poured = reel.pour()
        if not self._own_clock and not reel.done and reel.ahead < AHEAD_S * SAMPLE_RATE:
            with self._changed:
                self._changed.notify_all()
        return poured

    def drop(self, reel: Reel) -> None:
        """Forget a clip that is no longer wanted."""
        reel.dropped = True
        with self._changed:
            self._changed.notify_all()
        if self._own_clock:
            reel.forget(self._decoder)

    def close(self) -> None:
        """End; twice is harmless."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(timeout=LIMIT_S)
            self._thread = None
        self._decoder.close()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._wanting() is not None)
                reel = self._wanting()
                if self._closed or reel is None:
                    return
            reel.fill(self._decoder)

    def _wanting(self) -> Reel | None:
        """Give the clip to be decoded now: the first that is not done, when little of it is ahead.

        One after the other, so that clips of one file are read without going back.
        """
        while self._reels and (self._reels[0].done or self._reels[0].dropped):
            self._reels.popleft().forget(self._decoder)
        first = self._reels[0] if self._reels else None
        return first if first is not None and first.ahead < AHEAD_S * SAMPLE_RATE else None
