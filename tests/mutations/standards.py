"""A small invented standard without any finding, and defects to plant in it, in the notation of ``small_standard``.

A ``Defect`` says which rule must find it at which subject, and which other findings legitimately come with it.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from small_standard import small_standard

from pipeline.record.model import Standard

Notation = dict[str, Any]
Finding = tuple[str, str]

T1, T11, T12 = "T1 管理倉庫", "T1.1 驗收貨品", "T1.2 盤點庫存"
T2, T21, T22 = "T2 安排出貨", "T2.1 揀選貨品", "T2.2 交付貨運"

CLEAN: Notation = {
    "name": "倉儲管理人員",
    "title": {"occupation": "倉儲管理人員"},
    "code": "LOG4321-007v2",
    "classification": {
        "categories": [{"name": "物流／倉儲管理", "code": "LOG"}],
        "occupations": [{"name": "倉庫事務人員", "code": "4321"}],
        "industries": [{"name": "運輸及倉儲業／倉儲業", "code": "H5301"}],
    },
    "description": "負責貨品之驗收、保管與出貨。",
    "level": 3,
    "versions": [
        {
            "version": "V2",
            "code": "LOG4321-007v2",
            "name": "倉儲管理人員",
            "status": "最新版本",
            "note": "略",
            "date": "2023-08-15",
        },
        {
            "version": "V1",
            "code": "LOG4321-007",
            "name": "倉庫管理員",
            "status": "歷史版本",
            "note": "已被《LOG4321-007v2》取代",
            "date": "2018-03-20",
        },
    ],
    "duties": {
        T1: {
            T11: {
                "level": 3,
                "outputs": ["O1.1.1 驗收紀錄單"],
                "indicators": ["P1.1.1 依採購單核對貨品之品名與數量。", "P1.1.2 將瑕疵貨品【註1】隔離存放並通報主管。"],
                "knowledge": ["K01 驗收流程知識", "K02 貨品分類知識"],
                "skills": ["S01 核對能力", "S02 溝通能力"],
            },
            T12: {
                "level": 3,
                "outputs": ["O1.2.1 盤點差異表"],
                "indicators": ["P1.2.1 按週期清點庫存並登錄數量。"],
                "knowledge": ["K02 貨品分類知識", "K03 存貨管理知識"],
                "skills": ["S01 核對能力", "S03 文書處理能力"],
            },
        },
        T2: {
            T21: {
                "level": 2,
                "outputs": ["O2.1.1 揀貨清單"],
                "indicators": ["P2.1.1 依訂單揀選貨品並確認儲位【註2】。", "P2.1.2 檢查包裝是否完整。"],
                "knowledge": ["K03 存貨管理知識", "K04 包裝材料知識"],
                "skills": ["S01 核對能力", "S04 搬運設備操作能力"],
            },
            T22: {
                "level": 3,
                "outputs": ["O2.2.1 交貨簽收單"],
                "indicators": ["P2.2.1 與貨運業者點交貨品並取得簽收。"],
                "knowledge": ["K05 運輸保險知識"],
                "skills": ["S02 溝通能力"],
            },
        },
    },
    "attitudes": ["A01 謹慎細心：仔細檢查每個步驟。", "A02 團隊合作：與同事互相支援。"],
    "prerequisites": ("高中職以上畢業。",),
    "notes": ["1 瑕疵貨品：外觀破損或數量不符之貨品。", "2 儲位：貨品於倉庫中之存放位置。"],
}


@dataclass(frozen=True)
class Defect:
    """``plant`` changes the notation in place.

    ``when_read``: what a reader adds to it, and ``invisible_in``: the formats that cannot hold the defect.
    """

    rule: str
    subject: str
    plant: Callable[[Notation], None]
    companions: frozenset[Finding] = frozenset()
    when_read: frozenset[Finding] = frozenset()
    invisible_in: frozenset[str] = frozenset()

    @property
    def expected(self) -> set[Finding]:
        """All findings, and nothing else."""
        return {(self.rule, self.subject), *self.companions}


def standard(defect: Defect | None = None) -> Standard:
    """The clean standard, or the one with the defect."""
    notation = deepcopy(CLEAN)
    if defect:
        defect.plant(notation)
    return small_standard(notation)
