"""A program of its own that mixes and plays all sound, so that nothing the visit does can make it stutter.

`python -m accessvr.devices.spatial_audio.sound_process HANDLE` reads messages (sound_messages.py) on standard input and
answers on standard output; HANDLE names the shared memory. It ends when its standard input does.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
import time
from typing import IO

import numpy as np

from accessvr.core.errors import DeviceError
from accessvr.core.events import Event
from accessvr.core.values import replace
from accessvr.devices.spatial_audio.device import SpatialAudio
from accessvr.devices.spatial_audio.nowhere import Nowhere
from accessvr.devices.spatial_audio.output import Output, Pull, Tell
from accessvr.devices.spatial_audio.shared_memory import SharedMemory, State
from accessvr.devices.spatial_audio.sound_format import FloatArray
from accessvr.devices.spatial_audio.sound_messages import (
    Begin,
    Card,
    Feed,
    FromSound,
    Playing,
    Refused,
    Take,
    Told,
    ToSound,
)
from accessvr.devices.spatial_audio.soundcard import SoundCard

SWITCH_S = 0.0005  # so long the thread that renders waits for one that makes a sound beside it; 5 ms is Python's own


class Noted:
    """An output whose blocks are noted in shared memory, as they are handed over."""

    def __init__(self, card: Card, shared: SharedMemory) -> None:
        self._shared, self._late, self._samples = shared, 0, 0
        self._output = self._made(card)
        self.description = self._output.description if isinstance(self._output, SoundCard) else "nowhere"

    def _made(self, card: Card) -> Output:
        if card.name is None:
            return Nowhere(card.block)
        return SoundCard(card.name, card.block, card.latency_s, alive=self._shared.beat, late=self._count)

    def _count(self) -> None:
        self._late += 1

    @property
    def block(self) -> int:
        """Give how many samples a block has."""
        return self._output.block

    @property
    def late_s(self) -> float:
        """Give how long after it was pulled a block is heard."""
        return self._output.late_s

    def start(self, pull: Pull, lost: Tell, back: Tell) -> None:
        """Begin to pull."""

        def noted() -> FloatArray:
            block = pull()
            self._samples += len(block)
            level = float(np.sqrt(np.mean(np.square(block))))
            self._shared.note(block, State(self._samples, self._late, time.monotonic(), level))
            self._shared.beat()
            return block

        self._output.start(noted, lost, back)

    def close(self) -> None:
        """End."""
        self._output.close()


class Room:
    """What the program holds: the sound, and the pipe back. Without a card it keeps the pace in silence."""

    def __init__(self, begin: Begin, shared: SharedMemory, answers: IO[bytes]) -> None:
        self._shared, self._answers, self._writing = shared, answers, threading.Lock()
        try:
            output, self.audio = self._begun(begin, begin.card)
        except DeviceError as error:
            _, self.audio = self._begun(begin, replace(begin.card, name=None))
            self.answer(Refused(error.message, error.spoken, error.remedy))
        else:
            self.answer(Playing(output.description, output.late_s))

    def _begun(self, begin: Begin, card: Card) -> tuple[Noted, SpatialAudio]:
        """Begin to play. Raises DeviceError when the card cannot be had."""
        output, shared = Noted(card, self._shared), self._shared
        audio = SpatialAudio.of_kinds(
            output, begin.recipes, begin.heights, full_scale_db=card.full_scale_db, pose=shared.pose
        )
        audio.start(self._tell)
        return output, audio

    def take(self, message: ToSound) -> None:
        """Do what a message asks for."""
        match message:
            case Take(effect):
                self.audio.render(effect)
            case Feed(number, start, count, marks, last, content):
                inside = np.frombuffer(content, np.float32) if content else self._shared.take(start, count)
                self.audio.feed(number, inside, marks, last)
            case Begin():
                return

    def _tell(self, event: Event) -> None:
        self.answer(Told(event))

    def answer(self, message: FromSound) -> None:
        """Write a message, at once; the visit may be gone."""
        try:
            with self._writing:
                pickle.dump(message, self._answers, pickle.HIGHEST_PROTOCOL)
                self._answers.flush()
        except (OSError, ValueError):
            os._exit(0)


def main(arguments: list[str]) -> int:
    """Play until standard input ends. Control-C is for the visit, which ends this program itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints goes to standard error
    shared, questions = SharedMemory(arguments[0]), sys.stdin.buffer
    try:
        begin = pickle.load(questions)
        room = Room(begin, shared, answers)
    except EOFError:
        return 0
    gc.freeze()  # what is there stays: nothing of it is looked through again while sound is made
    sys.setswitchinterval(SWITCH_S)
    try:
        while True:
            room.take(pickle.load(questions))
    except EOFError:
        room.audio.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
