"""The only place where devices meet: which of them there are, and how the voice reaches the mixer."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from accessvr.app.bookroom import BookRoom
from accessvr.app.config import Config, prepared_folder
from accessvr.app.preparing import Begun
from accessvr.app.shelf import titles
from accessvr.app.text_log import TextLog
from accessvr.content.phrases import phrasebook
from accessvr.content.recipes import height_pitches
from accessvr.content.scenes import ambience_recipes, beacon_recipes, cue_recipes, icon_recipes, scenes
from accessvr.core.device import Device
from accessvr.core.effects import OpenBook
from accessvr.core.errors import DeviceError
from accessvr.core.events import Looked
from accessvr.core.session import Session
from accessvr.core.understand import Grammar, grammar
from accessvr.core.values import dataclass, field
from accessvr.devices.headset.silent import NoHeadset
from accessvr.devices.spatial_audio.far_sound import FarSound
from accessvr.devices.spatial_audio.heads import heads
from accessvr.devices.spatial_audio.sound_messages import Card, Recipes
from accessvr.devices.speech.device import Marks, Speech
from accessvr.devices.speech.espeak import Espeak
from accessvr.devices.speech.platform_voice import PlatformVoice
from accessvr.devices.speech.silent_voice import SilentVoice
from accessvr.devices.speech.voice import Mono, Voice
from accessvr.devices.voice_commands.keyboard import Keyboard
from accessvr.devices.voice_commands.silent import NoMicrophone
from accessvr.devices.voice_commands.typed import Typed
from accessvr.devices.wristbands.silent import NoBands
from accessvr.library.patrons import Patron

if TYPE_CHECKING:
    from accessvr.devices.spatial_audio.measures import SoundMeasures

VOICES: dict[str, Callable[[], Voice]] = {"espeak": Espeak, "platform": PlatformVoice, "none": SilentVoice}


@dataclass(frozen=True, slots=True)
class Found:
    """What was looked for: its name, whether it is there, what was found or tried, and what to do.

    details  what was measured or answered, by name
    """

    name: str
    there: bool
    what: str
    remedy: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


def words_for(config: Config, patron: Patron) -> Grammar:
    """Give the words of the patron's language, else of the room's."""
    return grammar(phrasebook(patron.profile.language or config.language))


def new_session(words: Grammar, patron: Patron, speech: Speech) -> Session:
    """Give the session a visit begins with: a publication, or the shelf, has been asked for."""
    voices = speech.voices(words.phrases.language) or ("",)
    others = tuple(heads()[1:])  # the first is the usual one, which has no name in a profile
    dose = patron.dose.on(date.today())
    return Session(words, profile=patron.profile, voices=voices, heads=("", *others), opening=True, dose=dose)


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
    audio: FarSound
    speech: Speech
    books: BookRoom
    typing: Typed | Keyboard
    text: TextLog
    found: tuple[Found, ...]
    words: Grammar

    @property
    def keys(self) -> bool:
        """Tell whether single keys act, as at a terminal."""
        return isinstance(self.typing, Keyboard)

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


def live_room(
    config: Config,
    patron: Patron,
    patron_file: Path | None,
    stdin: TextIO,
    end: Callable[[], None],
    shown: TextIO | None = None,
) -> Room:
    """Furnish a room with whatever is there; every kind has a silent twin.

    end    is called when no more will be typed
    shown  where the text is written; standard output when None
    """
    shown = shown or sys.stdout
    coming, audio = voice_to_come(config), _sound(config)
    words, books = words_for(config, patron), book_room(config, patron, patron_file)
    sound = _sound_found(config, audio)
    voice, speech = _voice(config, coming, heard=sound.there)
    text = TextLog(shown, plain=True)
    typing = _typing(stdin, shown, end)
    bands, headset, microphone = NoBands(), NoHeadset(), NoMicrophone()
    found = (sound, speech, *_silent_twins())
    speaking = Speech(voice, audio.feed)
    devices = (text, books, bands, audio, speaking, headset, microphone, typing)
    return Room(devices, headset, audio, speaking, books, typing, text, found, words)


def _typing(stdin: TextIO, shown: TextIO, end: Callable[[], None]) -> Typed | Keyboard:
    keys = sys.platform != "win32" and stdin.isatty()
    return Keyboard(stdin, shown, end) if keys else Typed(stdin, end)


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
    coming, audio = voice_to_come(config), _far_sound(Card(None))
    words = words_for(config, patron)

    def feed(number: int, samples: Mono, marks: Marks, last: bool) -> None:
        if len(samples):
            made(number)
        audio.feed(number, samples, marks, last)

    books, text = book_room(config, patron, None), TextLog(io.StringIO(), plain=True)
    typing, headset = Typed(io.StringIO(), lambda: None), NoHeadset()
    speaking = Speech(coming.result(), feed)
    devices = (text, books, audio, speaking, headset)
    return Room(devices, headset, audio, speaking, books, typing, text, (), words)


def _sound(config: Config) -> FarSound:
    """Begin the sound: its process starts while the rest of the room is furnished."""
    name = {"none": None, "default": ""}.get(config.sound, config.sound)
    card = Card(name, config.sound_block, config.sound_latency_ms / 1000, config.headphones_db or None)
    return _far_sound(card)


def _far_sound(card: Card) -> FarSound:
    return FarSound(card, sound_recipes(), height_pitches())


def _sound_found(config: Config, audio: FarSound) -> Found:
    if config.sound == "none":
        return Found("sound", False, "switched off in accessvr.toml", 'Set sound = "default" to hear.')
    try:
        return Found("sound", True, audio.playing().description)
    except DeviceError as error:
        return Found("sound", False, error.message, error.remedy)


def sound_recipes() -> dict[str, Recipes]:
    """Give the recipes of all that sounds, by kind."""
    return {
        "cues": cue_recipes(),
        "icons": icon_recipes(),
        "ambiences": ambience_recipes(),
        "beacons": beacon_recipes(),
    }


def sound_measures() -> SoundMeasures:
    """Give an ear: it makes sounds from recipes, and measures them."""
    from accessvr.devices.spatial_audio.measures import SoundMeasures  # only now: a visit does without it

    return SoundMeasures()


def voice_to_come(config: Config) -> Future[Voice]:
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
