"""A short test by tones, as a value: which tone comes next, what an answer tells, and what was lost in the end.

Quick Hughson-Westlake: 10 dB down while a tone is heard, 5 dB up after one that is not, one way up for each pitch.

The headset is not calibrated, so what is found is relative: from the softest level at which a tone is heard that of
young ears is taken away (ISO 389-8); the pitch and ear heard best then count as 0 dB HL, the others as so much more.
A loss that is alike at all pitches of both ears is not seen; the volume makes up for it. No masking, no diagnosis.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from accessvr.core.hearing import EARS
from accessvr.core.values import dataclass, field, replace

FREQUENCIES_HZ = (1000, 2000, 4000, 500)  # the familiar one first, as audiometrists do
JUST_HEARD_DB = {500: 11.0, 1000: 5.5, 2000: 4.5, 4000: 9.5}  # dB SPL in closed headphones, ISO 389-8
START_DB = -20.0  # chosen: clear to most, and well under speech
QUIETEST_DB, LOUDEST_DB = -65.0, 10.0  # about 0 and 75 dB SPL when speech is at 65
DOWN_DB, UP_DB = 10.0, 5.0
NOT_HEARD_DB = LOUDEST_DB + UP_DB  # what counts for a pitch that is not heard at all
MOST_TONES = 60  # chosen: more would be tiring; what is not known then is left out
CATCHES_AT = (5, 9)  # chosen: a silence in place of these tones; the second when the first was answered
MOST_EARLY = 6  # chosen: answers in between, before the answers count as chance
SLIGHT_DB = 10.0  # chosen: less is within what so short a test finds
EVEN_DB = 5.0  # chosen: one step of the test, above which an ear is not left without its gain


@dataclass(frozen=True, slots=True)
class HearingTest:
    """What a test has found so far.

    ears      those that are tested, in order
    at        index of the pitch and ear that are tested now
    level_db  of the next tone
    heard_db  the softest that was heard of this pitch; unheard_db  the loudest that was not
    found     (ear, pitch) -> the softest level that was heard
    given     tones and silences so far
    caught    silences that were answered; early  answers while no tone had come
    """

    ears: tuple[str, ...] = EARS
    at: int = 0
    level_db: float = START_DB
    heard_db: float | None = None
    unheard_db: float | None = None
    found: Mapping[tuple[str, int], float] = field(default_factory=dict)
    given: int = 0
    caught: int = 0
    early: int = 0

    @property
    def ear(self) -> str:
        """Give the ear that is tested now."""
        return self.ears[min(self.at // len(FREQUENCIES_HZ), len(self.ears) - 1)]

    @property
    def frequency_hz(self) -> int:
        """Give the pitch that is tested now."""
        return FREQUENCIES_HZ[self.at % len(FREQUENCIES_HZ)]

    @property
    def silent(self) -> bool:
        """Tell whether the next one is a silence, to see that answers are real."""
        return self.given in CATCHES_AT[: 1 + self.caught]

    @property
    def over(self) -> bool:
        """Tell whether all is known that will be."""
        return self.at >= len(self.ears) * len(FREQUENCIES_HZ) or self.given >= MOST_TONES

    @property
    def by_chance(self) -> bool:
        """Tell whether answers came without tones, so that nothing follows from them."""
        return self.caught >= len(CATCHES_AT) or self.early > MOST_EARLY


def answered(test: HearingTest, *, heard: bool) -> HearingTest:
    """Give the test after a tone or a silence was heard or not."""
    caught = test.caught + (test.silent and heard)
    after = replace(test, given=test.given + 1, caught=caught)
    if test.silent:
        return after
    after = replace(after, heard_db=test.level_db) if heard else replace(after, unheard_db=test.level_db)
    found = _threshold(after)
    return replace(after, level_db=_next_level(after)) if found is None else _next_pitch(after, found)


def _threshold(test: HearingTest) -> float | None:
    """Give the softest level that is heard, once it is known."""
    heard, unheard = test.heard_db, test.unheard_db
    if heard is None:
        return NOT_HEARD_DB if unheard is not None and unheard >= LOUDEST_DB else None
    if unheard is None:
        return heard if heard <= QUIETEST_DB else None
    return heard if heard - unheard <= UP_DB else None


def _next_level(test: HearingTest) -> float:
    if test.heard_db is None:
        return min((test.unheard_db or 0.0) + DOWN_DB, LOUDEST_DB)
    if test.unheard_db is None:
        return max(test.heard_db - DOWN_DB, QUIETEST_DB)
    return test.unheard_db + UP_DB


def _next_pitch(test: HearingTest, found_db: float) -> HearingTest:
    """Go to the next pitch: a little above where the other ear, else the last pitch, was just heard."""
    found = {**test.found, (test.ear, test.frequency_hz): found_db}
    after = replace(test, at=test.at + 1, heard_db=None, unheard_db=None, found=found)
    near_db = found.get((test.ears[0], after.frequency_hz), found_db)
    return replace(after, level_db=min(max(near_db + UP_DB, QUIETEST_DB), LOUDEST_DB))


def losses(test: HearingTest) -> dict[str, dict[int, float]]:
    """Give the loss of each ear in dB HL by pitch; empty when all is heard alike, or nothing is heard."""
    lost = {key: level - JUST_HEARD_DB[key[1]] for key, level in test.found.items()}
    best = min(lost.values(), default=0.0)
    if not lost or all(level >= NOT_HEARD_DB for level in test.found.values()):
        return {}
    steps = {key: UP_DB * round((level - best) / UP_DB) for key, level in lost.items()}
    if max(steps.values()) <= EVEN_DB:
        return {}
    return {ear: dict(sorted(_of_ear(steps, ear))) for ear in test.ears}


def _of_ear(steps: Mapping[tuple[str, int], float], ear: str) -> Iterator[tuple[int, float]]:
    return ((pitch, level) for (side, pitch), level in steps.items() if side == ear)


def verdict(test: HearingTest) -> tuple[str, str]:
    """Give what was found, as a key of the phrasebook, and the ear that hears softer, or ""."""
    if test.by_chance:
        return "chance", ""
    if not test.found or all(level >= NOT_HEARD_DB for level in test.found.values()):
        return "silent", ""
    lost = losses(test)
    if not lost:
        return "even", ""
    means = {ear: sum(by.values()) / len(by) for ear, by in lost.items() if by}
    softer = max(means, key=lambda ear: means[ear])
    apart = max(means.values()) - min(means.values()) > SLIGHT_DB
    high = _mean(lost, (2000, 4000)) - _mean(lost, (500, 1000))
    found = "high" if high >= SLIGHT_DB else "low" if high <= -SLIGHT_DB else "some"
    return found, softer if apart else ""


def _mean(lost: Mapping[str, Mapping[int, float]], pitches: tuple[int, ...]) -> float:
    known = [level for by in lost.values() for pitch, level in by.items() if pitch in pitches]
    return sum(known) / len(known) if known else 0.0
