"""PDF files made by hand for tests: pages of lines at given places, and tags."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from pathlib import Path

WIDTH, HEIGHT = 400, 600


@dataclass
class MadePdf:
    """A PDF that is being made. Objects are numbered from 1: the catalogue, the list of pages, two fonts."""

    objects: list[bytes] = field(default_factory=lambda: [b"", b"", b"", b""])
    pages: list[int] = field(default_factory=list)
    catalogue: str = ""
    info: str = ""

    def add(self, content: str | bytes) -> int:
        """Add an object; give its number."""
        self.objects.append(content.encode("latin-1") if isinstance(content, str) else content)
        return len(self.objects)

    def stream(self, data: bytes, more: str = "") -> int:
        """Add a compressed stream."""
        packed = zlib.compress(data)
        head = f"<</Length {len(packed)}/Filter/FlateDecode{more}>>stream\n".encode()
        return self.add(head + packed + b"\nendstream")

    def page(self, content: str, more: str = "", resources: str = "") -> int:
        """Add a page; give the number of its object."""
        stream = self.stream(content.encode("latin-1"))
        number = self.add(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {stream} 0 R"
            f"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>{resources}>>{more}>>"
        )
        self.pages.append(number)
        return number

    def write(self, path: Path) -> Path:
        """Write the file."""
        kids = " ".join(f"{page} 0 R" for page in self.pages)
        self.objects[0] = f"<</Type/Catalog/Pages 2 0 R{self.catalogue}>>".encode("latin-1")
        self.objects[1] = f"<</Type/Pages/Kids[{kids}]/Count {len(self.pages)}>>".encode()
        for at, font in ((2, "Helvetica"), (3, "Helvetica-Bold")):
            self.objects[at] = f"<</Type/Font/Subtype/Type1/BaseFont/{font}/Encoding/WinAnsiEncoding>>".encode()
        info = self.add(f"<<{self.info}>>")
        data = bytearray(b"%PDF-1.7\n")
        places = []
        for number, content in enumerate(self.objects, 1):
            places.append(len(data))
            data += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
        table = len(data)
        data += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
        data += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
        data += f"trailer<</Size {len(places) + 1}/Root 1 0 R/Info {info} 0 R>>\nstartxref\n{table}\n%%EOF".encode()
        path.write_bytes(data)
        return path


def line(words: str, left: float, bottom: float, size: float = 10, font: str = "F1") -> str:
    """Give a line of words at a place."""
    written = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size} Tf {left} {bottom} Td ({written}) Tj ET\n"


def lines(words: list[str], left: float = 40, top: float = 540, step: float = 13, size: float = 10) -> str:
    """Give lines below each other."""
    return "".join(line(text, left, top - step * number, size) for number, text in enumerate(words))


def marked(tag: str, mark: int, content: str) -> str:
    """Give content with a mark that a tag refers to."""
    return f"/{tag} <</MCID {mark}>> BDC\n{content}EMC\n"
