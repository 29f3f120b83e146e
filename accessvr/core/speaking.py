"""Utterances as effects: cut at changes of language and at recorded clips, with pronunciations, numbers and pauses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accessvr.core.effects import Effect, Play, Say, SayNext, Sounding
from accessvr.core.placing import NOTE, WHISPER_DB, voice_place
from accessvr.core.publication import Clip, Kind, Node, Spot, Stop
from accessvr.core.reading import clip_from
from accessvr.core.scene import AHEAD
from accessvr.core.sentences import runs_together
from accessvr.core.session import Said, Session, Utterance
from accessvr.core.trail import stop_at
from accessvr.core.values import dataclass, replace

USUAL_WPM = 150  # recorded voices are taken to speak at this speed (Sutton 1995: comfortable for all)
SLOWEST_TEMPO, FASTEST_TEMPO = 0.5, 3.0
APOSTROPHES = "'’"
CLOSING = frozenset(',.;:!?…)]}”»›"。，、；：！？）」』' + APOSTROPHES)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an utterance in one voice. `spot` is where its words begin, after `lead` characters of announcement."""

    text: str
    language: str
    spot: Spot | None = None
    lead: int = 0
    clip: Clip | None = None
    soundings: tuple[Sounding, ...] = ()


def speak(
    session: Session, utterance: Utterance, *, queued: bool = False, pause_s: float = 0.0
) -> tuple[Session, tuple[Effect, ...]]:
    """Say an utterance, its parts with their numbers; nothing when there is nothing to hear."""
    pieces = _pieces(session, utterance)
    if not pieces:
        return session, ()
    said = session.said if queued else ()
    turn, effects = session.number + 1, list[Effect]()
    for index, piece in enumerate(pieces):
        number = session.number + index + 1
        pause = pause_s if index == 0 else 0.0
        effects.append(_effect(session, utterance, piece, number, queued=queued or index > 0, pause_s=pause))
        stand = utterance.at or utterance.spot
        said += (Said(number, piece.text, piece.language, piece.spot, piece.lead, turn, stand, piece.clip),)
    return replace(session, number=turn + len(pieces) - 1, said=said, last=utterance), tuple(effects)


def make_ready(session: Session, utterance: Utterance) -> tuple[SayNext, ...]:
    """Give the first part of an utterance to be made ready, when a synthetic voice will say it."""
    first = next(iter(_pieces(session, utterance)), None)
    if first is None or first.clip is not None:
        return ()
    profile = session.profile
    aside = utterance.spot is not None and voice_place(session, utterance.spot).what == NOTE
    voice = whispering(session) if aside else profile.voice
    return (SayNext(first.text, first.language, profile.words_per_minute, voice, first.soundings),)


def _effect(
    session: Session, utterance: Utterance, piece: Piece, number: int, *, queued: bool, pause_s: float
) -> Say | Play:
    profile = session.profile
    usual = voice_place(session, utterance.spot) if utterance.spot else session.scene.place("voice", AHEAD.what)
    place = utterance.place or usual
    whispered = place.what == NOTE and utterance.spot is not None
    loudness_db = profile.loudness_db - session.fade_db + (WHISPER_DB if whispered else 0.0)
    if piece.clip is not None:
        tempo = min(max(profile.words_per_minute / USUAL_WPM, SLOWEST_TEMPO), FASTEST_TEMPO)
        return Play(number, piece.clip, place, queued, loudness_db, tempo, pause_s, piece.text)
    words = utterance.words_per_minute or profile.words_per_minute
    voice = whispering(session) if whispered else profile.voice
    return Say(number, piece.text, piece.language, words, voice, loudness_db, place, queued, piece.soundings, pause_s)


def whispering(session: Session) -> str:
    """Give the voice that whispers, when there is one, else the patron's own."""
    return next((voice for voice in session.voices if "whisper" in voice.casefold()), session.profile.voice)


def _pieces(session: Session, utterance: Utterance) -> list[Piece]:
    stop = None if utterance.spot is None else stop_at(session.trail, utterance.spot)
    if utterance.spot is None or stop is None:
        language = utterance.language or session.profile.language
        sounds = _respelled(session, utterance.text)
        return [Piece(utterance.text, language, utterance.spot, utterance.lead, None, sounds)] if utterance.text else []
    return _with_lead(session, utterance, list(_runs(session, stop, utterance.spot, utterance.end)))


def _with_lead(session: Session, utterance: Utterance, runs: list[Piece]) -> list[Piece]:
    """Put the announcement before the words: in the same breath when it is in the same language."""
    lead = utterance.text[: utterance.lead]
    if not lead:
        return runs
    language = session.profile.language
    if runs and runs[0].clip is None and root(runs[0].language) == root(language):
        soundings = tuple(
            replace(sound, start=sound.start + len(lead), end=sound.end + len(lead)) for sound in runs[0].soundings
        )
        joined = replace(runs[0], text=lead + runs[0].text, lead=len(lead), soundings=soundings)
        return [joined, *runs[1:]]
    spot = utterance.spot
    if spot is not None and not runs:
        language = utterance.language or language
    return [Piece(lead.rstrip(), language, spot, len(lead.rstrip())), *runs]


def root(language: str) -> str:
    """Give the language without its country: "en" for "en-GB"."""
    return language.partition("-")[0].lower()


def _runs(session: Session, stop: Stop, spot: Spot, end: int) -> Iterator[Piece]:
    """Give the parts of a stretch of text: each recorded clip, and each run of one language between them."""
    node, at = stop.node, spot.offset
    heard = (clip for clip in node.clips if clip.end > clip.start)  # a page number of no words would cut the sentence
    clips = [clip for clip in heard if clip.start < end and at < clip.end <= end] if session.profile.recorded else []
    for clip in clips:
        yield from _spoken_runs(session, stop, spot, at, clip.start)
        begin = max(at, clip.start)
        words = node.text[begin : clip.end] if node.text else node.label
        yield Piece(words, _usual(session, stop), replace(spot, offset=begin), 0, clip_from(clip, at))
        at = clip.end
    yield from _spoken_runs(session, stop, spot, at, end)


def _usual(session: Session, stop: Stop) -> str:
    known = stop.language if stop.language not in ("", "und") else ""
    return known or session.profile.language


def _spoken_runs(session: Session, stop: Stop, spot: Spot, begin: int, end: int) -> Iterator[Piece]:
    text, usual = stop.node.text, _usual(session, stop)
    for start, stop_at_, language in _languages(stop.node, usual, begin, min(end, len(text))):
        words = text[start:stop_at_]
        if words.strip():
            sounds = _soundings(session, stop.node, start, stop_at_)
            yield Piece(words, language, replace(spot, offset=start), 0, None, sounds)


def _languages(node: Node, usual: str, begin: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Give (start, end, language) of each run; marks without a word between two runs stay with one of them."""
    runs: list[tuple[int, str]] = [(begin, usual)]
    for span in node.spans:
        if span.kind is Kind.LANGUAGE and span.label != usual and span.start < end and span.end > begin:
            runs += [(max(span.start, begin), span.label), (span.end, usual)]
    at, language = begin, ""
    for index, (start, spoken) in enumerate(runs):
        stop = min(runs[index + 1][0], end) if index + 1 < len(runs) else end
        if start >= stop or not any(letter.isalnum() for letter in node.text[start:stop]):
            continue
        if language and spoken != language:
            cut = _after_closing(node.text, start)
            yield at, cut, language
            at = cut
        language = spoken
    if at < end:
        yield at, end, language or usual


def _after_closing(text: str, at: int) -> int:
    """Give where the marks end that close the words before `at`: the pause of a comma is that of their voice."""
    while text[at] in CLOSING and not (text[at] in APOSTROPHES and text[at + 1].isalnum()):
        at += 1
    return at


def _soundings(session: Session, node: Node, start: int, end: int) -> tuple[Sounding, ...]:
    """Give how words are pronounced: as the patron has them said, else as the book says."""
    own = _respelled(session, node.text[start:end])
    taken = [(sound.start, sound.end) for sound in own]
    stated = []
    for span in node.spans:
        if span.kind is Kind.PRONUNCIATION and start <= span.start < span.end <= end:
            alphabet, _, sounds = span.label.partition(" ")
            a, b = span.start - start, span.end - start
            if all(b <= first or a >= last for first, last in taken):
                stated.append(Sounding(a, b, alphabet, sounds))
    return tuple(sorted((*own, *stated), key=lambda sound: sound.start))


def _whole(word: str) -> str:
    """Give a pattern for a word that stands alone; where words run together it may stand anywhere."""
    return re.escape(word) if any(map(runs_together, word)) else rf"(?<!\w){re.escape(word)}(?!\w)"


def _respelled(session: Session, text: str) -> tuple[Sounding, ...]:
    """Give the words that the patron wants said like others."""
    trail = session.trail
    wanted = {**session.profile.respellings, **(trail.respellings if trail is not None else {})}
    if not wanted:
        return ()
    pattern = re.compile("|".join(map(_whole, sorted(wanted, key=len, reverse=True))), re.I)
    folded = {word.casefold(): said for word, said in wanted.items()}
    return tuple(
        Sounding(found.start(), found.end(), "alias", folded[found.group().casefold()])
        for found in pattern.finditer(text)
        if found.group().casefold() in folded
    )
