"""Outcome + Profile + Scene -> Effects: every outcome is spoken, sounded, felt, shown and written."""

from __future__ import annotations

from accessvr.core import outcomes as o
from accessvr.core.effects import Buzz, Cue, Effect, Hush, Icon, Keep, Picture, Prepare, Show
from accessvr.core.nearing import nearing
from accessvr.core.outcomes import Outcome
from accessvr.core.phrasebook import together
from accessvr.core.placing import cue_place, line_place, page_place
from accessvr.core.profile import FASTEST_WPM, Treat
from accessvr.core.publication import Kind, Node, Span, Spot
from accessvr.core.reading import breath_end, following, marks_between
from accessvr.core.roles import skippable_role, treatment
from accessvr.core.scene import Place
from accessvr.core.seeking import sentence_began
from accessvr.core.session import Session, Utterance
from accessvr.core.signs import SIGNS, Sign, sign_name
from accessvr.core.speaking import make_ready, speak
from accessvr.core.telling import pause_before, tell, tell_sentence
from accessvr.core.trail import Trail, locator, stop_at
from accessvr.core.values import replace
from accessvr.core.wording import wording

Told = tuple[Session, tuple[Effect, ...]]
WIDE_STEP_DEG = 90.0  # chosen: a step or an edge is heard on the side it leads to


def narrate(session: Session, outcome: Outcome, *, queued: bool = False) -> Told:
    """Bring an outcome out. `queued` lets what is being said end first."""
    node = None if session.trail is None else session.trail.node
    sign = SIGNS[sign_name(outcome, node)]
    if isinstance(outcome, o.Stopped):
        return _silence(session, sign, wording(session, outcome, sign.words))
    utterance = _utterance(session, outcome, sign)
    session, say = speak(session, utterance, queued=queued)
    signs = (Cue(sign.earcon, _cue_place(session, sign, utterance)), *_buzz(session, sign))
    if session.reading and utterance.spot and not isinstance(outcome, o.Repeated):
        signs = (*nearing_signs(session), *signs)
    pages: tuple[Effect, ...] = ()
    if session.reading and utterance.spot:
        session, pages = _pages_said(session, utterance.spot)
    next_one = ahead(session) if session.reading and utterance.spot else ()
    shown = picture(session, sign.picture, utterance)
    signs = (*signs, *_icon(session, outcome))
    return session, (*_quiet_first(outcome), *signs, shown, *say, *pages, *next_one)


def _utterance(session: Session, outcome: Outcome, sign: Sign) -> Utterance:
    trail = session.trail
    match outcome:
        case o.Arrived(unit, _, before) if trail is not None:
            if session.reading:
                return tell_sentence(session, trail.spot, before)
            return tell(session, trail.spot, unit, before)
        case o.Reading() if trail is not None:
            return tell_sentence(session, trail.spot, None if trail.spot.offset == 0 else trail.spot)
        case o.Repeated() if session.last is not None:
            return replace(session.last, words_per_minute=0)
        case o.Offered(_, number, total):
            place, fast = line_place(session, number, total), session.profile.sped_up and bool(session.said)
            words = wording(session, outcome, sign.words)
            return Utterance(words, session.profile.language, place=place, words_per_minute=FASTEST_WPM if fast else 0)
        case o.Described(details) if details and trail is not None and trail.stop is not None:
            return Utterance(details, trail.stop.language)
        case o.Lined(_, words) if trail is not None and trail.stop is not None:
            return Utterance(words, trail.stop.language)
        case o.Undone(setting=False) if trail is not None and trail.stop is not None:
            back = session.words("undone.place", words="").strip() + session.words("join.space")
            return _told_again(session, trail, back)
        case _:
            return Utterance(wording(session, outcome, sign.words), session.profile.language)


def _told_again(session: Session, trail: Trail, back: str) -> Utterance:
    """Give the sentence one has come back to, or the name of what has no words."""
    start = sentence_began(trail)
    there = tell_sentence(session, start, start)
    if not there.text and trail.node is not None:
        there = replace(there, text=trail.node.label, lead=len(trail.node.label))
    return replace(there, text=back + there.text, lead=len(back) + there.lead)


def _quiet_first(outcome: Outcome) -> tuple[Effect, ...]:
    lost = isinstance(outcome, o.Lost | o.Restored) and outcome.device == "sound"
    return (Hush(),) if isinstance(outcome, o.Held) or lost else ()


def _silence(session: Session, sign: Sign, words: str) -> Told:
    """Stop says nothing aloud: it is felt, shown and written."""
    shown = Show(sign.picture, session.trail.publication.title if session.trail else "", words)
    return replace(session, said=()), (Hush(), *_buzz(session, sign), shown)


def _buzz(session: Session, sign: Sign) -> tuple[Effect, ...]:
    strength = session.profile.buzz.get("all", 1.0)
    return (Buzz(sign.tacton, strength),) if strength > 0 else ()


def _icon(session: Session, outcome: Outcome) -> tuple[Effect, ...]:
    """Give the sound of the thing one has come to, from where it stands."""
    trail = session.trail
    if not isinstance(outcome, o.Arrived) or trail is None or trail.node is None or session.profile.calm:
        return ()
    place = session.scene.place(trail.node.id, trail.node.kind.value)
    return (Cue(Icon(place.icon), place),) if place.icon else ()


def _cue_place(session: Session, sign: Sign, utterance: Utterance) -> Place:
    if utterance.place is not None:
        return utterance.place
    side = {"step.next": 1, "edge.right": 1, "step.prev": -1, "edge.left": -1}.get(sign.tacton.value, 0)
    if side:
        return Place("cue", side * WIDE_STEP_DEG % 360.0)
    return cue_place(session)


def nearing_signs(session: Session) -> tuple[Effect, ...]:
    """Give the sound and pulse of a page's or a chapter's end that comes after this sentence."""
    ending = nearing(session)
    if not ending:
        return ()
    how = treatment(session.profile, "pagebreak") if ending == "page" else Treat.SOUNDED
    name = f"{ending}.nearing"
    return _treated(session, how, name, page_place(session))


def picture(session: Session, kind: Picture, utterance: Utterance) -> Show:
    """Give the picture that goes with the words; a photo when one stands at one."""
    trail = session.trail
    node = None if trail is None else trail.node
    title = "" if trail is None else trail.publication.title
    source = ""
    if node is not None and kind in (Picture.PAGE, Picture.PHOTO, Picture.PLACE):
        files = (s.target for s in node.spans if s.kind is Kind.FIGURE and s.target.startswith("file:"))
        source = next(files, "").removeprefix("file:")
    return Show(Picture.PHOTO if source else kind, title, utterance.text, source)


def read_on(session: Session, spot: Spot, before: Spot | None) -> Told:
    """Say the sentence at a place as part of reading aloud, and make the one after it ready."""
    trail = session.trail
    if trail is None:
        return session, ()
    session = replace(session, trail=replace(trail, spot=spot))
    utterance = tell_sentence(session, spot, before)
    pause_s = pause_before(session, spot, before)
    session, say = speak(session, utterance, queued=True, pause_s=pause_s)
    session, pages = _pages_said(session, spot)
    signs = (*nearing_signs(session), *_arriving(session, spot, before))
    return session, (*signs, picture(session, Picture.PAGE, utterance), *say, *pages, *ahead(session))


def _pages_said(session: Session, spot: Spot) -> Told:
    """Say the page breaks of a sentence after the sentence, which stays whole."""
    stop = stop_at(session.trail, spot)
    if stop is None or treatment(session.profile, "pagebreak") is not Treat.SPOKEN:
        return session, ()
    end = breath_end(stop, spot.offset, recorded=session.profile.recorded)
    pages = [*marks_between(stop.node, spot.offset, end - 1, Kind.PAGE)]
    pages += [span for span in stop.node.spans if span.kind is Kind.PAGE and span.start == spot.offset == 0]
    said = (session.words("page.passed", page=span.label) for span in pages if span.label)
    words = together(session.grammar.phrases, said)
    if not words:
        return session, ()
    there = replace(spot, offset=max(spot.offset, end - 1))
    return speak(session, Utterance(words, session.profile.language, there, len(words), there.offset), queued=True)


def _arriving(session: Session, spot: Spot, before: Spot | None) -> tuple[Effect, ...]:
    """Give the sounds and pulses of what is come to while reading: a heading, a page, a picture."""
    stop = stop_at(session.trail, spot)
    if stop is None or (before is not None and (before.section, before.stop) == (spot.section, spot.stop)):
        return ()
    signs = ["reading.heading"] if stop.node.kind is Kind.HEADING else []
    effects = [effect for name in signs for effect in _sign(session, name, cue_place(session))]
    if before is not None and spot.offset == 0:
        for span in stop.node.spans:
            if span.start == 0 and span.kind in CROSSED:
                effects += _crossing(session, span)
    return tuple(effects)


CROSSED = {
    Kind.PAGE: ("pagebreak", "page.passed"),
    Kind.NOTE_REFERENCE: ("noteref", "note.passed"),
    Kind.FIGURE: ("image", "picture.passed"),
}


def _crossing(session: Session, span: Span) -> tuple[Effect, ...]:
    """Give the sound and pulse of a mark that the voice passes, as the patron wishes."""
    role, name = CROSSED[span.kind]
    if role == "image" and span.end > span.start:
        return ()  # its words are in the sentence
    if role == "noteref" and treatment(session.profile, role) is Treat.SPOKEN:
        return ()  # the note itself is heard
    trail, sign = session.trail, SIGNS[name]
    place = page_place(session) if span.kind is Kind.PAGE else session.scene.place(span.kind.value, "voice")
    effects = _treated(session, treatment(session.profile, role), name, place)
    if not effects or span.kind is not Kind.PAGE or trail is None:
        return effects
    shown = Show(sign.picture, trail.publication.title, session.words(sign.words, page=span.label))
    return (*effects, shown)


def _treated(session: Session, how: Treat, name: str, place: Place) -> tuple[Effect, ...]:
    """Give the sign of something passed by: sound and pulse, the pulse alone, or nothing."""
    match how:
        case Treat.SPOKEN | Treat.SOUNDED:
            return _sign(session, name, place)
        case Treat.FELT:
            return _buzz(session, SIGNS[name])
        case Treat.SILENT:
            return ()


def _sign(session: Session, name: str, place: Place) -> tuple[Effect, ...]:
    return (Cue(SIGNS[name].earcon, place), *_buzz(session, SIGNS[name]))


def passed_by(session: Session, things: tuple[Node, ...]) -> tuple[Effect, ...]:
    """Give the signs of things that reading passes by: a note, an aside, a picture without words."""
    effects: list[Effect] = []
    for node in things:
        if node.kind is Kind.BREAK:
            effects += [e for span in node.spans if span.kind in CROSSED for e in _crossing(session, span)]
            continue
        role = skippable_role(node)
        name = "picture.passed" if role == "image" else "thing.passed"
        effects += _treated(session, treatment(session.profile, role), name, cue_place(session))
    return tuple(effects)


def ahead(session: Session) -> tuple[Effect, ...]:
    """Give the sentence that will most likely be said next, to be made ready."""
    if session.trail is None:
        return ()
    after = following(session.trail, session.trail.spot, session.profile).spot
    return () if after is None else make_ready(session, tell_sentence(session, after, session.trail.spot))


def passed_marks(session: Session, before: Spot, to: int) -> tuple[Effect, ...]:
    """Give the sounds and pulses of the page breaks and note references between a place and an offset in its stop."""
    stop = stop_at(session.trail, before)
    crossed = () if stop is None else marks_between(stop.node, before.offset, to, *CROSSED)
    return tuple(effect for span in crossed for effect in _crossing(session, span))


def open_nearby(session: Session) -> Told:
    """Ask for the sections beside the patron, so that the next step does not wait."""
    trail = session.trail
    if trail is None:
        return session, ()
    here, count = trail.spot.section, len(trail.publication.sections)
    near = [i for i in (here, here + 1, here - 1) if 0 <= i < count]
    wanted = [i for i in near if i not in trail.passages and i not in session.preparing]
    if not wanted:
        return session, ()
    session = replace(session, preparing=session.preparing | set(wanted))
    return session, tuple(Prepare(trail.publication.id, i) for i in wanted)


def keep(session: Session) -> Keep:
    """Give what is to be kept of the patron: wishes, place, bookmarks."""
    if session.trail is None:
        return Keep(session.profile, dose=session.dose)
    trail = session.trail
    return Keep(session.profile, locator(trail), trail.marks, trail.respellings, session.dose)
