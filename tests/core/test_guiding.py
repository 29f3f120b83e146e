"""The way to a thing: a beacon until one faces it, words in calm, and plain words where nothing stands."""

from __future__ import annotations

import pytest
from made import Visit

from accessvr.core.effects import Guide, Keep
from accessvr.core.events import Looked, Ticked
from accessvr.core.scene import Place


def guides(visit: Visit) -> list[Place | None]:
    return [effect.place for effect in visit.effects if isinstance(effect, Guide)]


def street(*words: str) -> Visit:
    visit = Visit().enter("street")
    visit.on(Ticked(10.0))
    for said in words:
        visit.on(said)
    return visit


def test_where_a_thing_is_is_said_without_moving() -> None:
    visit = street()
    there = visit.spot
    visit.on("where is the stove")
    assert visit.said == "The stove, to your right."
    assert visit.spot == there
    assert guides(visit) == []


def test_a_beacon_sounds_until_one_has_faced_the_thing_for_a_second() -> None:
    visit = street("guide me to the stove")
    assert visit.said == "The stove, to your right. Turn until it rings."
    place = guides(visit)[0]
    assert place is not None
    assert place.azimuth_deg == 90.0
    visit.hear_out()
    for at_s, azimuth_deg in ((11.0, 40.0), (12.0, 86.0), (12.5, 120.0), (14.0, 92.0), (14.5, 91.0)):
        visit.on(Ticked(at_s))
        visit.on(Looked(azimuth_deg))
        assert guides(visit) == []
    visit.on(Ticked(15.0))
    assert guides(visit) == [None]
    assert visit.said == "You face The stove."
    assert "arrived" in visit.buzzes
    assert any(isinstance(effect, Keep) for effect in visit.effects)
    visit.on("describe this")
    assert "stove" in visit.said
    visit.on("undo")
    assert visit.session.trail is not None
    assert visit.session.trail.node is not None
    assert visit.session.trail.node.id == "room"


@pytest.mark.parametrize("words", ["stop", "next", "shelf", "where am i"])
def test_another_command_ends_the_beacon(words: str) -> None:
    visit = street("guide me to the shop")
    visit.on(words)
    assert guides(visit) == [None]
    assert visit.session.guide is None


@pytest.mark.parametrize("words", ["louder", "repeat", "mono sound", "where is the stove"])
def test_the_beacon_goes_on_while_the_sound_is_changed(words: str) -> None:
    visit = street("guide me to the shop")
    visit.on(words)
    assert guides(visit) == []
    assert visit.session.guide is not None


def test_the_beacon_goes_to_another_thing() -> None:
    visit = street("guide me to the shop", "guide me to the stove")
    assert [place.what for place in guides(visit) if place is not None] == ["stove"]


def test_in_calm_the_hour_is_said_instead() -> None:
    visit = street("calm", "guide me to the stove")
    assert visit.said == "The stove, to your right."
    assert guides(visit) == []
    visit.hear_out()
    visit.on(Looked(30.0))
    assert visit.said == "The stove, at two o'clock."
    visit.hear_out()
    visit.on(Looked(85.0))
    visit.hear_out()
    visit.on(Ticked(11.5))
    assert visit.said == "You face The stove."


def test_calm_silences_a_beacon_and_its_end_brings_it_back() -> None:
    visit = street("guide me to the stove", "calm")
    assert guides(visit) == [None]
    visit.on("background on")
    assert [place.what for place in guides(visit) if place is not None] == ["stove"]


def test_the_name_may_be_a_part_of_it_and_what_is_not_there_is_told() -> None:
    visit = street("guide me to quay")
    assert visit.said.startswith("The quay, at ten o'clock.")
    visit.on("guide me to the moon")
    assert visit.said == "I do not find that here. Say what is around."
    visit.on("where is the blue boat")
    assert visit.said == "I do not find that here. Say what is around."


def test_nothing_in_a_book_stands_around() -> None:
    visit = Visit().enter("boats")
    visit.on("guide me to the table")
    assert visit.said == "Nothing in a book stands around you. Say find, or contents."
    assert guides(visit) == []
