from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from devices.clips_made import likeness, noise, pitch_hertz, recorded, tone, visit

from accessvr.core.events import Spoken, SpokenTo
from accessvr.core.publication import Clip
from accessvr.devices.spatial_audio.device import SAMPLE_RATE
from accessvr.devices.spatial_audio.loudness import SPEECH_LUFS, both_ears, loudness_lufs
from accessvr.devices.spatial_audio.recording import LOUDEST_DB, Recording
from accessvr.devices.spatial_audio.sound_format import FloatArray
from accessvr.devices.spatial_audio.tempo import HOP, Heard, at_tempo, length
from accessvr.devices.spatial_audio.wavefile import WaveFile

FORMS = [("wav", 22050), ("flac", 44100), ("ogg", 24000), ("mp3", 22050), ("mp3", 44100), ("mp3", 48000), ("wav", 8000)]


@pytest.mark.parametrize(("form", "rate"), FORMS)
def test_a_recording_of_any_kind_keeps_its_pitch_and_its_length(tmp_path: Path, form: str, rate: int) -> None:
    recording = Recording(Path(recorded(tmp_path / f"clip.{form}", tone(1000, 2.0, rate), rate)))
    heard = recording.heard(0, recording.samples)
    recording.close()
    assert len(heard) / SAMPLE_RATE == pytest.approx(2.0, abs=0.001)
    assert pitch_hertz(heard[4800:-4800]) == pytest.approx(1000, rel=0.0005)


@pytest.mark.parametrize(("form", "off"), [("wav", 0), ("flac", 0), ("ogg", 48), ("mp3", 0)])
def test_a_clip_begins_at_its_sample_wherever_it_is_sought(tmp_path: Path, form: str, off: int) -> None:
    """Against a decoding from the beginning, in any order of seeking.

    off  by how many samples at most; libsndfile is now and then 8 frames (0.4 ms) off after a seek in an OGG file, and
         that is no whole number of samples at 48 kHz
    """
    source = Path(recorded(tmp_path / f"clip.{form}", noise(60.0, 22050), 22050))
    straight, sought = Recording(source), Recording(source)
    whole = straight.heard(0, straight.samples)
    for from_s in (50.0, 3.3, 41.234, 0.0, 59.5, 12.345):
        start = round(from_s * SAMPLE_RATE)
        heard = sought.heard(start, start + 9600)
        near = whole[max(0, start - 4800) : start + 14400]
        found = np.correlate(near, heard[4800:], "valid")
        at = max(0, start - 4800) + int(found.argmax())
        assert abs(at - start - 4800) <= off
        assert likeness(heard[4800:], whole[at : at + 4800]) > (0.9 if off else 0.9999)
    straight.close()
    sought.close()


def test_samples_are_the_same_however_they_are_asked_for(tmp_path: Path) -> None:
    source = Path(recorded(tmp_path / "clip.flac", noise(2.0, 44100), 44100))
    whole, parts = Recording(source), Recording(source)
    at, pieces = 0, []
    while at < whole.samples:
        end = min(whole.samples, at + int(np.random.default_rng(at).integers(1, 9000)))
        pieces.append(parts.heard(at, end))
        at = end
    assert np.array_equal(whole.heard(0, whole.samples), np.concatenate(pieces))
    assert not whole.heard(whole.samples + 100, whole.samples + 200).any()
    whole.close()
    parts.close()


@pytest.mark.parametrize("level_db", [-30.0, -20.0, -12.0, -3.0, 0.0])
def test_recordings_are_brought_to_the_level_of_speech(tmp_path: Path, level_db: float) -> None:
    sound = tone(500, 5.0, 24000) * np.float32(10 ** (level_db / 20))
    recording = Recording(Path(recorded(tmp_path / "clip.wav", sound, 24000)))
    raw = loudness_lufs(both_ears(recording.heard(0, recording.samples) / np.float32(recording.gain)))
    heard = loudness_lufs(both_ears(recording.heard(0, recording.samples)))
    recording.close()
    assert heard == pytest.approx(min(SPEECH_LUFS, raw + LOUDEST_DB), abs=0.3)


def test_silence_stays_silence(tmp_path: Path) -> None:
    recording = Recording(Path(recorded(tmp_path / "clip.wav", np.zeros(48000, np.float32))))
    assert recording.gain == 1
    recording.close()


@pytest.mark.parametrize("tempo", [0.5, 0.75, 1.0, 1.25, 1.7, 2.0, 3.0])
@pytest.mark.parametrize("hertz", [110.0, 220.0, 997.0])
def test_another_tempo_keeps_the_pitch_and_changes_the_length(tempo: float, hertz: float) -> None:
    sound = tone(hertz, 4.0)
    heard = np.concatenate(list(at_tempo(held(sound), 0, len(sound), tempo)))
    assert len(heard) == length(0, len(sound), tempo)
    assert len(heard) == pytest.approx(len(sound) / tempo, rel=0.03)
    middle = heard[4800:-4800]
    assert pitch_hertz(middle) == pytest.approx(hertz, rel=0.01)
    levels = np.sqrt(np.mean(middle[: len(middle) // 960 * 960].reshape(-1, 960) ** 2, axis=1))
    assert levels.min() > 0.7 * levels.max()


@pytest.mark.parametrize("tempo", [0.5, 1.0, 1.4, 3.0])
def test_another_tempo_begins_and_ends_with_the_samples_of_the_recording(tempo: float) -> None:
    sound = noise(1.0)
    heard = np.concatenate(list(at_tempo(held(sound), 0, len(sound), tempo)))
    assert np.array_equal(heard[: HOP // 2], sound[: HOP // 2])
    assert np.abs(heard[-10:] - sound[-10:]).max() < 0.01


@pytest.mark.parametrize("samples", [0, 1, HOP, 2 * HOP, 2 * HOP + 1, 3 * HOP, 5000])
def test_short_stretches_have_a_tempo_too(samples: int) -> None:
    sound = noise(0.2)
    for tempo in (0.5, 1.0, 3.0):
        pieces = list(at_tempo(held(sound), 0, samples, tempo))
        assert sum(map(len, pieces)) == length(0, samples, tempo)


def held(sound: FloatArray) -> Heard:
    def heard(start: int, end: int) -> FloatArray:
        there = np.zeros(end - start, np.float32)
        part = sound[max(0, start) : max(0, end)]
        there[max(0, -start) : max(0, -start) + len(part)] = part
        return there

    return heard


def test_places_are_told_by_the_recording_whatever_the_tempo(tmp_path: Path) -> None:
    source = recorded(tmp_path / "clip.wav", noise(3.0))
    with visit() as here:
        here.play(1, Clip(source, 0.0, 2.0, 0, 200), tempo=2.0)
        here.hear(1.1)
        assert here.offsets(1) == [0, 40, 80, 120, 160]
        assert here.ends == [Spoken(1)]


def test_a_clip_of_a_book_is_heard_whole_and_its_words_in_order(shared_data: Path, tmp_path: Path) -> None:
    source = shared_data / "books" / "daisy" / "daisy202-lamp" / "part2.mp3"
    with visit() as here, WaveFile(tmp_path / "lamp.wav") as file:
        here.play(1, Clip(str(source), 3.044, 6.401, 0, 66))
        blocks = [here.audio.advance() for _ in range(360)]
        for block in blocks:
            file.write(block)
        sound = np.concatenate(blocks)
        told = [event for event in here.events if isinstance(event, SpokenTo)]
        assert here.events[-1] == Spoken(1)
    loud = np.flatnonzero(np.abs(sound[:, 0]) > 0.002) / SAMPLE_RATE
    assert 3.357 - 0.4 < loud[-1] - loud[0] <= 3.36
    assert [event.offset for event in told] == sorted(event.offset for event in told)
    assert len(told) == 17
    assert told[-1].offset >= 60
    assert loudness_lufs(sound) == pytest.approx(SPEECH_LUFS, abs=2.0)
    assert (tmp_path / "lamp.wav").stat().st_size > 3.3 * SAMPLE_RATE * 4
