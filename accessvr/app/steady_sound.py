"""Whether sound is steady on this computer: a soft tone is played, and what the card takes is held against the clock.

A sound server may hide that it ran dry, so what it says of itself is not trusted: what was not taken in time was
silence.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise
from math import log10
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from accessvr.core.effects import Hush, Say
from accessvr.core.values import dataclass

if TYPE_CHECKING:
    from accessvr.app.config import Config
    from accessvr.app.wiring import Room

SAMPLE_RATE = 48_000
TONE_S = 2.0
COMING_S = 5.0  # chosen: a tone that has not begun by then does not come
FREQUENCY_HZ, LEVEL = 440.0, 0.02  # chosen: 14 dB under speech, so that it startles nobody
RAMP_S = 0.05
LOOK_S = 0.002  # chosen: several looks for the smallest block
WINDOW_S = 0.25  # chosen: a card that is only late has caught up within it
SHORTEST_S = 0.005  # chosen: two clocks that differ by 0.3 % part by 1 ms in a window
NUMBER = 1
QUIET_DB = -120.0


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen at a time: how many seconds of sound the card had taken, blocks it called late, and the level."""

    at_s: float
    taken_s: float
    late: int
    level: float


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How the tone was played.

    seconds      it was watched for
    latency_ms   what the card gave, for what was asked
    late_blocks  as the card tells
    breaks       silences in the tone, by the clock
    missing_ms   how long they were together
    level_db     of the tone as it was handed over, beside full scale
    """

    device: str
    seconds: float
    block: int
    latency_asked_ms: int
    latency_ms: float
    late_blocks: int
    breaks: int
    missing_ms: float
    level_db: float

    @property
    def holds(self) -> bool:
        """Tell whether a patron would hear a steady tone."""
        return not self.breaks and self.level_db > QUIET_DB


def steadiness(room: Room, config: Config) -> Steadiness:
    """Play a soft tone in a room whose sound has been started, and watch it. Takes TONE_S, and a little longer."""
    audio, playing = room.audio, room.audio.playing()
    audio.render(Say(NUMBER, "a soft tone"))
    audio.feed(NUMBER, soft_tone(TONE_S + COMING_S), (), True)
    looks = _watched(room)
    audio.render(Hush())
    silences = breaks([(look.at_s, look.taken_s) for look in looks])
    return Steadiness(
        device=playing.description,
        seconds=round(looks[-1].at_s - looks[0].at_s, 2),
        block=config.sound_block,
        latency_asked_ms=config.sound_latency_ms,
        latency_ms=round(playing.latency_s * 1000, 1),
        late_blocks=looks[-1].late - looks[0].late,
        breaks=len(silences),
        missing_ms=round(sum(silences) * 1000, 1),
        level_db=round(_decibels(looks[-1].level), 1),
    )


def _watched(room: Room) -> list[Look]:
    """Wait for the tone, and give what is seen of it."""
    coming_until_s = time.monotonic() + COMING_S
    while (first := _look(room)).level < LEVEL / 4 and first.at_s < coming_until_s:
        time.sleep(LOOK_S)
    looks = [first]
    while looks[-1].at_s - first.at_s < TONE_S:
        time.sleep(LOOK_S)
        looks.append(_look(room))
    return looks


def _look(room: Room) -> Look:
    at_s, state = time.monotonic(), room.audio.state()
    return Look(at_s, state.samples / SAMPLE_RATE, state.late, state.level)


def soft_tone(seconds: float) -> NDArray[np.float32]:
    """Give a soft tone that begins without a click."""
    at_s = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    tone = LEVEL * np.sin(2 * np.pi * FREQUENCY_HZ * at_s) * np.minimum(1, at_s / RAMP_S)
    return tone.astype(np.float32)


def breaks(looks: Sequence[tuple[float, float]]) -> list[float]:
    """Give the length of each silence, from times and the seconds of sound that had been taken by then.

    A card takes sound a little ahead. When it is late and its buffer holds, it catches up; what stays behind the
    clock was not heard. So the least that is behind in each window tells: where it rises, there was a silence.
    """
    least, window = dict[int, float](), 0
    for at_s, taken_s in looks:
        window = int((at_s - looks[0][0]) / WINDOW_S)
        least[window] = min(least.get(window, at_s - taken_s), at_s - taken_s)
    least.pop(window, None)  # the last is not whole, and a few looks may all be just before a block is taken
    silences, going_on = list[float](), False
    for before, after in pairwise(least.values()):
        silent_s = after - before
        if silent_s > SHORTEST_S and going_on:
            silences[-1] += silent_s
        elif silent_s > SHORTEST_S:
            silences.append(silent_s)
        going_on = silent_s > SHORTEST_S
    return silences


def _decibels(level: float) -> float:
    return max(QUIET_DB, 20 * log10(level)) if level > 0 else QUIET_DB


def told(steady: Steadiness) -> str:
    """Give it in words for a librarian."""
    card = f"{steady.latency_ms:.0f} ms from making to hearing, {steady.latency_asked_ms} asked, {steady.block} samples"
    if steady.level_db <= QUIET_DB:
        return f"{steady.device}: the tone did not come; {card} a block"
    many = "silence" if steady.breaks == 1 else "silences"
    silences = f"{steady.breaks} {many} of {steady.missing_ms:.0f} ms in all" if steady.breaks else "no break"
    return f"{steady.device}: a soft tone of {steady.seconds:.0f} s with {silences}; {card} a block"


def remedy(steady: Steadiness) -> str:
    """Give what to do where it does not hold."""
    if steady.level_db <= QUIET_DB:
        return "Run accessvr doctor again; then restart the computer's sound."
    more_ms = min(500, max(40, 2 * steady.latency_asked_ms))
    return f"Set sound_latency_ms = {more_ms} and sound_block = 480 in accessvr.toml, or end other programs."
