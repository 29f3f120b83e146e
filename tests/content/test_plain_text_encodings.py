from __future__ import annotations

from pathlib import Path

import pytest

from accessvr.content.books.decoding import decoded, decoded_page
from accessvr.content.books.language import guess_language, language_tag
from accessvr.content.readers import open_any

TEXTS = {
    "zh": "我们坐在灯下，听祖母讲从前的故事。\n外面下着雨，风吹过屋顶，孩子们谁也不说话。\n",
    "zh-Hant": "我們坐在燈下，聽祖母講從前的故事。\n外面下著雨，風吹過屋頂，孩子們誰也不說話。\n",
    "ja": "灯の下に座って、祖母の昔話を聞いた。\n外では雨が降っていて、子供たちは誰も話さなかった。\n",
    "ko": "우리는 등불 아래 앉아 할머니의 옛날 이야기를 들었다.\n밖에는 비가 내리고 있었다.\n",
    "ru": "Мы сидели под лампой и слушали, что рассказывала бабушка.\nНа улице шёл дождь, и дети молчали.\n",
    "el": "Καθόμασταν κάτω από τη λάμπα και ακούγαμε τη γιαγιά.\nΈξω έβρεχε.\n",
    "he": "ישבנו מתחת למנורה ושמענו את הסיפורים של סבתא.\nבחוץ ירד גשם.\n",
    "cs": "Seděli jsme pod lampou a babička vyprávěla příběhy. Venku pršelo a děti mlčely, než přišel kůň.\n",
    "pl": "Siedzieliśmy pod lampą, a babcia opowiadała bajki. Na dworze padał deszcz, więc dzieci milczały.\n",
    "tr": "Lambanın altında oturduk, büyükannemiz masal anlattı. Dışarıda yağmur yağıyordu, çocuklar sustu.\n",
    "fr": "Nous étions assis sous la lampe ; « écoutez », disait grand-mère, « c’était là-bas, l’été. »\n",
}
UNMARKED = [
    *(("zh", "gb18030"), ("zh", "gb2312"), ("zh", "utf-16-le"), ("zh", "utf-16-be"), ("zh-Hant", "big5")),
    *(("zh-Hant", "gb18030"), ("ja", "shift_jis"), ("ja", "euc_jp"), ("ja", "iso2022_jp"), ("ko", "euc_kr")),
    *(("ru", "koi8_r"), ("ru", "cp1251"), ("ru", "utf-16-be"), ("ru", "utf-16-le"), ("el", "cp1253")),
    *(("he", "cp1255"), ("cs", "cp1250"), ("cs", "iso8859_2"), ("pl", "cp1250"), ("pl", "iso8859_2")),
    *(("tr", "cp1254"), ("fr", "cp1252"), ("fr", "mac_roman"), ("fr", "utf-16-le")),
]


@pytest.mark.parametrize(("language", "encoding"), UNMARKED)
def test_a_text_without_a_mark_is_decoded_right(language: str, encoding: str) -> None:
    text = TEXTS[language] * 5
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_tells_the_encoding(encoding: str) -> None:
    assert decoded(TEXTS["zh"].encode(encoding)) == TEXTS["zh"]


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 100, b"RIFF\x00\x00\x01\x00\x02\x03" * 50])
def test_bytes_that_are_no_text_are_none(data: bytes) -> None:
    assert decoded(data) is None


@pytest.mark.parametrize(
    ("stated", "encoding"),
    [("gb2312", "gb18030"), ("Shift_JIS", "cp932"), ("ISO-8859-1", "cp1252"), ("koi8-r", "koi8-r"), ("Big5", "cp950")],
)
def test_a_page_is_decoded_as_it_states(stated: str, encoding: str) -> None:
    words = {"gb18030": "祖母讲", "cp932": "昔話を", "cp1252": "« été »", "koi8-r": "бабушка", "cp950": "祖母講"}[
        encoding
    ]
    page = f'<html><head><meta charset="{stated}"></head><body>{words}</body></html>'
    assert decoded_page(page.encode(encoding)) == page


def test_a_page_that_states_what_is_not_so_is_read_as_utf_8() -> None:
    page = '<meta charset="iso-8859-1"><p>été 灯</p>'
    assert decoded_page(page.encode()) == page


@pytest.mark.parametrize("stated", ["no-such-thing", "hex", "utf-16"])
def test_a_statement_that_cannot_be_meant_does_no_harm(stated: str) -> None:
    assert decoded_page(f'<meta charset="{stated}"><p>é</p>'.encode("cp1252"))


@pytest.mark.parametrize("language", sorted(set(TEXTS) - {"zh-Hant"}))
def test_the_language_of_a_short_text_is_guessed(language: str) -> None:
    assert guess_language(TEXTS[language]) == language


def test_of_a_word_or_two_no_language_is_told() -> None:
    assert [guess_language(text) for text in ("", "12 - 34", "Hi.")] == ["und"] * 3


@pytest.mark.parametrize(
    ("stated", "tag"),
    [("en_GB.UTF-8", "en-GB"), ("French", "fr"), ("zh-Hant", "zh-Hant"), ("", ""), ("und", ""), ("no idea at all", "")],
)
def test_what_a_file_states_becomes_a_language_tag(stated: str, tag: str) -> None:
    assert language_tag(stated) == tag


@pytest.mark.parametrize(("language", "encoding"), [("zh", "gb18030"), ("zh-Hant", "big5"), ("ja", "shift_jis")])
def test_hard_wrapped_lines_without_spaces_are_joined_without_a_space(
    tmp_path: Path, language: str, encoding: str
) -> None:
    first, second = TEXTS[language].split("\n")[:2]
    path = tmp_path / "book.txt"
    path.write_bytes(f"　　{first[:9]}\n{first[9:]}\n　　{second[:11]}\n{second[11:]}\n".encode(encoding))
    book = open_any(path)
    assert [node.text for node in book.section(0)] == [first, second]
    assert book.publication.language == language[:2]
