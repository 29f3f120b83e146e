<?xml version="1.0" encoding="UTF-8"?>
<lexicon xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" version="1.0" alphabet="ipa" xml:lang="en">
  <lexeme><grapheme>Fastnet</grapheme><phoneme>ˈfɑːstnɛt</phoneme></lexeme>
  <lexeme><grapheme>fm</grapheme><alias>fathoms</alias></lexeme>
</lexicon>
