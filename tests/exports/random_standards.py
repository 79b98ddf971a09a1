"""Standards drawn by a seed, with all that a record can hold, and with texts that tables trip over."""

from __future__ import annotations

import random
from collections.abc import Iterator

from pipeline.record.model import (
    Attitude,
    Block,
    Category,
    Classification,
    Competence,
    Duty,
    LevelDefinition,
    Note,
    Place,
    Reference,
    Source,
    Standard,
    Statement,
    Task,
    TaskHead,
    Title,
    Version,
)

WORDS = ("市場", "設備", "檢點", "客戶", "報告", "規劃", "溝通", "保養", "流程", "預算", "訪談", "資訊", "安全", "品質")
TRAPS = (
    "=1+1",
    "+886-2",
    "-5°C 以下",
    "@公告",
    "'=已加撇號",
    "''＋全形",
    " =前有空白",
    "\t定位起首",
    "首行\n次行",
    '含"引號"與,逗號；分號;',
    "a  雙空白 ",
    "<b>&amp;</b>",
    "007",
    "1.10",
    "2020-01-02",
    "TRUE",
    "𠮷野家",
    "_x0041_",
)


def standard(seed: int, duties: int = 3, tasks: int = 3, *, traps: bool = True) -> Standard:
    """The standard of this ``seed``, with so many duties and tasks in each."""
    return _Drawer(seed, traps=traps).standard(duties, tasks)


class _Drawer:
    def __init__(self, seed: int, *, traps: bool) -> None:
        self._random = random.Random(seed)
        self._seed = seed
        self._traps = traps

    def text(self) -> str:
        if self._traps and self._random.random() < 0.2:
            return self._random.choice(TRAPS)
        return "".join(self._random.choices(WORDS, k=self._random.randint(2, 9))) + self._random.choice(
            ("", "。", "【註1】")
        )

    def maybe(self, share: float = 0.5) -> str | None:
        return self.text() if self._random.random() < share else None

    def place(self) -> Place | None:
        return Place(page=self._random.randint(1, 9)) if self._random.random() < 0.8 else None

    def standard(self, duties: int, tasks: int) -> Standard:
        code = f"ABC{self._seed % 10_000:04d}-{self._seed // 10_000 % 1000:03d}v{self._random.randint(1, 9)}"
        knowledge, skills = (tuple(self._register(letter)) for letter in "KS")
        return Standard(
            source=Source(name=f"{code}.pdf", format="pdf", sha256="ab" * 32, pages=9, coverage=0.987),
            code=code,
            code_as_printed=self.maybe(0.1),
            name=self.text(),
            title=Title(job_category=self.maybe(), occupation=self.maybe()),
            classification=Classification(
                categories=tuple(self._categories()),
                occupations=tuple(self._categories()),
                industries=tuple(self._categories()),
            ),
            description=self.maybe(0.9),
            level=self._random.choice((None, 1, 3, 6)),
            level_as_printed=self.maybe(0.1),
            versions=tuple(self._version(number) for number in (2, 1)),
            duties=tuple(
                Duty(code=f"T{number}", name=self.maybe(0.9), derived=self._random.random() < 0.1, at=self.place(),
                     tasks=tuple(self._task(f"{number}.{at}", knowledge, skills) for at in range(1, tasks + 1)))
                for number in range(1, duties + 1)
            ),
            knowledge=knowledge,
            skills=skills,
            attitudes=(*(Attitude(code=f"A{at:02d}", name=self.text(), description=self.maybe()) for at in range(1, 6)),
                       Attitude(code=None, name=self.text())),
            prerequisites=(self.text(), self.text()),
            notes=tuple(Note(number=at, term=self.maybe(), text=self.text(), at=self.place()) for at in (1, 2)),
            supplements=(self.text(),),
            level_definitions=tuple(LevelDefinition(level=at, text=self.text()) for at in (1, 2)),
        )  # fmt: skip

    def _register(self, letter: str) -> Iterator[Competence]:
        for number in range(1, self._random.randint(12, 30)):
            yield Competence(code=f"{letter}{number:02d}", name=self.maybe(0.95), at=self.place())

    def _categories(self) -> Iterator[Category]:
        for _number in range(self._random.randint(0, 2)):
            yield Category(
                name=self.maybe(0.9), code=self._random.choice((None, "0123", "G45-46", "=A1")), at=self.place()
            )

    def _version(self, number: int) -> Version:
        date = self._random.choice(("2019-04-19", None))
        printed = None if date else self._random.choice(("108.4", None))
        return Version(version=f"V{number}", code=None, name=self.text(), status="最新版本", note=self.maybe(),
                       date=date, date_as_printed=printed)  # fmt: skip

    def _task(self, number: str, knowledge: tuple[Competence, ...], skills: tuple[Competence, ...]) -> Task:
        also = (TaskHead(code=f"T{number}9", name=self.text(), at=self.place()),) if self._random.random() < 0.2 else ()
        levels = range(self._random.choice((1, 1, 1, 2)))
        return Task(
            code=None if self._random.random() < 0.05 else f"T{number}",
            code_as_printed=self.maybe(0.1),
            name=self.maybe(0.95),
            also=also,
            derived=self._random.random() < 0.05,
            at=self.place(),
            blocks=tuple(self._block(number, knowledge, skills) for _level in levels),
        )

    def _block(self, number: str, knowledge: tuple[Competence, ...], skills: tuple[Competence, ...]) -> Block:
        return Block(
            level=self._random.choice((None, 2, 3, 4, 5)),
            level_as_printed=self.maybe(0.1),
            outputs=tuple(self._statements(f"O{number}", 3)),
            indicators=tuple(self._statements(f"P{number}", 6)),
            knowledge=tuple(self._references(knowledge)),
            skills=tuple(self._references(skills)),
            at=self.place(),
        )

    def _statements(self, prefix: str, most: int) -> Iterator[Statement]:
        for at in range(1, self._random.randint(1, most) + 1):
            code = None if self._random.random() < 0.1 else f"{prefix}.{at}"
            yield Statement(code=code, text=self.text(), code_as_printed=self.maybe(0.1), at=self.place())

    def _references(self, register: tuple[Competence, ...]) -> Iterator[Reference]:
        for one in self._random.sample(register, k=min(len(register), self._random.randint(2, 8))):
            code = self._random.choice((one.code, one.code, one.code, "K99", None))
            scope = ("T1.1", "T1.2") if self._random.random() < 0.1 else ()
            printed = self.text() if code is None else self.maybe(0.2)
            yield Reference(code=code, as_printed=printed, scope=scope, at=self.place())
