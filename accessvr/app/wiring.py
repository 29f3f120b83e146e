"""The only place where devices meet: which of them there are, and how the voice reaches the mixer."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import numpy as np

from accessvr.app.bookroom import BookRoom
from accessvr.app.config import Config, prepared_folder
from accessvr.app.preparing import Begun
from accessvr.app.shelf import titles
from accessvr.app.text_log import TextLog
from accessvr.content.phrases import phrasebook
from accessvr.content.scenes import ambience_recipes, cue_recipes, scenes
from accessvr.core.device import Device
from accessvr.core.effects import OpenBook
from accessvr.core.errors import DeviceError
from accessvr.core.events import Looked
from accessvr.core.session import Session
from accessvr.core.understand import Grammar, grammar
from accessvr.core.values import dataclass
from accessvr.devices.headset.silent import NoHeadset
from accessvr.devices.spatial_audio.device import BLOCK, SAMPLE_RATE, SpatialAudio
from accessvr.devices.spatial_audio.nowhere import Nowhere
from accessvr.devices.spatial_audio.soundcard import SoundCard
from accessvr.devices.spatial_audio.wavefile import WaveFile
from accessvr.devices.speech.device import Marks, Speech
from accessvr.devices.speech.espeak import Espeak
from accessvr.devices.speech.platform_voice import PlatformVoice
from accessvr.devices.speech.silent_voice import SilentVoice
from accessvr.devices.speech.voice import Mono, Voice
from accessvr.devices.voice_commands.keyboard import Keyboard
from accessvr.devices.voice_commands.silent import NoMicrophone
from accessvr.devices.voice_commands.typed import Typed
from accessvr.devices.wristbands.silent import NoBands
from accessvr.devices.wristbands.simulated import SimulatedBands
from accessvr.library.patrons import Patron

if TYPE_CHECKING:
    from accessvr.devices.spatial_audio.measures import SoundMeasures

QUIET_DB = -120.0
VOICES: dict[str, Callable[[], Voice]] = {"espeak": Espeak, "platform": PlatformVoice, "none": SilentVoice}


@dataclass(frozen=True, slots=True)
class Found:
    """What was looked for: its name, whether it is there, what was found or tried, and what to do."""

    name: str
    there: bool
    what: str
    remedy: str = ""


def words_for(config: Config, patron: Patron) -> Grammar:
    """Give the words of the patron's language, else of the room's."""
    return grammar(phrasebook(patron.profile.language or config.language))


def new_session(words: Grammar, patron: Patron, speech: Speech) -> Session:
    """Give the session a visit begins with: a publication, or the shelf, has been asked for."""
    voices = speech.voices(words.phrases.language) or ("",)
    return Session(words, profile=patron.profile, voices=voices, opening=True)


def book_room(config: Config, patron: Patron, patron_file: Path | None, *, own_clock: bool = False) -> BookRoom:
    """Give the book room of a library."""
    return BookRoom(
        lambda: titles(config.library),
        scenes(),
        prepared_folder(config),
        patron=patron,
        patron_file=patron_file,
        own_clock=own_clock,
    )


@dataclass(frozen=True, slots=True)
class Room:
    """A room for a live visit: its devices in the order they start, and what was found."""

    devices: tuple[Device, ...]
    headset: NoHeadset
    audio: SpatialAudio
    speech: Speech
    books: BookRoom
    typing: Typed | Keyboard
    text: TextLog
    found: tuple[Found, ...]
    words: Grammar

    @property
    def heard(self) -> bool:
        """Say whether sound comes out."""
        return all(found.there for found in self.found if found.name in ("sound", "speech"))

    def open(self, path: Path | None, begun: Begun | None = None) -> None:
        """Open a publication, or the shelf."""
        open_first(self.books, path, begun)

    def look(self, looked: Looked) -> None:
        """Turn the listener's head."""
        self.audio.look(looked.azimuth_deg, looked.elevation_deg)

    def proceed(self) -> None:
        """Let the next typed line come."""
        self.typing.proceed()

    @property
    def missing(self) -> tuple[str, ...]:
        """Give the names of the devices that are not there."""
        return tuple(found.name for found in self.found if not found.there)


def live_room(config: Config, patron: Patron, patron_file: Path | None, stdin: TextIO, end: Callable[[], None]) -> Room:
    """Furnish a room with whatever is there; every kind has a silent twin."""
    coming, words = _voice_to_come(config), words_for(config, patron)
    audio, sound = _sound(config)
    books = book_room(config, patron, patron_file)
    voice, speech = _voice(config, coming, heard=sound.there)
    text = TextLog(sys.stdout, plain=True)
    typing = _typing(stdin, end)
    bands, headset, microphone = NoBands(), NoHeadset(), NoMicrophone()
    found = (sound, speech, *_silent_twins())
    speaking = Speech(voice, audio.feed)
    devices = (text, books, bands, audio, speaking, headset, microphone, typing)
    return Room(devices, headset, audio, speaking, books, typing, text, found, words)


def _typing(stdin: TextIO, end: Callable[[], None]) -> Typed | Keyboard:
    keys = sys.platform != "win32" and stdin.isatty()
    return Keyboard(stdin, sys.stdout, end) if keys else Typed(stdin, end)


def open_first(books: BookRoom, path: Path | None, begun: Begun | None = None) -> None:
    """Open what a visit begins with: a publication, or the shelf."""
    if path is None:
        books.render(OpenBook(""))
    else:
        books.open_path(path, begun)


def deaf_room(config: Config, patron: Patron, made: Callable[[int], None]) -> Room:
    """Furnish a live room with the real voice and no sound card, to measure it. Raises DeviceError without a voice.

    made  is told the number of an utterance whenever the voice has made samples of it
    """
    coming, words = _voice_to_come(config), words_for(config, patron)
    audio = SpatialAudio(Nowhere(), cue_recipes(), ambience_recipes())

    def feed(number: int, samples: Mono, marks: Marks, last: bool) -> None:
        if len(samples):
            made(number)
        audio.feed(number, samples, marks, last)

    books, text = book_room(config, patron, None), TextLog(io.StringIO(), plain=True)
    typing, headset = Typed(io.StringIO(), lambda: None), NoHeadset()
    speaking = Speech(coming.result(), feed)
    devices = (text, books, audio, speaking, headset)
    return Room(devices, headset, audio, speaking, books, typing, text, (), words)


def look_for_devices(config: Config) -> list[Found]:
    """Look for every device, without a visit."""
    audio, sound = _sound(config)
    voice, speech = _voice(config, _voice_to_come(config), heard=True)
    voice.close()
    audio.close()
    return [sound, speech, *_silent_twins()]


def _sound(config: Config) -> tuple[SpatialAudio, Found]:
    if config.sound == "none":
        found = Found("sound", False, "switched off in accessvr.toml", 'Set sound = "default" to hear.')
        return SpatialAudio(Nowhere(), cue_recipes(), ambience_recipes()), found
    try:
        card = SoundCard("" if config.sound == "default" else config.sound)
        return SpatialAudio(card, cue_recipes(), ambience_recipes()), Found("sound", True, card.description)
    except DeviceError as error:
        audio = SpatialAudio(Nowhere(), cue_recipes(), ambience_recipes())
        return audio, Found("sound", False, error.message, error.remedy)


def sound_measures() -> SoundMeasures:
    """Give an ear: it makes sounds from recipes, and measures them."""
    from accessvr.devices.spatial_audio.measures import SoundMeasures  # only now: a visit does without it

    return SoundMeasures()


def _voice_to_come(config: Config) -> Future[Voice]:
    """Begin the voice: its own process starts while the rest of the room is furnished."""
    with_one = ThreadPoolExecutor(max_workers=1, thread_name_prefix="voice")
    coming = with_one.submit(VOICES[config.voice])
    with_one.shutdown(wait=False)
    return coming


def _voice(config: Config, coming: Future[Voice], *, heard: bool) -> tuple[Voice, Found]:
    """Give the voice; where nothing is heard a silent one keeps the pace of reading."""
    try:
        voice = coming.result()
    except DeviceError as error:
        return SilentVoice(), Found("speech", False, error.message, error.remedy)
    there = Found("speech", config.voice != "none", f"the voice {config.voice}")
    if heard:
        return voice, there
    voice.close()
    return SilentVoice(), there


def _silent_twins() -> tuple[Found, ...]:
    return (
        Found("microphone", False, "voice commands are not part of this version", "Type a line, or press keys."),
        Found("wristbands", False, "wristbands are not part of this version", "The sounds say the same."),
        Found("headset", False, "the headset is not part of this version", "Everything is spoken."),
    )


@dataclass(frozen=True, slots=True)
class Studio:
    """A room for a rehearsal: every device follows one clock, and all that goes out is written down."""

    devices: tuple[Device, ...]
    books: BookRoom
    audio: SpatialAudio
    speech: Speech
    bands: SimulatedBands
    text: TextLog
    transcript: io.StringIO
    file: WaveFile
    begin: Callable[[], None]

    @property
    def block_s(self) -> float:
        """Give the length of a block of sound in seconds."""
        return BLOCK / SAMPLE_RATE

    def catch_up(self) -> None:
        """Do all that was asked for at this moment."""
        self.books.advance()
        self.speech.advance()

    def look(self, looked: Looked) -> None:
        """Turn the head."""
        self.audio.look(looked.azimuth_deg, looked.elevation_deg)

    def advance(self, now_s: float) -> float:
        """Go on by one block; gives how loud it was, in dB full scale."""
        self.catch_up()
        sound = self.audio.advance()
        self.bands.advance(now_s)
        self.file.write(sound)
        power = float(np.mean(np.square(sound)))
        return max(QUIET_DB, 10 * np.log10(power)) if power > 0 else QUIET_DB


def studio(config: Config, patron: Patron, wave: Path, first: Path | None) -> Studio:
    """Furnish a studio. The rehearsal begins with `first` open, or at the shelf."""
    transcript = io.StringIO()
    audio = SpatialAudio(None, cue_recipes(), ambience_recipes())
    voice = _studio_voice(config)
    speech = Speech(voice, audio.feed, own_clock=True)
    books = book_room(config, patron, None, own_clock=True)
    sites = {site: strength for site, strength in patron.profile.buzz.items() if site != "all"}
    bands, text = SimulatedBands(sites), TextLog(transcript)
    devices: Sequence[Device] = (text, books, bands, audio, speech, NoHeadset(), NoMicrophone())
    begin = partial(open_first, books, first)
    return Studio(tuple(devices), books, audio, speech, bands, text, transcript, WaveFile(wave), begin)


def _studio_voice(config: Config) -> Voice:
    return VOICES[config.voice]()
