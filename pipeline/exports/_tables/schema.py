"""The tables of a release: their fields, keys and what these mean in both languages.

Every row has an ``id`` of its own, ``<standard>/<table>/<number>``, as codes can be missing or printed twice.
``number`` counts the rows of a table within a standard in printed order. Empty means that the document has nothing
there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Type = Literal["string", "integer", "number", "boolean", "date"]
"""As Table Schema calls them. Codes are strings."""
Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Field:
    """A column. ``refers_to``: the table whose ``id`` it holds. ``width`` is in characters."""

    name: str
    title: str
    english: str
    chinese: str
    type: Type = "string"
    refers_to: str | None = None
    unit: str | None = None
    width: int = 14


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table; the first field is its key."""

    name: str
    title: str
    english: str
    chinese: str
    fields: tuple[Field, ...]

    @property
    def sheet(self) -> str:
        """What a sheet with it is called."""
        return f"{self.title} {self.name}"


_KEY, _NAME, _TEXT = 32, 30, 60
"""A key such as KPS3322-002v2/indicators/123 stands in one line."""

_CODE_AS_PRINTED = Field(
    "code_as_printed", "代碼原文", "The code as printed, where it was mended.", "代碼經整理者，其原印寫法。"
)
_PAGE = Field("page", "頁", "Page of the document, from 1.", "所在頁次，自 1 起。", "integer", unit="page", width=6)
_DERIVED = Field(
    "derived",
    "推得",
    "True if the cell is empty and codes below it told what it is.",
    "該格空白，由下列代碼推得者為真。",
    "boolean",
    width=8,
)


def _code(what: str, chinese: str) -> Field:
    return Field("code", "代碼", f"Code of the {what}.", f"{chinese}代碼。", width=16)


def _name(what: str, chinese: str) -> Field:
    return Field("name", "名稱", f"Name of the {what}.", f"{chinese}名稱。", width=_NAME)


def _text(english: str, chinese: str, name: str = "text", title: str = "內容") -> Field:
    return Field(name, title, english, chinese, width=_TEXT)


def _level(english: str, chinese: str) -> tuple[Field, Field]:
    return (
        Field("level", "級別", english, chinese, "integer", unit="職能級別 1–6", width=6),
        Field("level_as_printed", "級別原文", "What is printed beside the digit.", "級別欄除數字外之印文。"),
    )


def _reference(name: str, title: str, table: str, english: str, chinese: str) -> Field:
    return Field(name, title, english, chinese, refers_to=table, width=16 if table == "standards" else _KEY)


def _of_standard(name: str, title: str, english: str, chinese: str, *fields: Field) -> ExportTable:
    """A table with rows of standards: its ``id``, the standard, the number of the row, and these ``fields``."""
    return ExportTable(
        name,
        title,
        english,
        chinese,
        (
            Field("id", "識別碼", "Key of the row.", "本列之鍵值。", width=_KEY),
            _reference("standard", "職能基準", "standards", "The standard it belongs to.", "所屬職能基準。"),
            Field("number", "序", "Place within the standard, from 1.", "於該職能基準內之順序，自 1 起。", "integer",
                  width=6),
            *fields,
        ),
    )  # fmt: skip


def _statements(name: str, title: str, english: str, chinese: str, what: str) -> ExportTable:
    return _of_standard(
        name,
        title,
        english,
        chinese,
        _reference("block", "級別列", "blocks", "The level row it stands in.", "所在之級別列。"),
        _code(what, title),
        _CODE_AS_PRINTED,
        _text("The text without its code.", "不含代碼之內容。"),
        _PAGE,
    )


def _register(name: str, title: str, what: str) -> ExportTable:
    return _of_standard(
        name,
        title,
        f"The register of {what} of each standard.",
        f"各職能基準之{title}清單。",
        _code(what, title),
        Field("name", "名稱", "The name most often printed, without note marks.", "最常印出之名稱，不含註記。",
              width=_NAME),
        _PAGE,
    )  # fmt: skip


def _lines(name: str, title: str, english: str, chinese: str) -> ExportTable:
    return _of_standard(name, title, english, chinese, _text("One line.", "一行文字。"))


TABLES: tuple[ExportTable, ...] = (
    ExportTable(
        "standards",
        "職能基準",
        "One row for each standard.",
        "每一職能基準一列。",
        (
            Field("id", "識別碼", "Key: the code, else a safe form of the name.", "鍵值：代碼；無代碼者為名稱。",
                  width=18),
            _code("standard", "職能基準"),
            _CODE_AS_PRINTED,
            Field("name", "名稱", "Title without the words 職能基準.", "職能基準名稱。", width=_NAME),
            Field("job_category", "職類", "Job category, if the standard is about one.", "職能基準名稱之職類。",
                  width=_NAME),
            Field("occupation", "職業", "Occupation, if the standard is about one.", "職能基準名稱之職業。",
                  width=_NAME),
            _text("Description of the work.", "工作描述。", "description", "工作描述"),
            *_level("Level of the standard.", "基準級別。"),
            Field("source_name", "來源檔名", "Name of the file that was read.", "所讀取之檔案名稱。", width=_NAME),
            Field("source_format", "來源格式", "Its format.", "來源檔案格式。", width=8),
            Field("source_sha256", "來源雜湊值", "SHA-256 of its bytes.", "來源檔案之 SHA-256。", width=20),
            Field("source_pages", "來源頁數", "Its pages.", "來源檔案頁數。", "integer", unit="page", width=8),
            Field("source_coverage", "讀取率", "Characters that reached a field, over all of the form.",
                  "納入欄位之字數占全表字數之比。", "number", unit="1", width=8),
            Field("source_outcome", "讀取結果", "ok, or partial if something was not understood.",
                  "ok 為完整，partial 為部分讀取。", width=10),
        ),
    ),
    _of_standard(
        "classifications",
        "所屬類別",
        "Job categories, occupations and industries.",
        "職類別、職業別與行業別。",
        Field("kind", "類別", "categories (職類別), occupations (職業別) or industries (行業別).",
              "categories 為職類別，occupations 為職業別，industries 為行業別。"),
        _code("category", "類別"),
        _name("category", "類別"),
        _PAGE,
    ),
    _of_standard(
        "versions",
        "版本",
        "The version table of each standard, as listed.",
        "各職能基準之版本表，依列印順序。",
        Field("version", "版本", "Version.", "版本。", width=8),
        _code("version", "該版本職能基準"),
        _CODE_AS_PRINTED,
        _name("version", "該版本職能基準"),
        Field("status", "狀態", "Status.", "狀態。"),
        _text("What was changed.", "更新說明。", "note", "更新說明"),
        Field("date", "發展更新日期", "Date of the version.", "發展更新日期。", "date"),
        Field("date_as_printed", "日期原文", "The date as printed, where it could not be read.",
              "無法判讀之日期原文。"),
        _PAGE,
    ),
    _of_standard(
        "duties", "主要職責", "The duties.", "主要職責。",
        _code("duty", "主要職責"), _CODE_AS_PRINTED, _name("duty", "主要職責"), _DERIVED, _PAGE,
    ),
    _of_standard(
        "tasks",
        "工作任務",
        "The tasks of duties.",
        "主要職責之工作任務。",
        _reference("duty", "主要職責", "duties", "The duty it belongs to.", "所屬主要職責。"),
        _code("task", "工作任務"),
        _CODE_AS_PRINTED,
        _name("task", "工作任務"),
        _DERIVED,
        _reference("blocks_of", "共用級別列", "tasks",
                   "The task in whose cell it is printed, too, and whose level rows are its own.",
                   "同格列印之首項工作任務，兩者共用級別列。"),
        _PAGE,
    ),
    _of_standard(
        "blocks",
        "級別列",
        "The level rows of tasks: most tasks have one.",
        "工作任務之級別列，多數任務僅一列。",
        _reference("task", "工作任務", "tasks", "The task it belongs to.", "所屬工作任務。"),
        *_level("Level of the task.", "職能級別。"),
        _PAGE,
    ),
    _statements("outputs", "工作產出", "The outputs of tasks.", "工作任務之產出。", "output"),
    _statements("indicators", "行為指標", "The indicators of tasks.", "工作任務之行為指標。", "indicator"),
    _register("knowledge", "知識", "knowledge"),
    _register("skills", "技能", "skills"),
    _of_standard(
        "attitudes",
        "態度",
        "The attitudes.",
        "職能內涵之態度。",
        _code("attitude", "態度"),
        _CODE_AS_PRINTED,
        Field("name", "名稱", "What stands before the colon.", "冒號前之名稱。", width=_NAME),
        _text("What stands behind the colon.", "冒號後之說明。", "description", "說明"),
        _PAGE,
    ),
    _of_standard(
        "uses",
        "知識技能引用",
        "Which level row of a task names which knowledge or skill.",
        "工作任務各級別列所列之知識與技能。",
        _reference("block", "級別列", "blocks", "The level row it stands in.", "所在之級別列。"),
        Field("kind", "欄位", "The column it is printed in: knowledge or skills.",
              "所印欄位：knowledge 為知識，skills 為技能。", width=10),
        _code("knowledge or skill", "知識或技能"),
        _CODE_AS_PRINTED,
        Field("name", "名稱", "The name that is meant: as printed here, else that of the register.",
              "此處名稱；未另印者為清單名稱。", width=_NAME),
        Field("as_printed", "此處印文", "The name as printed here, where it differs from the register's.",
              "與清單名稱不同時，此處之印文。", width=_NAME),
        _reference("knowledge", "知識", "knowledge", "Its row in the register of knowledge.", "於知識清單之列。"),
        _reference("skill", "技能", "skills", "Its row in the register of skills.", "於技能清單之列。"),
        _PAGE,
    ),
    _of_standard(
        "scopes",
        "引用任務標記",
        "The tasks that a tag such as 【T1.1】 names beside a knowledge or skill.",
        "知識或技能旁以【T1.1】等標記所指之工作任務。",
        _reference("use", "引用", "uses", "The use that has the tag.", "帶有標記之引用。"),
        Field("task_code", "任務代碼", "The code in the tag.", "標記中之任務代碼。", width=10),
    ),
    _lines("prerequisites", "先備條件", "Prerequisites and remarks about those who are meant.",
           "建議擔任此職類／職業之學歷／經歷／或能力條件。"),
    _of_standard(
        "notes",
        "註",
        "The glossary of note marks 【註1】.",
        "【註1】等註記之說明。",
        Field("note", "註號", "Number of the note.", "註之號碼。", "integer", width=6),
        Field("term", "詞", "What stands before the colon.", "冒號前之詞。", width=_NAME),
        _text("What stands behind the colon.", "冒號後之說明。"),
        _PAGE,
    ),
    _lines("supplements", "補充說明", "Further remarks of the standard.", "其他補充說明。"),
    _of_standard(
        "level_definitions",
        "級別說明",
        "The table of levels, where a standard reprints it.",
        "職能基準內附印之級別能力說明。",
        Field("level", "級別", "The level.", "級別。", "integer", unit="職能級別 1–6", width=6),
        _text("What it asks for.", "級別能力說明。"),
        _PAGE,
    ),
    _of_standard(
        "findings",
        "檢核結果",
        "What the program finds wrong or odd about a standard; waived findings are left out.",
        "程式對各職能基準之檢核結果，不含已豁免者。",
        Field("rule", "規則", "Id of the rule; icap rule explains it.", "規則編號，icap rule 有說明。", width=8),
        Field("name", "規則名稱", "Name of the rule.", "規則名稱。", width=20),
        Field("severity", "嚴重程度", "error, warning or info.", "error 錯誤、warning 警告、info 提示。", width=10),
        Field("subject", "對象", "What it is about, in the document's own terms.", "所指對象。", width=18),
        _text("What is found.", "檢核內容。", "message", "訊息"),
        Field("printed", "原文", "What the proposal would replace.", "建議所取代之原文。", width=_NAME),
        Field("proposal", "建議", "The evident right form, where there is one.", "明顯正確之寫法。", width=_NAME),
        Field("related", "相關處", "Further places, one a line.", "其他相關處，每行一處。", width=_NAME),
        Field("fingerprint", "指紋", "Stays the same while standard, rule and subject do.",
              "職能基準、規則與對象不變則不變。", width=18),
        _PAGE,
        Field("table_number", "表", "Table in the document, from 1.", "文件內表格序，自 1 起。", "integer", width=6),
        Field("row_number", "列", "Row of the table, from 1.", "表格第幾列，自 1 起。", "integer", width=6),
        Field("column_number", "欄", "Column of the table, from 1.", "表格第幾欄，自 1 起。", "integer", width=6),
    ),
)  # fmt: skip
"""In an order in which no row refers to a later table."""


def references() -> Iterator[tuple[ExportTable, Field]]:
    """Every field that refers to a table, with its own."""
    return ((table, field) for table in TABLES for field in table.fields if field.refers_to)
