import io
from collections.abc import Sequence

from hypothesis import example, given
from hypothesis import strategies as st

from accessvr.app.script import parse
from accessvr.app.text_log import TextLog
from accessvr.core.effects import Buzz, Cue, Earcon, Effect, Hush, Picture, Say, Show, Tacton
from accessvr.core.events import DeviceBack, DeviceLost, Event

HEADING: tuple[Effect, ...] = (Cue(Earcon.HEADING), Buzz(Tacton.HEADING))
Step = Sequence[Effect]


def written(*steps: Step, plain: bool = False) -> list[str]:
    """Give the lines of a visit."""
    stream = io.StringIO()
    log = TextLog(stream, plain=plain)
    log.start(lambda event: None)
    for step in steps:
        for effect in step:
            log.render(effect)
        log.end_of_step()
    return stream.getvalue().splitlines()


class Stream(io.StringIO):
    """A stream that may go away, as a pipe does."""

    gone = False

    def write(self, text: str) -> int:
        if self.gone:
            raise BrokenPipeError("nobody reads")
        return super().write(text)


def test_the_words_of_an_answer_follow_its_sound_and_its_vibration() -> None:
    assert written([*HEADING, Show(Picture.PAGE, "Moby-Dick"), Say(1, "Chapter 1. Loomings.")]) == [
        "(heading) [heading] Chapter 1. Loomings."
    ]


def test_a_sound_without_words_has_a_line_of_its_own_at_the_end_of_the_step() -> None:
    page: Step = [Cue(Earcon.PAGE), Buzz(Tacton.STEP_NEXT), Show(Picture.PAGE, "Moby-Dick", "Page 12.")]
    assert written(page, [Say(1, "Call me Ishmael.")]) == ["(page) [step.next]", "Call me Ishmael."]


def test_a_sound_after_the_words_does_not_move_before_them() -> None:
    assert written([Say(1, "One."), Cue(Earcon.PAGE), Say(2, "Two.", queued=True), Cue(Earcon.WALL)]) == [
        "One.",
        "(page) Two.",
        "(wall)",
    ]


def test_each_sentence_of_reading_aloud_has_a_line() -> None:
    assert written([Say(1, "One.", queued=True)], [Say(2, "Two.", queued=True)]) == ["One.", "Two."]


def test_stop_says_nothing_but_is_written_with_what_is_felt() -> None:
    stop: Step = [Hush(), Buzz(Tacton.CANCEL), Show(Picture.DARK, "Moby-Dick", "Stopped.")]
    assert written(stop) == ["[cancel] Stopped."]
    assert written(stop, plain=True) == ["Stopped."]


def test_words_that_are_spoken_and_shown_in_the_dark_are_written_once() -> None:
    assert written([*HEADING, Show(Picture.DARK, "", "Goodbye."), Say(1, "Goodbye.")], []) == [
        "(heading) [heading] Goodbye."
    ]


def test_pages_and_photos_are_not_written() -> None:
    assert written([Show(Picture.PAGE, "Moby-Dick", "Call me Ishmael."), Show(Picture.PHOTO, "A boat")]) == []


def test_a_terminal_gets_only_words() -> None:
    assert written([*HEADING, Say(1, "Loomings.")], HEADING, [Say(2, "Two.")], plain=True) == ["Loomings.", "Two."]


def test_a_step_in_which_nothing_goes_out_leaves_no_line() -> None:
    assert written([], [Hush()], [Say(1, " ")]) == []


def test_the_words_of_a_book_cannot_break_the_line_or_command_the_terminal() -> None:
    assert written([Say(1, "One\ntwo\r\x1b[2J\x00three\x9b31m.")]) == ["One two [2J three 31m."]


def test_after_close_nothing_is_written() -> None:
    stream = io.StringIO()
    log = TextLog(stream)
    log.start(lambda event: None)
    log.close()
    log.render(Say(1, "One."))
    log.end_of_step()
    assert stream.getvalue() == ""


def test_letters_that_the_terminal_does_not_have_become_question_marks() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    TextLog(stream).render(Say(1, "Café \ud800."))
    assert raw.getvalue() == b"Caf? ?.\n"


def test_a_stream_that_goes_is_told_once_and_again_when_it_is_back() -> None:
    stream, posted = Stream(), list[Event]()
    log = TextLog(stream)
    log.start(posted.append)
    for gone, words in ((False, "One."), (True, "Two."), (True, "Three."), (False, "Four."), (False, "Five.")):
        stream.gone = gone
        log.render(Say(1, words))
    assert posted == [DeviceLost("text"), DeviceBack("text")]
    assert stream.getvalue().splitlines() == ["One.", "Four.", "Five."]


def test_a_closed_stream_raises_nothing() -> None:
    stream, posted = io.StringIO(), list[Event]()
    log = TextLog(stream)
    log.start(posted.append)
    stream.close()
    log.render(Say(1, "One."))
    assert posted == [DeviceLost("text")]


def test_words_that_look_like_a_line_of_a_script_are_set_in_but_not_at_a_terminal() -> None:
    steps: list[Step] = [[Say(1, "> said the fox.")], [Say(2, "# 7")]]
    assert written(*steps) == [" > said the fox.", " # 7"]
    assert written(*steps, plain=True) == ["> said the fox.", "# 7"]


@given(texts=st.lists(st.text(), max_size=5))
@example(texts=["> one", "#two"])
def test_a_transcript_read_as_a_script_keeps_every_answer_whatever_its_words(texts: list[str]) -> None:
    lines = written(*([Say(1, text)] for text in texts))
    script = parse("> read\n" + "".join(f"{line}\n" for line in lines), "made")
    assert list(script.transcript) == ["> read", *(line.rstrip() for line in lines)]
    assert len(script.lines) == 1
