"""How the bytes of a text file are to be read."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from retailcrm.core.errors import UserError
from retailcrm.core.words import say

#: Where the encoding of a file must show; the rest is read alike.
LOOK_AT = 64 << 20
_PIECE = 1 << 20
_CONTROLS = bytes({*range(9), *range(14, 32)} - {26, 27})
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FOREIGN = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)


def find_encoding(stream: BinaryIO, name: str) -> tuple[str, int]:
    """Give (encoding, length of the byte order mark); refuse what is no text.

    Args:
        stream: the file, at its start.
        name: for the sentence that refuses.

    Raises:
        UserError: where the file is no text.
    """
    head = stream.read(_PIECE)
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding, len(mark)
    _refuse_foreign(head, name)
    if wide := _wide(head):
        return wide, 0
    if _is_noise(head[:65536]):
        raise UserError(
            say('"{name}" is not a table.', name=name),
            say("Export the sales or the customers from your till as CSV or Excel."),
        )
    return ("utf-8" if _is_utf8(head, stream) else "cp1252"), 0


def _is_noise(sample: bytes) -> bool:
    """Say whether bytes that no text holds are more than an accident."""
    strange = len(sample) - len(sample.translate(None, _CONTROLS))
    return strange > max(8, len(sample) // 100)


def _refuse_foreign(head: bytes, name: str) -> None:
    for magic, kind in _FOREIGN:
        if head.startswith(magic):
            raise UserError(
                say('"{name}" is {kind}, not a table.', name=name, kind=say(kind)),
                say("Export the sales or the customers from your till as CSV or Excel."),
            )


def _wide(head: bytes) -> str:
    """Recognise UTF-16 without a mark: every other byte of plain text is zero."""
    sample = head[:4096]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > half * 0.6 and sample[0::2].count(0) < half * 0.1:
        return "utf-16-le"
    if half and sample[0::2].count(0) > half * 0.6 and sample[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def _is_utf8(head: bytes, stream: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    seen = 0
    piece = head
    try:
        while piece and seen < LOOK_AT:
            decoder.decode(piece)
            seen += len(piece)
            piece = stream.read(_PIECE)
    except UnicodeDecodeError:
        return False
    return True


def utf8_pieces(stream: BinaryIO, encoding: str, size: int, first: int = 0) -> Iterator[bytes]:
    """Give the rest of the stream as UTF-8, piece by piece.

    Args:
        stream: behind the byte order mark.
        encoding: of the stream.
        size: bytes of a piece.
        first: bytes of the first piece; 0: as the others.
    """
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    if encoding == "utf-8":
        # Pieces that end with a line need not be cut and copied.
        while piece := stream.read(first or size):
            yield piece if piece.endswith(b"\n") else piece + stream.readline(_PIECE)
            first = 0
        return
    while piece := stream.read(first or size):
        yield decoder.decode(piece).encode(errors="replace")
        first = 0
    if rest := decoder.decode(b"", final=True):
        yield rest.encode(errors="replace")


def old_line_ends(head: bytes) -> bool:
    """Say whether lines end in a bare carriage return, as old Macintosh programs wrote."""
    return b"\n" not in head and b"\r" in head
