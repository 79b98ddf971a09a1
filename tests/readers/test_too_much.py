"""Documents that are refused before much is made of them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import small_documents as small

from pipeline import readers
from pipeline.base.limits import DEFAULT_LIMITS
from pipeline.cli.main import main
from pipeline.findings.diagnostics import Unreadable
from pipeline.readers import xml

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FEW = replace(DEFAULT_LIMITS, characters=2_000)


def odt(body):
    names = {"office": "office", "text": "text", "table": "table"}
    declared = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for one, name in names.items()
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        content = f"<office:document-content {declared}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        archive.writestr("content.xml", content)
    return stream.getvalue()


def refusal(name, data, limits=DEFAULT_LIMITS):
    with pytest.raises(Unreadable) as raised:
        readers.read_bytes(Path(name), data, limits)
    assert raised.value.diagnostic.rule == "RD105"
    return raised.value.diagnostic.message


def test_an_element_with_endless_attributes_is_refused():
    attributes = " ".join(f'a{number}="x y"' for number in range(1_500))
    assert "unreasonable size" in refusal("a.html", f"<html><body><p {attributes}>x</p></body></html>".encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("attribute", ['t=""', "t=''", 't = ""'])
def test_values_of_attributes_are_counted_in_every_encoding(encoding, attribute, monkeypatch):
    monkeypatch.setattr(xml, "MOST_TAGS", 4_000)
    monkeypatch.setattr(xml, "_MOST_VALUES", 3_000)

    def part(values):
        return f"<a>{f'<b {attribute}/>' * values}</a>".encode(encoding)

    assert len(xml.parse(part(2_900))) == 2_900
    with pytest.raises(Unreadable) as raised:
        xml.parse(part(3_100))
    assert raised.value.diagnostic.rule == "RD105"


def test_long_values_of_few_attributes_are_none():
    page = f"<html><body><p style=\"{'color: red; ' * 1_500}\" title='{'a b ' * 1_500}'>職能</p></body></html>"
    (block,) = readers.read_bytes(Path("a.html"), page.encode()).body.blocks
    assert block.text == "職能"


def test_text_is_counted_while_it_is_read():
    text = "職" * 3_000
    for name, data in {
        "a.txt": text.encode(),
        "a.html": f"<html><body><p>{text}</p></body></html>".encode(),
        "a.docx": small.word(indicator=text),
        "a.odt": odt(f"<text:p>{text}</text:p>"),
    }.items():
        assert "amount of text" in refusal(name, data, FEW), name


def test_text_that_repeats_make_is_counted():
    row = f"<table:table-row table:number-rows-repeated='1000'><table:table-cell><text:p>{'職' * 30_000}</text:p></table:table-cell></table:table-row>"
    assert "amount of text" in refusal("a.odt", odt(f"<table:table>{row}</table:table>"))


LONG = {
    "codes in a long line": "依據" + "見S01、" * 150_000,
    "a Latin word of a million letters": "依據 " + "Ab" * 500_000 + " 辦理",
    "Latin words side by side": "依據 " + "Ab cd " * 150_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("what", LONG)
def test_a_long_cell_is_read_to_its_end(what, tmp_path, capfd):
    """Within the limits of a processor that hold for any document, which none with a quadratic step keeps."""
    (tmp_path / "a.txt").write_bytes(small.flat_text(indicator=LONG[what]))
    main(["parse", str(tmp_path / "a.txt"), "-o", str(tmp_path)])
    assert "RD105" not in capfd.readouterr().err
    assert LONG[what][-200:].strip() in (tmp_path / f"{small.CODE}.json").read_text("utf-8")


@pytest.mark.slow
def test_a_cell_of_endless_broken_words_is_read_to_its_end(tmp_path, capfd):
    words = "依據 AIoT 與 AI oT 辦理<br>" + "AI<br>oT " * 20_000
    rows = "".join(
        "<tr>" + "".join(f"<td>{words if cell == 'X' else cell}</td>" for cell in row.split("\t")) + "</tr>"
        for row in small.flat_text(indicator="X").decode().replace("P1.1.1 X", "X").splitlines()
        if "\t" in row
    )
    page = f"<html><body><h1>{small.NAME}職能基準</h1><table>{rows}</table></body></html>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    main(["parse", str(tmp_path / "a.html"), "-o", str(tmp_path)])
    assert "RD105" not in capfd.readouterr().err
    assert (tmp_path / f"{small.CODE}.json").read_text("utf-8").count("oT") > 20_000


def test_endless_classes_of_elements_are_counted():
    classes = " ".join(f"c{number}" for number in range(20_000))
    rules = "".join(f".x{number} p {{ color: red }}" for number in range(300))
    paragraph = f'<p class="{classes}">x</p>'
    page = f"<html><head><style>{rules}</style></head><body>{paragraph * 80}</body></html>"
    assert "unreasonable" in refusal("a.html", page.encode())


def test_an_endless_label_of_a_list_is_refused():
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="decimal"/><w:lvlText w:val="{"%1" * 100_000}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    listed = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
    )
    assert "unreasonable" in refusal("a.docx", with_numbering(numbering, listed * 3))


def test_half_a_pair_as_a_symbol_in_word_is_a_sign_that_nobody_knows():
    symbol = '<w:p><w:r><w:t>甲</w:t><w:sym w:font="Symbol" w:char="D800"/></w:r></w:p>'
    body = readers.read_bytes(Path("a.docx"), with_numbering("<x/>", symbol)).body
    assert body.blocks[0].text == "甲\ufffd"


def with_numbering(numbering, paragraphs):
    """The small form in Word, with these paragraphs in front and this part."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small.word())) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:body>", b"<w:body>" + paragraphs.encode(), 1)
            after.writestr(name, numbering if name == "word/numbering.xml" else data)
        assert "word/numbering.xml" in after.namelist()
    return stream.getvalue()
