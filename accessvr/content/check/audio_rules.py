"""All that is looked for in audio_scenes: how serious it is, what asks for it, and what to do.

Within one severity, findings are told in the order of this table. A code, once published, keeps its name.
What blocks is what keeps a visit from beginning, or would hurt.
"""

from __future__ import annotations

from accessvr.content.check.finding import Finding, Place, Severity
from accessvr.content.check.rules import Rule

_BLOCKS, _SHOULD, _COULD = Severity.BLOCKS, Severity.SHOULD, Severity.COULD
_FORM = "audio_scenes/README.md"
_UNDER_SPEECH = "WCAG 2.2, 1.4.7"

AUDIO_RULES: dict[str, Rule] = {
    # the form
    "file-unreadable": Rule(_BLOCKS, _FORM, "A file cannot be read", "Save it as text in UTF-8, or put it back."),
    "file-not-understood": Rule(_BLOCKS, _FORM, "A file is not TOML", "Mend the line named."),
    "not-a-table": Rule(_BLOCKS, _FORM, "Something is not a table", "Write it with its keys, as in the example."),
    "not-a-list": Rule(_BLOCKS, _FORM, "Something is not a list", "Use double brackets, as in the example."),
    "name-unknown": Rule(_BLOCKS, _FORM, "A name is not known", "Use the name that is meant, or take it away."),
    "word-unknown": Rule(_BLOCKS, _FORM, "A word is not known", "Use one of the words that are."),
    "value-impossible": Rule(_BLOCKS, _FORM, "A value is not possible", "Give one within the range."),
    "missing": Rule(_BLOCKS, _FORM, "Something is missing", "Add it."),
    "sound-missing": Rule(_BLOCKS, _FORM, "A sound of the program has no recipe", "Add a recipe for it."),
    "file-not-known": Rule(_SHOULD, _FORM, "A file is not read by anything", "Rename it, or take it away."),
    "name-taken": Rule(_SHOULD, _FORM, "The sound of a thing is called as a sound of the program", "Rename it."),
    "recipe-unknown": Rule(
        _SHOULD, _FORM, "A scene asks for a sound that is not there", "Add its recipe, or change it."
    ),
    # short sounds
    "sound-silent": Rule(_BLOCKS, "", "A sound cannot be heard", "Make its layers longer, or give it more grains."),
    "sound-too-loud": Rule(_BLOCKS, "", "A sound is too loud", "Set loudness_lufs to -23, and to -20 at most."),
    "sound-clicks": Rule(
        _SHOULD, "", "A sound clicks where it begins or ends", "Give it attack_s and fade_s of 0.003 or more."
    ),
    "sound-too-long": Rule(_SHOULD, "", "A sound is too long", "Make its layers shorter, or let them begin sooner."),
    "sound-too-short": Rule(_SHOULD, "", "A sound is too short to be told", "Give it 0.06 seconds or more."),
    "sound-too-soft": Rule(
        _SHOULD,
        "",
        "A sound is softer than speech",
        "Make it longer or rounder: a very short peak cannot be made louder.",
    ),
    "sound-out-of-hearing": Rule(
        _SHOULD, "", "A sound is not where older ears hear well", "Put its strength between 500 and 2000 Hz."
    ),
    "sounds-alike": Rule(
        _SHOULD, "", "Two sounds are too alike to be told apart", "Give one another rhythm or timbre."
    ),
    # sounds around
    "ambience-silent": Rule(_SHOULD, "", "A sound around has nothing that sounds", "Add a band or an event."),
    "ambience-startles": Rule(
        _SHOULD,
        "",
        "Something happens so suddenly or loudly that it startles",
        "Give attack_s 0.02 or more, level_db 9 or less.",
    ),
    "ambiences-alike": Rule(_SHOULD, "", "Two places sound alike", "Give one other bands, and events of its own."),
    "ambience-too-loud": Rule(
        _SHOULD,
        _UNDER_SPEECH,
        "A sound around is too near to speech",
        "Set level_db to -20 or less: louder is not played.",
    ),
    "ambience-monotonous": Rule(
        _COULD, "", "Something happens so often that it annoys", "Give every_s 2 or more, or make it a band of grains."
    ),
    # beacons, height, fast names
    "timbres-alike": Rule(
        _SHOULD, "", "Two timbres of a beacon are too alike", "Give one another pitch, band or rhythm."
    ),
    "beacon-hard-to-place": Rule(
        _SHOULD,
        "",
        "A beacon is hard to place",
        "Add a layer of noise up to 4000 Hz or more: tones alone have no direction.",
    ),
    "beacon-off-beat": Rule(
        _COULD, "", "A layer of a beacon begins after its loop", "Let it begin within beats x beat_s."
    ),
    "height-not-rising": Rule(
        _SHOULD, "", "Pitch does not rise with height", "Let pitch grow from row to row, and be 1 at 0."
    ),
    "spearcon-too-slow": Rule(_COULD, "", "A fast name is still speech", "Set words_per_minute to 300 or more."),
    # scenes
    "place-not-heard": Rule(
        _SHOULD,
        "",
        "A place is lower than can be heard",
        "Raise it to -40 degrees; say in words that it lies on the floor.",
    ),
    "places-same-spot": Rule(_SHOULD, "", "Two things stand at the same spot", "Move one by 10 degrees or more."),
    "places-crowded": Rule(
        _SHOULD, "", "More than three things stand in one direction", "Spread them: 30 degrees hold three at most."
    ),
    "row-one-ended": Rule(_SHOULD, _FORM, "A row has only one end", "Give leftmost and rightmost."),
    "row-narrow": Rule(_COULD, "", "A row is too narrow to be told apart", "Give it 40 degrees or more."),
}
ORDER = {code: number for number, code in enumerate(AUDIO_RULES)}
_SERIOUSNESS = {severity: number for number, severity in enumerate(Severity)}


def heard(code: str, file: str, key: str, what: str, remedy: str = "") -> Finding:
    """Give a finding of a rule: `key` leads to it in the file, and `remedy` is for this one alone."""
    rule = AUDIO_RULES[code]
    whole = f"{key}: {what}" if key else what
    return Finding(rule.severity, code, Place(file, path=key), whole, remedy or rule.remedy, rule.criterion)


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Give each finding once, the most serious first; of one kind, in the order in which they were found."""
    once = dict.fromkeys(findings)
    return tuple(sorted(once, key=lambda finding: (_SERIOUSNESS[finding.severity], ORDER[finding.code])))
