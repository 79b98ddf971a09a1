"""What staff need to make templates of their own: copies of the supplied ones, and a trial of theirs.

The trial fills every template with a specimen that has whatever a standard can have: several levels, shared tasks,
missing codes and names, notes, and texts full of the characters that markup is made of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import __version__, handbooks
from pipeline.base import files
from pipeline.base.errors import SettingsError, TemplateError
from pipeline.base.i18n import _
from pipeline.base.provenance import Location
from pipeline.findings.diagnostics import CannotRender, Diagnostic, Related, Severity
from pipeline.handbooks import Options, Renderer
from pipeline.handbooks.book import book
from pipeline.handbooks.folders import SUPPLIED
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

BOOK = "book"
"""The name of the templates that bind volumes."""
SHEET = "compare"
"""The name of the templates of comparison sheets, which hold no standard and so are not tried here."""

_AWKWARD = "<b>&amp;</b> {{ x }} {% y %} | *z* \"'\\ ]]> \u202e右至左\u202c"


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of filling one template: ``fault`` says what is wrong, ``remark`` why it could not be tried."""

    template: str
    fault: str | None = None
    remark: str | None = None


def supplied() -> tuple[Path, ...]:
    """The files of the supplied templates, in the order of their names."""
    return tuple(sorted(file for file in SUPPLIED.iterdir() if file.is_file())) if SUPPLIED else ()


def export(folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Copies the supplied templates into ``folder`` and returns the copies.

    Raises:
        SettingsError: some of them are there already; nothing is copied then. With ``force`` they are replaced.
        WriteError: the folder or a file cannot be written.
    """
    copies = {folder / file.name: file for file in supplied()}
    there = [copy.name for copy in copies if copy.exists()]
    if there and not force:
        raise SettingsError(
            _("{folder} has these templates already: {names}. Choose another folder, or add --force.").format(
                folder=folder, names=", ".join(there)
            )
        )
    files.prepare_folder(folder)
    for copy, file in copies.items():
        files.write(copy, file.read_bytes())
    return tuple(copies)


def has(template: str, renderer: Renderer, templates: Path | None) -> bool:
    """Whether there is a template of this name for the format; one that takes no template needs none."""
    if renderer.TEMPLATE_SUFFIX is None:
        return True
    return any(
        (folder / f"{template}{renderer.TEMPLATE_SUFFIX}").is_file() for folder in (templates, SUPPLIED) if folder
    )


def check(folder: Path) -> Iterator[Trial]:
    """One trial for every template that takes anything from ``folder``.

    A style sheet or picture there can be part of any template, so that it lets all of them be tried.

    Raises:
        SettingsError: the folder holds no file.
    """
    own = {file.name for file in folder.iterdir() if file.is_file() and not file.name.startswith((".", "~$"))}
    if not own:
        raise SettingsError(_("{folder} holds no template; icap template export makes some.").format(folder=folder))
    names = sorted(own | {file.name for file in supplied()})
    found = [(name, *pair) for name in names if (pair := _format_of(name))]
    parts = {name for name in own - {name for name, *_ in found} if not name.startswith(f"{SHEET}.")}
    for name, renderer, template in found:
        if name in own or parts:
            yield _tried(name, renderer, template, folder)


def _format_of(name: str) -> tuple[Renderer, str] | None:
    """The format of a template file and the name that ``--template`` calls it by."""
    for renderer in handbooks.available():
        suffix = renderer.TEMPLATE_SUFFIX
        if suffix and name.endswith(suffix) and name != suffix and name != f"{SHEET}{suffix}":
            return renderer, name.removesuffix(suffix)
    return None


def _tried(name: str, renderer: Renderer, template: str, folder: Path) -> Trial:
    options = Options(__version__, findings=_FINDINGS, templates=folder, template=template)
    try:
        if template == BOOK:
            chapters = replace(options, template="handbook")
            binder = getattr(renderer, "bind", None)
            if binder is None:
                return Trial(name, remark=_("this format holds no books"))
            binder(book(_AWKWARD, (SPECIMEN, BARE), chapters), chapters)
        else:
            for standard in (SPECIMEN, BARE):
                renderer.render(standard, options)
    except TemplateError as error:
        return Trial(name, fault=str(error))
    except CannotRender as error:
        return Trial(name, remark=str(error))
    return Trial(name)


def _reference(code: str | None, printed: str | None = None, scope: tuple[str, ...] = ()) -> Reference:
    return Reference(code=code, as_printed=printed, scope=scope)


BARE = Standard(source=Source(name="空.txt", format="text", sha256="0" * 64, coverage=1.0), code=None, name=None)
"""A record without anything that can be missing."""

SPECIMEN = Standard(
    source=Source(name="樣張.pdf", format="pdf", sha256="0" * 64, pages=3, coverage=0.5, outcome="partial"),
    code="ABC1234-567v8",
    code_as_printed="ABC1234 - 567V8",
    name=f"樣張人員{_AWKWARD}",
    title=Title(job_category="樣張", occupation=f"樣張人員{_AWKWARD}"),
    classification=Classification(
        categories=(Category(name="甲／乙", code="ABC"), Category(name="丙／丁", code="DEF")),
        occupations=(Category(name="戊", code=None),),
        industries=(Category(name=None, code="G45-46"),),
    ),
    description=f"第一行【註1】。\n第二行{_AWKWARD}。",
    level=None,
    level_as_printed="3 至 4",
    versions=(
        Version(
            version="V8", code="ABC1234-567v8", name=_AWKWARD, status="最新版本", note="略【註2】", date="2024-02-29"
        ),
        Version(version=None, code=None, name=None, status=None, note=None, date=None, date_as_printed="113 年"),
    ),
    duties=(
        Duty(
            code="T1",
            name=f"職責{_AWKWARD}",
            tasks=(
                Task(
                    code="T1.1",
                    name=f"任務{_AWKWARD}",
                    also=(TaskHead(code="T1.2", name=None, code_as_printed="T 1.2"),),
                    blocks=(
                        Block(
                            level=3,
                            outputs=(
                                Statement(code=None, text="無編碼之產出"),
                                Statement(code="O1.1.1", text=_AWKWARD, code_as_printed="01.1.1"),
                            ),
                            indicators=(Statement(code="P1.1.1", text=f"指標【註1】{_AWKWARD}"),),
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
    skills=(Competence(code="K03", name="放錯欄的知識"), Competence(code="S01", name=f"技能{_AWKWARD}")),
    attitudes=(
        Attitude(code=None, name="無編碼之態度"),
        Attitude(code="A01", name="態度", description=_AWKWARD, code_as_printed="A 01"),
    ),
    prerequisites=("條件一", _AWKWARD),
    notes=(Note(number=1, term="詞", text=_AWKWARD), Note(number=1, term=None, text="重號之註【註9】")),
    supplements=(f"補充{_AWKWARD}",),
    level_definitions=(LevelDefinition(level=6, text="一\n二"),),
)
"""A record with whatever can be awkward."""

_FINDINGS = (
    Diagnostic(
        "ZZ999",
        "specimen",
        Severity.ERROR,
        "K01",
        _AWKWARD,
        Location(page=1, table=2, row=3, column=4),
        related=(Related("T1.1", _AWKWARD, Location(page=2)),),
        proposal=_AWKWARD,
    ),
    Diagnostic("ZZ998", "specimen", Severity.INFO, "file", ""),
)
