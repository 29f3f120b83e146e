"""The room of a rehearsal: every device follows one clock, and all that goes out is written down."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from accessvr.app.bookroom import BookRoom
from accessvr.app.config import Config
from accessvr.app.text_log import TextLog
from accessvr.app.wiring import VOICES, book_room, open_first, sound_recipes
from accessvr.content.recipes import height_pitches
from accessvr.core.device import Device
from accessvr.core.events import Looked
from accessvr.core.values import dataclass
from accessvr.devices.headset.silent import NoHeadset
from accessvr.devices.spatial_audio.device import BLOCK, SAMPLE_RATE, SpatialAudio
from accessvr.devices.spatial_audio.sound_messages import Recipes
from accessvr.devices.spatial_audio.wavefile import WaveFile
from accessvr.devices.speech.device import Speech
from accessvr.devices.voice_commands.silent import NoMicrophone
from accessvr.devices.wristbands.simulated import SimulatedBands
from accessvr.library.patrons import Patron

QUIET_DB = -120.0


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


def studio(
    config: Config,
    patron: Patron,
    wave: Path,
    first: Path | None,
    recipes: Mapping[str, Recipes] | None = None,
) -> Studio:
    """Furnish a studio. The rehearsal begins with `first` open, or at the shelf; `recipes` are those of the program."""
    transcript, recipes = io.StringIO(), recipes or sound_recipes()
    audio = SpatialAudio.of_kinds(None, recipes, height_pitches())
    voice = VOICES[config.voice]()
    speech = Speech(voice, audio.feed, own_clock=True)
    books = book_room(config, patron, None, own_clock=True)
    sites = {site: strength for site, strength in patron.profile.buzz.items() if site != "all"}
    bands, text = SimulatedBands(sites), TextLog(transcript)
    devices: Sequence[Device] = (text, books, bands, audio, speech, NoHeadset(), NoMicrophone())
    begin = partial(open_first, books, first)
    return Studio(tuple(devices), books, audio, speech, bands, text, transcript, WaveFile(wave), begin)
