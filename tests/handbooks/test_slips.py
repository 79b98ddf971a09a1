"""What a hand slips into a template: full-width signs, blocks left open, names under which it is never used."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from pipeline.base import i18n
from pipeline.cli.main import main
from pipeline.handbooks import folders, templates
from pipeline.handbooks.template_names import misnamed

CELL = "{{ handbook.colophon.sha256 }}"
PARTS = {"handbook.docx": "word/document.xml", "handbook.odt": "content.xml"}


def edited(folder, template, *changes):
    """A copy of a supplied template with other texts."""
    result = io.BytesIO()
    with zipfile.ZipFile(folders.SUPPLIED / template) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == PARTS[template]:
                text = content.decode()
                for old, new in changes:
                    assert old in text
                    text = text.replace(old, new, 1)
                content = text.encode()
            target.writestr(name, content)
    (folder / template).write_bytes(result.getvalue())


def faults(folder):
    return [trial.fault for trial in templates.check(folder) if trial.fault]


@pytest.mark.parametrize("template", PARTS)
@pytest.mark.parametrize(
    ("typed", "sign"),
    [
        ("摘要｛｛ handbook.colophon.sha256 ｝｝", "｛｛"),
        ("摘要｛{ handbook.colophon.sha256 }}", "｛{"),
        ("摘要{{ handbook.colophon.sha256 ｝｝", "｝｝"),
        ("摘要{% if handbook.code ％}有{% endif %}", "％}"),
        ("摘要{{ handbook.code or ＂無＂ }}", "＂"),
        ("摘要{{ handbook.code or 「無」 }}", "「"),
        ("摘要{{ handbook．code }}", "．"),
        ("摘要{{ handbook.code ｜ length }}", "｜"),
    ],
)
def test_a_full_width_sign_is_told_with_its_cell(tmp_path, template, typed, sign):
    edited(tmp_path, template, (CELL, typed))
    found = faults(tmp_path)
    assert found[0].startswith(f"{template}: {sign} ")
    assert "full-width" in found[0]
    assert re.search(r", in: .*摘要", found[0])


@pytest.mark.parametrize("template", PARTS)
def test_wide_signs_in_texts_and_quoted_are_none(tmp_path, template):
    edited(tmp_path, template, (CELL, "｛甲｝１００％（{{ handbook.code or '（無）' }}）"))
    assert faults(tmp_path) == []


@pytest.mark.parametrize("template", PARTS)
def test_quotes_that_the_program_bends_are_taken(tmp_path, template):
    edited(tmp_path, template, (CELL, "{{ handbook.code or “無” }}"))
    assert faults(tmp_path) == []


def test_quotes_that_a_text_editor_does_not_bend_are_told(tmp_path):
    (tmp_path / "handbook.md.j2").write_text("甲\n{{ handbook.code or “無” }}\n", encoding="utf-8")
    assert faults(tmp_path) == [
        "handbook.md.j2, line 2: “ inside a tag is typed full-width; write the half-width sign, "
        "in: {{ handbook.code or “無” }}"
    ]


@pytest.mark.parametrize("template", PARTS)
def test_a_block_left_open_is_told_at_its_opening_tag(tmp_path, template):
    text = "甲{% for one in handbook.duties %}乙"
    edited(tmp_path, template, (CELL, text))
    (found,) = faults(tmp_path)
    assert "{% for one in handbook.duties %} is never closed; endfor is missing" in found
    assert found.endswith(f", in: {text}")


def test_a_block_left_open_before_another_is_closed(tmp_path):
    (tmp_path / "handbook.md.j2").write_text(
        "{% if handbook.code %}\n{# {% for in a note %} #}\n{%- for one in handbook.duties -%}\n{% endif %}\n", "utf-8"
    )
    (found,) = faults(tmp_path)
    assert found.startswith("handbook.md.j2, line 3: {%- for one in handbook.duties -%} is never closed; endfor")


def test_an_end_without_a_beginning(tmp_path):
    (tmp_path / "handbook.md.j2").write_text("甲\n乙{% endfor %}\n", "utf-8")
    assert faults(tmp_path) == [
        "handbook.md.j2, line 2: {% endfor %} closes nothing that was opened, in: 乙{% endfor %}"
    ]


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("handbook - 複製.docx", "handbook.docx"),
        ("handbook - 複製 (2).docx", "handbook.docx"),
        ("handbook - Copy.docx", "handbook.docx"),
        ("handbook (1).odt", "handbook.odt"),
        ("handbook的副本.docx", "handbook.docx"),
        ("複本 form.docx", "form.docx"),
        ("Copy of form.docx", "form.docx"),
        ("handbook 拷貝.docx", "handbook.docx"),
        ("Handbook.docx", "handbook.docx"),
        ("handbook.DOCX", "handbook.docx"),
        ("handbook.dotx", "handbook.docx"),
        ("手冊.doc", "手冊.docx"),
        ("handbook.html", "handbook.html.j2"),
    ],
)
@pytest.mark.slow
def test_a_name_under_which_nothing_is_used(tmp_path, name, right):
    reason = misnamed(name)
    assert reason is not None
    assert reason.startswith("not used: ")
    assert right in reason
    (tmp_path / name).write_bytes(b"x")
    assert [one for one in faults(tmp_path) if one == f"{name}: {reason}"]


@pytest.mark.parametrize(
    "name", ["handbook.docx", "form.odt", "poster.html.j2", "手冊範本.docx", "part.html", "logo.svg", "compare.odt"]
)
def test_a_name_that_may_be(name):
    assert misnamed(name) is None


@pytest.mark.slow
def test_an_own_name_is_told_to_be_no_handbook(tmp_path, capsys, monkeypatch):
    (tmp_path / "手冊範本.docx").write_bytes((folders.SUPPLIED / "handbook.docx").read_bytes())
    monkeypatch.setenv("LC_ALL", "zh_TW.UTF-8")
    monkeypatch.delenv(i18n.VARIABLE, raising=False)
    assert main(["template", "check", str(tmp_path)]) == 0
    assert capsys.readouterr().out == (
        "手冊範本.docx：沒有問題，但只有加 --template 手冊範本 時才會用到；手冊用的是 handbook.docx\n"
    )
    i18n.use("en")


def test_slips_are_told_in_chinese(tmp_path, capsys):
    edited(tmp_path, "handbook.docx", (CELL, "摘要｛｛ handbook.code ｝｝"))
    (tmp_path / "handbook.md.j2").write_text("{% for one in handbook.duties %}", "utf-8")
    (tmp_path / "handbook - 複製.docx").write_bytes(b"x")
    assert main(["--lang", "tw", "template", "check", str(tmp_path)]) == 2
    told = capsys.readouterr().out
    assert "handbook.docx：「｛｛」是全形字元" in told
    assert "摘要｛｛ handbook.code ｝｝" in told
    assert "handbook.md.j2第1行：{% for one in handbook.duties %} 沒有結尾，缺少 endfor" in told
    assert "handbook - 複製.docx：不會用到" in told
    assert not re.search(r"(?:\b[a-z]{3,}\b ){3}", told)
    i18n.use("en")
