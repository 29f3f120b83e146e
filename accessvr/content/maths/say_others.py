"""Lines around things, and what authors say they mean, in words."""

from __future__ import annotations

import re

from accessvr.content.maths.parts import Part, Speaker, leaf_words, whole
from accessvr.content.maths.terms import Concept, Enclosed, Words, is_leaf


def say_enclosed(term: Enclosed, speaker: Speaker) -> Part:
    """Give something with lines around or through it."""
    inside = speaker.part(term.inside, "inside")
    wording = speaker.wording
    around = [wording.find("notations", name) for name in term.notations]
    through = [wording.find("strikes", name) for name in term.notations]
    said = [words for words in around if words]
    struck = [words for words in through if words]
    if struck:
        said += [*struck, speaker.say("crossed")]
    if not said:
        return inside
    return whole(speaker.say("enclosed", notations=", ".join(said), inside=inside.words), inside)


def say_concept(term: Concept, speaker: Speaker) -> Part:
    """Give what an author says is meant: a known one in its own phrase, another by its name."""
    arguments = [speaker.part(argument, "argument") for argument in term.arguments]
    comma = speaker.wording.find("signs", ",") or ","
    listed = f" {comma}, ".join(part.words for part in arguments)
    if term.fixity == "silent":
        return whole(" ".join(part.words for part in arguments), *arguments)
    name = _name(term, speaker)
    if (
        isinstance(term.name, Words)
        and not term.fixity
        and (found := _known(term.name.text, arguments, listed, speaker))
    ):
        return whole(found, *arguments)
    if not arguments:
        return Part("", name)
    match term.fixity:
        case "prefix":
            words = speaker.say("concept_prefix", name=name, inside=listed)
        case "postfix":
            words = speaker.say("concept_postfix", name=name, inside=listed)
        case "infix":
            words = f" {name} ".join(part.words for part in arguments)
        case _:
            words = speaker.say("concept", name=name, inside=listed)
    return whole(words, *arguments)


def _name(term: Concept, speaker: Speaker) -> str:
    if isinstance(term.name, Words):
        return re.sub(r"[-_.]+", " ", term.name.text).strip() or term.name.text
    return leaf_words(term.name, speaker.wording) if is_leaf(term.name) else speaker.words(term.name)  # type: ignore[arg-type]


def _known(name: str, arguments: list[Part], listed: str, speaker: Speaker) -> str | None:
    """Give the phrase of a known concept, when it has the arguments the phrase has slots for."""
    template = speaker.wording.find("concepts", name)
    if template is None or not arguments:
        return None
    needed = 2 if "{second}" in template else 1
    if "{all}" not in template and len(arguments) != needed:
        return None
    return template.format(first=arguments[0].words, second=arguments[-1].words, all=listed)
