"""Where one stands after a jump, and what is said there: words, never a bare part; news that follows cuts nothing."""

from __future__ import annotations

from made import MadeBook, Visit, size

from accessvr.core.effects import Play
from accessvr.core.events import NotPlayed, NoVoice, Spoken, SpokenTo
from accessvr.core.profile import Treat
from accessvr.core.publication import Clip, Entry, Kind, Node, Publication, Section, Span


def _book(*nodes: Node, entries: tuple[Entry, ...] = (), landmarks: tuple[Entry, ...] = ()) -> Visit:
    sections = (Section("s0", size(nodes)),)
    publication = Publication("b", "B", "en", entries=entries, sections=sections, landmarks=landmarks)
    book = MadeBook(publication, (nodes,))
    return Visit({"": book, "b": book}).enter("b")


def _with_part() -> Visit:
    inner = (
        Node("s0#h", Kind.HEADING, text="The quay", level=2),
        Node("s0#q", Kind.PARAGRAPH, text="Boats lie there."),
    )
    part = Node("s0#part", Kind.SECTION, role="chapter", children=(Node("s0#in", Kind.SECTION, children=inner),))
    link = Span(4, 9, Kind.LINK, "", "s0#part")
    first = Node("s0#p", Kind.PARAGRAPH, text="See there.", spans=(link,))
    entry = Entry(Kind.CHAPTER, "The quay", 0, "s0#part")
    return _book(first, part, entries=(entry,), landmarks=(Entry(Kind.SECTION, "Start", 0, "s0#part"),))


def test_a_line_of_the_contents_leads_to_the_words_of_its_part() -> None:
    visit = _with_part()
    visit.on("next chapter")
    assert visit.said == "The quay"


def test_landmarks_and_links_lead_to_the_words_of_a_part() -> None:
    for asked in ("landmarks", "links here"):
        visit = _with_part()
        visit.on(asked)
        visit.on("number one")
        assert visit.said == "The quay"


def test_news_that_follows_a_sentence_does_not_make_it_be_read_again() -> None:
    visit = _book(Node("s0#a", Kind.PARAGRAPH, text="One fell. Two rose."))
    visit.on("read")
    (said,) = visit.session.said
    visit.on(NoVoice("cy"))
    visit.on(SpokenTo(said.number, 4))
    visit.on(Spoken(said.number))
    visit.on(Spoken(visit.session.said[0].number))
    assert visit.said == "Two rose."


def test_news_after_what_was_told_leaves_one_where_it_began() -> None:
    visit = _book(Node("s0#a", Kind.PARAGRAPH, text="One fell."), Node("s0#b", Kind.PARAGRAPH, text="Two rose."))
    visit.on("next")
    there = visit.spot
    visit.on(NoVoice("cy"))
    visit.on(SpokenTo(visit.session.said[0].number, 4))
    visit.hear_out()
    assert visit.spot == there


def test_a_sound_is_no_picture_and_is_heard_when_pictures_are_skipped() -> None:
    sound = Node("s0#s", Kind.FIGURE, role="audio", clips=(Clip("a.mp3", 0.0, 2.0, 0, 2000),))
    visit = _book(Node("s0#a", Kind.PARAGRAPH, text="Hear this."), sound)
    visit.on("skip pictures")
    assert visit.session.profile.treats["image"] is Treat.SILENT
    visit.on("read")
    visit.on(Spoken(visit.session.said[-1].number))
    assert visit.said == "Sound. "
    assert [effect.clip.source for effect in visit.effects if isinstance(effect, Play)] == ["a.mp3"]


def test_what_is_described_elsewhere_is_not_without_a_description() -> None:
    visit = _book(Node("s0#a", Kind.PARAGRAPH, text="See."), Node("s0#f", Kind.FIGURE, details="A long hull."))
    visit.on("next picture")
    assert visit.said == "Picture. With a description."


def test_the_words_of_a_recorded_picture_are_heard_on_coming_to_it() -> None:
    clips = (Clip("a.mp3", 1.0, 3.0, 0, 2000),)
    picture = Node("s0#f", Kind.FIGURE, label="A net", clips=clips)
    visit = _book(Node("s0#a", Kind.PARAGRAPH, text="See."), picture)
    visit.on("next picture")
    assert [effect.clip for effect in visit.effects if isinstance(effect, Play)] == [clips[0]]
    visit.on("computer voice")
    visit.on("next picture")
    visit.on("previous picture")
    assert visit.said == "There is no picture before this. Say next."


def test_the_words_of_a_recorded_picture_are_spoken_when_it_cannot_be_played() -> None:
    picture = Node("s0#f", Kind.FIGURE, label="A net", clips=(Clip("a.mp3", 1.0, 3.0, 0, 2000),))
    visit = _book(picture, Node("s0#a", Kind.PARAGRAPH, text="Then this."))
    visit.on("read")
    kind, played = visit.session.said
    visit.on(Spoken(kind.number))
    assert played.text == "A net"
    visit.on(NotPlayed(played.number))
    assert visit.said == "A net"
    visit.on(Spoken(visit.session.said[0].number))
    assert visit.said == "Then this."
