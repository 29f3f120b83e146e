"""The patron's voice is the settings screen: "faster", "louder", "fewer words"."""

from __future__ import annotations

from typing import TypeVar

from accessvr.core.commands import Adjust, Setting
from accessvr.core.hearing import EARS, Hearing, Way
from accessvr.core.outcomes import Adjusted
from accessvr.core.profile import FASTEST_WPM, SLOWEST_WPM, Profile, Wordiness
from accessvr.core.session import Session, change
from accessvr.core.values import replace

Known = TypeVar("Known")
SPEED_STEP_WPM = 20  # chosen: heard as a change, and eight steps from the default to the fastest a beginner follows
LOUDNESS_STEP_DB = 3.0  # chosen: clearly louder (a just noticeable step is about 1 dB)
QUIETEST_DB, LOUDEST_DB = -20.0, 10.0
PAUSE_STEP, LONGEST_PAUSES = 0.5, 3.0  # chosen: each step is heard
BALANCE_STEP_DB, MOST_BALANCE_DB = 3.0, 18.0  # chosen: clearly louder on one side, in six steps
BUZZ_STEP = 0.25  # chosen: strength is hard to tell apart on the wrist, so four steps are enough


def adjust(session: Session, wish: Adjust) -> tuple[Session, Adjusted]:
    """Turn a setting up or down; at its limit it stays, and that is said."""
    profile, value = _turned(session, wish)
    if profile == session.profile:
        return session, Adjusted(wish.setting, value, at_limit=True)
    return change(session, profile), Adjusted(wish.setting, value)


def _turned(session: Session, wish: Adjust) -> tuple[Profile, str]:
    profile = session.profile
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
            index, voice = _next_of(session.voices, profile.voice, wish.steps)
            return replace(profile, voice=voice), f"voice {index + 1}"
        case Setting.SPED_UP:
            return replace(profile, sped_up=wish.steps > 0), _on(wish)
        case Setting.NEARING:
            return replace(profile, nearing=wish.steps > 0), _on(wish)
        case _:
            hearing, value = _fitted(session, wish)
            return replace(profile, hearing=hearing), value


def _fitted(session: Session, wish: Adjust) -> tuple[Hearing, str]:
    """Turn a setting of the hearing."""
    hearing, on = session.profile.hearing, wish.steps > 0
    match wish.setting:
        case Setting.WIDER:
            return replace(hearing, wider=on), _on(wish)
        case Setting.CLEARER:
            return replace(hearing, clearer=on), _on(wish)
        case Setting.ROOM:
            return replace(hearing, room=on), _on(wish)
        case Setting.BALANCE:
            balance = hearing.balance_db + wish.steps * BALANCE_STEP_DB if wish.steps else 0.0
            balance = min(max(balance, -MOST_BALANCE_DB), MOST_BALANCE_DB)
            return replace(hearing, balance_db=balance), balance_value(balance)
        case Setting.HEAD:
            index, head = _next_of(session.heads, hearing.head, wish.steps)
            return replace(hearing, head=head), f"voice {index + 1}"
        case Setting.WAY:
            index, way = _next_of(tuple(Way), hearing.way, wish.steps)
            return replace(hearing, way=way), way.name.lower()
        case _:
            ear = _next_of(("", *EARS), hearing.one_ear, wish.steps)[1]
            return replace(hearing, one_ear=ear), ear or "both"


def balance_value(balance_db: float) -> str:
    """Give the balance as a value that can be said."""
    if not balance_db:
        return "alike"
    return f"louder_{'right' if balance_db > 0 else 'left'} {abs(round(balance_db))}"


def _next_of(known: tuple[Known, ...], now: Known, steps: int) -> tuple[int, Known]:
    index = ((known.index(now) if now in known else 0) + steps) % len(known)
    return index, known[index]


def _on(wish: Adjust) -> str:
    return "on" if wish.steps > 0 else "off"
