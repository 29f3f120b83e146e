"""The room's settings and a patron's record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessvr.app.config import Config, patron_file, prepared_folder, read_config
from accessvr.core.errors import ConfigError
from accessvr.core.profile import Profile, Wordiness
from accessvr.core.publication import Bookmark, Locator
from accessvr.library.patrons import Kept, Patron, profile_from, profile_to, read_patron, write_patron


def test_without_a_file_the_room_is_the_usual_one() -> None:
    assert read_config(None) == Config()


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "accessvr.toml"
    file.write_text('sound = "none"\nlibrary = "/books"\n', "utf-8")
    assert read_config(file) == Config(sound="none", library="/books")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('sund = "none"', "Did you mean sound"),
        ("sound = 3", "must be text"),
        ('voice = "loud"', "one of espeak, platform, none"),
        ("sound = ", "accessvr.toml"),
        ('zzz = ""', "There are"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "accessvr.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=message) as caught:
        read_config(file)
    assert caught.value.remedy


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        read_config(tmp_path / "nothing.toml")


def test_folders_can_be_named() -> None:
    assert prepared_folder(Config(prepared="/p")) == Path("/p")
    assert patron_file("ada").name == "ada.json"
    assert patron_file("here/ada.json") == Path("here/ada.json")


def test_a_patron_is_kept_and_read_again(tmp_path: Path) -> None:
    place = Locator("boats", 3, "s3#p2", 17, 0.25, "The ", "boats")
    marks = (Bookmark(place, "the quay"), Bookmark(place, note="tar"))
    patron = Patron(Profile(words_per_minute=200, wordiness=Wordiness.ALL), {"boats": Kept(place, marks)})
    file = tmp_path / "patrons" / "ada.json"
    write_patron(file, patron)
    assert read_patron(file) == patron
    assert list(file.parent.iterdir()) == [file]


def test_a_patron_without_a_record_begins_anew(tmp_path: Path) -> None:
    assert read_patron(tmp_path / "nobody.json") == Patron()


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"profile": {"speed": 3}}', '{"profile": {"wordiness": "loud"}}', '{"kept": 1}']
)
def test_a_broken_record_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "ada.json"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=r"ada\.json"):
        read_patron(file)


@given(st.integers(80, 400), st.sampled_from(list(Wordiness)), st.booleans(), st.floats(-20, 10))
def test_every_wish_survives_being_kept(speed: int, wordiness: Wordiness, calm: bool, loudness_db: float) -> None:
    profile = replace(Profile(), words_per_minute=speed, wordiness=wordiness, calm=calm, loudness_db=loudness_db)
    assert profile_from(profile_to(profile)) == profile
