"""The commands: visit, rehearse, inspect, check, doctor, bench.

Exit codes: 0 done, 1 found something wrong in what was given, 2 wrong usage, 3 a needed device or service is missing.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from accessvr import __version__
from accessvr.core.errors import AccessVRError, DeviceError

DONE, WRONG, USAGE, MISSING = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives its exit code."""
    given = _parser().parse_args(arguments)
    logging.basicConfig(
        level=logging.DEBUG if given.verbose else logging.ERROR,
        format="%(levelname)s %(threadName)s %(name)s: %(message)s",
    )
    try:
        run: Callable[[argparse.Namespace], int] = given.run
        return run(given)
    except AccessVRError as error:
        _complain(error)
        return MISSING if isinstance(error, DeviceError) else WRONG
    except KeyboardInterrupt:
        return DONE
    except BrokenPipeError:
        sys.stderr.close()
        return DONE


def _complain(error: AccessVRError) -> None:
    sys.stderr.write(f"accessvr: {error.message}.\n" if not error.message.endswith(".") else f"{error.message}\n")
    if error.remedy:
        sys.stderr.write(f"What to do: {error.remedy}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="accessvr", description="A reading room that does not need eyes.")
    parser.add_argument("--version", action="version", version=f"accessvr {__version__}")
    parser.add_argument("--verbose", action="store_true", help="write what happens inside to standard error")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_visit(commands)
    _add_rehearse(commands)
    _add_inspect(commands)
    check = commands.add_parser("check", help="say what should be mended in a book or in audio scenes")
    check.add_argument("path", type=Path, metavar="PATH")
    check.add_argument("--json", action="store_true", help="as JSON, with every place")
    check.set_defaults(run=_check)
    doctor = commands.add_parser("doctor", help="say which parts are there, measure the sound, and what to do")
    doctor.add_argument("--json", action="store_true", help="as JSON")
    doctor.add_argument("--listen", action="store_true", help="check left, right and front with somebody who listens")
    doctor.add_argument("--config", type=Path, metavar="F", help="the room's accessvr.toml")
    doctor.set_defaults(run=_doctor)
    bench = commands.add_parser("bench", help="run the benchmarks")
    bench.add_argument("names", nargs="*", metavar="NAME", help="core")
    bench.add_argument("--json", action="store_true", help="as JSON")
    bench.set_defaults(run=_bench)
    return parser


def _add_visit(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    visit = commands.add_parser("visit", help="enter the reading room")
    visit.add_argument("book", nargs="?", default="", metavar="PATH_OR_TITLE", help="what to open; else the shelf")
    visit.add_argument(
        "--profile", metavar="P", help="a patron's record: a name, or a file; without it nothing is kept"
    )
    visit.add_argument("--config", type=Path, metavar="F", help="the room's accessvr.toml")
    visit.set_defaults(run=_visit)


def _add_rehearse(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    rehearse = commands.add_parser("rehearse", help="play a visit from a script, with sound to a file")
    rehearse.add_argument(
        "script", type=Path, metavar="SCRIPT", help='lines that begin with ">" are said; or audio scenes'
    )
    rehearse.add_argument("--open", default="", metavar="PATH", help="what is open at the beginning; else the shelf")
    rehearse.add_argument("--out", type=Path, default=Path("rehearsal"), metavar="DIR", help="where to write")
    rehearse.add_argument("--check", action="store_true", help="compare with the answers in the script")
    rehearse.add_argument("--profile", metavar="P", help="a patron's record; it is not changed")
    rehearse.add_argument("--config", type=Path, metavar="F", help="the room's accessvr.toml")
    rehearse.set_defaults(run=_rehearse)


def _add_inspect(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    inspect = commands.add_parser("inspect", help="say what a file becomes")
    inspect.add_argument("path", type=Path, metavar="PATH")
    form = inspect.add_mutually_exclusive_group()
    form.add_argument("--text", action="store_true", help="all text in reading order")
    form.add_argument("--json", action="store_true", help="the whole tree")
    form.add_argument("--guided", action="store_true", help="Readium Guided Navigation documents, a JSON list")
    form.add_argument("--accessibility", action="store_true", help="what the book says of its accessibility")
    form.add_argument("--outline", action="store_true", help="its headings (the default)")
    inspect.add_argument("--language", default="en", metavar="L", help="of the words about accessibility")
    inspect.set_defaults(run=_inspect)


def _visit(given: argparse.Namespace) -> int:
    from accessvr.app.config import prepared_folder, read_config
    from accessvr.app.preparing import begin_early

    begun = begin_early(given.book, prepared_folder(read_config(given.config)))
    from accessvr.app.visiting import visit  # only now: the book is being prepared meanwhile

    return visit(given.book, given.profile, given.config, begun)


def _rehearse(given: argparse.Namespace) -> int:
    from accessvr.app.rehearsing import rehearse

    return rehearse(given.script, given.open, given.out, given.profile, given.config, check=given.check)


def _inspect(given: argparse.Namespace) -> int:
    from accessvr.app.inspecting import inspect

    forms = ("text", "json", "guided", "accessibility")
    form = next((form for form in forms if getattr(given, form)), "outline")
    return inspect(given.path, form, sys.stdout, given.language)


def _check(given: argparse.Namespace) -> int:
    from accessvr.app.checking import check_book

    return check_book(given.path, sys.stdout, sys.stderr, as_json=given.json)


def _doctor(given: argparse.Namespace) -> int:
    from accessvr.app.doctor import doctor

    return doctor(given.config, sys.stdout, as_json=given.json, listen=given.listen)


def _bench(given: argparse.Namespace) -> int:
    from accessvr.app.bench import bench

    return bench(given.names, sys.stdout, as_json=given.json)


if __name__ == "__main__":
    sys.exit(main())
