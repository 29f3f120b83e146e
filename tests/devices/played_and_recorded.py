"""Plays through a virtual sound card, records what it plays, pulls the card out and puts it back. Prints JSON.

    python played_and_recorded.py FOLDER

It is a process of its own, since PortAudio reads which devices there are when it is first imported.
"""

import json
import os
import sys
import time
from pathlib import Path
from queue import SimpleQueue

import numpy as np
from accessvr.install.sound_server import SoundServer

from accessvr.core.effects import Hush, Say
from accessvr.core.events import DeviceBack, DeviceLost, Event, Spoken
from accessvr.core.scene import Place
from accessvr.devices.spatial_audio.device import SAMPLE_RATE, SpatialAudio
from accessvr.devices.spatial_audio.soundcard import SoundCard

PATIENCE_S = 30.0


def wait_for(wanted: type[Event], events: SimpleQueue[Event]) -> list[Event]:
    """Give the events up to the first of a kind."""
    seen = [events.get(timeout=PATIENCE_S)]
    while not isinstance(seen[-1], wanted):
        seen.append(events.get(timeout=PATIENCE_S))
    return seen


class Recorder:
    """Records what the headphones play, with the time of each block."""

    def __init__(self) -> None:
        import sounddevice  # type: ignore[import-untyped]

        index = next(d["index"] for d in sounddevice.query_devices() if d["name"] == "outmon")
        self.blocks: list[np.ndarray] = []
        self.last_loud_s = 0.0
        self.quiet: SimpleQueue[float] = SimpleQueue()
        self.loud: SimpleQueue[float] = SimpleQueue()
        self.stream = sounddevice.InputStream(
            device=index, samplerate=SAMPLE_RATE, channels=2, dtype="float32", callback=self._take
        )
        self.stream.start()

    def _take(self, sound: np.ndarray, frames: int, when: object, status: object) -> None:
        self.blocks.append(sound.copy())
        now_s = time.monotonic()
        if np.abs(sound).max() > 1e-4:
            self.last_loud_s = now_s
            self.loud.put(now_s)
        elif now_s - self.last_loud_s > 0.5:
            self.quiet.put(self.last_loud_s)

    def silent_since(self) -> float:
        """Wait until it is loud, and then silent for half a second; give when that began."""
        self.wait_for_sound()
        since_s = 0.0
        while since_s < self.last_loud_s:
            since_s = self.quiet.get(timeout=PATIENCE_S)
        return since_s

    def wait_for_sound(self) -> None:
        """Wait for the next sound."""
        while not self.loud.empty():
            self.loud.get()
        self.loud.get(timeout=PATIENCE_S)


def say(audio: SpatialAudio, number: int, seconds: float) -> None:
    tone = 0.1 * np.sin(2 * np.pi * 700 * np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE)
    audio.render(Say(number, "a tone", place=Place("voice", 80)))
    audio.feed(number, tone.astype(np.float32), ((0, 0), (len(tone) // 2, 2)), True)


def main(folder: Path) -> None:
    server = SoundServer(folder)
    os.environ.update(server.variables)
    events: SimpleQueue[Event] = SimpleQueue()
    with server:
        audio = SpatialAudio(SoundCard("headphones"), {}, {})
        audio.start(events.put)
        recorder = Recorder()
        say(audio, 1, 1.0)
        recorder.silent_since()
        told = wait_for(Spoken, events)
        sound = np.concatenate(recorder.blocks)
        say(audio, 2, 20.0)
        events.get(timeout=PATIENCE_S)
        recorder.wait_for_sound()
        asked_s = time.monotonic()
        audio.render(Hush())
        stop_s = recorder.silent_since() - asked_s
        recorder.stream.close()
        server.stop()
        told += wait_for(DeviceLost, events)
        server.start()
        told += wait_for(DeviceBack, events)
        say(audio, 3, 0.1)
        told += wait_for(Spoken, events)
        audio.close()
    loud = np.flatnonzero(np.abs(sound[:, 1]) > 0.02)
    left, right = (sound.astype(np.float64) ** 2).mean(0)
    print(
        json.dumps(
            {
                "told": [str(event) for event in told],
                "tone_s": float(loud[-1] - loud[0]) / SAMPLE_RATE,
                "right_louder_db": float(10 * np.log10(right / left)),
                "stop_s": stop_s,
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
