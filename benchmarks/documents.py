"""A release to measure with: any number of invented standards in the official form, laid out in several ways."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

from pipeline.record.model import Standard
from pipeline.release.read import read_standard
from tests.typeset import Quirks, typeset

SAMPLE = Path(__file__).parent.parent / "samples" / "KPS3322-002v2.txt"
LAYOUTS = (
    Quirks(),
    Quirks(paper="a4-portrait", size=8),
    Quirks(glued=True, footers="in_table"),
    Quirks(attitudes_in_table=True, header_rows=2),
    Quirks(size=10, duty_cells="repeated"),
)


def standards(count: int) -> Iterator[Standard]:
    """Standards with a code and a name of their own, of two to all duties of the sample."""
    sample = read_standard(SAMPLE).standard
    if sample is None:
        raise SystemExit(f"{SAMPLE} cannot be read")
    for number in range(1, count + 1):
        code, name = f"KPS{number:04}-001v1", f"批發業務人員{number}"
        version = sample.versions[0].model_copy(update={"version": "V1", "code": code, "name": name})
        yield sample.model_copy(
            update={
                "code": code,
                "name": name,
                "title": sample.title.model_copy(update={"occupation": name}),
                "versions": (version,),
                "duties": sample.duties[: 2 + number % (len(sample.duties) - 1)],
            }
        )


def put(folder: Path, count: int) -> list[Path]:
    """So many PDFs in ``folder``, which is made."""
    folder.mkdir(parents=True)
    paths = []
    for number, (standard, layout) in enumerate(zip(standards(count), itertools.cycle(LAYOUTS), strict=False), 1):
        path = folder / f"{number:04}.pdf"
        path.write_bytes(typeset(standard, layout, "pdf"))
        paths.append(path)
    return paths


def damage(paths: list[Path]) -> None:
    """Spoils every one of ``paths``, each in another way than the one before."""
    chance = random.Random(20)
    for path, spoil in zip(paths, itertools.cycle(_DAMAGES), strict=False):
        path.write_bytes(spoil(path.read_bytes(), chance))


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(100, len(data) // 3)]


def _empty(_data: bytes, _chance: random.Random) -> bytes:
    return b""


def _junk(_data: bytes, chance: random.Random) -> bytes:
    return b"%PDF-1.7\n" + chance.randbytes(20_000)


def _foreign(_data: bytes, _chance: random.Random) -> bytes:
    return "會議紀錄\n\n出席人員討論下年度預算。\n".encode()


def _picture(_data: bytes, chance: random.Random) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chance.randbytes(5_000)


_DAMAGES = (_cut, _empty, _junk, _foreign, _picture)
