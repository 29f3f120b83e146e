"""Plays through virtual headphones, records what they play, pulls them out and puts them back. Prints JSON.

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

from accessvr.app.sound_server import SoundServer
from accessvr.core.effects import Hush, Say
from accessvr.core.events import DeviceBack, DeviceLost, Event, Spoken, SpokenTo
from accessvr.core.scene import Place
from accessvr.devices.spatial_audio.far_sound import FarSound
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE
from accessvr.devices.spatial_audio.sound_messages import Card

PATIENCE_S = 30.0


class Recorder:
    """Records what a pair of headphones plays, with the time of each block."""

    def __init__(self, name: str) -> None:
        import sounddevice  # type: ignore[import-untyped]

        index = next(d["index"] for d in sounddevice.query_devices() if d["name"] == name)
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

    def sound(self) -> np.ndarray:
        return np.concatenate(self.blocks)


class Listener:
    """The device, and what it tells."""

    def __init__(self) -> None:
        self.events: SimpleQueue[Event] = SimpleQueue()
        self.audio = FarSound(Card("headphones"), {})
        self.audio.start(self.events.put)

    def say(self, number: int, seconds: float) -> None:
        """Say a tone with a mark in each tenth of a second."""
        tone = 0.1 * np.sin(2 * np.pi * 700 * np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE)
        marks = tuple((SAMPLE_RATE // 10 * i, i) for i in range(round(seconds * 10)))
        self.audio.render(Say(number, "a tone", place=Place("voice", 80)))
        self.audio.feed(number, tone.astype(np.float32), marks, True)

    def until(self, wanted: type[Event] | Event) -> list[Event]:
        """Give the events up to one, or the first of a kind."""
        seen = [self.events.get(timeout=PATIENCE_S)]
        while not (isinstance(seen[-1], wanted) if isinstance(wanted, type) else seen[-1] == wanted):
            seen.append(self.events.get(timeout=PATIENCE_S))
        return seen


def offsets(events: list[Event]) -> list[int]:
    return [event.offset for event in events if isinstance(event, SpokenTo)]


def heard_across(listener: Listener, server: SoundServer, number: int, change: str) -> dict[str, object]:
    """Change something about the headphones in the middle of a tone; give what was told."""
    listener.say(number, 3.0)
    told = listener.until(SpokenTo(number, 5))
    match change:
        case "pulled":
            server.remove("out")
        case "default moved":
            server.ask("set-default-sink", "other")
        case _:
            server.stop()
            server.start()
    told += listener.until(Spoken)
    return {"offsets": offsets(told), "lost": any(isinstance(event, DeviceLost) for event in told)}


def main(folder: Path) -> None:
    server = SoundServer(folder)
    os.environ.update(server.variables)
    result: dict[str, object] = {}
    with server:
        recorder, other = Recorder("outmon"), Recorder("othermon")
        listener = Listener()
        listener.say(1, 1.0)
        recorder.silent_since()
        result["told"] = [str(event) for event in listener.until(Spoken)]
        sound = recorder.sound()
        listener.say(2, 20.0)
        listener.until(SpokenTo)
        recorder.wait_for_sound()
        asked_s = time.monotonic()
        listener.audio.render(Hush())
        result["stop_s"] = recorder.silent_since() - asked_s
        while not listener.events.empty():
            listener.events.get()
        result["default moved"] = heard_across(listener, server, 3, "default moved")
        silent = len(other.blocks)
        result["pulled"] = heard_across(listener, server, 4, "pulled")
        elsewhere = np.concatenate(other.blocks[silent:])
        recorder.stream.close()
        other.stream.close()
        result["server begun anew"] = heard_across(listener, server, 5, "server begun anew")
        server.stop()
        listener.say(6, 3.0)
        lost = listener.until(DeviceLost)
        server.start()
        back = listener.until(DeviceBack)
        listener.say(7, 0.3)
        again = listener.until(Spoken(7))
        result["lost"] = [str(event) for event in (*lost, *back, *again) if not isinstance(event, SpokenTo | Spoken)]
        result["again"] = offsets([event for event in again if isinstance(event, SpokenTo) and event.number == 7])
        listener.audio.close()
    loud = np.flatnonzero(np.abs(sound[:, 1]) > 0.02)
    left, right = (sound.astype(np.float64) ** 2).mean(0)
    result["tone_s"] = float(loud[-1] - loud[0]) / SAMPLE_RATE
    result["right_louder_db"] = float(10 * np.log10(right / left))
    result["heard_elsewhere_s"] = float((np.abs(elsewhere).max(1) > 0.005).sum()) / SAMPLE_RATE
    print(json.dumps(result))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
