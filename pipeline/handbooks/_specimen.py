"""A specimen with whatever a standard can have, for trying templates: they must fill with anything."""

from __future__ import annotations

from pipeline.base.provenance import Location
from pipeline.findings.diagnostics import Diagnostic, Related, Severity
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

AWKWARD = "<b>&amp;</b> {{ x }} {% y %} | *z* \"'\\ ]]> \u202e右至左\u202c"
"""A text full of the characters that markup is made of."""


def _reference(code: str | None, printed: str | None = None, scope: tuple[str, ...] = ()) -> Reference:
    return Reference(code=code, as_printed=printed, scope=scope)


BARE = Standard(source=Source(name="空.txt", format="text", sha256="0" * 64, coverage=1.0), code=None, name=None)
"""A record without anything that can be missing."""

SPECIMEN = Standard(
    source=Source(name="樣張.pdf", format="pdf", sha256="0" * 64, pages=3, coverage=0.5, outcome="partial"),
    code="ABC1234-567v8",
    code_as_printed="ABC1234 - 567V8",
    name=f"樣張人員{AWKWARD}",
    title=Title(job_category="樣張", occupation=f"樣張人員{AWKWARD}"),
    classification=Classification(
        categories=(Category(name="甲／乙", code="ABC"), Category(name="丙／丁", code="DEF")),
        occupations=(Category(name="戊", code=None),),
        industries=(Category(name=None, code="G45-46"),),
    ),
    description=f"第一行【註1】。\n第二行{AWKWARD}。",
    level=None,
    level_as_printed="3 至 4",
    versions=(
        Version(
            version="V8", code="ABC1234-567v8", name=AWKWARD, status="最新版本", note="略【註2】", date="2024-02-29"
        ),
        Version(version=None, code=None, name=None, status=None, note=None, date=None, date_as_printed="113 年"),
    ),
    duties=(
        Duty(
            code="T1",
            name=f"職責{AWKWARD}",
            tasks=(
                Task(
                    code="T1.1",
                    name=f"任務{AWKWARD}",
                    also=(TaskHead(code="T1.2", name=None, code_as_printed="T 1.2"),),
                    blocks=(
                        Block(
                            level=3,
                            outputs=(
                                Statement(code=None, text="無編碼之產出"),
                                Statement(code="O1.1.1", text=AWKWARD, code_as_printed="01.1.1"),
                            ),
                            indicators=(Statement(code="P1.1.1", text=f"指標【註1】{AWKWARD}"),),
                            knowledge=(_reference("K01", "知識【T1.1】", ("T1.1",)), _reference("K02")),
                            skills=(_reference("S01", "技能的另一名稱"), _reference("K03")),
                        ),
                        Block(level=5, indicators=(Statement(code="P1.1.2", text="長" * 2000),)),
                        Block(level=None, level_as_printed="7"),
                    ),
                ),
                Task(code="T1.3", name=None, derived=True),
            ),
        ),
        Duty(code=None, name="沒有任務的職責"),
    ),
    knowledge=(Competence(code="K01", name="知識"), Competence(code="K02", name=None)),
    skills=(Competence(code="K03", name="放錯欄的知識"), Competence(code="S01", name=f"技能{AWKWARD}")),
    attitudes=(
        Attitude(code=None, name="無編碼之態度"),
        Attitude(code="A01", name="態度", description=AWKWARD, code_as_printed="A 01"),
    ),
    prerequisites=("條件一", AWKWARD),
    notes=(Note(number=1, term="詞", text=AWKWARD), Note(number=1, term=None, text="重號之註【註9】")),
    supplements=(f"補充{AWKWARD}",),
    level_definitions=(LevelDefinition(level=6, text="一\n二"),),
)
"""A record with whatever can be awkward."""

FINDINGS = (
    Diagnostic(
        "ZZ999",
        "specimen",
        Severity.ERROR,
        "K01",
        AWKWARD,
        Location(page=1, table=2, row=3, column=4),
        related=(Related("T1.1", AWKWARD, Location(page=2)),),
        proposal=AWKWARD,
    ),
    Diagnostic("ZZ998", "specimen", Severity.INFO, "file", ""),
)
