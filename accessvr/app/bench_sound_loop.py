"""How steadily and how soon sound comes out, through a real sound server with virtual headphones, recorded again.

The measuring runs in a process of its own, `python -m accessvr.app.bench_sound_loop FOLDER`, which writes JSON: which
devices there are is read when sounddevice is first imported. ACCESSVR_STEADY_S names for how many seconds a tone has to
be without a break; the goal of the project is 600.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from statistics import median
from typing import Any

import numpy as np

from accessvr.app.bench import Figure
from accessvr.app.bench_books_made import make_novel
from accessvr.app.sound_server import SoundServer, missing
from accessvr.core.effects import Hush, Say
from accessvr.core.events import Event, SpokenTo
from accessvr.core.scene import Place
from accessvr.devices.spatial_audio.far_sound import FarSound
from accessvr.devices.spatial_audio.heard_back import HeardBack
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray
from accessvr.devices.spatial_audio.sound_messages import Card

STEADY_S = float(os.environ.get("ACCESSVR_STEADY_S", "60"))
LIMIT_S = 120.0
TURNS, STOPS = 24, 12
TONE_HZ = 750.0  # a whole number of samples a turn, so that utterances join without a step
FED_S = 10.0
WINDOW = 480
USUAL, SMALLEST = Card("headphones", 256, 0.02), Card("headphones", 128, 0.01)
POSE_LIMITS = {"20 ms asked": (USUAL, 60.0), "smallest block": (SMALLEST, 35.0)}
STOP_MS = 60.0
RECOGNISER_SHARE = 0.3  # of a core: what PocketSphinx took at most in noise (measured)
HEARD = 0.01


def loop_figures() -> list[Figure]:
    """Give what is measured through the sound server; what is missing is named."""
    lacking = missing()
    if lacking:
        return [Figure("sound through a sound server", 0.0, "", "", True, f"absent: {lacking}")]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "accessvr.app.bench_sound_loop", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=STEADY_S + LIMIT_S)
    return list(_figures(json.loads(done.stdout)))


def _figures(seen: dict[str, Any]) -> Iterator[Figure]:
    server = "a sound server with virtual headphones, recorded"
    for name, (_, limit) in POSE_LIMITS.items():
        middle, late = seen[name]
        yield Figure(f"pose to sound, {name}, median", middle, "ms", f"at most {limit:g}", middle <= limit, server)
        yield Figure(f"pose to sound, {name}, 95 %", late, "ms", f"at most {limit:g}", late <= limit, server)
    middle, late = seen["stop"]
    yield Figure("STOP to silence, median", middle, "ms", f"at most {STOP_MS:g}", middle <= STOP_MS, server)
    yield Figure("STOP to silence, longest", late, "ms", "reported", True, server)
    busy = f"a Python thread, a book being prepared and {RECOGNISER_SHARE:g} of a core busy for {STEADY_S:g} s"
    broken, delivered, grown = (seen["steady"][key] for key in ("breaks", "delivered", "grown_mb"))
    yield Figure("breaks in a tone, blocks of 20 ms", broken, "", "0", broken == 0, busy)
    yield Figure("sound delivered of the clock's", delivered, "", "at least 0.995", delivered >= 0.995, busy)
    yield Figure("memory of the sound process, grown", grown, "MB", "at most 5", grown <= 5, busy)


class Speaker:
    """Sound that plays without end."""

    def __init__(self, card: Card) -> None:
        self.events: SimpleQueue[Event] = SimpleQueue()
        self.sound = FarSound(card, {})
        self.sound.start(self.events.put)
        self._number = 0

    def say(self, samples: FloatArray, azimuth_deg: float = 0.0, *, queued: bool = False) -> None:
        """Say samples from a place."""
        self._number += 1
        self.sound.render(Say(self._number, "sound", place=Place("voice", azimuth_deg), queued=queued))
        self.sound.feed(self._number, samples, ((0, 0),), True)

    def wait(self) -> None:
        """Wait until something is heard."""
        while not isinstance(self.events.get(timeout=LIMIT_S), SpokenTo):
            pass


def _noise(seconds: float) -> FloatArray:
    chance = np.random.default_rng(1)
    return (0.1 * chance.standard_normal(round(seconds * SAMPLE_RATE))).astype(np.float32)


def _tone(seconds: float) -> FloatArray:
    turns = TONE_HZ * np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (0.1 * np.sin(2 * np.pi * turns)).astype(np.float32)


def pose_to_sound_ms(card: Card) -> list[float]:
    """Turn the head from side to side again and again; give how long after each the sound is on the other side."""
    recorder, speaker = HeardBack("outmon"), Speaker(card)
    speaker.say(_noise(0.35 * TURNS + 3.0))
    speaker.wait()
    time.sleep(0.5)
    delays = []
    for turn in range(TURNS):
        side = 80.0 if turn % 2 else -80.0
        begun_s = time.monotonic()
        speaker.sound.look(side, 0.0)
        time.sleep(0.3)
        if turn:
            delays.append(_other_side_ms(*recorder.since(begun_s), begun_s, right=side < 0))
    speaker.sound.close()
    recorder.close()
    return delays


def _other_side_ms(sound: FloatArray, times: FloatArray, begun_s: float, *, right: bool) -> float:
    step = 64
    count = len(sound) // step
    level = np.square(sound[: count * step].reshape(count, step, 2)).mean(1)
    louder = (level[:, 1] > level[:, 0]) == right
    late = np.flatnonzero(~louder)
    first = (late[-1] + 1 if len(late) else 0) * step
    return float(times[min(first, len(times) - 1)] - begun_s) * 1000


def stop_to_silence_ms() -> list[float]:
    """Stop a sound again and again; give how long after it the headphones are silent."""
    recorder, speaker = HeardBack("outmon"), Speaker(Card("headphones", 256, 0.02))
    delays = []
    for _ in range(STOPS):
        speaker.say(_noise(3.0))
        speaker.wait()
        time.sleep(0.3)
        begun_s = time.monotonic()
        speaker.sound.render(Hush())
        time.sleep(0.4)
        sound, times = recorder.since(begun_s)
        loud = np.flatnonzero(np.abs(sound).max(1) > HEARD * 0.1)
        delays.append(float(times[loud[-1]] - begun_s) * 1000 if len(loud) else 0.0)
    speaker.sound.close()
    recorder.close()
    return delays


def steady(folder: Path, server: SoundServer) -> dict[str, float]:
    """Play a tone under load, recorded by the server's own program; count its breaks."""
    file = folder / "recorded.raw"
    speaker = Speaker(Card("headphones", 960, 0.04))
    recording = ["parec", "--device=out.monitor", "--format=float32le", "--rate=48000", "--channels=1", "--raw"]
    env = {**os.environ, **server.variables}
    with file.open("wb") as output, _load(folder), subprocess.Popen(recording, stdout=output, env=env) as recorder:
        for index in range(round(STEADY_S / FED_S) + 1):
            speaker.say(_tone(FED_S), queued=index > 0)
        time.sleep(3.0)
        before_mb, before, begun_s = _resident_mb(speaker.sound.number), speaker.sound.state().samples, time.monotonic()
        time.sleep(STEADY_S)
        played, lasted_s = speaker.sound.state().samples - before, time.monotonic() - begun_s
        grown_mb = _resident_mb(speaker.sound.number) - before_mb
        recorder.terminate()
    speaker.sound.close()
    return {"breaks": breaks(file), "delivered": played / SAMPLE_RATE / lasted_s, "grown_mb": grown_mb}


def breaks(file: Path) -> int:
    """Count the places where a recorded tone is softer, or its phase jumps."""
    sound = np.fromfile(file, np.float32)
    loud = np.flatnonzero(np.abs(sound) > HEARD)
    sound = sound[loud[0] + SAMPLE_RATE : loud[0] + SAMPLE_RATE + round(STEADY_S * SAMPLE_RATE)]
    windows = sound[: len(sound) // WINDOW * WINDOW].reshape(-1, WINDOW)
    turns = np.exp(-2j * np.pi * TONE_HZ * np.arange(WINDOW) / SAMPLE_RATE)
    heard = windows @ turns
    heard *= np.exp(-2j * np.pi * TONE_HZ * WINDOW / SAMPLE_RATE * np.arange(len(heard)))
    level = np.abs(heard)
    jumps = np.abs(np.angle(heard[1:] * np.conj(heard[:-1]))) > 0.3
    soft = level[1:] < 0.8 * np.median(level)
    bad = jumps | soft
    return int((bad[1:] & ~bad[:-1]).sum() + bad[:1].sum())


@contextmanager
def _load(folder: Path) -> Iterator[None]:
    """Let a thread of this process compute, a book be prepared, and a process be as busy as a recogniser."""
    ended = threading.Event()
    novel = make_novel(folder / "novel.epub", 200_000)

    def compute() -> None:
        while not ended.is_set():
            sum(index * index for index in range(20_000))

    def prepare() -> None:
        while not ended.is_set():
            with tempfile.TemporaryDirectory() as prepared:
                command = [sys.executable, "-m", "accessvr.content.prepared", str(novel), prepared]
                subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
                ended.wait(5.0)

    busy = (
        "import time\nwhile True:\n t = time.perf_counter()\n"
        f" while time.perf_counter() - t < {0.1 * RECOGNISER_SHARE}: pass\n time.sleep({0.1 * (1 - RECOGNISER_SHARE)})"
    )
    threads = [threading.Thread(target=work, daemon=True) for work in (compute, prepare)]
    for thread in threads:
        thread.start()
    with subprocess.Popen([sys.executable, "-c", busy]) as recogniser:
        try:
            yield
        finally:
            ended.set()
            recogniser.kill()
    for thread in threads:
        thread.join()


def _resident_mb(process: int) -> float:
    pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main(folder: Path) -> int:
    """Measure all, and write it."""
    server = SoundServer(folder)
    os.environ.update(server.variables)
    seen: dict[str, object] = {}
    with server:
        for name, (card, _) in POSE_LIMITS.items():
            delays = sorted(pose_to_sound_ms(card))
            seen[name] = (median(delays), delays[round(0.95 * (len(delays) - 1))])
        stops = stop_to_silence_ms()
        seen["stop"] = (median(stops), max(stops))
        seen["steady"] = steady(folder, server)
    sys.stdout.write(json.dumps(seen) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
