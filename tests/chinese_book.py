"""A short story in Chinese, written for the tests and given to the public domain (CC0), as a book made on the spot."""

from __future__ import annotations

import zipfile
from pathlib import Path

TITLE, AUTHOR = "听海的人", "林小舟"
CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "第一章　老灯塔",
        (
            "海边有一座老灯塔。看灯的老人姓陈，村里人都叫他陈伯。他的眼睛看不见，耳朵却比谁都灵。",
            "“潮水还有半个小时就到。”他坐在门口说，“你听，石头下面的水声变细了。”",
            "小船把耳朵贴在墙上，只听见风。她今年九岁，放了暑假，就来给外公做伴。",
            "“慢慢听，”陈伯笑着说，“先听近的，再听远的，最后听你自己的心跳。”",
        ),
    ),
    (
        "第二章　雨夜",
        (
            "第三天夜里下起了大雨。灯塔的灯忽然灭了，四周一片漆黑。",
            "“外公，我什么也看不见！”小船喊道。“没关系，”陈伯说，“现在我们两个人一样了。”",
            "他拉着她的手，一级一级走上楼梯。楼梯一共有一百零八级，他从来没有数错过。",
            "小船听见雨打在铁皮上，听见门在响，听见很远的地方，有一声汽笛。",
        ),
    ),
    (
        "第三章　回家的船",
        (
            "“那是阿明的船。”陈伯停下来，“他在找我们的灯。灯坏了，我们就用钟。”",
            "他们一起敲钟，敲三下，停一停，再敲三下。钟声穿过雨，一直传到海上。",
            "天快亮的时候，雨停了。小船听见桨声，听见有人在笑，还听见船碰到了码头。",
            "“你听见了吗？”陈伯问。“听见了，”小船说，“船回家了。”",
        ),
    ),
)
PAGE = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="zh-CN">
<head><title>{title}</title></head>
<body><h1>{title}</h1>{body}</body></html>"""
CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-CN">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">the-one-who-hears-the-sea</dc:identifier>
<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dc:language>zh-CN</dc:language>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>{items}</manifest>
<spine>{spine}</spine></package>"""


def story() -> str:
    """Give the whole story as it is read."""
    return "\n".join("\n".join((title, *paragraphs)) for title, paragraphs in CHAPTERS)


def make_chinese_book(path: Path) -> Path:
    """Write the story as an EPUB with a printed page in front of each chapter's second paragraph."""
    files = [f"chapter{number}.xhtml" for number in range(1, len(CHAPTERS) + 1)]
    items = "".join(
        f'<item id="c{i}" href="{name}" media-type="application/xhtml+xml"/>' for i, name in enumerate(files)
    )
    spine = "".join(f'<itemref idref="c{i}"/>' for i in range(len(files)))
    lines = "".join(f'<li><a href="{name}">{title}</a></li>' for name, (title, _) in zip(files, CHAPTERS, strict=True))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("book.opf", PACKAGE.format(title=TITLE, author=AUTHOR, items=items, spine=spine))
        archive.writestr("nav.xhtml", PAGE.format(title=TITLE, body=f'<nav epub:type="toc"><ol>{lines}</ol></nav>'))
        for number, (name, (title, paragraphs)) in enumerate(zip(files, CHAPTERS, strict=True), 1):
            archive.writestr(name, PAGE.format(title=title, body=_body(number, paragraphs)))
    return path


def _body(number: int, paragraphs: tuple[str, ...]) -> str:
    mark = f'<span epub:type="pagebreak" id="page{number}" title="{number}"></span>'
    first, *rest = (f"<p>{words}</p>" for words in paragraphs)
    return first + mark + "".join(rest)
