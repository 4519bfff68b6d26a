"""Files that are in their place whole, or not at all."""

from pathlib import Path


def put_whole(content: bytes, out: Path) -> None:
    """Put a file in its place, so that a full disk leaves the one before as it was.

    Raises:
        OSError: it cannot be written; what was there before is still there.
    """
    part = out.with_name(f"{out.name}.part")
    try:
        part.write_bytes(content)
        part.replace(out)
    except OSError:
        part.unlink(missing_ok=True)
        raise
