"""Sound that stops while reading: the place is kept to the word, all other channels tell it, and reading goes on."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from made import Visit, book

from accessvr.core.effects import Buzz, Hush, Show
from accessvr.core.events import DeviceBack, DeviceLost, Spoken, SpokenTo, Ticked


def reading() -> Visit:
    visit = Visit().enter("boats")
    visit.on("next paragraph")
    visit.on("read")
    return visit


def reach(visit: Visit, offset: int) -> None:
    visit.on(SpokenTo(visit.session.said[0].number, offset))


def test_reading_is_held_at_the_word_and_told_by_all_that_is_left() -> None:
    visit = reading()
    reach(visit, 7)
    there = visit.spot
    lost = [said.number for said in visit.session.said]
    visit.on(DeviceLost("sound"))
    assert visit.effects[0] == Hush()
    assert visit.said == "The sound stopped. The rest goes on."
    assert any(isinstance(effect, Buzz) for effect in visit.effects)
    assert any(isinstance(effect, Show) and "stopped" in effect.text for effect in visit.effects)
    for number in (*lost, *(said.number for said in visit.session.said)):
        visit.on(SpokenTo(number, 20))
        visit.on(Spoken(number))
    assert visit.spot == there
    assert visit.session.said == ()


def test_when_sound_is_back_reading_goes_on_from_the_beginning_of_the_sentence() -> None:
    visit = reading()
    reach(visit, 7)
    visit.on(DeviceLost("sound"))
    visit.on(DeviceBack("sound"))
    assert visit.said == "The sound is back."
    visit.hear_out()
    assert visit.session.reading
    assert visit.session.said[0].text == "It was day 0."
    assert visit.spot.offset == 0


def test_what_was_not_read_aloud_does_not_begin_by_itself() -> None:
    visit = Visit().enter("boats")
    visit.on(DeviceLost("sound"))
    visit.on(DeviceBack("sound"))
    visit.hear_out()
    assert not visit.session.reading


def test_who_says_pause_in_between_is_obeyed() -> None:
    for words in ("pause", "stop"):
        visit = reading()
        visit.on(DeviceLost("sound"))
        visit.on(words)
        visit.on(DeviceBack("sound"))
        visit.hear_out()
        assert not visit.session.reading


def test_who_moves_in_between_hears_on_from_there() -> None:
    visit = reading()
    visit.on(DeviceLost("sound"))
    visit.on("next chapter")
    visit.on(DeviceBack("sound"))
    visit.hear_out()
    assert visit.session.reading
    assert visit.spot.section == 1


def test_the_sleep_timer_ends_it_also_without_sound() -> None:
    visit = Visit().enter("boats")
    visit.on(Ticked(1.0))
    visit.on("sleep in two minutes")
    visit.on("read")
    visit.on(DeviceLost("sound"))
    visit.on(Ticked(130.0))
    visit.on(DeviceBack("sound"))
    visit.hear_out()
    assert not visit.session.reading


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 60), st.booleans()), max_size=8))
def test_nothing_is_lost_however_often_sound_goes(losses: list[tuple[int, int, bool]]) -> None:
    """The sentences that are heard whole are those of the text, in order, each at least once."""
    lived, heard = Visit({"boats": book(2)}).enter("boats"), list[str]()
    lived.on("read")
    for sentences, offset, twice in losses:
        _hear(lived, sentences, heard)
        if lived.session.said:
            lived.on(SpokenTo(lived.session.said[0].number, min(offset, lived.session.said[0].length)))
        for _ in range(1 + twice):
            lived.on(DeviceLost("sound"))
        lived.on(DeviceBack("sound"))
    _hear(lived, 200, heard)
    whole, undisturbed = Visit({"boats": book(2)}).enter("boats"), list[str]()
    whole.on("read")
    _hear(whole, 200, undisturbed)
    assert list(dict.fromkeys(heard)) == list(dict.fromkeys(undisturbed))


def _hear(visit: Visit, most: int, heard: list[str]) -> None:
    for _ in range(most):
        if not visit.session.said:
            return
        said = visit.session.said[0]
        if said.spot is not None:
            heard.append(said.text[said.lead :])
        visit.on(SpokenTo(said.number, max(said.lead, said.length - 1)))
        visit.on(Spoken(said.number))
