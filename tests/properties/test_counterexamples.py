"""What the property tests once found wrong, shrunk to the cause and named by it.

Where a wrap or a page break must fall on one spot, the same text stands there in all lengths, so that one of them
meets it whatever the font.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.record.model import (
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
from tests.properties.roundtrip import complaints
from tests.typeset import Break, Quirks

UNPAGED = ("txt", "html", "docx", "odt")
FORMATS = (*UNPAGED, "pdf")
LENGTHS = range(1, 15)


def standard(*tasks: Task, knowledge: Sequence[Competence] = (), notes: int = 0) -> Standard:
    return Standard(
        source=Source(name="", format="", sha256="", coverage=1.0),
        code="ABC1234-001v1",
        name="甲業務人員",
        title=Title(occupation="甲業務人員"),
        level=3,
        duties=(Duty(code="T1", name="銷售", tasks=tasks),),
        knowledge=tuple(knowledge),
        notes=tuple(Note(number=number, term="乙", text="說明。") for number in range(1, notes + 1)),
    )


def task(number: int, *blocks: Block, name: str = "拜訪", also: Sequence[TaskHead] = ()) -> Task:
    return Task(code=f"T1.{number}", name=name, also=tuple(also), blocks=blocks)


def outputs(number: int, *texts: str) -> tuple[Statement, ...]:
    return tuple(Statement(code=f"O1.{number}.{serial}", text=text) for serial, text in enumerate(texts, start=1))


def indicators(prefix: str, first: int, count: int) -> tuple[Statement, ...]:
    return tuple(Statement(code=f"P{prefix}.{number}", text="拜訪客戶。") for number in range(first, first + count))


def every_length(*texts: str) -> Standard:
    """A task a length, each with the given outputs behind so many characters."""
    return standard(
        *(
            task(length, Block(level=3, outputs=outputs(length, *(f"{'丙' * length}{text}" for text in texts))))
            for length in LENGTHS
        ),
        notes=1,
    )


def two_level(serials: int) -> Standard:
    """Two tasks whose indicators are numbered through the duty; the second begins behind ``serials``."""
    return standard(
        task(1, Block(level=3, indicators=indicators("1", 1, serials))),
        task(2, Block(level=3, indicators=indicators("1", serials + 1, 2))),
    )


@pytest.mark.parametrize("suffix", UNPAGED)
@pytest.mark.parametrize("bullet", ["•", "-", "*"])
def test_the_next_items_bullet_behind_a_cut_item(suffix: str, bullet: str) -> None:
    names = [Competence(code="K01", name="消費者心理學與行銷學概念"), Competence(code="K02", name="商業禮儀")]
    block = Block(level=3, knowledge=(Reference(code="K01"), Reference(code="K02")))
    cut = Quirks(bullet=bullet, breaks=(Break(0, (0, 0, 0, 50, 0)),))
    assert complaints(standard(task(1, block), knowledge=names), cut, suffix) == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_serial_of_two_digits_opens_a_task(suffix: str) -> None:
    assert complaints(two_level(12), Quirks(), suffix) == []


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("full_width", [False, True])
def test_glued_two_level_codes_run_on_in_the_next_task(suffix: str, full_width: bool) -> None:
    assert complaints(two_level(10), Quirks(glued=True, full_width_codes=full_width), suffix) == []


@pytest.mark.parametrize(
    "text",
    [
        "報告/產品",
        "R&D報告",
        'machine"AI"',
        '與"AI"、大眾【註1】',
        "6S的溝通（含附表）【註1】",
        "概念【註1】",
        "x*y標準",
        "析-20°C「甲」",
    ],
)
@pytest.mark.parametrize("size", [7, 8, 9])
@pytest.mark.parametrize("narrow", [False, True])
def test_a_wrap_before_what_may_not_begin_a_line(text: str, size: int, narrow: bool) -> None:
    layout = Quirks(uncoded_outputs=True, bullet="●", narrow=narrow, size=size, spaced_marks=True, paper="a4-portrait")
    assert complaints(every_length(text), layout, "pdf") == []


@pytest.mark.parametrize("text", ["50%報告", "食品/專案管理、協調「甲」", "心理(基礎/進階)"])
@pytest.mark.parametrize("size", [7, 8, 9])
def test_letters_set_apart_at_a_wrap(text: str, size: int) -> None:
    layout = Quirks(uncoded_outputs=True, bullet="●", narrow=True, tracking=True, size=size)
    assert complaints(every_length(text), layout, "pdf") == []


@pytest.mark.parametrize("bullet", ["●", "•", "■"])
def test_a_bullet_behind_a_full_line_begins_an_uncoded_output(bullet: str) -> None:
    layout = Quirks(uncoded_outputs=True, bullet=bullet, narrow=True)
    assert complaints(every_length("", "紀錄"), layout, "pdf") == []


@pytest.mark.parametrize("bullet", ["", "■"])
def test_a_star_behind_a_name_that_wraps_alone(bullet: str) -> None:
    layout = Quirks(bullet=bullet, narrow=True)
    assert complaints(every_length("*", "紀錄*"), layout, "pdf") == []


def test_a_shared_task_cell_that_a_page_break_cuts() -> None:
    heads = [TaskHead(code=f"T1.{number}", name="追蹤既有客戶的各項需求與回饋") for number in range(2, 12)]
    statements = outputs(1, *["過往銷售紀錄表與退貨紀錄"] * 10)
    shared = task(1, Block(level=None, outputs=statements, indicators=indicators("1.1", 1, 3)), also=heads)
    assert complaints(standard(shared), Quirks(paper="low", narrow=True), "pdf") == []


@pytest.mark.parametrize("bullet", ["-", "*"])
def test_a_dash_behind_a_full_line_begins_an_uncoded_output(bullet: str) -> None:
    layout = Quirks(uncoded_outputs=True, bullet=bullet, narrow=True)
    assert complaints(every_length("", "紀錄"), layout, "pdf") == []


@pytest.mark.parametrize("length", LENGTHS)
def test_an_uncoded_output_of_another_level_at_the_top_of_a_page(length: int) -> None:
    first = Block(level=3, outputs=outputs(1, "丙" * length), indicators=indicators("1.1", 1, 3))
    second = Block(level=4, outputs=(Statement(code="O1.1.2", text="紀錄"),), indicators=indicators("1.1", 4, 5))
    layout = Quirks(uncoded_outputs=True, bullet="●", narrow=True, paper="low", size=8)
    assert complaints(standard(task(1, first, second)), layout, "pdf") == []


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("glued", [False, True])
def test_a_stop_between_the_code_and_a_name_that_begins_with_a_digit(suffix: str, glued: bool) -> None:
    tasks = [
        task(number, Block(level=3, indicators=indicators(f"1.{number}", 1, 1)), name="3D設計") for number in (1, 2)
    ]
    printed = standard(*tasks)
    digits = printed.model_copy(update={"duties": (printed.duties[0].model_copy(update={"name": "5S推動"}),)})
    assert complaints(digits, Quirks(stop_after_t=True, glued=glued), suffix) == []


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("glued", [False, True])
def test_a_duty_whose_name_begins_with_a_digit_beside_an_empty_task_cell(suffix: str, glued: bool) -> None:
    printed = standard(task(1, Block(level=3, indicators=indicators("1.1", 1, 2))))
    duty = printed.duties[0].model_copy(update={"name": "5S推動"})
    layout = Quirks(derived_tasks=True, stop_after_t=True, glued=glued)
    assert complaints(printed.model_copy(update={"duties": (duty,)}), layout, suffix) == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_glued_name_that_begins_with_a_digit_is_printed_again(suffix: str) -> None:
    heads = [TaskHead(code="T1.2", name="追蹤"), TaskHead(code="T1.3", name="3D列印")]
    block = Block(level=3, indicators=indicators("1.1", 1, 4))
    shared = task(1, block, Block(level=4, indicators=indicators("1.1", 5, 2)), name="5S管理", also=heads)
    printed = standard(shared, task(4, block.model_copy(update={"indicators": indicators("1.4", 1, 1)}), name="2D繪圖"))
    duty = printed.duties[0].model_copy(update={"name": "3D設計"})
    layout = Quirks(glued=True, duty_cells="repeated", breaks=(Break(0, (0, 0, 50, 0, 0)), Break(2)))
    assert complaints(printed.model_copy(update={"duties": (duty,)}), layout, suffix) == []


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("spaces", ["", "letter"])
def test_a_glued_name_of_full_width_signs_is_printed_again(suffix: str, spaces: str) -> None:
    block = Block(level=3, indicators=indicators("1.1", 1, 2))
    shared = task(1, block, Block(level=4, indicators=indicators("1.1", 3, 2)), name="2D溝通／繪圖（含附表）")
    layout = Quirks(glued=True, code_spaces=spaces, full_width_codes=bool(spaces), duty_cells="repeated")
    assert complaints(standard(shared), layout, suffix) == []


@pytest.mark.parametrize("suffix", UNPAGED)
def test_a_shared_task_cell_of_several_levels_that_a_page_break_cuts(suffix: str) -> None:
    blocks = (Block(level=3, indicators=indicators("1.1", 1, 2)), Block(level=4, indicators=indicators("1.1", 3, 2)))
    shared = task(1, *blocks, also=[TaskHead(code="T1.2", name="追蹤")])
    assert complaints(standard(shared), Quirks(breaks=(Break(0, (50, 100, 100, 0, 0)),)), suffix) == []


@pytest.mark.parametrize("size", [7, 8, 9])
def test_a_wrap_between_two_signs_of_a_word(size: int) -> None:
    names = [Competence(code=f"K{length:02}", name=f"{'丙' * length}C++操作") for length in LENGTHS]
    block = Block(level=3, knowledge=tuple(Reference(code=one.code) for one in names))
    wide = task(2, Block(level=3, knowledge=block.knowledge[::-1]))
    layout = Quirks(narrow=True, size=size, items_on_one_line=True)
    assert complaints(standard(task(1, block), wide, knowledge=names), layout, "pdf") == []


@pytest.mark.parametrize("filling", range(1, 8))
@pytest.mark.parametrize("centred", [False, True])
def test_a_duty_whose_name_stands_behind_the_page_break(filling: int, centred: bool) -> None:
    first = standard(
        task(1, Block(level=3, indicators=indicators("1.1", 1, filling))),
        task(2, Block(level=2, indicators=indicators("1.2", 1, 1))),
    )
    block = Block(
        level=3,
        outputs=tuple(Statement(code=f"O2.1.{serial}", text="過往銷售紀錄表與退貨紀錄") for serial in (1, 2, 3)),
        indicators=indicators("2.1", 1, 5),
    )
    also = (TaskHead(code="T2.2", name="追蹤既有客戶的各項需求與回饋"),)
    tasks = (
        Task(code="T2.1", name="分析", also=also, blocks=(block,)),
        Task(code="T2.3", name="分析", blocks=(Block(level=3, indicators=indicators("2.3", 1, 2)),)),
    )
    duty = Duty(code="T2", name="設備維護與改善的各項規劃及其概念", tasks=tasks)
    layout = Quirks(narrow=True, paper="low", size=7, centred_levels=centred)
    assert complaints(first.model_copy(update={"duties": (*first.duties, duty)}), layout, "pdf") == []


@pytest.mark.parametrize("filling", range(1, 14))
@pytest.mark.parametrize("header_repeated", [False, True])
def test_a_task_whose_name_stands_behind_the_page_break(filling: int, header_repeated: bool) -> None:
    first = task(1, Block(level=3, indicators=indicators("1.1", 1, filling)))
    blocks = (Block(level=3, indicators=indicators("1.2", 1, 3)), Block(level=5, indicators=indicators("1.2", 4, 3)))
    second = task(2, *blocks, name="蒐集與撰寫客戶的各項回饋")
    layout = Quirks(narrow=True, paper="low", size=9, header_repeated=header_repeated)
    assert complaints(standard(first, second), layout, "pdf") == []


@pytest.mark.parametrize("filling", range(1, 14))
@pytest.mark.parametrize("level", [3, None])
def test_a_level_before_the_page_break_and_its_task_behind(filling: int, level: int | None) -> None:
    """No O and P tell the task of the row that is cut; the row above it may have no level of its own."""
    names = [Competence(code=f"K0{number}", name="客戶的各項分析") for number in range(1, 7)]
    knowledge = tuple(Reference(code=one.code) for one in names)
    first = task(1, Block(level=level, indicators=indicators("1.1", 1, filling), knowledge=knowledge[:1]))
    blocks = (Block(level=4, knowledge=knowledge), Block(level=5, indicators=indicators("1.2", 1, 1)))
    second = task(2, *blocks, name="維護的客戶協調與檢核及規劃")
    layout = Quirks(narrow=True, paper="low", size=9)
    assert complaints(standard(first, second, knowledge=names), layout, "pdf") == []


@pytest.mark.parametrize("suffix", UNPAGED)
@pytest.mark.parametrize("kept", [(100, 0, 0, 0, 100), (100, 0, 0, 100, 0)])
def test_a_task_that_has_its_indicators_behind_the_second_break(suffix: str, kept: tuple[int, ...]) -> None:
    """Between the breaks stands its name alone, as that of a list of tasks which goes on does."""
    names = [Competence(code="K01", name="概念"), Competence(code="S01", name="技巧")]
    references = {"knowledge": (Reference(code="K01"),), "skills": (Reference(code="S01"),)}
    first = task(1, Block(level=1, knowledge=references["knowledge"]))
    second = task(2, Block(level=None, indicators=indicators("1.2", 1, 1), **references))
    form = standard(first, second, knowledge=names[:1]).model_copy(update={"skills": tuple(names[1:])})
    layout = Quirks(breaks=(Break(0, (100, 100, 100, 100, 100)), Break(1, kept)))
    assert complaints(form, layout, suffix) == []


@pytest.mark.parametrize("suffix", UNPAGED)
@pytest.mark.parametrize("kept", [20, 40, 60, 80])
def test_a_tail_that_looks_like_a_code_but_is_none(suffix: str, kept: int) -> None:
    names = [Competence(code="K01", name="靜電防護K10.20標準"), Competence(code="K02", name="靜電防護S20.20標準")]
    block = Block(level=3, knowledge=(Reference(code="K01"), Reference(code="K02")))
    layout = Quirks(breaks=(Break(0, (0, 0, 0, kept, 0)),))
    assert complaints(standard(task(1, block), knowledge=names), layout, suffix) == []


@pytest.mark.parametrize("suffix", UNPAGED)
@pytest.mark.parametrize("label", ["知識", "技能", "職能", "級別", "行為指標"])
def test_a_tail_that_is_a_label_of_another_column(suffix: str, label: str) -> None:
    text = f"彙整各項{label}"
    block = Block(level=3, outputs=outputs(1, text), indicators=indicators("1.1", 1, 1))
    layout = Quirks(breaks=(Break(0, (0, 100 * (len(text) - len(label)) // len(text), 0, 0, 0)),))
    assert complaints(standard(task(1, block)), layout, suffix) == []


@pytest.mark.parametrize("filling", range(1, 8))
def test_a_row_of_names_and_codes_cut_by_the_page_break(filling: int) -> None:
    occupations = tuple(Category(name=f"代表{number}", code=f"33{number}") for number in range(filling))
    industries = tuple(Category(name=f"批發業{number}", code=f"G45{number}") for number in range(6))
    form = standard(task(1, Block(level=3, outputs=outputs(1, "紀錄")))).model_copy(
        update={
            "classification": Classification(occupations=occupations, industries=industries),
            "versions": (
                Version(
                    version="V1",
                    code="ABC1234-001v1",
                    name="甲業務人員",
                    status="最新版本",
                    note="略。",
                    date="2020-02-01",
                ),
            ),
        }
    )
    assert complaints(form, Quirks(paper="low", size=9, version_table=True), "pdf") == []


@pytest.mark.parametrize("suffix", UNPAGED)
@pytest.mark.parametrize("rest", ["(基礎/進階)", "3", "無"])
def test_the_rest_of_a_name_at_the_top_of_a_page_is_no_level(suffix: str, rest: str) -> None:
    name = f"技術{rest}"
    block = Block(level=3, indicators=indicators("1.1", 1, 1), knowledge=(Reference(code="K01"), Reference(code="K02")))
    form = standard(task(1, block), knowledge=(Competence(code="K01", name=name), Competence(code="K02", name="法規")))
    whole = len(f"K01 {name}\nK02 法規")
    for kept in range(100):
        if kept * whole // 100 == len("K01 技術"):
            assert complaints(form, Quirks(breaks=(Break(0, (0, 0, 0, kept, 0)),)), suffix) == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_longer_name_that_begins_with_a_digit_behind_a_glued_code(suffix: str) -> None:
    """The bullet before the next code is no part of the name that tells the code."""
    names = {1: "禮儀", 2: "法規", 5: "2D／行銷", 6: "統計", 7: "調查", 8: "市場"}
    knowledge = tuple(Competence(code=f"K{number:02}", name=name) for number, name in names.items())
    first = tuple(Reference(code=code) for code in ("K05", "K06", "K08"))
    second = (Reference(code="K02"), Reference(code="K05", as_printed="2D／行銷概論"), Reference(code="K07"))
    form = standard(
        task(1, Block(level=3, indicators=indicators("1.1", 1, 1), knowledge=first)),
        task(2, Block(level=3, indicators=indicators("1.2", 1, 1), knowledge=(Reference(code="K01"),))),
        task(3, Block(level=3, indicators=indicators("1.3", 1, 1), knowledge=second)),
        knowledge=knowledge,
    )
    assert complaints(form, Quirks(glued=True, bullet="●"), suffix) == []


@pytest.mark.parametrize("size", [8, 9])
def test_a_line_that_breaks_before_the_second_plus(size: int) -> None:
    """Between two plus signs a line may break, between a plus and what follows it not."""
    texts = [f"{'丙' * length}machine的C++與C++" for length in range(1, 9)]
    tasks = [task(number, Block(level=3, outputs=outputs(number, text))) for number, text in enumerate(texts, start=1)]
    assert complaints(standard(*tasks), Quirks(uncoded_outputs=True, narrow=True, size=size), "pdf") == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_scope_tag_behind_a_glued_name_of_a_digit_and_a_letter(suffix: str) -> None:
    """Neither the tag nor the dash before the next code is part of the name that tells the code."""
    skills = (Competence(code="S04", name="溝通"), Competence(code="S08", name="5S"))
    first = (Reference(code="S08"), Reference(code="S04"))
    tagged = (Reference(code="S08", as_printed="5S【T1.2】、【T1.3】", scope=("T1.2", "T1.3")), Reference(code="S04"))
    also = (TaskHead(code="T1.3", name="追蹤"),)
    form = standard(
        task(1, Block(level=3, indicators=indicators("1.1", 1, 1), skills=first)),
        task(2, Block(level=3, indicators=indicators("1.2", 1, 1), skills=tagged), also=also),
    ).model_copy(update={"skills": skills})
    assert complaints(form, Quirks(glued=True, bullet="-"), suffix) == []


@pytest.mark.parametrize("filling", range(1, 14))
def test_a_scope_tag_names_a_task_behind_the_page_break(filling: int) -> None:
    """Nothing but the tag of its knowledge tells that the last task, beside a level of its own, is of the cell above."""
    names = (Competence(code="K01", name="客戶的各項分析"), Competence(code="K02", name="專案撰寫的彙整"))
    tagged = Reference(code="K01", as_printed="客戶的各項分析【T1.3】、【T1.4】", scope=("T1.3", "T1.4"))
    also = [TaskHead(code=f"T1.{number}", name="維護的大眾客戶協調與檢核及規劃") for number in (3, 4)]
    first = task(1, Block(level=3, indicators=indicators("1.1", 1, filling)))
    blocks = (
        Block(level=3, indicators=indicators("1.2", 1, 2), knowledge=(tagged,)),
        Block(level=4, knowledge=(Reference(code="K02"), tagged)),
    )
    shared = task(2, *blocks, name="銷售與報告客戶", also=also)
    assert complaints(standard(first, shared, knowledge=names), Quirks(narrow=True, paper="low", size=9), "pdf") == []


@pytest.mark.parametrize("size", [8, 9, 10])
def test_a_star_before_a_note_mark_that_begins_a_line_is_no_bullet(size: int) -> None:
    """The list has stars for bullets; some of its texts break before the star that they end with."""
    texts = [f"{'丙' * length}市場的評估*【註1】" for length in range(1, 13)]
    block = [Block(level=3, outputs=outputs(number, text, "訓練")) for number, text in enumerate(texts, start=1)]
    form = standard(*(task(number, one) for number, one in enumerate(block, start=1))).model_copy(
        update={"notes": (Note(number=1, term=None, text="改善"),)}
    )
    layout = Quirks(uncoded_outputs=True, narrow=True, size=size, bullet="*", spaced_marks=True)
    assert complaints(form, layout, "pdf") == []


@pytest.mark.parametrize("bullet", ["-", "*"])
@pytest.mark.parametrize("size", [7, 8, 9])
def test_a_star_alone_on_the_last_line_of_a_text_is_no_bullet_before_another(size: int, bullet: str) -> None:
    """Some of the texts break before the star that they end with."""
    texts = [f"{'丙' * length}市場的評估*" for length in range(1, 13)]
    block = [Block(level=3, outputs=outputs(number, text, "訓練")) for number, text in enumerate(texts, start=1)]
    form = standard(*(task(number, one) for number, one in enumerate(block, start=1)))
    layout = Quirks(uncoded_outputs=True, narrow=True, size=size, bullet=bullet, tracking=True, paper="a4-portrait")
    assert complaints(form, layout, "pdf") == []


@pytest.mark.parametrize("size", [7, 8, 9, 10])
@pytest.mark.parametrize("bullet", ["", "•"])
def test_a_code_that_breaks_inside_its_middle_number(size: int, bullet: str) -> None:
    """``Ｏ１．１⏎０．１`` below ``Ｔ１．１⏎０．``; full-width digits can be parted by a line's end."""
    layout = Quirks(stop_after_t=True, code_spaces="all", full_width_codes=True, narrow=True, size=size, bullet=bullet)
    form = standard(*(task(number, Block(level=3, outputs=outputs(number, "訓練", "資料"))) for number in range(8, 12)))
    assert complaints(form, layout, "pdf") == []


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(("code", "name"), [("K01", "6S"), ("K08", "3D")])
def test_a_name_like_digits_behind_a_code_without_a_name_begins_none(code: str, name: str, suffix: str) -> None:
    """``K02 K016S``: the S may be a 5, and K02 is printed without a name wherever it is."""
    names = [Competence(code=code, name=name), Competence(code="K02", name=None)]
    block = Block(level=3, indicators=indicators("1.1", 1, 1), knowledge=(Reference(code="K02"), Reference(code=code)))
    form = standard(task(1, block), knowledge=sorted(names, key=lambda one: one.code))
    assert complaints(form, Quirks(glued=True, items_on_one_line=True), suffix) == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_level_table_of_a_text_is_no_row_whose_cells_hold_line_ends(suffix: str) -> None:
    levels = tuple(LevelDefinition(level=level, text=f"第{level}類情況。") for level in range(6, 0, -1))
    printed = standard(task(1, Block(level=3, indicators=indicators("1.1", 1, 2)))).model_copy(
        update={"level_definitions": levels}
    )
    assert complaints(printed, Quirks(boxes=True), suffix) == []
