"""The catalogue: every language is whole, nothing in it means two things, and what it teaches it understands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from spoken_refusals import refusals

from accessvr.content.phrases import FOLDER, languages, phrasebook, read_phrasebook
from accessvr.core.errors import ContentError
from accessvr.core.heard import number_heard, plain
from accessvr.core.numbers import number_words
from accessvr.core.phrasebook import SLOT, Phrasebook, in_this_language, sentence
from accessvr.core.understand import OFFERED, PLAIN, Grammar, grammar, understand

BOOKS = {language: phrasebook(language) for language in languages()}
GRAMMARS = {language: grammar(book) for language, book in BOOKS.items()}
ENGLISH = BOOKS["en"]
OTHERS = [language for language in BOOKS if language != "en"]
LONGEST = 26  # characters of a Chinese sentence without its slots: about twelve words


def filled(phrase: str, book: Phrasebook) -> str:
    """Give a phrase with its slots filled by the language's own words."""
    three = next(word for word, value in book.numbers.items() if value == 3)
    slots = {"unit": book.units["chapter"][0], "number": three, "label": "iv", "thing": book.things["pagebreak"][0]}
    slots |= {"placed": book.placed["heading"][0], "frequency": three, "loss": three}
    return SLOT.sub(lambda slot: slots.get(slot[1], "moby dick"), phrase)


def slots_in(words: str) -> set[str]:
    return {slot[1] for slot in SLOT.finditer(words)}


def sampled(book: Phrasebook, key: str) -> str:
    """Give a sentence with a number in each slot for a number, and a phrase that is understood in the others."""
    words = dict.fromkeys(("words", "near", "first", "second", "label", "name"), book.commands["help"][0])
    slots = {name: words.get(name, 2) for name in slots_in(book.says[key])}
    return sentence(book, key, slots)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("table", ["commands", "units", "things", "placed", "says"])
def test_every_language_has_what_english_has(language: str, table: str) -> None:
    assert set(getattr(BOOKS[language], table)) == set(getattr(ENGLISH, table))


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_names_the_letters_that_english_names(language: str) -> None:
    assert set(ENGLISH.letters) <= set(BOOKS[language].letters)


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_has_the_slots_of_the_english_one(language: str) -> None:
    says = BOOKS[language].says
    differing = {key: says[key] for key in ENGLISH.says if slots_in(says[key]) != slots_in(ENGLISH.says[key])}
    assert not differing


@pytest.mark.parametrize("language", BOOKS)
def test_every_phrase_of_a_command_has_the_same_slots(language: str) -> None:
    for key, phrases in BOOKS[language].commands.items():
        assert {frozenset(slots_in(phrase)) for phrase in phrases} == {frozenset(slots_in(ENGLISH.commands[key][0]))}, (
            key
        )


@pytest.mark.parametrize("language", BOOKS)
def test_no_phrase_means_two_commands_in_a_language(language: str) -> None:
    meanings: dict[str, str] = {}
    for key, phrases in BOOKS[language].commands.items():
        for phrase in phrases:
            form = plain(SLOT.sub(lambda slot: f"slot{slot[1]}", phrase), BOOKS[language])
            assert meanings.setdefault(form, key) == key, phrase


@pytest.mark.parametrize("language", BOOKS)
def test_every_phrase_is_understood_as_its_command(language: str) -> None:
    book, words = BOOKS[language], GRAMMARS[language]
    for key, phrases in book.commands.items():
        meant = {type(understand(filled(phrase, book), words)) for phrase in phrases}
        assert len(meant) == 1, key
        assert meant == {type(understand(filled(ENGLISH.commands[key][0], ENGLISH), GRAMMARS["en"]))}, key
        if key in PLAIN:
            assert all(understand(phrase, words) == PLAIN[key] for phrase in phrases), key


@pytest.mark.parametrize("language", BOOKS)
def test_every_taught_phrase_of_a_unit_or_a_thing_is_understood_as_in_english(language: str) -> None:
    book, words = BOOKS[language], GRAMMARS[language]
    rows = {"row"} if book.units["row"][0] == book.units["line"][0] else set()  # told apart by the place one is in
    for key, slot, table in (
        *(("next_unit", "{unit}", "units"), ("previous_unit", "{unit}", "units")),
        *(("treat_spoken", "{thing}", "things"), ("treat_silent", "{thing}", "things")),
    ):
        for name in set(getattr(book, table)) - rows:
            said = book.commands[key][0].replace(slot, getattr(book, table)[name][0])
            english = ENGLISH.commands[key][0].replace(slot, getattr(ENGLISH, table)[name][0])
            assert understand(said, words) == understand(english, GRAMMARS["en"]) is not None, said


@pytest.mark.parametrize("language", BOOKS)
def test_what_is_offered_in_a_place_is_understood(language: str) -> None:
    words: Grammar = GRAMMARS[language]
    for kind in OFFERED:
        for phrase in words.offered[kind]:
            assert understand(filled(phrase, words.phrases), words) is not None, phrase


@pytest.mark.parametrize("language", BOOKS)
def test_what_the_sentences_ask_to_be_said_is_understood(language: str) -> None:
    for key in BOOKS[language].says:
        for quoted in re.findall(r"“([^”]+)”", sampled(BOOKS[language], key)):
            assert understand(quoted, GRAMMARS[language]) is not None, (key, quoted)


@pytest.mark.parametrize("language", BOOKS)
def test_every_sentence_can_be_filled(language: str) -> None:
    for key in BOOKS[language].says:
        assert not re.search(r"[{}]", sampled(BOOKS[language], key)), key


@pytest.mark.parametrize("language", BOOKS)
def test_numbers_up_to_9999_are_understood_as_they_are_said(language: str) -> None:
    book = BOOKS[language]
    for number in range(1, 10_000):
        assert number_heard(str(number), book) == number
        if book.number_words:
            assert number_heard(number_words(number, book.numbers), book) == number


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english(language: str) -> None:
    left = {key: words for key, words in BOOKS[language].says.items() if words == ENGLISH.says[key]}
    assert all(not re.search(r"[A-Za-z]", SLOT.sub("", words)) for words in left.values()), left


def test_chinese_is_written_in_chinese() -> None:
    book = BOOKS["zh"]
    spoken = [*book.says.values(), *(phrase for phrases in book.commands.values() for phrase in phrases)]
    assert not [words for words in spoken if re.search(r"[A-Za-z,.?!;]", SLOT.sub("", words))]


def test_chinese_sentences_are_short() -> None:
    for key, words in BOOKS["zh"].says.items():
        parts = re.split(r"[。？！]", SLOT.sub("", words))
        assert all(len(part) <= LONGEST for part in parts), key
        assert len(parts) <= 5, key


def test_chinese_counts_two_as_people_say_it() -> None:
    book = BOOKS["zh"]
    said = [sentence(book, "count.chapters", {"number": number}) for number in (2, 12, 22, 205)]
    assert said == ["共两章", "共十二章", "共二十二章", "共二百零五章"]
    assert sentence(book, "time.hours", {"hours": 2, "minutes": 2}) == "两小时两分钟"
    assert sentence(book, "on_page", {"page": "12"}) == "第十二页。"
    assert sentence(book, "on_page", {"page": "iv"}) == "第iv页。"
    assert sentence(book, "entered.empty", {"title": "1984"}).startswith("《1984》")


@pytest.mark.parametrize("language", OTHERS)
def test_every_refusal_is_said_in_every_language(language: str) -> None:
    book = BOOKS[language]
    english = {SLOT.sub("moby dick", words) for words in refusals() if words}
    assert len(english) > 10
    assert not [words for words in english if in_this_language(book, words) == words]


def test_a_refusal_keeps_what_was_said() -> None:
    assert in_this_language(BOOKS["zh"], "I do not find 海. Say shelf.") == "没有找到海。请说“书架”。"
    assert in_this_language(BOOKS["zh"], "Something else. Say shelf.") == "Something else. Say shelf."
    assert in_this_language(ENGLISH, "This book is empty. Say shelf.") == "This book is empty. Say shelf."


def test_what_refusals_ask_to_be_said_is_understood() -> None:
    for words in BOOKS["zh"].refusals.values():
        assert all(understand(quoted, GRAMMARS["zh"]) for quoted in re.findall(r"“([^”]+)”", words))


def test_english_says_figures() -> None:
    assert sentence(ENGLISH, "count.chapters", {"number": 205}) == "205 chapters"


def test_a_character_is_told_by_a_word_that_holds_it() -> None:
    letters = BOOKS["zh"].letters
    assert letters["海"] == "大海的海"
    assert letters["她"] == "女字旁的她"
    assert all(len(letter) == 1 for letter in letters)
    assert all(name.endswith(f"的{letter}") for letter, name in letters.items() if "\u4e00" <= letter <= "\u9fff")
    assert sum("\u4e00" <= letter <= "\u9fff" for letter in letters) > 1000


def test_traditional_characters_lead_to_simplified_ones() -> None:
    variants = BOOKS["zh"].variants
    assert variants["頁"] == "页"
    assert not set(variants) & set(variants.values())


def test_a_language_is_found_by_its_root() -> None:
    assert phrasebook("zh-CN").language == phrasebook("zh-Hans").language == "zh"


def test_a_language_without_words_is_refused_in_plain_words() -> None:
    with pytest.raises(ContentError, match="there are en, zh") as refused:
        phrasebook("tlh")
    assert refused.value.spoken


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("[units]", "[unit]"), r"table \[units\] is missing"),
        (("[says]", "[extra]\n[says]"), r"unknown table \[extra\]"),
        (("[commands]", "[writing]\nspaces = true\n[commands]"), r"spaces in \[writing\].*Did you mean \[?spaced"),
        (("[commands]", "[commands"), r"zz\.toml"),
    ],
)
def test_a_broken_phrasebook_is_refused_with_its_place(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    path = tmp_path / "zz.toml"
    path.write_text((FOLDER / "en.toml").read_text("utf-8").replace(*change), "utf-8")
    with pytest.raises(ContentError, match=words) as refused:
        read_phrasebook(path)
    assert refused.value.remedy


def test_a_phrasebook_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "zz.toml"
    path.write_bytes('language = "读"'.encode("gb18030"))
    with pytest.raises(ContentError, match=r"zz\.toml"):
        read_phrasebook(path)
