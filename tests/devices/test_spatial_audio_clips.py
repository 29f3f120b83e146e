from __future__ import annotations

import os
import queue
import signal
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from devices.clips_made import PLAIN, Visit, likeness, noise, recorded, tone, visit

from accessvr.core.effects import Hush, Play, Say
from accessvr.core.events import Event, NotPlayed, Spoken, SpokenTo
from accessvr.core.publication import Clip
from accessvr.devices.spatial_audio.clips import MARK_S
from accessvr.devices.spatial_audio.decoder import Decoder, UnplayableError
from accessvr.devices.spatial_audio.device import BLOCK, SAMPLE_RATE, SpatialAudio
from accessvr.devices.spatial_audio.nowhere import Nowhere
from accessvr.devices.spatial_audio.output import Pull, Tell

RISE = 240  # the first 5 ms rise from silence


def test_a_clip_is_heard_between_utterances_sample_for_sample_at_another_level(tmp_path: Path) -> None:
    words, sound = noise(0.02), noise(0.5)
    with visit() as here:
        here.audio.render(Say(1, "words", place=PLAIN))
        here.audio.feed(1, words, (), True)
        here.play(2, Clip(recorded(tmp_path / "clip.wav", sound, subtype="FLOAT")), queued=True)
        here.audio.render(Say(3, "words", place=PLAIN, queued=True))
        here.audio.feed(3, words, (), True)
        heard = here.hear(0.6)
        assert here.ends == [Spoken(1), Spoken(2), Spoken(3)]
    begin, end = len(words), len(words) + len(sound)
    level = heard[begin + RISE : end] / sound[RISE:]
    assert np.ptp(level) < 1e-4
    assert np.array_equal(heard[end : end + len(words)], words)


def test_only_the_stretch_of_a_clip_is_heard(tmp_path: Path) -> None:
    sound = noise(1.0)
    with visit() as here:
        here.play(1, Clip(recorded(tmp_path / "clip.flac", sound), 0.25, 0.5))
        heard = here.hear(0.4)
    assert likeness(heard[RISE:12000], sound[12000 + RISE : 24000]) > 0.9999
    assert not heard[12000:].any()


def test_clips_that_follow_each_other_in_a_file_are_heard_as_one(tmp_path: Path) -> None:
    source = recorded(tmp_path / "clip.mp3", noise(3.0, 22050), 22050)
    with visit() as whole, visit() as parts:
        whole.play(1, Clip(source, 0.3, 1.7))
        parts.play(1, Clip(source, 0.3, 0.81))
        parts.play(2, Clip(source, 0.81, 1.234), queued=True)
        parts.play(3, Clip(source, 1.234, 1.7), queued=True)
        assert np.array_equal(whole.hear(1.5), parts.hear(1.5))


def test_the_place_is_told_in_step_with_the_time_at_least_every_fifth_of_a_second(tmp_path: Path) -> None:
    source = recorded(tmp_path / "clip.ogg", noise(3.0))
    with visit() as here:
        here.play(7, Clip(source, 0.5, 2.5, 40, 140))
        told: list[tuple[float, int]] = []
        for block in range(220):
            before = len(here.offsets(7))
            here.audio.advance()
            told += [(block * BLOCK / SAMPLE_RATE, offset) for offset in here.offsets(7)[before:]]
        assert here.ends == [Spoken(7)]
        assert here.events[-1] == Spoken(7)
    times_s, offsets = [at for at, _ in told], [offset for _, offset in told]
    assert offsets == sorted(offsets)
    assert offsets[0] == 0
    assert max(offsets) <= 100
    assert max(late - early for early, late in pairwise(times_s)) <= MARK_S + 1e-9
    assert all(abs(offset - 50 * at) <= 2 for at, offset in told)  # a hundred characters in two seconds


def test_a_clip_resumed_in_its_middle_begins_there(tmp_path: Path) -> None:
    sound = noise(2.0)
    source = recorded(tmp_path / "clip.wav", sound)
    with visit() as here:
        here.play(1, Clip(source, 1.25, 2.0, 60, 100))
        heard = here.hear(0.5)
        assert likeness(heard[RISE:24000], sound[60000 + RISE : 84000]) > 0.9999
        assert here.offsets(1)[:2] == [0, 10]


def test_a_pause_is_heard_before_a_clip_and_places_are_told_after_it(tmp_path: Path) -> None:
    source = recorded(tmp_path / "clip.wav", noise(0.5))
    with visit() as here:
        here.play(1, Clip(source, end=10), pause_s=0.3)
        heard = here.hear(0.29)
        assert not heard.any()
        assert here.events == []
        assert here.hear(0.1).any()
        assert here.offsets(1) == [0]


def test_a_clip_is_as_loud_as_is_asked_for(tmp_path: Path) -> None:
    source = recorded(tmp_path / "clip.wav", noise(1.0))
    levels = []
    for loudness_db in (0.0, -6.0):
        with visit() as here:
            here.audio.render(Play(1, Clip(source), PLAIN, loudness_db=loudness_db))
            levels.append(float(np.sqrt(np.mean(here.hear(0.9)[4800:] ** 2))))
    assert levels[1] / levels[0] == pytest.approx(10 ** (-6 / 20), rel=1e-3)


BROKEN = {
    "missing": None,
    "empty": b"",
    "half a header": b"RIFF and no more",
    "no sound": b"ID3 an MP3 perhaps",
    "AAC in MP4": b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00" + bytes(4000),
    "AAC": b"\xff\xf1\x50\x80\x2e\x7f\xfc" * 500,
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_played_says_so_and_what_follows_is_heard(tmp_path: Path, content: bytes | None) -> None:
    path, good = tmp_path / "clip.mp3", recorded(tmp_path / "good.wav", noise(0.1))
    if content is not None:
        path.write_bytes(content)
    with visit() as here:
        here.play(1, Clip(str(path)))
        here.play(2, Clip(good), queued=True)
        here.hear(0.2)
        assert here.ends == [NotPlayed(1), Spoken(2)]


@pytest.mark.parametrize(("from_s", "to_s"), [(1.0, 2.0), (5.0, 0.0), (0.5, 0.5), (0.7, 0.4)])
def test_a_clip_of_no_length_is_not_played(tmp_path: Path, from_s: float, to_s: float) -> None:
    source = recorded(tmp_path / "clip.wav", noise(1.0))
    with visit() as here:
        here.play(1, Clip(source, from_s, to_s, 0, 9))
        here.hear(0.1)
        assert here.events == [NotPlayed(1)]


def test_a_clip_that_breaks_off_is_heard_as_far_as_it_goes_and_then_says_so(tmp_path: Path) -> None:
    source = recorded(tmp_path / "clip.wav", noise(1.0))
    with visit() as here:
        here.play(1, Clip(source, 0.5, 2.5, 0, 100))
        assert here.hear(0.45).any()
        here.hear(0.2)
        assert here.offsets(1) == [0, 10, 20]
        assert here.ends == [NotPlayed(1)]


def test_a_clip_is_stopped_by_a_hush_and_replaced_by_another(tmp_path: Path) -> None:
    source = recorded(tmp_path / "clip.mp3", noise(5.0, 44100), 44100)
    with visit() as here:
        here.play(1, Clip(source))
        here.hear(0.1)
        here.audio.render(Hush())
        here.hear(0.05)
        assert not here.hear(0.5).any()
        here.play(2, Clip(source, 1.0, 1.2))
        here.hear(0.1)
        here.play(3, Clip(source, 2.0, 2.1))
        here.hear(0.3)
        assert here.ends == [Spoken(3)]


def test_the_same_wishes_give_the_same_bytes(tmp_path: Path) -> None:
    source = recorded(tmp_path / "clip.mp3", noise(4.0, 22050), 22050)

    def heard() -> bytes:
        with visit() as here:
            here.play(1, Clip(source, 2.0, 3.0), tempo=1.3)
            here.hear(0.3)
            here.play(2, Clip(source, 0.5, 1.0), pause_s=0.1)
            return bytes(here.hear(1.0).tobytes())

    assert heard() == heard()


def test_a_decoder_that_died_is_started_again() -> None:
    decoder = Decoder()
    try:
        assert decoder.ask({"more": 1}).kind == b"E"
        number = decoder.number
        assert number is not None
        os.kill(number, getattr(signal, "SIGKILL", signal.SIGTERM))
        with pytest.raises(UnplayableError):
            decoder.ask({"more": 1})
        assert decoder.ask({"more": 1}).kind == b"E"
        assert decoder.number != number
    finally:
        decoder.close()
        decoder.close()


def test_a_decoder_that_hangs_is_ended(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    decoder = Decoder(limit_s=0.5)
    try:
        with pytest.raises(UnplayableError):
            decoder.ask({"open": 1, "source": str(pipe), "from_s": 0, "to_s": 1, "tempo": 1})
        assert decoder.number is None
    finally:
        decoder.close()


class ByHand:
    """An output whose blocks the test pulls; decoding goes on in its own thread meanwhile."""

    def __init__(self, late_blocks: int = 0) -> None:
        self.block, self.late_s = BLOCK, late_blocks * BLOCK / SAMPLE_RATE

    def start(self, pull: Pull, lost: Tell, back: Tell) -> None:
        self.pull = pull

    def close(self) -> None:
        return


def test_a_block_never_waits_for_the_decoder(tmp_path: Path) -> None:
    source = recorded(tmp_path / "clip.mp3", noise(1.0, 44100), 44100)
    told: queue.SimpleQueue[Event] = queue.SimpleQueue()
    output = ByHand()
    audio = SpatialAudio(output, {}, {})
    audio.start(told.put)
    try:
        audio.render(Play(1, Clip(source, 0.1, 0.4, 0, 5), PLAIN))
        output.pull()  # the decoder has not even started
        times_s, last, until_s = [], None, time.monotonic() + 20
        while not isinstance(last, Spoken | NotPlayed) and time.monotonic() < until_s:
            begun_s = time.perf_counter()
            output.pull()
            times_s.append(time.perf_counter() - begun_s)
            last = told.get_nowait() if not told.empty() else last
        assert last == Spoken(1)
        assert sorted(times_s)[len(times_s) // 2] < 0.005
    finally:
        audio.close()


def test_the_end_of_a_clip_is_told_early_enough_for_the_next_to_follow_without_a_gap(tmp_path: Path) -> None:
    """Places are told when they are heard; at the end of a clip its last ones come early too, in order."""
    told: list[tuple[int, Event]] = []
    output, block = ByHand(late_blocks=8), 0
    audio = SpatialAudio(output, {}, {})
    audio.start(lambda event: told.append((block, event)))
    try:
        audio.render(Play(1, Clip(str(tmp_path / "gone.wav"), 0.0, 1.0, 0, 9), PLAIN))
        audio.render(Say(2, "words", place=PLAIN, queued=True))
        audio.feed(2, noise(0.1), ((0, 0), (4000, 3)), True)
        while len(told) < 4 and block < 1000:
            output.pull()
            block += 1
    finally:
        audio.close()
    assert [event for _, event in told] == [NotPlayed(1), SpokenTo(2, 0), SpokenTo(2, 3), Spoken(2)]
    blocks = [at for at, _ in told]
    assert blocks[1] - blocks[0] >= 8
    assert blocks[3] - blocks[1] in (9, 10)


def test_a_live_visit_hears_clips_in_order(tmp_path: Path) -> None:
    source = recorded(tmp_path / "clip.mp3", tone(300, 1.0, 22050), 22050)
    told: queue.SimpleQueue[Event] = queue.SimpleQueue()
    audio = SpatialAudio(Nowhere(), {}, {})
    audio.start(told.put)
    try:
        audio.render(Play(1, Clip(source, 0.0, 0.15, 0, 5)))
        audio.render(Play(2, Clip("nothing.mp3", 0.0, 0.15, 5, 9), queued=True))
        audio.render(Play(3, Clip(source, 0.15, 0.3, 9, 20), queued=True))
        ends: list[Event] = []
        while len(ends) < 3:
            event = told.get(timeout=20)
            ends += [] if isinstance(event, SpokenTo) else [event]
        assert ends == [Spoken(1), NotPlayed(2), Spoken(3)]
    finally:
        audio.close()


def test_a_visit_that_plays_nothing_starts_no_decoder() -> None:
    here = Visit()
    here.hear(0.1)
    here.audio.close()
    assert here.events == []
