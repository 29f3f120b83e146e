"""For each sound of the International Phonetic Alphabet those that may stand for it, the nearest first.

Chosen by their place in the chart. What stands before the colon is one sound, with its marks: a diphthong is one when
it is listed, else it is made of its parts. Marks: \u0329 a consonant that is a syllable, \u0303 a vowel in the nose,
˞ a vowel with r, ʲ a soft and ʷ a rounded consonant.
"""

from __future__ import annotations

_VOWELS = """
oʊ: əʊ ou oː o; əʊ: oʊ ou oː o; ou: oʊ əʊ; eɪ: ei ɛɪ eː e; ei: eɪ; ɛɪ: eɪ ei; aɪ: ai; ai: aɪ; aʊ: au ɑu; au: aʊ ɑu;
ɑu: aʊ au; ɔɪ: ɔi oi ɔø; ɔʏ: ɔø ɔɪ ɔi; ɔø: ɔɪ ɔi; oi: ɔɪ ɔi; ɪə: iə; iə: ɪə; ɛə: eə; eə: ɛə; ʊə: uə; uə: ʊə;
ɚ: əɹ ər; ɝ: ɜːɹ ɜɹ ɜːr ɜr əɹ ər; ɜː: ɜ œː øː əː; ɜ: ɜː ə; ɞ: ɜ œ ə; ɐ: ə a; ʌ: ɐ a; æ: a ɛ; ɑ: ɑː a; ɑː: aː;
ɒ: ɔ ɑ o; a: aː ɑ ɐ; aː: ɑː; ɔ: ɒ ɔː o; ɔː: oː; o: oː ɔ; ɶ: œ a; ɪ: i iː; i: iː ɪ; ʊ: u uː; u: uː ʊ ɯ; e: eː ɛ;
ɛ: e æ; ɛː: eː; y: yː ʏ i iː; ʏ: y ɪ; ø: øː œ ɜː e; øː: œː ɜː; œ: ø øː ɜː ɛ; œː: øː ɜː; ɨ: ɪ ɯ i; ʉ: u uː y;
ʉː: uː; ɯ: ɨ ʊ u uː; ɤ: ə o ʌ; ɵ: ø ʊ ə o; ɘ: ə ɪ; ə: ɐ ʌ œ e a; ˞: ɹ r; \u0303: n;
ɹ\u0329: əɹ ər; r\u0329: ər əɹ; l\u0329: əl; m\u0329: əm; n\u0329: ən; ŋ\u0329: əŋ
"""
_CONSONANTS = """
ɹ: r ʁ ɾ; r: ɹ ʁ ʀ ɾ; ʁ: ʀ r ɣ ɹ; ʀ: ʁ r ɹ; ɾ: r ɹ d; ɽ: ɾ r ɹ; ɻ: ɹ r; ɺ: ɾ l; ɱ: m; m: m\u0329;
n: n\u0329 ŋ ɲ; ɳ: n; ɲ: nj; ŋ: ŋ\u0329 n ɲ; ɴ: ŋ n; l: ɫ; ɫ: l; ɭ: l;
ʎ: lj; ʟ: ɫ l; ɬ: θ s; ɮ: ɬ z; θ: s t; ð: z d; ɸ: f; β: v b; ʋ: v w; v: w f; ɣ: ɡ ʁ;
x: χ h k; χ: x h; ç: ɕ ʃ x; ʝ: j ʒ; ɕ: ʃ; ʑ: ʒ; ʂ: ʃ; ʐ: ʒ; ʃ: ʂ ɕ s; ʒ: ʐ ʑ z; ɧ: x ʃ; ħ: h x; ʕ: ʔ; ɦ: h;
ʜ: h x; ʢ: ʔ; ʡ: ʔ; h: x; ɥ: w y; ɰ: ɣ w; w: u v; ʍ: w; j: i; c: k; ɟ: ɡ; q: k; ɢ: ɡ; b: p; d: t; ɡ: ɣ k; ʈ: t;
ɖ: d; ʙ: b; ⱱ: v; ɓ: b; ɗ: d; ʄ: ɟ ɡ; ɠ: ɡ; ʛ: ɡ; z: s; ʘ: p; ǀ: t; ǃ: k; ǂ: k; ǁ: k; ʲ: j; ʷ: w
"""
_ROWS = [row.split(":") for row in f"{_VOWELS};{_CONSONANTS}".split(";")]
NEAREST = {sound.strip(): tuple(nearest.split()) for sound, nearest in _ROWS}
