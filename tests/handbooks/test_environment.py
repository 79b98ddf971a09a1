"""Own templates go first; what is wrong with one is told with its name, place and reason, and the sandbox holds."""

import io
import zipfile

import pytest
from handbook_standards import PLAIN, read_html
from printing import printed

from pipeline import __version__
from pipeline.base.errors import TemplateError
from pipeline.handbooks import folders


def render(name, folder):
    return printed(name, PLAIN, folder=folder)


def edited(folder, old, new, part="word/document.xml"):
    """The supplied Word template with a piece of its text replaced, in ``folder``."""
    result = io.BytesIO()
    with zipfile.ZipFile(folders.SUPPLIED / "handbook.docx") as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode()
            if name == part:
                assert old in content
                content = content.replace(old, new, 1)
            target.writestr(name, content)
    (folder / "handbook.docx").write_bytes(result.getvalue())


def test_an_own_template_goes_before_the_supplied_one_and_the_others_stay(tmp_path):
    (tmp_path / "handbook.md.j2").write_text("# 部會版 {{ handbook.heading }}\n", encoding="utf-8")
    assert render("md", tmp_path).decode() == f"# 部會版 茶席服務人員\n\n<!-- generator: icap {__version__} -->\n"
    assert "職能內涵總表" in render("html", tmp_path).decode()


def test_an_own_style_sheet_goes_into_the_supplied_page(tmp_path):
    (tmp_path / "handbook.css").write_text("h1 { color: green }", encoding="utf-8")
    assert "h1 { color: green }" in read_html(render("html", tmp_path)).findtext(".//style")


def test_an_own_word_template(tmp_path):
    edited(tmp_path, "職責與任務", "部會職責")
    with zipfile.ZipFile(io.BytesIO(render("docx", tmp_path))) as package:
        assert "部會職責" in package.read("word/document.xml").decode()


def test_a_folder_that_does_not_exist(tmp_path):
    for name in ("html", "docx"):
        with pytest.raises(TemplateError, match="nowhere: no such template folder"):
            render(name, tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("一\n二 {{ handbook.nmae }}", r"handbook\.md\.j2, line 2: .*nmae"),
        ("一\n\n{% for x in handbook.duties %}", r"handbook\.md\.j2, line 3: "),
        ("{% macro m() %}\n{{ handbook.level + '' }}\n{% endmacro %}\n\n{{ m() }}", r"handbook\.md\.j2, line 2: "),
        ("{{ 1 // 0 }}", r"handbook\.md\.j2, line 1: .*zero"),
        ("{{ handbook.name | shout }}", r"handbook\.md\.j2, line 1: .*shout"),
        ("{% include 'absent.txt' %}", r"absent\.txt: there is no template"),
        ("{% include '../handbook_standards.py' %}", r"handbook_standards\.py: there is no template"),
    ],
)
def test_a_fault_is_told_with_template_line_and_reason(tmp_path, source, message):
    (tmp_path / "handbook.md.j2").write_text(source, encoding="utf-8")
    with pytest.raises(TemplateError, match=message):
        render("md", tmp_path)


def test_a_fault_in_an_included_template_names_that_one(tmp_path):
    (tmp_path / "handbook.css").write_text("a {}\n{{ nothing }}", encoding="utf-8")
    with pytest.raises(TemplateError, match=r"handbook\.css, line 2: .*nothing"):
        render("html", tmp_path)


@pytest.mark.parametrize(
    "attack",
    [
        "{{ handbook.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ ''.format.__self__ }}",
        "{{ '{0.__class__}'.format(handbook) }}",
        "{{ range(100000000) | list }}",
    ],
)
def test_templates_cannot_reach_beyond_the_view(tmp_path, attack):
    (tmp_path / "handbook.md.j2").write_text(attack, encoding="utf-8")
    with pytest.raises(TemplateError):
        render("md", tmp_path)
    edited(tmp_path, "{{ handbook.colophon.sha256 }}", attack)
    with pytest.raises(TemplateError):
        render("docx", tmp_path)


def test_what_the_document_lacks_is_printed_as_nothing(tmp_path):
    (tmp_path / "handbook.md.j2").write_text("[{{ handbook.level }}]", encoding="utf-8")
    assert render("md", tmp_path).decode() == f"[]\n\n<!-- generator: icap {__version__} -->\n"


def test_a_fault_in_word_quotes_its_paragraph(tmp_path):
    edited(tmp_path, "{{ handbook.colophon.sha256 }}", "摘要 {{ handbook.colophon.digest }}")
    with pytest.raises(TemplateError, match=r"handbook\.docx: .*digest.*, in: 摘要 \{\{ handbook\.colophon\.digest"):
        render("docx", tmp_path)


def test_a_broken_tag_in_word_quotes_its_paragraph(tmp_path):
    edited(tmp_path, "{{ handbook.colophon.sha256 }}", "{% if handbook.code %}甲")
    with pytest.raises(TemplateError, match=r"handbook\.docx: "):
        render("docx", tmp_path)


def test_a_fault_in_the_header_of_word_is_told(tmp_path):
    edited(tmp_path, "handbook.heading", "handbook.hedding", "word/header1.xml")
    with pytest.raises(TemplateError, match=r"handbook\.docx: .*hedding"):
        render("docx", tmp_path)


def test_a_fault_in_the_properties_of_word_is_told(tmp_path):
    edited(tmp_path, "handbook.heading", "handbook.hedding", "docProps/core.xml")
    with pytest.raises(TemplateError, match=r"handbook\.docx.*hedding"):
        render("docx", tmp_path)


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("for box in one.tasks", "whole paragraphs"),
        ("for entry in handbook.knowledge", "cell is left without a paragraph"),
    ],
)
def test_a_row_tag_that_unbalances_the_table_is_told_and_nothing_is_lost(tmp_path, tag, message):
    edited(tmp_path, f"{{%tr {tag} %}}", f"{{%p {tag} %}}")
    with pytest.raises(TemplateError, match=rf"handbook\.docx: .*{message}"):
        render("docx", tmp_path)


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x05\x06" + bytes(18)])
def test_a_word_template_that_is_none(tmp_path, content):
    (tmp_path / "handbook.docx").write_bytes(content)
    with pytest.raises(TemplateError, match=r"handbook\.docx: not a Word document"):
        render("docx", tmp_path)


def test_any_value_can_be_printed_with_and_without_links_in_word(tmp_path):
    edited(
        tmp_path,
        "{{ handbook.colophon.sha256 }}",
        "{{ handbook.knowledge[0].uses }}/{{r handbook.knowledge[0].uses }}/{{r 3 }}/{{r handbook.level }}",
    )
    with zipfile.ZipFile(io.BytesIO(render("docx", tmp_path))) as package:
        body = package.read("word/document.xml").decode()
    assert ">T1.1、T1.2/<" in body
    # on the map, in the entries of K01 and S01, in the matrix, and here
    assert body.count('w:anchor="task_t1_1"') == 5
