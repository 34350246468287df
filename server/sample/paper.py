"""Documents of the sample: PDF files of several pages whose text can be read, selected and searched."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

PAGE = (595, 842)  # A4 in points
ACCENT = "0.11 0.42 0.55"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: a heading and its paragraphs; a paragraph that starts with "- " is a point of a list."""

    heading: str
    paragraphs: Sequence[str]


def pdf(title: str, pages: Sequence[Page]) -> bytes:
    """The document as a PDF of A4 pages in Helvetica."""
    contents = [_page(title, page, number, len(pages)) for number, page in enumerate(pages, 1)]
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE[0]} {PAGE[1]}] /Contents {6 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _file(objects, title)


def _page(title: str, page: Page, number: int, of: int) -> bytes:
    lines = [f"{ACCENT} rg 0 812 595 30 re f", "1 g", _words(56, 822, "F2", 10, title)]
    lines += ["0.1 g", _words(56, 762, "F2", 19, page.heading), f"{ACCENT} rg 56 750 60 2 re f", "0.2 g"]
    y = 722.0
    for paragraph in page.paragraphs:
        point = paragraph.startswith("- ")
        left = 74 if point else 56
        for order, line in enumerate(wrap(paragraph[2:] if point else paragraph, 84 if point else 88)):
            if point and order == 0:
                lines.append(_words(60, y, "F2", 11, "\u2022"))
            lines.append(_words(left, y, "F1", 11, line))
            y -= 16
        y -= 4 if point else 10
    lines += ["0.5 g", _words(56, 36, "F1", 9, f"Page {number} of {of}")]
    return "\n".join(lines).encode("cp1252")


def _words(x: float, y: float, font: str, size: float, words: str) -> str:
    safe = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size} Tf {x} {y} Td ({safe}) Tj ET"


def _file(objects: Sequence[bytes], title: str) -> bytes:
    parts, places = [b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"], list[int]()
    numbered = [*objects, f"<< /Title ({title}) /Producer (Tagline) >>".encode("cp1252")]
    for number, content in enumerate(numbered, 1):
        places.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = sum(map(len, parts))
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(numbered) + 1))
    parts += [b"%010d 00000 n \n" % place for place in places]
    parts.append(
        b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(numbered) + 1, len(numbered), start)
    )
    return b"".join(parts)
