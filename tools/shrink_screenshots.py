"""Writes the screenshots of the docs with fewer colours, until each is small enough (`make screenshots`)."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from tools.import_map import ROOT

FOLDER = ROOT / "docs" / "screenshots"
MOST_BYTES = 150_000
COLOURS = (256, 128, 64, 32)
NARROWER = 0.85


def shrink(picture: Path) -> None:
    """Write the picture with as many colours as keep it below MOST_BYTES; where none do, smaller too."""
    with Image.open(picture) as opened:
        image = opened.convert("RGB")
    while True:
        for colours in COLOURS:
            written = BytesIO()
            image.quantize(colours, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
            if len(written.getvalue()) < MOST_BYTES:
                picture.write_bytes(written.getvalue())
                return
        image = image.resize((int(image.width * NARROWER), int(image.height * NARROWER)), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    for path in sorted(FOLDER.glob("*.png")):
        if path.stat().st_size >= MOST_BYTES:
            shrink(path)
