"""The voices of the operating system, through pyttsx3."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from devices.spoken import spoken

from accessvr.core.errors import DeviceError
from accessvr.devices.speech.level import WANTED_LUFS, loudness_lufs
from accessvr.devices.speech.platform_process import choose
from accessvr.devices.speech.platform_voice import PlatformVoice
from accessvr.devices.speech.voice import SAMPLE_RATE


class Named:
    """A voice as pyttsx3 tells of it."""

    def __init__(self, name: str, languages: list[object]) -> None:
        self.id, self.name, self.languages = f"id-{name}", name, languages


def test_a_system_voice_is_chosen_by_name_then_by_language() -> None:
    voices = [Named("Anna", [b"\x05de"]), Named("Sam", ["en_US"]), Named("Kate", ["en-GB"]), Named("Old", [])]
    chosen = [
        choose(list(voices), *asked) for asked in (("de-AT", ""), ("en-GB", ""), ("en", ""), ("fr", ""), ("fr", "Kate"))
    ]
    assert chosen == ["id-Anna", "id-Kate", "id-Sam", "", "id-Kate"]


@pytest.fixture
def platform_voice() -> Iterator[PlatformVoice]:
    tried = subprocess.run([sys.executable, "-c", "import pyttsx3; pyttsx3.init()"], capture_output=True, timeout=60)
    if tried.returncode:
        pytest.skip(f"pyttsx3 finds no voice here: {tried.stderr.decode(errors='replace')[-200:]}")
    voice = PlatformVoice(limit_s=20)
    yield voice
    voice.close()


def test_the_voice_of_the_platform_speaks_through_its_door(platform_voice: PlatformVoice) -> None:
    samples, marks = spoken(platform_voice, "The boats came in, and the old town woke.")
    assert SAMPLE_RATE < len(samples) < 6 * SAMPLE_RATE
    assert marks == [(0, 0)]
    assert loudness_lufs(samples) == pytest.approx(WANTED_LUFS, abs=1.5)
    assert list(platform_voice.speak("  ", "en", 150, "")) == []


def test_the_voice_of_the_platform_starts_anew_after_a_crash(platform_voice: PlatformVoice) -> None:
    first = platform_voice.child.number
    os.kill(first, signal.SIGKILL)
    heard = []
    for _ in range(2):  # the crash may be seen before the next sentence, or by it
        try:
            heard.append(len(spoken(platform_voice, "Again.")[0]))
        except DeviceError:
            continue
    assert heard
    assert min(heard) > SAMPLE_RATE / 4
    assert platform_voice.child.number != first


def test_a_closed_voice_of_the_platform_leaves_nothing(platform_voice: PlatformVoice) -> None:
    platform_voice.close()
    platform_voice.close()
    assert not platform_voice.child.alive
    with pytest.raises(DeviceError, match="closed"):
        spoken(platform_voice, "Nobody.")
