"""Recordings and videos on a page: are there words for those who do not hear or see them?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from accessvr.content.books.markup import local
from accessvr.content.check.finding import Finding
from accessvr.content.check.page import Page, source
from accessvr.content.check.rules import found

_TRANSCRIPT = re.compile(r"transcript|transcri|text version|abschrift|verschrift|trascriz|文字稿|文字记录", re.I)


def check_sounds(page: Page) -> Iterator[Finding]:
    """Give what is wrong with the recordings and videos of a page."""
    for element in page.named("audio", "video"):
        tag, name = local(element), _name(element)
        if element.get("autoplay") is not None:
            yield found("plays-by-itself", page.place(element), f"The {_called(tag)} {name} begins by itself.")
        if tag == "audio" and not _is_described(element) and not _TRANSCRIPT.search(page.words):
            yield found("audio-without-words", page.place(element), f"The recording {name} has no transcript.")
        if tag == "video" and not any(_is_captions(child) for child in element):
            yield found("video-without-captions", page.place(element), f"The video {name} has no captions.")


def _called(tag: str) -> str:
    return "recording" if tag == "audio" else "video"


def _is_described(element: etree._Element) -> bool:
    named = element.get("aria-describedby") or element.get("aria-details")
    return bool(named) or any(local(child) == "track" for child in element)


def _is_captions(child: etree._Element) -> bool:
    return local(child) == "track" and (child.get("kind") or "subtitles") in ("captions", "subtitles", "descriptions")


def _name(element: etree._Element) -> str:
    inner = (source(child) for child in element if local(child) == "source")
    return source(element) or next(inner, "") or "without a name"
