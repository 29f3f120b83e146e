"""Recorded voices and languages: each part in its own voice, one place for all, nothing lost."""

from __future__ import annotations

import pytest
from made import Visit
from made_reference import in_reference

from accessvr.core.effects import Effect, Play, Say
from accessvr.core.events import NotPlayed, NoVoice, Spoken, SpokenTo
from accessvr.core.publication import Clip, Spot


def parts(effects: list[Effect]) -> list[Say | Play]:
    return [effect for effect in effects if isinstance(effect, (Say, Play))]


def hear(visit: Visit) -> list[Effect]:
    """Hear the first part of what is being said; gives what follows."""
    return visit.on(Spoken(visit.session.said[0].number))


def in_storm() -> Visit:
    return in_reference("next chapter")


def test_a_foreign_word_is_said_by_its_own_voice_and_the_sentence_is_whole() -> None:
    visit = in_reference("next paragraph", "next paragraph")
    said = parts(visit.on("repeat"))
    assert [(part.text, part.language) for part in said if isinstance(part, Say)] == [
        ("He said ", "en"),
        ("bonjour", "fr"),
        (" to her. She did not answer.", "en"),
    ]


def test_the_place_is_known_to_the_word_in_every_voice() -> None:
    visit = in_reference("next paragraph", "next paragraph")
    visit.on("read")
    hear(visit)
    visit.on(SpokenTo(visit.session.said[0].number, 0))
    assert visit.spot.offset == 8
    hear(visit)
    visit.on(SpokenTo(visit.session.said[0].number, 4))
    assert visit.spot.offset == 19


def test_a_missing_voice_is_announced_once() -> None:
    visit = in_reference()
    visit.on(NoVoice("ka"))
    assert visit.said == "I have no voice for ka. Another voice reads it."
    assert visit.on(NoVoice("ka")) == []
    visit.on(NoVoice("cy-GB"))
    assert visit.said == "I have no voice for Welsh. Another voice reads it."


def test_recorded_voices_are_played_and_what_has_none_is_spoken() -> None:
    visit = in_storm()
    visit.on("next paragraph")
    kinds = [(type(part), part.text) for part in parts(visit.effects)]
    assert kinds == [(Play, "The wind came."), (Play, "The rain came."), (Say, " Then it was dark.")]


def test_reading_goes_from_clip_to_clip() -> None:
    visit = in_storm()
    visit.on("next paragraph")
    visit.hear_out()
    visit.on("read")
    assert parts(visit.effects) == [part for part in parts(visit.effects) if isinstance(part, Play)]
    following = parts(hear(visit))
    assert [part.text for part in following] == ["The rain came."]
    assert [part.text for part in parts(hear(visit))] == ["Then it was dark."]
    clip = parts(hear(visit))[0]
    assert isinstance(clip, Play)
    assert clip.clip == Clip("b.mp3", 10.0, 40.0, 0, 30_000)
    assert [part.text for part in parts(hear(visit))] == ["It was over."]


def test_a_pause_in_a_recording_goes_on_at_the_same_second() -> None:
    visit = in_storm()
    visit.on("next paragraph")
    visit.on("next paragraph")
    visit.on("read")
    visit.on(SpokenTo(visit.session.said[0].number, 12_000))
    visit.on("pause")
    assert visit.spot.offset == 12_000
    visit.on("read")
    clip = parts(visit.effects)[0]
    assert isinstance(clip, Play)
    assert clip.clip.from_s == pytest.approx(22.0)


def test_ten_seconds_on_and_back_in_a_recording() -> None:
    visit = in_storm()
    visit.on("next paragraph")
    visit.on("next paragraph")
    visit.on("next ten seconds")
    assert visit.spot == Spot(1, 2, 10_000)
    visit.on("next ten seconds")
    visit.on("previous ten seconds")
    assert visit.spot == Spot(1, 2, 10_000)


def test_a_clip_that_cannot_be_played_is_spoken_and_reading_goes_on() -> None:
    visit = in_storm()
    visit.on("next paragraph")
    visit.hear_out()
    visit.on("read")
    spoken = parts(visit.on(NotPlayed(visit.session.said[0].number)))
    assert [(type(part), part.text) for part in spoken] == [(Say, "The wind came.")]
    assert [part.text for part in parts(hear(visit))] == ["The rain came."]


def test_a_recording_without_words_that_is_missing_is_passed_by() -> None:
    visit = in_storm()
    visit.on("next paragraph")
    visit.on("next paragraph")
    visit.on("read")
    assert [part.text for part in parts(visit.on(NotPlayed(visit.session.said[0].number)))] == ["It was over."]


def test_the_computer_voice_reads_instead_when_the_patron_wants_it() -> None:
    visit = in_storm()
    visit.on("computer voice")
    assert visit.said == "Recorded voice, off."
    visit.on("next paragraph")
    assert all(isinstance(part, Say) for part in parts(visit.effects))
    assert visit.said == "The wind came. The rain came. Then it was dark."


def test_recordings_follow_the_speed_that_was_asked_for() -> None:
    visit = in_storm()
    for _ in range(5):
        visit.on("faster")
    visit.on("next paragraph")
    clip = parts(visit.effects)[0]
    assert isinstance(clip, Play)
    assert clip.tempo == pytest.approx(250 / 150)


def test_a_recording_that_breaks_off_is_spoken_from_there() -> None:
    visit = in_storm()
    visit.on("next paragraph")
    visit.hear_out()
    visit.on("read")
    number = visit.session.said[0].number
    visit.on(SpokenTo(number, 9))
    assert [part.text for part in parts(visit.on(NotPlayed(number)))] == ["came."]
