"""Books that hold no text: recorded voice alone, or pictures that are known by their names."""

from __future__ import annotations

from made import MadeBook, Visit

from accessvr.content.tally import exact, tally
from accessvr.core.effects import Play
from accessvr.core.events import Spoken
from accessvr.core.publication import Clip, Entry, Kind, Node, Publication, Section

MINUTE_MS = 60_000


def _book(*sections: tuple[Node, ...]) -> MadeBook:
    entries = tuple(Entry(Kind.CHAPTER, f"Track {number + 1}", number) for number in range(len(sections)))
    outline = tuple(Section(f"s{number}", 1) for number in range(len(sections)))
    publication = Publication("alone", "Alone", "en", entries=entries, sections=outline)
    return MadeBook(exact(publication, [tally(nodes, {}) for nodes in sections]), sections)


def _recorded(number: int) -> tuple[Node, ...]:
    clips = (Clip(f"{number}.mp3", 0.0, 60.0, 0, MINUTE_MS),)
    return (Node(f"s{number}#a", Kind.PARAGRAPH, clips=clips),)


def _in(book: MadeBook) -> Visit:
    return Visit({"": book, "alone": book}).enter("alone")


def heard_through(visit: Visit) -> list[str]:
    """The files that are heard from here to the end."""
    visit.on("read")
    files = []
    while True:
        files += [effect.clip.source for effect in visit.effects if isinstance(effect, Play)]
        if not visit.session.reading:
            return files
        visit.on(Spoken(visit.session.said[0].number))


def test_a_book_of_sound_alone_is_heard_to_its_end() -> None:
    visit = _in(_book(*map(_recorded, range(3))))
    assert heard_through(visit) == ["0.mp3", "1.mp3", "2.mp3"]


def test_one_goes_on_and_back_in_a_book_of_sound_alone() -> None:
    visit = _in(_book(*map(_recorded, range(3))))
    visit.on("next paragraph")
    visit.on("next paragraph")
    assert visit.spot.section == 2
    visit.on("previous paragraph")
    assert visit.spot.section == 1


def test_half_of_a_book_of_sound_alone_is_half_of_it() -> None:
    visit = _in(_book(*map(_recorded, range(2))))
    visit.on("next paragraph")
    visit.hear_out()
    visit.on("where am i")
    assert "50 percent" in visit.said


def test_a_book_of_pictures_alone_is_read() -> None:
    visit = _in(_book((Node("s0#a", Kind.FIGURE, label="A lighthouse"), Node("s0#b", Kind.FIGURE, label="A boat"))))
    visit.on("read")
    assert visit.said == "Picture. A lighthouse."
    visit.hear_out()
    assert visit.said == "Picture. A boat."


def test_next_halts_at_a_picture_that_has_a_name() -> None:
    lighthouse = (Node("s1#a", Kind.FIGURE, label="A lighthouse"), Node("s1#b", Kind.FIGURE))
    visit = _in(_book((Node("s0#p", Kind.PARAGRAPH, text="Before."),), lighthouse, _recorded(2)))
    visit.on("next")
    assert visit.said == "Picture. A lighthouse."
    visit.on("next")
    assert visit.spot.section == 2
    visit.on("previous")
    assert visit.said == "Picture. A lighthouse."
