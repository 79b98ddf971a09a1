"""The view: anchors, references both ways, notes both ways, counts, findings."""

import re

import pytest
from handbook_standards import NASTY, PLAIN, WHOLE

from pipeline.base.provenance import Location
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.handbooks.compose import View
from pipeline.handbooks.links import Anchors, Link, Segment
from pipeline.record.model import Attitude, Note, Standard


def view(standard: Standard = WHOLE, findings: tuple[Diagnostic, ...] | None = None):
    return View(standard, findings).handbook


def anchors_of(handbook):
    things = [*handbook.duties, *handbook.knowledge, *handbook.skills, *handbook.attitudes, *handbook.notes]
    heads = [head for duty in handbook.duties for task in duty.tasks for head in task.heads]
    marks = [mark.target for note in handbook.notes for mark in note.marks]
    return [thing.anchor for thing in (*things, *heads)] + list(dict.fromkeys(marks))


@pytest.mark.parametrize("standard", [WHOLE, NASTY])
def test_anchors_are_safe_and_each_is_used_once(standard):
    anchors = anchors_of(view(standard))
    assert len(anchors) > 20
    assert len(set(anchors)) == len(anchors)
    assert [anchor for anchor in anchors if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", anchor)] == []


def test_a_doubled_code_cannot_take_the_anchor_of_another():
    anchors = Anchors()
    assert [anchors.claim("task", code) for code in ("T1", "T1.2", "T1", "T1", "t1", None, "任務")] == [
        "task_t1",
        "task_t1_2",
        "task_t1_3",
        "task_t1_4",
        "task_t1_5",
        "task",
        "task_2",
    ]


def test_many_equal_codes_take_no_longer_each():
    anchors = Anchors()
    assert [anchors.claim("mark", 1) for _ in range(50_000)][-1] == "mark_1_50000"


def test_register_and_tasks_lead_to_each_other():
    handbook = view(PLAIN)
    (duty,) = handbook.duties
    assert [task.blocks[0].knowledge[0].code for task in duty.tasks] == [Link("K01", "knowledge_k01")] * 2
    assert handbook.knowledge[0].uses == (Link("T1.1", "task_t1_1", "選茶"), Link("T1.2", "task_t1_2", "煮水"))
    assert handbook.skills[0].uses == (Link("T1.1", "task_t1_1", "選茶"),)


def test_a_scope_tag_leaves_out_the_other_tasks_of_a_shared_cell():
    food, survey, _ = view().knowledge
    assert [use.title for use in food.uses] == ["面談攤商", "另一個同碼任務", None]
    assert [use.label for use in survey.uses] == ["T1.1"]


def test_scope_tags_lead_to_their_task_and_are_not_shown_twice():
    tagged, elsewhere, *_ = view().duties[0].tasks[0].blocks[0].knowledge
    assert tagged.name.segments == (Segment("食品衛生"), Segment("【T1.2】", target="task_t1_2"))
    assert tagged.scope == ()
    assert elsewhere.scope == (Link("T1.1", "task_t1_1"), Link("T9.9", None))


def test_names_that_differ_are_told_with_their_tasks_and_tags_are_no_difference():
    handbook = view()
    talk = handbook.skills[1]
    assert talk.name.plain == "談判能力"
    (variant,) = talk.variants
    assert variant.name == "談判技巧"
    assert [use.label for use in variant.uses] == ["T1.1", "T1.2", "T1.2"]
    assert handbook.knowledge[0].variants == ()


def test_a_code_in_the_wrong_column_keeps_to_the_register_of_that_column():
    handbook = view()
    reference = handbook.duties[1].tasks[0].blocks[0].skills[1]
    assert reference.code == Link("K03", "skill_k03")
    assert [entry.code for entry in handbook.skills] == ["K03", "S01"]


def test_marks_lead_to_notes_and_notes_lead_back_to_every_mark():
    handbook = view()
    assert handbook.description.segments == (
        Segment("管理攤位"),
        Segment("【註7】", target="note_7", anchor="mark_7"),
        Segment("。\n並與里民往來。"),
    )
    assert [(way.label, way.target) for way in handbook.notes[0].marks] == [
        ("工作描述", "mark_7"),
        ("T1", "mark_7_2"),
        ("P1.1.1", "mark_7_3"),
    ]
    assert [way.label for way in handbook.notes[1].marks] == ["A01", "V2", "註7"]
    assert handbook.notes[2].marks == handbook.notes[1].marks


def test_a_mark_without_its_note_leads_nowhere():
    doubled = view().duties[0].tasks[0].blocks[0].indicators[1]
    assert doubled.text.segments[1] == Segment("【註99】", target=None, anchor="mark_99")


def test_what_was_mended_or_derived_is_remarked():
    handbook = view()
    assert handbook.level_remark == "（原件印為「4（中）」）"
    assert handbook.duties[1].remark == "（原件此欄空白，由編碼推得）"
    assert handbook.duties[0].tasks[1].heads[0].remark == "（原件此欄空白，由編碼推得）"
    assert handbook.versions[0].date_remark == "（原件印為「113/2/30」）"
    assert handbook.versions[1].date_remark is None


def test_the_matrix_says_of_every_entry_which_tasks_name_it():
    matrix = view(PLAIN).matrix
    assert matrix.tasks == (Link("T1.1", "task_t1_1", "選茶"), Link("T1.2", "task_t1_2", "煮水"))
    assert [(row.code, row.name, row.used, row.total) for row in matrix.rows] == [
        (Link("K01", "knowledge_k01"), "茶葉分類", (True, True), 2),
        (Link("S01", "skill_s01"), "辨色能力", (True, False), 1),
    ]
    assert [(one.duty.label, one.duty.title, one.tasks) for one in matrix.duties] == [("T1", "備茶", 2)]
    assert [(one.kind, one.start, one.end, one.totals) for one in matrix.sections] == [
        ("知識", 0, 1, (1, 1)),
        ("技能", 1, 2, (1, 0)),
    ]


def test_a_matrix_has_no_section_for_a_kind_without_entries():
    (section,) = view(PLAIN.model_copy(update={"knowledge": ()})).matrix.sections
    assert (section.kind, section.start, section.end) == ("技能", 0, 1)


def test_tasks_of_one_code_are_told_apart_in_the_matrix():
    matrix = view().matrix
    assert [task.label for task in matrix.tasks] == ["T1.1", "T1.2", "T1.2", "無碼任務", "T1.3", "T2.1"]
    food = next(row for row in matrix.rows if row.name == "食品衛生")
    assert food.used == (False, True, True, False, False, True)


def test_the_version_is_the_row_with_the_code_of_the_standard():
    assert view().version == view().versions[0]
    assert view(PLAIN).version is None
    assert view(WHOLE.model_copy(update={"code": None})).version is None


def test_counts():
    counts = view().counts
    assert (counts.duties, counts.tasks, counts.outputs, counts.indicators) == (3, 6, 2, 3)
    assert (counts.knowledge, counts.skills, counts.attitudes) == (3, 2, 3)


def test_a_standard_without_name_goes_by_its_code():
    assert view(PLAIN.model_copy(update={"name": None})).heading == "TFB5120-901v1"
    assert view(PLAIN.model_copy(update={"name": None, "code": None})).heading == "（原件未載名稱）"


@pytest.mark.parametrize(("coverage", "shown"), [(1.0, "100%"), (0.999999, "99.99%"), (0.5, "50%"), (0.0, "0%")])
def test_coverage_is_never_rounded_up(coverage, shown):
    source = PLAIN.source.model_copy(update={"coverage": coverage})
    assert view(PLAIN.model_copy(update={"source": source})).colophon.coverage == shown


def test_characters_that_no_handbook_can_hold_are_made_visible():
    standard = PLAIN.model_copy(update={"attitudes": (Attitude(code="A\x01", name="一\x00二\r\n三\ufffe四\t五"),)})
    (attitude,) = view(standard).attitudes
    assert attitude.name.plain == "一\ufffd二\n三\ufffd四\t五"
    assert attitude.code == "A\ufffd"


def test_findings_are_worst_first_then_by_place_and_lead_to_their_subject():
    def found(subject: str, severity: Severity, page: int) -> Diagnostic:
        return Diagnostic("ZZ1", "zz", severity, subject, "", Location(page=page))

    findings = (
        found("K01", Severity.INFO, 1),
        found("T1.2/K01", Severity.WARNING, 4),
        found("note/1", Severity.ERROR, 9),
        found("file", Severity.WARNING, 2),
    )
    standard = PLAIN.model_copy(update={"notes": (Note(number=1, term=None, text="甲"),)})
    shown = view(standard, findings).findings
    assert [(one.severity, one.subject) for one in shown] == [
        ("錯誤", Link("註1", "note_1")),
        ("警告", Link("檔案", None)),
        ("警告", Link("T1.2/K01", "task_t1_2")),
        ("提示", Link("K01", "knowledge_k01")),
    ]
    assert view(standard).findings is None
