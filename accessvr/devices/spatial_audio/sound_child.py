"""The sound process as the visit has it: started, told things, listened to, ended."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue

from accessvr.core.effects import Effect
from accessvr.core.errors import DeviceError
from accessvr.core.events import Event
from accessvr.devices.spatial_audio.shared_memory import SharedMemory
from accessvr.devices.spatial_audio.sound_messages import Begin, Feed, FromSound, Playing, Refused, Take, Told, ToSound
from accessvr.devices.spatial_audio.unheard import Fed

PROGRAM = "import sys; from accessvr.devices.spatial_audio.sound_process import main; sys.exit(main(sys.argv[1:]))"
END_S = 1.0  # chosen: a block and the closing of a card take a tenth of it
GREET_S = 15.0  # chosen: a cold disk under load; usually 0.3 s


class SoundChild:
    """A sound process. `told` gets its events, from a thread of its own.

    shared  the memory it shares with the visit
    """

    def __init__(self, begin: Begin, told: Callable[[SoundChild, Event], None]) -> None:
        self.shared, self._told = SharedMemory(), told
        self._messages: SimpleQueue[ToSound | None] = SimpleQueue()
        self._greeted, self._put = threading.Event(), 0
        self._answer: Playing | Refused | None = None
        self._process = subprocess.Popen(
            [sys.executable, "-S", "-P", "-c", PROGRAM, self.shared.handle],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OPENBLAS_NUM_THREADS": "1"},
            pass_fds=self.shared.inherited,
        )
        self.send(begin)
        for work, name in ((self._write, "to the sound"), (self._read, "from the sound")):
            threading.Thread(target=work, name=name, daemon=True).start()

    @property
    def number(self) -> int:
        """Give the number of the process."""
        return self._process.pid

    @property
    def ended(self) -> bool:
        """Tell whether the process has ended."""
        return self._process.poll() is not None

    @property
    def greeted(self) -> bool:
        """Tell whether it has said that it plays, or that it cannot."""
        return self._greeted.is_set()

    def playing(self) -> Playing:
        """Wait for what is played on. Raises DeviceError when there is nothing, or the process does not begin."""
        self._greeted.wait(GREET_S)
        match self._answer:
            case Playing():
                return self._answer
            case Refused(message, spoken, remedy):
                raise DeviceError(message, spoken=spoken, remedy=remedy)
            case _:
                raise DeviceError(
                    "sound: the program that plays did not begin",
                    spoken="I cannot make sound. The text goes on.",
                    remedy="Run accessvr doctor.",
                )

    def send(self, message: ToSound) -> None:
        """Send a message, without waiting."""
        self._messages.put(message)

    def feed(self, fed: Fed) -> None:
        """Send samples: through shared memory when there is room, which there is unless the process hangs."""
        count, start = len(fed.samples), self._put
        if self.shared.has_room(start, count):
            self.shared.put(start, fed.samples)
            self._put += count
            self.send(Feed(fed.number, start, count, fed.marks, fed.last))
        else:
            self.send(Feed(fed.number, start, 0, fed.marks, fed.last, fed.samples.tobytes()))

    def take(self, what: Effect | Fed) -> None:
        """Send an effect or samples."""
        if isinstance(what, Fed):
            self.feed(what)
        else:
            self.send(Take(what))

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def close(self) -> None:
        """Let it end, wait for that, and give the shared memory back: it must no longer be used."""
        self._messages.put(None)
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self.shared.close()

    def _write(self) -> None:
        pipe = self._process.stdin
        if pipe is None:
            return
        try:
            while (message := self._messages.get()) is not None:
                pickle.dump(message, pipe, pickle.HIGHEST_PROTOCOL)
                pipe.flush()
        except (OSError, ValueError):
            return  # it has ended: who watches will see
        finally:
            with suppress(OSError):
                pipe.close()

    def _read(self) -> None:
        pipe = self._process.stdout
        if pipe is None:
            return
        with pipe:
            try:
                while True:
                    self._take(pickle.load(pipe))
            except (EOFError, OSError, pickle.UnpicklingError):
                self._greeted.set()

    def _take(self, message: FromSound) -> None:
        match message:
            case Told(event):
                self._told(self, event)
            case Playing() | Refused():
                self._answer = message
                self._greeted.set()
