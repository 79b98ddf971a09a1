"""A template as docxtpl fills it, strict where docxtpl is lenient."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any

import docx.opc.exceptions
import jinja2
from docx.oxml.exceptions import InvalidXmlError
from docxtpl import DocxTemplate
from lxml import etree

from pipeline.base import zips
from pipeline.base.errors import TemplateError
from pipeline.base.i18n import _
from pipeline.handbooks import RenderOptions
from pipeline.handbooks._word.finish import finish
from pipeline.handbooks._word.markup import unescaped
from pipeline.handbooks.environment import environment, faults_of, locate

_RUN_TAG = re.compile(r"(?<=</w:r>)\{\{(.*?)\}\}(?=<w:r>)", re.DOTALL)
_EMPTY_RUN = '<w:r><w:t xml:space="preserve"></w:t></w:r>'
"""What docxtpl leaves on either side of a ``{{r … }}`` tag."""
_MERGE_TAG = re.compile(
    r"(<w:tc[ >](?:(?!<w:tc[ >]).)*?<w:tcPr>(?:<w:tcW[^>]*/>|<w:gridSpan[^>]*/>)*)"
    r"((?:(?!<w:tc[ >]).)*?)\{%\s*merge\s(.*?)%\}",
    re.DOTALL,
)
_SPAN_TAG = re.compile(
    r"(<w:tc[ >](?:(?!<w:tc[ >]).)*?<w:tcPr>(?:<w:tcW[^>]*/>)?)(?:<w:gridSpan[^>]*/>)?"
    r"((?:(?!<w:tc[ >]).)*?)\{%\s*span\s(.*?)%\}",
    re.DOTALL,
)
_TERMS = "{http://purl.org/dc/terms/}"
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
"""The document properties that docxtpl fills."""
_LONGEST = 255
"""Characters of a property."""
_DAMAGES = (
    docx.opc.exceptions.OpcError,
    InvalidXmlError,
    etree.LxmlError,
    *zips.BROKEN,
    OSError,
    LookupError,
    TypeError,
    AttributeError,
)
"""What python-docx raises for packages that lack what Word itself always writes."""
_PLAIN_TEMPLATE = DocxTemplate("")


class Template(DocxTemplate):  # type: ignore[misc]  # docxtpl ships no types
    """A template that refuses what docxtpl would mend in silence."""

    def __init__(self, name: str, options: RenderOptions) -> None:
        super().__init__(locate(name, options))
        self._name = name
        self._options = options
        try:
            self.init_docx()
        except _DAMAGES as error:
            raise _no_document(name) from error

    def style_ids(self) -> dict[str, str]:
        """The ids of the template's styles by their names; Word may rename ids whenever it saves."""
        return {style.name: style.style_id for style in self.get_docx().styles}

    def patch_xml(self, src_xml: str) -> str:
        """Lets ``{{r … }}`` take any value, not only ready-made runs; ``{% merge … %}`` joins a cell with one above.

        ``{% span … %}`` lets a cell take so many columns.
        """
        return _jinja_source(src_xml)

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        """Renders one part; a fault names the paragraph by its text, since Word shows no line numbers."""
        with faults_of(self._name, self._options, re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)):
            rendered: str = super().render_xml_part(src_xml, part, context, jinja_env)
        return rendered

    def resolve_listing(self, xml: str) -> str:
        """Leaves everything as it is: ``plain`` has seen to line ends and tabs, in a tenth of docxtpl's time."""
        return xml

    def fix_tables(self, xml: str) -> etree._Element:
        """Checks and finishes the body; docxtpl alone would drop what is not well-formed."""
        try:
            etree.fromstring(xml)
        except etree.XMLSyntaxError as error:
            raise TemplateError(
                _("{template}: a control and its end must enclose whole paragraphs, rows or cells").format(
                    template=self._name
                )
            ) from error
        body = super().fix_tables(xml)
        finish(body, self._name)
        return body

    def map_tree(self, tree: etree._Element) -> None:
        """Puts the filled body in the place of the template's.

        That is emptied first: lxml looks for the namespaces of everything that it takes out of a document.
        """
        self.docx._element.body.clear()
        super().map_tree(tree)

    def render_properties(self, context: Any, jinja_env: jinja2.Environment | None = None) -> None:
        """Fills the document properties, which are not XML text, so that nothing is to be escaped.

        Word and python-docx allow them a certain length; a longer one is cut and ends in a dash of dots.
        """
        jinja = environment(self._options, unescaped)
        properties = self.get_docx().core_properties
        with faults_of(self._name, self._options):
            for name in _PROPERTIES:
                text = jinja.from_string(getattr(properties, name)).render(context)
                setattr(properties, name, text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")

    def set_date(self, date: str | None) -> None:
        """Lets the properties say ``date`` (ISO) as the day when the document was made and changed, or none at all."""
        properties = self.docx.core_properties
        # python-docx can change a date but not take it away.
        for element in list(properties._element.iterchildren(f"{_TERMS}created", f"{_TERMS}modified")):
            properties._element.remove(element)
        if date is not None:
            properties.created = properties.modified = datetime.fromisoformat(date)


@contextmanager
def damages_of(name: str) -> Iterator[None]:
    """Turns what python-docx raises for a damaged template into a ``TemplateError`` that names the template."""
    try:
        yield
    except _DAMAGES as error:
        raise _no_document(name) from error


def _no_document(name: str) -> TemplateError:
    return TemplateError(_("{template}: not a Word document (.docx)").format(template=name))


@lru_cache(maxsize=16)
def _jinja_source(part: str) -> str:
    source = _RUN_TAG.sub(r"{{ (\1) | runs }}", _PLAIN_TEMPLATE.patch_xml(part)).replace(_EMPTY_RUN, "")
    source = _SPAN_TAG.sub(r'\1<w:gridSpan w:val="{{ \3 }}"/>\2', source)
    return _MERGE_TAG.sub(r'\1<w:vMerge{% if \3 %}/>{% else %} w:val="restart"/>{% endif %}\2', source)
