"""Words or presses -> Command; and the phrases that make sense right now."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from accessvr.core import commands as c
from accessvr.core.commands import Command, Setting, Unit
from accessvr.core.heard import Plain, number_heard, plain, readings, slot_patterns, slots_of
from accessvr.core.phrasebook import Phrasebook
from accessvr.core.profile import Treat
from accessvr.core.publication import Kind
from accessvr.core.sound_phrases import FINDING, OFFERED_SOUND, SOUND, WITH_LOSS, WITH_PLACED
from accessvr.core.values import dataclass

STAY_MINUTES = 15  # chosen: what "stay" gives

PLAIN: dict[str, Command] = {
    "read": c.Read(),
    "hold": c.Hold(),
    "stop": c.Stop(),
    "next": c.Move(1),
    "previous": c.Move(-1),
    "beginning": c.GoTo(Unit.BOOK, 1),
    "end": c.GoTo(Unit.BOOK, -1),
    "chapter_beginning": c.GoTo(Unit.CHAPTER, 0),
    "chapter_end": c.GoTo(Unit.CHAPTER, -1),
    "enter": c.Enter(),
    "leave": c.Leave(),
    "repeat": c.Repeat(),
    "spell": c.Spell(),
    "spell_phonetic": c.Spell(phonetic=True),
    "where": c.WhereAmI(),
    "around": c.WhatIsAround(),
    "describe": c.Describe(),
    "more": c.More(),
    "contents": c.Contents(),
    "open": c.Open(),
    "choose": c.Choose(),
    "mark": c.Mark(),
    "marks": c.Recall(),
    "copy": c.Copy(),
    "export": c.Export(),
    "hear_note": c.HearNote(),
    "follow": c.Follow(),
    "links": c.Links(),
    "landmarks": c.Landmarks(),
    "about": c.About(),
    "found_next": c.FindNext(1),
    "found_previous": c.FindNext(-1),
    "read_row": c.ReadLine(Unit.ROW),
    "read_column": c.ReadLine(Unit.COLUMN),
    "headers": c.Headers(),
    "stay": c.Sleep(STAY_MINUTES),
    "stay_awake": c.Sleep(0),
    "as_written": c.Pronounce(),
    "another_voice": c.Adjust(Setting.VOICE, 1),
    "previous_voice": c.Adjust(Setting.VOICE, -1),
    "longer_pauses": c.Adjust(Setting.PAUSES, 1),
    "shorter_pauses": c.Adjust(Setting.PAUSES, -1),
    "one_by_one": c.Adjust(Setting.ONE_BY_ONE, 1),
    "all_at_once": c.Adjust(Setting.ONE_BY_ONE, -1),
    "recorded_voice": c.Adjust(Setting.RECORDED, 1),
    "synthetic_voice": c.Adjust(Setting.RECORDED, -1),
    "speak_all": c.TreatAs("", Treat.SPOKEN),
    "skip_all": c.TreatAs("", Treat.SILENT),
    "faster": c.Adjust(Setting.SPEED, 1),
    "slower": c.Adjust(Setting.SPEED, -1),
    "louder": c.Adjust(Setting.LOUDNESS, 1),
    "quieter": c.Adjust(Setting.LOUDNESS, -1),
    "say_more": c.Adjust(Setting.WORDINESS, 1),
    "say_less": c.Adjust(Setting.WORDINESS, -1),
    "buzz_more": c.Adjust(Setting.BUZZ, 1),
    "buzz_less": c.Adjust(Setting.BUZZ, -1),
    "calm_on": c.Adjust(Setting.CALM, 1),
    "calm_off": c.Adjust(Setting.CALM, -1),
    "yes": c.Answer(True),
    "no": c.Answer(False),
    "undo": c.Undo(),
    "back": c.Back(),
    "help": c.Help(),
    "shelf": c.Shelf(),
    "goodbye": c.Goodbye(),
    **SOUND,
}
WITH_UNIT: dict[str, Callable[[Unit], Command]] = {
    "next_unit": lambda unit: c.Move(1, unit),
    "previous_unit": lambda unit: c.Move(-1, unit),
}
WITH_NUMBER: dict[str, Callable[[int], Command]] = {
    "next_heading_level": lambda number: c.Move(1, Unit.HEADING, number),
    "previous_heading_level": lambda number: c.Move(-1, Unit.HEADING, number),
    "choose_number": c.Choose,
    "recall_number": c.Recall,
    "unmark": c.Unmark,
    "sleep": c.Sleep,
}
WITH_UNIT_AND_NUMBER: dict[str, Callable[[Unit, int], Command]] = {"go_to_unit": c.GoTo}
WITH_LABEL: dict[str, Callable[[str], Command]] = {"go_to_page": lambda label: c.GoTo(Unit.PAGE, 0, label)}
WITH_WORDS: dict[str, Callable[[str], Command]] = {
    "mark_name": lambda words: c.Mark(name=words),
    "note": lambda words: c.Mark(note=words),
    "recall_name": lambda words: c.Recall(name=words),
    "pronounce_always": lambda words: c.Pronounce(words, always=True),
    "pronounce": c.Pronounce,
    "find": c.Find,
    "open_title": c.Open,
    **FINDING,
}
WITH_THING: dict[str, Treat] = {
    "treat_spoken": Treat.SPOKEN,
    "treat_sounded": Treat.SOUNDED,
    "treat_felt": Treat.FELT,
    "treat_silent": Treat.SILENT,
}
SLOTS_FIRST = (*WITH_NUMBER, *WITH_UNIT_AND_NUMBER, *WITH_LABEL, *WITH_LOSS, *WITH_WORDS)
KEYS = (*PLAIN, *WITH_UNIT, *WITH_THING, *WITH_PLACED, *SLOTS_FIRST)

ALWAYS = ("stop", "hold", "help", "where", "undo", "goodbye", "repeat", "shelf")
OFFERED: dict[Kind, tuple[str, ...]] = {
    Kind.SHELF: (
        *("open", "next", "previous", "describe", "more", "faster", "slower", "louder", "quieter", *OFFERED_SOUND),
    ),
    Kind.BOOK: (
        *("read", "next", "previous", "contents", "back", "mark", "marks", "describe", "more", "spell"),
        *("enter", "leave", "faster", "slower", "louder", "quieter", "beginning", "chapter_beginning"),
        *("hear_note", "follow", "links", "read_row", "read_column", "headers", "copy", "about", "landmarks"),
        *("found_next", "another_voice", "longer_pauses", "shorter_pauses", "export", *OFFERED_SOUND),
    ),
    Kind.EXHIBIT: (
        *("next", "enter", "more", "around", "previous", "leave", "read", "describe", "contents", "back"),
        *("slower", "faster", "louder", "quieter", "calm_on", *OFFERED_SOUND),
    ),
}
OFFERED_UNITS = (Unit.CHAPTER, Unit.SENTENCE, Unit.HEADING, Unit.WORD, Unit.CHARACTER, Unit.PAGE, Unit.PART)
OFFERED_KINDS = (
    *(Unit.PARAGRAPH, Unit.NOTE, Unit.TABLE, Unit.ROW, Unit.COLUMN, Unit.FIGURE, Unit.FORMULA, Unit.LIST, Unit.LINK),
    *(Unit.QUOTATION, Unit.LINE, Unit.TEN_SECONDS),
)
SLOTTED = (
    *("go_to_unit", "go_to_page", "find", "open_title", "choose_number", "recall_number", "recall_name"),
    *("mark_name", "note", "treat_spoken", "treat_silent", "treat_sounded", "treat_felt", "sleep", "pronounce"),
    *("guide", "where_is", "placed_ahead", "placed_aside"),
)
PRESSES: dict[tuple[str, bool], Command] = {
    ("yes", False): c.Choose(),
    ("yes", True): c.Help(),
    ("next", False): c.Move(1),
    ("next", True): c.Move(-1),
    ("stop", False): c.Stop(),
    ("stop", True): c.Undo(),
    ("right.next", False): c.Move(1),
    ("left.next", False): c.Move(-1),
    ("right.choose", False): c.Choose(),
    ("left.choose", False): c.Choose(),
    ("right.back", False): c.Leave(),
    ("left.back", False): c.Leave(),
    ("right.where", False): c.WhereAmI(),
    ("left.where", False): c.Help(),
    ("right.again", False): c.Repeat(),
    ("left.again", False): c.Undo(),
    ("key.Right", False): c.Move(1),
    ("key.Left", False): c.Move(-1),
    ("key.Down", False): c.Enter(),
    ("key.Up", False): c.Leave(),
    ("key.Enter", False): c.Choose(),
    ("key.Space", False): c.Hold(),
    ("key.Escape", False): c.Stop(),
    ("key.PageDown", False): c.Move(1, Unit.CHAPTER),
    ("key.PageUp", False): c.Move(-1, Unit.CHAPTER),
    ("key.Home", False): c.GoTo(Unit.CHAPTER, 0),
    ("key.End", False): c.GoTo(Unit.CHAPTER, -1),
    ("key.Tab", False): c.WhereAmI(),
    ("key.Backspace", False): c.Undo(),
}
NEAR_ENOUGH = 0.34  # chosen: at most a third of the letters may differ


@dataclass(frozen=True, slots=True)
class Grammar:
    """A phrasebook made ready: whole phrases at once, then patterns with slots, in order."""

    phrases: Phrasebook
    whole: Mapping[str, Command]
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    offered: Mapping[Kind, tuple[str, ...]]

    def phrase(self, key: str) -> str:
        """Give the phrase that is taught for a command."""
        return self.phrases.commands[key][0]


def grammar(phrases: Phrasebook) -> Grammar:
    """Make a phrasebook ready to be understood."""
    whole = {plain(phrase, phrases): command for key, command in PLAIN.items() for phrase in phrases.commands[key]}
    for key, make in WITH_UNIT.items():
        for unit, name in _unit_names(phrases):
            for phrase in phrases.commands[key]:
                whole.setdefault(plain(phrase.replace("{unit}", name), phrases), make(unit))
    for key, how in WITH_THING.items():
        for role, names in phrases.things.items():
            for phrase in phrases.commands[key]:
                for name in names:
                    whole.setdefault(plain(phrase.replace("{thing}", name), phrases), c.TreatAs(role, how))
    for phrase, command in _placings(phrases):
        whole.setdefault(plain(phrase, phrases), command)
    longest_first = {key: sorted(phrases.commands[key], key=len, reverse=True) for key in SLOTS_FIRST}
    slots = slot_patterns(phrases)
    patterns = [(_pattern(phrase, slots), key) for key in SLOTS_FIRST for phrase in longest_first[key]]
    offered = {kind: _taught(phrases, kind, keys) for kind, keys in OFFERED.items()}
    return Grammar(phrases, whole, tuple(patterns), offered)


def _placings(phrases: Phrasebook) -> Iterator[tuple[str, Command]]:
    for key, aside in WITH_PLACED.items():
        for what, names in phrases.placed.items():
            for phrase in phrases.commands[key]:
                yield from ((phrase.replace("{placed}", name), c.PlaceAside(what, aside)) for name in names)


def _unit_names(phrases: Phrasebook) -> Iterator[tuple[Unit, str]]:
    for name, spoken in phrases.units.items():
        for word in spoken:
            yield Unit(name), word


def _taught(phrases: Phrasebook, kind: Kind, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Give the phrases that are taught in a place: its own in order of use, units, those that always work."""
    units = (*OFFERED_UNITS, *OFFERED_KINDS) if kind is Kind.BOOK else ()
    stepped = [
        phrases.commands[key][0].replace("{unit}", phrases.units[unit.value][0]) for unit in units for key in WITH_UNIT
    ]
    whole = (phrases.commands[key][0] for key in (*keys[:4], *ALWAYS[:2], *keys[4:], *ALWAYS[2:]))
    slotted = (phrases.commands[key][0] for key in SLOTTED)
    return tuple(dict.fromkeys((*whole, *stepped, *slotted)))


def _pattern(phrase: str, slots: Mapping[str, str]) -> re.Pattern[str]:
    pattern = re.escape(phrase).replace(r"\{", "{").replace(r"\}", "}").replace(r"\ ", " ")
    for slot, group in slots.items():
        pattern = pattern.replace(slot, group)
    return re.compile(pattern)


def understand(words: str, language: Grammar) -> Command | None:
    """Give the command the words mean; None when they mean nothing."""
    meanings = (_meaning(reading, language) for reading in readings(words, language.phrases))
    return next((command for command in meanings if command is not None), None)


def _meaning(heard: Plain, language: Grammar) -> Command | None:
    if heard.said in language.whole:
        return language.whole[heard.said]
    for pattern, key in language.patterns:
        found = pattern.fullmatch(heard.said)
        if found:
            command = _filled(key, slots_of(found, heard), language.phrases)
            if command is not None:
                return command
    return None


def _filled(key: str, slots: dict[str, str], phrases: Phrasebook) -> Command | None:
    if key in WITH_WORDS:
        return WITH_WORDS[key](slots["words"])
    if key in WITH_LABEL:
        return WITH_LABEL[key](slots["label"])
    if key in WITH_LOSS:
        pitch, loss = number_heard(slots["frequency"], phrases), number_heard(slots["loss"], phrases)
        return None if pitch is None or loss is None else c.EnterLoss(WITH_LOSS[key], pitch, loss)
    number = number_heard(slots["number"], phrases)
    if number is None:
        return None
    if key in WITH_NUMBER:
        return WITH_NUMBER[key](number)
    unit = next((unit for unit, name in _unit_names(phrases) if name == slots["unit"]), None)
    return None if unit is None else WITH_UNIT_AND_NUMBER[key](unit, number)


def pressed(control: str, *, long: bool) -> Command | None:
    """Give the command of a button or key; None for one that means nothing."""
    return PRESSES.get((control, long))


def nearest(words: str, language: Grammar, kind: Kind) -> str:
    """Give the phrase that makes sense here and is most like the words; "" when none is near."""
    said = plain(words, language.phrases)
    best, best_share = "", NEAR_ENOUGH
    candidates = [*(p for p in language.offered[kind] if "{" not in p), *language.whole]
    for phrase in candidates:
        if abs(len(phrase) - len(said)) <= NEAR_ENOUGH * max(len(phrase), len(said)):
            share = _differences(said, phrase) / max(len(said), len(phrase), 1)
            if share < best_share:
                best, best_share = phrase, share
    return best


def _differences(one: str, other: str) -> int:
    """Give how many letters must be changed, added or taken away (Levenshtein 1966)."""
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, match in enumerate(other, 1):
            now.append(min(now[-1] + 1, before[column] + 1, before[column - 1] + (letter != match)))
        before = now
    return before[-1]
