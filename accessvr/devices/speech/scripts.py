"""Which script a letter is written in, and which scripts are a language's own. Scripts by ISO 15924, in lower case."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from functools import cache

LATIN, ANY, OTHER = "latn", "any", "zzzz"  # ANY: a sign of all scripts; OTHER: a script that is not listed
# The first code point of each stretch of letters, and its script (Unicode 16).
_BLOCKS = """
0:any 41:latn 2b0:any 370:grek 400:cyrl 530:armn 590:hebr 600:arab 700:syrc 750:arab 780:thaa 7c0:nkoo 800:zzzz
860:syrc 870:arab 900:deva 980:beng a00:guru a80:gujr b00:orya b80:taml c00:telu c80:knda d00:mlym d80:sinh e00:thai
e80:laoo f00:tibt 1000:mymr 10a0:geor 1100:hang 1200:ethi 13a0:cher 1400:cans 1680:zzzz 1780:khmr 1800:mong 18b0:cans
1900:zzzz 1c80:cyrl 1c90:geor 1cc0:zzzz 1cd0:deva 1d00:any 1e00:latn 1f00:grek 2000:any 2c00:zzzz 2c60:latn 2c80:zzzz
2d00:geor 2d30:tfng 2d80:ethi 2de0:cyrl 2e00:any 2e80:hani 2fe0:any 3005:hani 3008:any 3041:kana 3100:bopo 3130:hang
3190:any 31a0:bopo 31c0:any 31f0:kana 3200:any 3400:hani a000:zzzz a640:cyrl a6a0:zzzz a720:latn a800:zzzz a8e0:deva
a900:zzzz a960:hang a980:zzzz a9e0:mymr aa00:zzzz aa60:mymr aa80:zzzz ab00:ethi ab30:latn ab70:cher abc0:zzzz
ac00:hang d800:any f900:hani fb00:latn fb13:armn fb1d:hebr fb50:arab fe00:any fe70:arab ff00:any ff21:latn ff66:kana
ffa0:hang ffe0:any 10000:zzzz 1d400:any 1d800:zzzz 1f000:any 20000:hani e0000:any
"""
_PAIRS = [block.split(":") for block in _BLOCKS.split()]
_FIRST = [int(first, 16) for first, _ in _PAIRS]
_SCRIPTS = [script for _, script in _PAIRS]
# The scripts in which a language is written, when that is not the Latin one alone.
_OWN = """
ab:cyrl am:ethi ar:arab as:beng ba:cyrl be:cyrl bg:cyrl bn:beng bo:tibt bpy:beng bs:latn,cyrl chr:cher ckb:arab
cmn:hani,bopo cv:cyrl dv:thaa dz:tibt el:grek fa:arab grc:grek gu:gujr he:hebr hi:deva hy:armn hyw:armn iu:cans,latn
ja:kana,hani ka:geor kk:cyrl km:khmr kn:knda ko:hang kok:deva ku:latn,arab ky:cyrl lo:laoo mai:deva mk:cyrl ml:mlym
mn:cyrl,mong mr:deva my:mymr ne:deva nog:cyrl or:orya os:cyrl pa:guru ps:arab ru:cyrl sa:deva sd:arab,deva shn:mymr
si:sinh sr:cyrl,latn syc:syrc ta:taml te:telu tg:cyrl th:thai ti:ethi tt:cyrl ug:arab uk:cyrl ur:arab uz:latn,cyrl
wuu:hani yi:hebr yue:hani zgh:tfng
"""
OWN = {language: tuple(scripts.split(",")) for language, scripts in (row.split(":") for row in _OWN.split())}
_CALLED = {"hans": "hani", "hant": "hani", "jpan": "kana", "hrkt": "kana", "hira": "kana", "kore": "hang"}
_CALLED |= {"aran": "arab", "latf": LATIN, "latg": LATIN, "cyrs": "cyrl", "geok": "geor"}


def script_of(letter: str) -> str:
    """Give the script of a letter; ANY for what is no letter."""
    return _SCRIPTS[bisect_right(_FIRST, ord(letter)) - 1] if letter.isalpha() else ANY


@cache
def letters_of_others(scripts: frozenset[str]) -> re.Pattern[str]:
    """Give a pattern of what may be a letter of none of these scripts."""
    blocks = zip(_FIRST, [*_FIRST[1:], sys.maxunicode + 1], _SCRIPTS, strict=True)
    others = [(first, end - 1) for first, end, script in blocks if script not in (ANY, *scripts)]
    return re.compile("[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in others) + "]")


def own_scripts(language: str) -> tuple[str, ...]:
    """Give the scripts of a language, by its primary subtag."""
    return OWN.get(language, (LATIN,))


def script_in(tag: str) -> str:
    """Give the script that a language tag in lower case names; "" for none."""
    named = next((part for part in tag.split("-")[1:] if len(part) == 4 and part.isalpha()), "")
    return _CALLED.get(named, named)
