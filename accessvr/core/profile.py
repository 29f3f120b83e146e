"""One patron's wishes. Complete by default. No name, no diagnosis."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from accessvr.core.hearing import Hearing
from accessvr.core.values import dataclass, field


class Wordiness(Enum):
    """How much is said beside the text. The levels of the DAISY TIES wording: low is said at every level."""

    FEW = "few"
    SOME = "some"
    ALL = "all"


class Treat(Enum):
    """How much is made of something that stands beside the text: all, a sound and a pulse, a pulse, nothing."""

    SPOKEN = "spoken"
    SOUNDED = "sounded"
    FELT = "felt"
    SILENT = "silent"


SLOWEST_WPM, FASTEST_WPM = 80, 400  # older and young listeners together use this range (Bragg 2021)


@dataclass(frozen=True, slots=True)
class Profile:
    """How a patron wants things said, shaken and shown.

    language          BCP 47
    words_per_minute  80 to 400; 150 is comfortable for old and young (Sutton 1995)
    voice             name of a voice; "" for the default of the language
    loudness_db       added to the normal level, -20 to +10
    hearing           how sound is fitted to the patron
    buzz              strength 0 to 1 by site ("left.top"); a site not named has 1
    contrast          name of a page skin
    text_size_deg     x-height on the page, in degrees of sight
    dwell_s           how long a look must rest to choose
    bounce_s          a second press within this time is not counted
    ask_before        ask before the visit is ended
    calm              no ambience and no sounds but those that answer
    pauses            how long the pauses between headings, paragraphs and items are; 1 is the usual
    one_by_one        reading aloud pauses after each sentence
    recorded          recorded voices are played where there are any; else the synthetic voice reads
    treats            by role ("pagebreak", "noteref", "footnote" ...): how it is treated; others as is usual
    respellings       word -> how it is to be said, in every book
    placing           by what is placed ("heading", "note" ...): False when it is heard from straight ahead
    nearing           the end of a page or chapter is heard before it comes
    sped_up           titles of a list are sped up while it is stepped through quickly
    """

    language: str = "en"
    words_per_minute: int = 150
    voice: str = ""
    loudness_db: float = 0.0
    hearing: Hearing = Hearing()
    wordiness: Wordiness = Wordiness.SOME
    buzz: Mapping[str, float] = field(default_factory=dict)
    contrast: str = "white on black"
    text_size_deg: float = 1.0
    dwell_s: float = 1.2
    bounce_s: float = 0.3
    ask_before: bool = False
    calm: bool = False
    pauses: float = 1.0
    one_by_one: bool = False
    recorded: bool = True
    treats: Mapping[str, Treat] = field(default_factory=dict)
    respellings: Mapping[str, str] = field(default_factory=dict)
    placing: Mapping[str, bool] = field(default_factory=dict)
    nearing: bool = True
    sped_up: bool = False
