"""Every sentence that readers, the library and the book room refuse with, gathered from the code itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import accessvr

PACKAGE = Path(accessvr.__file__).parent
ROOMS = ("content", "library", "app")


def refusals() -> set[str]:
    """Give the English sentences, with {slots}."""
    modules = [path for room in ROOMS for path in sorted((PACKAGE / room).rglob("*.py"))]
    spoken = {words for path in modules for words in _spoken(ast.parse(path.read_text("utf-8")))}
    return {part for words in spoken for part in re.split(r"(?<=[.?!]) ", words.strip())}


def _spoken(tree: ast.Module) -> Iterator[str]:
    """Give what stands for `spoken` in a call: by name, by its place in a function of the module, or in Failed."""
    known = {
        target.id: words
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
        for words in _texts(node.value, {})
    }
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    places = {f.name: names.index("spoken") for f in functions if "spoken" in (names := [a.arg for a in f.args.args])}
    places["Failed"] = 1
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        place = places.get(call.func.id, -1) if isinstance(call.func, ast.Name) else -1
        values = [keyword.value for keyword in call.keywords if keyword.arg == "spoken"]
        for value in [*values, *(call.args[place : place + 1] if place >= 0 else ())]:
            yield from _texts(value, known)


def _texts(node: ast.expr, known: dict[str, str]) -> Iterator[str]:
    """Give the texts an expression may be; those of a value that is not written in the module are left out."""
    match node:
        case ast.Constant(value=str(words)):
            yield words
        case ast.Name(id=name) if name in known:
            yield known[name]
        case ast.BoolOp(values=parts) | ast.JoinedStr(values=parts):
            for part in parts:
                yield from _texts(part, known)
        case ast.FormattedValue(value=part) | ast.Call(func=ast.Attribute(value=part, attr="format")):
            yield from _texts(part, known)
        case ast.IfExp(body=one, orelse=other):
            yield from _texts(one, known)
            yield from _texts(other, known)
        case _:
            return
