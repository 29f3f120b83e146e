"""Left, right and front, checked by ear: three words are heard, each is answered by a key or a word. Nobody has to see.

The first word is in the left ear alone, the second in the right ear alone: so a silent ear and swapped sides are told
apart, which a word from one side, heard by both ears, would not do.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from enum import Enum
from typing import TextIO

from accessvr.core.effects import Effect, Fit, Hush, Say, Tone
from accessvr.core.events import DeviceLost, Event, Heard, Pressed, Spoken
from accessvr.core.hearing import Hearing
from accessvr.core.phrasebook import Phrasebook, sentence, together
from accessvr.core.values import dataclass

PAUSE_S = 1.0  # chosen: another fitting of the sound is made in a tenth of it
PATIENCE_S = 20.0  # chosen: then the word and what can be pressed are told again
TIMES = 3  # and so often, before the check is given up
TONE_HZ = 700.0  # where there is no voice


class Side(Enum):
    """Where something is heard."""

    LEFT = "left"
    RIGHT = "right"
    FRONT = "front"
    NOTHING = "nothing"


class Wish(Enum):
    """What can be answered instead."""

    AGAIN = "again"
    STOP = "stop"


Answer = Side | Wish
PLAYED = (Side.LEFT, Side.RIGHT, Side.FRONT)
KEYS: dict[str, Answer] = {
    "key.Left": Side.LEFT,
    "key.Right": Side.RIGHT,
    "key.Up": Side.FRONT,
    "key.Down": Side.NOTHING,
    "key.Space": Wish.AGAIN,
    "key.Escape": Wish.STOP,
}
Answers = dict[Side, Side]


def faults(answers: Answers) -> tuple[str, ...]:
    """Give what the answers say of the sound: names of faults, none when all is well."""
    if set(answers) != set(PLAYED):
        return ("unfinished",)
    front = answers[Side.FRONT]
    match answers[Side.LEFT], answers[Side.RIGHT]:
        case Side.LEFT, Side.RIGHT:
            leaning = {Side.FRONT: (), Side.LEFT: ("leaning.left",), Side.RIGHT: ("leaning.right",)}
            return leaning.get(front, ("unsure",))
        case Side.RIGHT, Side.LEFT:
            return ("swapped",)
        case (Side.NOTHING, Side.RIGHT) | (Side.RIGHT, Side.RIGHT):
            return ("silent.left",)
        case (Side.LEFT, Side.NOTHING) | (Side.LEFT, Side.LEFT):
            return ("silent.right",)
        case Side.NOTHING, Side.LEFT:
            return ("swapped", "silent.right")
        case Side.RIGHT, Side.NOTHING:
            return ("swapped", "silent.left")
        case Side.NOTHING, Side.NOTHING if front is Side.NOTHING:
            return ("silent",)
        case Side.FRONT, Side.FRONT:
            return ("alike",)
        case _:
            return ("unsure",)


def verdict(phrases: Phrasebook, answers: Answers) -> tuple[str, str]:
    """Give what was found, and what to do about it, "" when all is well."""
    found = faults(answers)
    if not found:
        return sentence(phrases, "ears.well", {}), ""
    whats = (sentence(phrases, f"ears.{fault}", {}) for fault in found)
    return together(phrases, whats), sentence(phrases, f"ears.{found[0]}.do", {})


@dataclass(slots=True)
class TwoEars:
    """The check.

    phrases  in whose language it is told
    render   hands an effect to the sound and to the voice
    inbox    what they tell, and what is pressed or typed; None is the end of that
    proceed  lets the next typed line come
    out      everything that is said is written there
    keys     single keys act, as at a terminal; else words are typed
    voice    there is a voice; without one, tones are heard, and the rest is only written
    number   of the first utterance
    """

    phrases: Phrasebook
    render: Callable[[Effect], None]
    inbox: queue.SimpleQueue[Event | None]
    proceed: Callable[[], None]
    out: TextIO
    keys: bool
    voice: bool = True
    number: int = 100

    def run(self) -> Answers:
        """Ask, tell what was found, and give the answers: fewer than three when it was not finished."""
        begun = self._heard(self._told("explained"), self._what_to_press()) is not Wish.STOP
        answers: Answers = {}
        for side in PLAYED if begun else ():
            answer = self._asked(side)
            if answer is None:
                break
            answers[side] = answer
        self.render(Fit(Hearing()))
        found, to_do = verdict(self.phrases, answers)
        self._heard(together(self.phrases, (found, to_do)))
        return answers

    def _asked(self, side: Side) -> Side | None:
        """Give where a word is heard; what does not fit is asked once more, since a finger slips. None is the end."""
        answer = self._once(side)
        if answer is None or answer is side:
            return answer
        self.render(Fit(Hearing()))
        return None if self._heard(self._told("once_more")) is Wish.STOP else self._once(side)

    def _once(self, side: Side) -> Side | None:
        for answer in self._tries(side):
            match answer:
                case Side():
                    return answer
                case Wish.STOP:
                    return None
                case Wish.AGAIN | None:
                    continue
        return None

    def _tries(self, side: Side) -> Iterator[Answer | None]:
        """Play a word and give each answer to it; None is none in time, told what can be pressed, and played again."""
        unanswered = 0
        while unanswered < TIMES:
            answer = self._played(side) or self._answer()
            unanswered += answer is None
            yield answer
            if answer is None:
                self.render(Fit(Hearing()))
                self._heard(self._what_to_press())

    def _played(self, side: Side) -> Answer | None:
        """Let a word be heard on its side alone; gives an answer that does not wait for its end."""
        ear = "" if side is Side.FRONT else side.value
        self.render(Fit(Hearing(one_ear=ear)))
        if self.voice:
            return self._heard(self._told(side.value), pause_s=PAUSE_S)
        self._write(self._told(side.value))
        self.number += 1
        self.render(Tone(self.number, TONE_HZ, 0.0, ear))
        return self._until_spoken()

    def _heard(self, *texts: str, pause_s: float = 0.0) -> Answer | None:
        """Say and write something, and wait for its end or an answer, which silences it."""
        text = together(self.phrases, texts)
        self._write(text)
        if not self.voice:
            return None
        self.number += 1
        self.render(Say(self.number, text, self.phrases.language, pause_s=pause_s))
        answer = self._until_spoken()
        if answer is not None:
            self.render(Hush())
        return answer

    def _until_spoken(self) -> Answer | None:
        while (event := self._next()) is not None:
            if event == Spoken(self.number):
                return None
            if (answer := self._meant(event)) is not None:
                return answer
        return None

    def _answer(self) -> Answer | None:
        self.proceed()
        while (event := self._next()) is not None:
            if (answer := self._meant(event)) is not None:
                return answer
            if isinstance(event, Heard):
                self._write(self._what_to_press())
                self.proceed()
        return None

    def _next(self) -> Event | None:
        """Give what comes; None when nothing comes for a while, and an end as the wish to stop."""
        try:
            event = self.inbox.get(timeout=PATIENCE_S)
        except queue.Empty:
            return None
        ended = event is None or event == DeviceLost("sound")
        return Pressed("key.Escape") if ended else event

    def _meant(self, event: Event) -> Answer | None:
        match event:
            case Pressed(control):
                return KEYS.get(control)
            case Heard(text):
                return self._typed(text)
            case _:
                return None

    def _typed(self, text: str) -> Answer | None:
        """Give the answer that a word, or its beginning, stands for."""
        said = text.strip().casefold()
        wishes: tuple[Answer, ...] = (*Side, *Wish)
        begun = [wish for wish in wishes if self._told(wish.value).casefold().startswith(said)]
        return begun[0] if said and len(begun) == 1 else None

    def _what_to_press(self) -> str:
        return self._told("keys" if self.keys else "typed")

    def _told(self, key: str) -> str:
        return sentence(self.phrases, f"ears.{key}", {})

    def _write(self, text: str) -> None:
        self.out.write(f"{text}\n")
        self.out.flush()
