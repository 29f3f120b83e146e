"""The documents say what there is: every command, every setting, every form of a script, every file they name."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from made import GRAMMAR

from accessvr.app.config import Config
from accessvr.app.script import FORMS
from accessvr.app.wiring import VOICES

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
LIBRARIAN = (ROOT / "docs" / "librarian.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "hardware.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("key", sorted(GRAMMAR.phrases.commands))
def test_every_command_stands_in_the_readme(key: str) -> None:
    assert any(f"`{phrase}`" in README.replace("am I", "am i").replace("can I", "can i") for phrase in PHRASES[key])


PHRASES = dict(GRAMMAR.phrases.commands)


@pytest.mark.parametrize("setting", [field.name for field in fields(Config)])
def test_every_setting_of_the_room_is_explained(setting: str) -> None:
    assert f"| `{setting}` |" in LIBRARIAN


def test_every_voice_is_named() -> None:
    assert all(f'"{name}"' in LIBRARIAN for name in VOICES)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_script_is_shown(form: str) -> None:
    assert f"[{form} " in LIBRARIAN


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_file_a_page_links_to_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
    assert all((page.parent / link).exists() for link in links), links


def test_every_make_target_named_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = {name for page in PAGES for name in re.findall(r"`make ([a-z]+)", page.read_text("utf-8"))}
    assert named <= targets
    assert {"visit", "test", "setup"} <= named
