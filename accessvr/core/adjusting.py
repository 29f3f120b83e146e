"""The patron's voice is the settings screen: "faster", "louder", "fewer words"."""

from __future__ import annotations

from accessvr.core.commands import Adjust, Setting
from accessvr.core.outcomes import Adjusted
from accessvr.core.profile import FASTEST_WPM, SLOWEST_WPM, Profile, Wordiness
from accessvr.core.session import Session, remember
from accessvr.core.values import replace

SPEED_STEP_WPM = 20  # chosen: heard as a change, and eight steps from the default to the fastest a beginner follows
LOUDNESS_STEP_DB = 3.0  # chosen: clearly louder (a just noticeable step is about 1 dB)
QUIETEST_DB, LOUDEST_DB = -20.0, 10.0
PAUSE_STEP, LONGEST_PAUSES = 0.5, 3.0  # chosen: each step is heard
BUZZ_STEP = 0.25  # chosen: strength is hard to tell apart on the wrist, so four steps are enough


def adjust(session: Session, wish: Adjust) -> tuple[Session, Adjusted]:
    """Turn a setting up or down; at its limit it stays, and that is said."""
    profile, value = _turned(session.profile, wish, session.voices)
    if profile == session.profile:
        return session, Adjusted(wish.setting, value, at_limit=True)
    return replace(remember(session), profile=profile), Adjusted(wish.setting, value)


def _turned(profile: Profile, wish: Adjust, voices: tuple[str, ...]) -> tuple[Profile, str]:
    match wish.setting:
        case Setting.SPEED:
            speed = profile.words_per_minute + wish.steps * SPEED_STEP_WPM
            speed = min(max(speed, SLOWEST_WPM), FASTEST_WPM)
            return replace(profile, words_per_minute=speed), f"words_per_minute {speed}"
        case Setting.LOUDNESS:
            loudness = min(max(profile.loudness_db + wish.steps * LOUDNESS_STEP_DB, QUIETEST_DB), LOUDEST_DB)
            percent = round(100 * (loudness - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB))
            return replace(profile, loudness_db=loudness), f"percent {percent}"
        case Setting.WORDINESS:
            levels = list(Wordiness)
            index = min(max(levels.index(profile.wordiness) + wish.steps, 0), len(levels) - 1)
            return replace(profile, wordiness=levels[index]), levels[index].value
        case Setting.BUZZ:
            strength = min(max(profile.buzz.get("all", 1.0) + wish.steps * BUZZ_STEP, 0.0), 1.0)
            return replace(profile, buzz={**profile.buzz, "all": strength}), f"percent {round(100 * strength)}"
        case Setting.CALM:
            return replace(profile, calm=wish.steps > 0), _on(wish)
        case Setting.ONE_BY_ONE:
            return replace(profile, one_by_one=wish.steps > 0), _on(wish)
        case Setting.RECORDED:
            return replace(profile, recorded=wish.steps > 0), _on(wish)
        case Setting.PAUSES:
            pauses = min(max(profile.pauses + wish.steps * PAUSE_STEP, 0.0), LONGEST_PAUSES)
            return replace(profile, pauses=pauses), f"percent {round(100 * pauses)}"
        case Setting.VOICE:
            index = voices.index(profile.voice) if profile.voice in voices else 0
            index = (index + wish.steps) % len(voices)
            return replace(profile, voice=voices[index]), f"voice {index + 1}"


def _on(wish: Adjust) -> str:
    return "on" if wish.steps > 0 else "off"
