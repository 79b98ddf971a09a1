"""Makes the pictures of the README from the sample: a page of its handbook in HTML, Word and PDF, its proof and a site.

The site is of the sample among invented standards, so that a search of it finds something.

Needs Chromium with its driver, LibreOffice and poppler's pdftoppm, which the product itself does not, and 標楷體 or
全字庫正楷體: a page set in another font is not what readers get.
"""

from __future__ import annotations

import base64
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from PIL import Image

from benchmarks import site_records
from pipeline import api
from pipeline.base import i18n
from pipeline.findings.outcomes import Outcome
from pipeline.record import model
from pipeline.record.model import Standard
from pipeline.release.site import SiteOrder, site
from tests.browser.chromium import browser

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "samples" / "KPS3322-002v2.pdf"
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM, DRIVER, LIBREOFFICE, POPPLER = "chromium", "chromedriver", "soffice", "pdftoppm"
BROWSER = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
SETTLED = "--virtual-time-budget=10000"
"""Takes the picture when scripts have done their work, not when the page is loaded."""
WINDOW = (1180, 820)
PROOF_WINDOW = (1280, 860)
LIT = "description"
"""The field that the picture of the proof points to."""
SITE_WINDOW = (1280, 840)
OTHERS, SEED = 40, 3
"""So many invented standards stand in the site beside the sample; the seed is one of those that invent likely names."""
SEARCH = "談判技巧"
DOTS_PER_INCH = 84
STAND_IN = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include>/etc/fonts/fonts.conf</include>
  <match target="pattern">
    <test name="family"><string>標楷體</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>TW-Kai</string></edit>
  </match>
</fontconfig>
"""
COLOURS = 24
"""Text on paper needs no more; the pictures stay below 100 kB each."""


def main() -> int:
    """Makes all pictures; 1 if a program is missing."""
    missing = [name for name in (CHROMIUM, DRIVER, LIBREOFFICE, POPPLER) if shutil.which(name) is None]
    if missing:
        print(f"not on this machine: {', '.join(missing)}", file=sys.stderr)
        return 1
    standard = api.read(SAMPLE).standard
    if standard is None:
        print(f"{SAMPLE} cannot be read", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {kind: folder / f"handbook.{kind}" for kind in ("html", "docx", "pdf")}
        for kind, file in files.items():
            file.write_bytes(api.render(standard, kind))
        keep("handbook-html", screenshot(files["html"].as_uri(), folder, WINDOW))
        keep("handbook-pdf", page(files["pdf"], 4))
        keep("handbook-docx", page(as_pdf(files["docx"], folder), 3))
        found = f"{start_page(standard, folder).as_uri()}?q={quote(SEARCH)}"
        keep("site", screenshot(found, folder, SITE_WINDOW))
        keep("serve", proof(folder))
    return 0


def start_page(standard: Standard, folder: Path) -> Path:
    """The start page of a site of a standard among invented ones."""
    records = site_records.put(folder / "records", OTHERS, SEED)
    records.append(folder / "records" / f"{standard.code}.json")
    records[-1].write_text(model.to_json(standard), encoding="utf-8")
    i18n.use("zh_TW")
    for result in site(records, SiteOrder(folder / "site", "範例職能基準")):
        if result.document.outcome is Outcome.FAILED:
            raise SystemExit(f"{result.document.path} has no page")
    return folder / "site" / "index.html"


def proof(folder: Path) -> bytes:
    """The proof that ``icap serve`` shows of the sample, with a field lit up."""
    target = folder / "proof.html"
    run(sys.executable, "-m", "pipeline", "proof", str(SAMPLE), "-o", str(target), "--lang", "zh-TW")
    with browser() as window:
        window.open(target, *PROOF_WINDOW)
        window.run(f"document.querySelector('li.field[data-path=\"{LIT}\"] input').focus({{preventScroll: true}})")
        shown = window.devtools("Page.captureScreenshot", {"format": "png"})
    return base64.b64decode(shown["data"])


def screenshot(address: str, folder: Path, window: tuple[int, int]) -> bytes:
    """The top of a page in a window of this width and height."""
    target = folder / "screen.png"
    size = f"--window-size={window[0]},{window[1]}"
    profile = f"--user-data-dir={folder / 'browser'}"
    run(CHROMIUM, *BROWSER, profile, "--hide-scrollbars", SETTLED, size, f"--screenshot={target}", address)
    return target.read_bytes()


def as_pdf(file: Path, folder: Path) -> Path:
    """What LibreOffice prints of a document, with 全字庫正楷體 for the 標楷體 that readers have."""
    fonts = folder / "fonts.conf"
    fonts.write_text(STAND_IN, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = (
        LIBREOFFICE,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder / "printed"),
        str(file),
    )
    run(*command, environment={"FONTCONFIG_FILE": str(fonts)})
    return folder / "printed" / f"{file.stem}.pdf"


def page(file: Path, number: int) -> bytes:
    """Page ``number`` of a PDF as a picture."""
    wanted = ("-f", str(number), "-l", str(number), "-r", str(DOTS_PER_INCH))
    return run(POPPLER, *wanted, "-png", str(file))


def keep(name: str, picture: bytes) -> None:
    """Writes a picture with few colours."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    target = PICTURES / f"{name}.png"
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"{target.relative_to(ROOT)}: {image.width} x {image.height}, {target.stat().st_size / 1000:.0f} kB")


def run(*command: str, environment: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """The output of a program that has to end well; ``environment`` is added to that of this process."""
    return subprocess.run(
        command, check=True, capture_output=True, timeout=180, env={**os.environ, **environment}
    ).stdout


if __name__ == "__main__":
    sys.exit(main())
