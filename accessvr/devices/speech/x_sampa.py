"""X-SAMPA, the International Phonetic Alphabet on a typewriter, turned into that alphabet (Wells 1995)."""

from __future__ import annotations

import re

_ALIKE = "abcdefhijklmnopqrstuvwxyz."
_SINGLE = "gABCDEFGHIJKLMNOPQRSTUVWXYZ@{}123456789&?\"%':~=`"
_MEANING = "ɡɑβçðɛɱɣɥɪɲɬʎɯŋɔʋɒʁʃθʊʌʍχʏʒəæʉɨøɜɾɫɐɤɵœɶʔˈˌʲː\u0303\u0329˞"
# Several signs for one sound: the last character is the sound.
_SEVERAL = r"""
d`ɖ l`ɭ n`ɳ r`ɽ s`ʂ t`ʈ z`ʐ @`ɚ 3`ɝ r\`ɻ b_<ɓ d_<ɗ g_<ɠ G\_<ʛ J\_<ʄ h\ɦ j\ʝ l\ɺ p\ɸ r\ɹ s\ɕ v\ʋ x\ɧ z\ʑ B\ʙ G\ɢ
H\ʜ I\ɨ J\ɟ K\ɮ L\ʟ M\ɰ N\ɴ O\ʘ R\ʀ U\ʊ X\ħ @\ɘ 3\ɞ ?\ʕ <\ʢ >\ʡ |\ǀ |\|\ǁ !\ǃ =\ǂ -\‿ :\ˑ
_T˥ _H˦ _M˧ _L˨ _B˩ _jʲ _hʰ _wʷ _Gˠ _?\ˤ _>ʼ _nⁿ _lˡ
"""
_MARKS = {"_~": "\u0303", "_=": "\u0329", "_0": "\u0325", "_d": "\u032a", "_v": "\u032c", "_^": "\u032f"}
SOUNDS = {
    **dict(zip(_ALIKE, _ALIKE, strict=True)),
    **dict(zip(_SINGLE, _MEANING, strict=True)),
    **{signs[:-1]: signs[-1] for signs in _SEVERAL.split()},
    **_MARKS,
    "-": ".",  # the end of a syllable
    "|": " ",
    "||": " ",
}
_KNOWN = "|".join(re.escape(signs) for signs in sorted(SOUNDS, key=len, reverse=True))
_SIGN = re.compile(rf"{_KNOWN}|(?P<shade>_.\\?)|(?P<space>\s)|(?P<none>.)")


def to_ipa(x_sampa: str) -> str:
    """Give the sounds in the phonetic alphabet, without the finest shades; "" when a sign is none of X-SAMPA."""
    found = list(_SIGN.finditer(x_sampa))
    if any(sign["none"] for sign in found):
        return ""
    return "".join(SOUNDS.get(sign.group(), " " if sign["space"] else "") for sign in found)
