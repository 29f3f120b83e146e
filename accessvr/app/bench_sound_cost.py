"""What rendering costs: CPU of our engine beside OpenAL Soft's in the same process, in turns; its time, its memory."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from accessvr.app.bench import Figure
from accessvr.app.bench_sound_openal import Loopback, OpenAL
from accessvr.devices.spatial_audio.aiming import Aiming
from accessvr.devices.spatial_audio.engine import PointSources
from accessvr.devices.spatial_audio.heads import load_head
from accessvr.devices.spatial_audio.hrtf import Head
from accessvr.devices.spatial_audio.sofa import DoubleArray
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray

BLOCK = 256
MOST = {1: 1.1, 8: 1.1, 32: 0.6, 64: 0.5, 128: 0.5}  # of OpenAL's CPU, by number of sources
ALONE = {1: 0.02, 8: 0.03, 32: 0.05, 64: 0.08, 128: 0.15}  # s of CPU a second when OpenAL is not there
TURNS, TURN_BLOCKS, STEPS = 9, 150, 320
STEP_DEG = 1.15  # so far each source turns in a block: 215 degrees a second
FEW = 8  # sources aimed one by one; more are aimed all at once
MOST_MS, OF_BLOCKS = 1.0, 99
HOUR_BLOCKS, HOUR_BLOCK, HOUR_SOURCES = 3600 * SAMPLE_RATE // 512, 512, 4
MOST_GROWTH_MB, MOST_TABLE_MB = 1.0, 100.0
SILENT_BLOCKS = 2000

Step = Callable[[int], object]


def cost_figures() -> list[Figure]:
    """Give all figures of cost."""
    head = load_head()
    try:
        peer: OpenAL | None = OpenAL()
    except (OSError, AttributeError):
        peer = None
    figures = [_beside(head, peer, count) for count in MOST]
    return [*figures, _render_time(head), _silence(head), *_memory(head)]


def circling(count: int) -> list[tuple[DoubleArray, DoubleArray]]:
    """Give azimuths and elevations of sources that all circle the head, each at its own height, block after block."""
    chance = np.random.default_rng(count)
    start, height = chance.uniform(0, 360, count), np.rad2deg(0.8 * np.sin(np.arange(count)))
    return [((start + STEP_DEG * step) % 360, height) for step in range(STEPS)]


def noise(count: int, samples: int) -> FloatArray:
    """Give soft noise [8, source, sample]."""
    return (0.05 * np.random.default_rng(1).standard_normal((8, count, samples))).astype(np.float32)


def our_step(head: Head, count: int, block: int = BLOCK) -> Step:
    """Give what aims and renders a block of circling sources with our engine."""
    points, aiming, sounds, ways = PointSources(head, count, block), Aiming(head), noise(count, block), circling(count)
    places = [list(zip(azimuth.tolist(), elevation.tolist(), strict=True)) for azimuth, elevation in ways]

    def one_by_one(step: int) -> FloatArray:
        aims = [aiming.aim(azimuth, elevation, 1.5)[0] for azimuth, elevation in places[step % STEPS]]
        return points.render(sounds[step & 7], aims)

    def at_once(step: int) -> FloatArray:
        return points.render(sounds[step & 7], aiming.far(*ways[step % STEPS]))

    return one_by_one if count <= FEW else at_once


def their_step(loopback: Loopback, count: int) -> Step:
    """Give what moves and renders the same with OpenAL."""
    sounds, into = noise(count, 24_000)[0], np.zeros((BLOCK, 2), np.float32)
    sources = [loopback.source(sound, loop=True) for sound in sounds]
    places = [list(zip(*(part.tolist() for part in way), strict=True)) for way in circling(count)]

    def step(number: int) -> FloatArray:
        loopback.place(sources, places[number % STEPS])
        return loopback.render(into)

    return step


def cpu_s(step: Step, blocks: int = TURN_BLOCKS) -> float:
    """Give CPU seconds of this process per second of sound."""
    begun = time.process_time()
    for number in range(blocks):
        step(number)
    return (time.process_time() - begun) * SAMPLE_RATE / (blocks * BLOCK)


def _warm(step: Step, blocks: int) -> Step:
    for number in range(blocks):
        step(number)
    return step


def _beside(head: Head, peer: OpenAL | None, count: int) -> Figure:
    ours = _warm(our_step(head, count), STEPS)
    name = f"CPU of {count} moving source{'s' * (count > 1)}, block {BLOCK}"
    if peer is None:
        spent = min(cpu_s(ours) for _ in range(TURNS))
        goal = f"at most {ALONE[count]}; no OpenAL Soft here, install libopenal1"
        return Figure(name, spent, "s per s", goal, spent <= ALONE[count], "a second of sound")
    with Loopback(peer, count) as loopback:
        theirs = _warm(their_step(loopback, count), 20)
        turns = [(cpu_s(ours), cpu_s(theirs)) for _ in range(TURNS)]
        ratio = min(our for our, _ in turns) / min(their for _, their in turns)
        name = f"{name}, beside OpenAL"
        return Figure(
            name, ratio, "", f"at most {MOST[count]}", ratio <= MOST[count], f"OpenAL Soft {loopback.version}"
        )


def _render_time(head: Head) -> Figure:
    step, took = _warm(our_step(head, 32), STEPS), []
    for number in range(3000):
        begun = time.perf_counter()
        step(number)
        took.append((time.perf_counter() - begun) * 1000)
    late = float(np.percentile(took, OF_BLOCKS))
    goal = f"at most {MOST_MS} of {1000 * BLOCK / SAMPLE_RATE:.1f}"
    return Figure(f"render time of 32 sources, {OF_BLOCKS} of 100 blocks", late, "ms", goal, late <= MOST_MS, "a block")


def _silence(head: Head) -> Figure:
    """After a sound has died away into numbers too small to matter, silence must not cost what sound does."""
    points, aims = PointSources(head, 32, BLOCK), Aiming(head).far(*circling(32)[0])
    loud = noise(32, BLOCK)[0]
    small = loud * np.float32(1e-39)

    def spent(samples: FloatArray) -> float:
        return min(cpu_s(lambda _: points.render(samples, aims), SILENT_BLOCKS // 8) for _ in range(3))

    sounding, silent = spent(loud), spent(small)
    share = silent / sounding
    return Figure("CPU of 32 sources that fell silent", share, "", "at most 1.2", share <= 1.2, "the same sounding")


def _memory(head: Head) -> list[Figure]:
    before = _resident_mb()
    if math.isnan(before):
        return []
    points, directions = PointSources(head, 64, BLOCK), head.directions
    for first in range(0, directions.count, 64):
        rows = np.arange(first, first + 64) % directions.count
        where = directions.azimuth_deg[rows], directions.elevation_deg[rows]
        points.render(noise(64, BLOCK)[0], Aiming(head).far(*where))
    table_mb = _resident_mb() - before
    step = _warm(our_step(head, HOUR_SOURCES, HOUR_BLOCK), HOUR_BLOCKS // 12)
    begun = _resident_mb()
    _warm(step, HOUR_BLOCKS - HOUR_BLOCKS // 12)
    grown = _resident_mb() - begun
    return [
        _most("memory when every direction has been heard", table_mb, MOST_TABLE_MB, "before"),
        _most("memory grown in an hour of sound", grown, MOST_GROWTH_MB, "after five minutes of it"),
    ]


def _most(name: str, value: float, most: float, peer: str) -> Figure:
    return Figure(name, value, "MB", f"at most {most}", value <= most, peer)


def _resident_mb() -> float:
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        return math.nan
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
