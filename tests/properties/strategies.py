"""Invented standards and layouts for the property tests.

What no reader could tell apart is kept out; every such place says why:

- a name never begins with, nor holds behind a space, what is a code of its own column (``K12 教育`` among the
  knowledge), except such as no column has (``S20.20``);
- names and terms hold no colon: what stands before the first colon is the name;
- no name holds 知識 or 技能: alone at the top of a page they are pieces of the header over their columns;
- texts hold no ``【`` of their own, no ``<p`` and no ``^{``: marks and residue of the form itself;
- a task with several level rows has a level in each, another one than the row above: else a row could as well
  continue the one above;
- a task has a level, or an indicator that names it: else its row on a new page could as well continue a list of
  tasks;
- a task that shares its cell with others has one level row where codes have two levels: between such rows a page
  break could leave the other tasks behind, in a row like that of a new task;
- in a task with several level rows each but the last has an indicator: a page break can leave the task's name to the
  rows behind it, and only such codes tell whose the rows before it are;
- a category without its partner stands alone: else nobody could tell which of several lacks it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from pipeline.record.model import (
    Attitude,
    Block,
    Category,
    Classification,
    Competence,
    Duty,
    LevelDefinition,
    Note,
    Reference,
    Source,
    Standard,
    Statement,
    Task,
    TaskHead,
    Title,
    Version,
)
from tests.typeset import Break, Quirks

_WORDS = re.findall(
    "..",
    "客戶產品市場資訊溝通協調設備維護專案管理分析規劃撰寫報告紀錄檢核流程品質安全法規行銷銷售技巧能力概念技術"
    "操作系統資料彙整評估改善訓練輔導金融食品工具人力大眾文件車輛行政色彩水電心理",
)
_LATIN = (
    "PM",
    "ERP",
    "IoT",
    "AI",
    "SOP",
    "S.O.P",
    "ISO",
    "R&D",
    "C++",
    "C#",
    "e-mail",
    "machine",
    "run",
    "card",
    "BIM",
)
_ODD = ("S20.20", "P2P", "O2O", "A4", "a_b", "x*y", "$100", "[註]", "50%", "A<B", "1~3", "-20°C", "#1", '"AI"', "\\n")
_DIGITS = ("3D", "2D", "5S", "6S", "5G", "10年", "2026年", "4K")
_LINKS = ("", "", "", " ", "與", "、", "／", "/", "-", "的")
_ENDINGS = ("", "", "", "", "（含附表）", "(基礎/進階)", "「甲」", "*")
_HANZI = tuple("".join(chr(0x4E00 + (7919 * at + 31 * step) % 20901) for step in range(at % 5 + 1)) for at in range(60))
"""Characters from all over the first block of Chinese ones, in runs of one to five."""


def _linked(pairs: list[tuple[str, str]]) -> str:
    """Pieces with a link before each but the first. Latin words always stand apart; no space between Chinese."""
    text = pairs[0][1]
    for link, piece in pairs[1:]:
        beside = (text[-1].isascii(), piece[0].isascii())
        if all(beside):
            text += link if link in ("、", "／", "與", "的") else " "
        elif link in ("/", "-"):
            text += "" if any(beside) else link
        elif link != " " or any(beside):
            text += link
        text += piece
    return text


def _pairs(*pieces: tuple[str, ...]) -> st.SearchStrategy[tuple[str, str]]:
    return st.sampled_from([(link, piece) for group in pieces for piece in group for link in _LINKS])


_FIRST = _pairs(_WORDS, _WORDS, _HANZI, _LATIN, _DIGITS)
_PLAIN = _pairs(_WORDS, _WORDS, _HANZI, _LATIN, _DIGITS)
_ANY = _pairs(_WORDS, _WORDS, _HANZI, _LATIN, _DIGITS, _ODD)


def _phrases(rest: st.SearchStrategy[tuple[str, str]], most: int) -> st.SearchStrategy[str]:
    pieces = st.tuples(_FIRST, st.lists(rest, max_size=most - 1), st.sampled_from(_ENDINGS))
    return pieces.map(lambda parts: _linked([parts[0], *parts[1]]) + parts[2])


phrases = _phrases(_ANY, 4)
"""Names: Chinese words, Latin words, numbers; they may begin with a digit and end in a bracket."""
titles = _phrases(_PLAIN, 4)
"""Names of duties, tasks, attitudes and terms, without what only looks odd."""
sentences = st.tuples(st.lists(_phrases(_ANY, 5), min_size=1, max_size=3), st.sampled_from(("。", "。", ""))).map(
    lambda parts: "，".join(parts[0]) + parts[1]
)


def marked(texts: st.SearchStrategy[str], notes: int) -> st.SearchStrategy[str]:
    """Texts that may carry the mark of one of the document's notes at the end or before the last clause."""
    if not notes:
        return texts
    return st.tuples(texts, st.sampled_from((0, 0, 0, *range(1, notes + 1)))).map(_with_mark)


def _with_mark(parts: tuple[str, int]) -> str:
    text, number = parts
    if not number:
        return text
    head, comma, tail = text.rpartition("，")
    return f"{head}【註{number}】{comma}{tail}" if comma else f"{text}【註{number}】"


_SMALL = st.integers(0, 7)
_MAY_BE_WORD = 10


class _Register:
    """The knowledge or the skills of a document: what each is called, and every use of it."""

    def __init__(self, letter: str, names: list[str | None]) -> None:
        self.names = {f"{letter}{number:02}": name for number, name in enumerate(names, start=1)}
        self._used: set[str] = set()
        self._plain: dict[str, int] = {}

    def reference(self, use: tuple[str, int, int], scopes: list[str], notes: int) -> Reference:
        """A use of a code, now and then with scope tags or a note mark behind its name, or with a name that drifted.

        Drifted names stay rarer than the plain one, which is the register's for being the commonest.
        """
        code, kind, choice = use
        self._used.add(code)
        name = self.names[code]
        if name is not None and kind == 0 and notes:
            return Reference(code=code, as_printed=f"{name}【註{choice % notes + 1}】")
        if name is not None and kind == 1 and scopes:
            chosen = scopes[choice % len(scopes) :]
            return Reference(
                code=code, as_printed=name + "、".join(f"【{one}】" for one in chosen), scope=tuple(chosen)
            )
        if name is not None and kind == 2 and self._plain.get(code, 0) > 1:
            self._plain[code] -= 1
            return Reference(code=code, as_printed=f"{name}概論")
        self._plain[code] = self._plain.get(code, 0) + 1
        return Reference(code=code)

    def entries(self) -> tuple[Competence, ...]:
        """What is used, in code order."""
        return tuple(Competence(code=code, name=self.names[code]) for code in sorted(self._used))


@st.composite
def standards(draw: st.DrawFn, *, duties: int = 4, tasks: int = 5) -> Standard:
    """A whole standard of one to ``duties`` duties with one to ``tasks`` tasks each."""
    notes = draw(st.integers(0, 2))
    two_level = draw(st.booleans()) and draw(st.booleans())
    names = st.lists(st.one_of(phrases, phrases, phrases, st.none()), min_size=1, max_size=12)
    knowledge, skills = _Register("K", draw(names)), _Register("S", draw(names))
    found = []
    for number in range(1, draw(st.integers(1, duties)) + 1):
        maker = _DutyMaker(draw, number, notes, knowledge, skills, two_level)
        found.append(maker.duty(draw(st.integers(1, tasks))))
    name = draw(st.sampled_from(_WORDS + list(_HANZI))) + "人員"
    code = draw(st.sampled_from((None, "KPS3322-002v2", "SET2144-001", "IISD3512-001v3", "MPM8141-001v6")))
    supplements = tuple(draw(st.lists(sentences, max_size=2)))
    return Standard(
        source=Source(name="", format="", sha256="", coverage=1.0),
        code=code,
        code_as_printed=draw(st.sampled_from((None, code.replace("v", "V")))) if code and "v" in code else None,
        name=name,
        title=Title(job_category=name) if draw(st.booleans()) else Title(occupation=name),
        classification=draw(classifications),
        description=draw(st.none() | st.lists(sentences, min_size=1, max_size=3).map("\n".join)),
        level=draw(st.none() | st.integers(1, 6)),
        versions=draw(st.lists(versions(name), max_size=2).map(tuple)),
        duties=tuple(found),
        knowledge=knowledge.entries(),
        skills=skills.entries(),
        attitudes=draw(attitudes),
        prerequisites=tuple(draw(st.lists(sentences, max_size=3))),
        notes=tuple(draw(note(number)) for number in range(1, notes + 1)),
        supplements=supplements,
        level_definitions=draw(level_tables),
    )


class _DutyMaker:
    """Draws one duty; counts the codes that run through it where they have two levels."""

    def __init__(
        self, draw: st.DrawFn, number: int, notes: int, knowledge: _Register, skills: _Register, two_level: bool
    ) -> None:
        self._draw = draw
        self._number = number
        self._notes = notes
        self._knowledge = knowledge
        self._skills = skills
        self._two_level = two_level
        self._serials: dict[str, int] = {}

    def duty(self, tasks: int) -> Duty:
        found: list[Task] = []
        serial = 1
        while len(found) < tasks:
            shared = self._draw(st.sampled_from((0, 0, 0, 0, 1, 2)))
            codes = [f"T{self._number}.{serial + at}" for at in range(shared + 1)]
            found.append(self._task(codes))
            serial += shared + 1
        return Duty(code=f"T{self._number}", name=self._draw(titles), tasks=tuple(found))

    def _task(self, codes: list[str]) -> Task:
        draw = self._draw
        levels = draw(
            st.one_of(
                st.lists(st.none() | st.integers(1, 6), min_size=1, max_size=1),
                st.lists(st.none() | st.integers(1, 6), min_size=1, max_size=1),
                st.sampled_from(([3, 4], [4, 3], [2, 5, 2])),
            )
        )
        if self._two_level:
            levels = [levels[0] or 3, *levels[1:]] if len(codes) == 1 else [levels[0] or 3]
        scopes = codes if len(codes) > 1 else []
        last = len(levels) - 1
        # Where a page break parts the tasks of one cell, nothing but an indicator tells that the level behind it is of
        # all: nobody could read it otherwise than as the level of the tasks beside it.
        may_lack_indicators = [at == last and level is not None and not scopes for at, level in enumerate(levels)]
        blocks = tuple(
            self._block(codes[0], level, scopes, fewest=0 if may_lack else 1)
            for level, may_lack in zip(levels, may_lack_indicators, strict=True)
        )
        heads = [TaskHead(code=code, name=draw(titles)) for code in codes]
        return Task(code=heads[0].code, name=heads[0].name, also=tuple(heads[1:]), blocks=blocks)

    def _block(self, task: str, level: int | None, scopes: list[str], *, fewest: int) -> Block:
        """A level row with at least so many indicators."""
        draw = self._draw
        indicators = draw(st.lists(marked(sentences, self._notes), min_size=fewest, max_size=4))
        outputs = draw(st.lists(marked(phrases, self._notes), max_size=3))
        knowledge = self._references(self._knowledge, scopes)
        skills = self._references(self._skills, scopes)
        if not (indicators or outputs or knowledge or skills):
            indicators = [draw(sentences)]
        return Block(
            level=level,
            outputs=tuple(Statement(code=self._code("O", task), text=text) for text in outputs),
            indicators=tuple(Statement(code=self._code("P", task), text=text) for text in indicators),
            knowledge=knowledge,
            skills=skills,
        )

    def _references(self, register: _Register, scopes: list[str]) -> tuple[Reference, ...]:
        uses = st.tuples(st.sampled_from(sorted(register.names)), _SMALL, _SMALL)
        drawn = self._draw(st.lists(uses, max_size=5, unique_by=lambda use: use[0]))
        # From 10 on a code directly behind one without a name may be a word that begins that name (K01 K12 教育).
        kept: list[tuple[str, int, int]] = []
        for use in drawn:
            if not (kept and register.names[kept[-1][0]] is None and int(use[0][1:]) >= _MAY_BE_WORD):
                kept.append(use)
        return tuple(register.reference(use, scopes, self._notes) for use in kept)

    def _code(self, letter: str, task: str) -> str:
        parent = str(self._number) if self._two_level else task[1:]
        key = letter + parent
        self._serials[key] = self._serials.get(key, 0) + 1
        return f"{key}.{self._serials[key]}"


@st.composite
def versions(draw: st.DrawFn, name: str) -> Version:
    """A row of the version table."""
    number = draw(st.integers(1, 6))
    return Version(
        version=f"V{number}",
        code=f"KPS3322-002v{number}",
        name=name,
        status=draw(st.sampled_from(("最新版本", "歷史版本"))),
        note=draw(st.one_of(st.none(), st.just("略。"), st.just("已被《KPS3322-002V2》取代"), sentences)),
        date=draw(st.none() | st.dates().map(lambda day: day.replace(year=2000 + day.year % 30, day=1).isoformat())),
    )


@st.composite
def _categories(draw: st.DrawFn, codes: tuple[str, ...]) -> tuple[Category, ...]:
    chosen = draw(st.lists(st.sampled_from(codes), max_size=3, unique=True))
    names = [
        draw(st.sampled_from(_WORDS)) + draw(st.sampled_from(("", "經理", "／行政", " / 專業", "、食品")))
        for _ in chosen
    ]
    if len(chosen) == 1:
        missing = draw(st.sampled_from((None, None, "name", "code")))
        return (Category(name=None if missing == "name" else names[0], code=None if missing == "code" else chosen[0]),)
    return tuple(Category(name=name, code=code) for name, code in zip(names, chosen, strict=True))


classifications = st.builds(
    Classification,
    categories=_categories(("KPS", "MPD", "SET", "INM")),
    occupations=_categories(("3322", "21", "C2149", "252")),
    industries=_categories(("G45-46", "C2630", "Q", "C-22-220-2203")),
)


@st.composite
def _attitudes(draw: st.DrawFn) -> tuple[Attitude, ...]:
    names = draw(st.lists(titles, max_size=4))
    return tuple(
        Attitude(code=f"A{number:02}", name=name, description=draw(st.none() | sentences))
        for number, name in enumerate(names, start=1)
    )


attitudes = _attitudes()


@st.composite
def note(draw: st.DrawFn, number: int) -> Note:
    """A glossary entry with or without a head term."""
    return Note(number=number, term=draw(st.none() | titles), text=draw(sentences))


level_tables = st.sampled_from(
    (
        (),
        (),
        tuple(
            LevelDefinition(level=level, text=f"能在第{level}類情況下工作，並負其責任。") for level in range(6, 0, -1)
        ),
    )
)

_share = st.sampled_from((0, 0, 100, 50, 25, 75, 10, 90))
breaks = st.builds(Break, row=st.integers(0, 12), kept=st.tuples(_share, _share, _share, _share, _share))
_seldom = st.sampled_from((False, False, False, True))

quirks = st.builds(
    Quirks,
    breaks=st.lists(breaks, max_size=4).map(tuple),
    header_repeated=st.booleans(),
    header_rows=st.sampled_from((1, 2, 3)),
    wide_grid=_seldom,
    level_remark=st.sampled_from(("", "", "", "（初）", "級以上")),
    dash_for_no_level=_seldom,
    derived_tasks=_seldom,
    duty_column=_seldom.map(lambda missing: not missing),
    duty_cells=st.sampled_from(("merged", "repeated", "blank")),
    attitudes_in_table=_seldom,
    notes_in_table=_seldom,
    glued=_seldom,
    code_spaces=st.sampled_from(("", "", "", "letter", "all")),
    uncoded_outputs=_seldom,
    uncoded_attitudes=_seldom,
    attitudes_on_one_line=_seldom,
    wrong_total=_seldom,
    version_table=_seldom.map(lambda missing: not missing),
    kangxi=_seldom,
    prerequisites_inline=st.booleans(),
    items_on_one_line=_seldom,
    residue=st.booleans(),
    zero_for_o=_seldom,
    stop_after_t=_seldom,
    full_width_codes=_seldom,
    duty_label=st.sampled_from(("主要職責", "工作職責")),
    full_width_labels=st.booleans(),
    bullet=st.sampled_from(("", "", "", "●", "◆", "•", "*", "-", "■")),
    note_bullet=st.sampled_from(("●", "", "-", "◎")),
    raised_marks=st.booleans(),
    spaced_marks=st.booleans(),
    footers=st.sampled_from(("none", "margin", "between", "in_table")),
    boxes=st.booleans(),
    code_separator=st.sampled_from(("\n", "；")),
    line_ends=st.sampled_from(("paragraph", "break", "list")),
    pages_around=st.booleans(),
    paper=st.sampled_from(("a4-landscape", "a4-portrait", "a3-landscape", "low")),
    size=st.sampled_from((8, 7, 9)),
    narrow=_seldom,
    doubled=_seldom,
    tracking=_seldom,
    centred_levels=st.booleans(),
)


def _has_two_levels(standard: Standard) -> bool:
    blocks = [block for _, task in standard.tasks() for block in task.blocks]
    return any((one.code or "").count(".") == 1 for block in blocks for one in (*block.outputs, *block.indicators))


def _has_latin_head(standard: Standard) -> bool:
    heads = [head for duty in standard.duties for head in (duty, *duty.tasks, *(a for t in duty.tasks for a in t.also))]
    names = [head.name or "" for head in heads]
    return any(name[:1].isascii() and name[:1].isalpha() for name in names)


def _shows_stops(standard: Standard, layout: Quirks) -> bool:
    """Whether a duty or task is surely printed whose name begins as no name does behind a stop of its own."""
    duties = standard.duties if layout.duty_column else ()
    tasks = () if layout.derived_tasks else [task for duty in standard.duties for task in duty.tasks]
    return any(not (head.name or "-")[:1].isascii() for head in (*duties, *tasks))


@st.composite
def cases(draw: st.DrawFn, suffix: str) -> tuple[Standard, Quirks]:
    """A standard and a layout in which it can be told from the file what it says.

    In PDF an uncoded item needs a bullet: its own full line could as well go on in the next. And items run together
    there only if their codes are plain and no name ends in a star: a line's end would break odd codes as well, and
    a star that wraps could as well be the bullet of the next item. Merged cells need codes of three levels there: a
    page break can leave a task's name to the next page, and only such codes tell whose the rows before it are.

    Nobody can tell ``T1.PM`` from ``T1`` and a name like ``.NET``, if the document prints no other code with a stop.
    """
    standard, layout = draw(standards()), draw(quirks)
    changes: dict[str, Any] = {}
    if suffix == "pdf" and (layout.uncoded_outputs or layout.uncoded_attitudes):
        changes["bullet"] = layout.bullet or "●"
    if suffix == "pdf" and _has_two_levels(standard):
        changes["duty_cells"] = "repeated"
    if suffix == "pdf" and (layout.full_width_codes or layout.code_spaces or '*"' in standard.model_dump_json()):
        changes["items_on_one_line"] = changes["attitudes_on_one_line"] = False
    if layout.glued and _has_latin_head(standard) and not _shows_stops(standard, layout):
        changes["stop_after_t"] = False
    return standard, replace(layout, **changes)
