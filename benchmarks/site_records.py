"""Records to make a site of: invented standards in families, with versions, and with shared knowledge and skills.

usage: python -m benchmarks.site_records FOLDER [COUNT] [SEED]
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.record import model
from pipeline.record.model import (
    Attitude,
    Block,
    Category,
    Classification,
    Competence,
    Duty,
    Reference,
    Source,
    Standard,
    Statement,
    Task,
    Title,
    Version,
)

_CATEGORIES = (
    ("科學、技術、工程、數學", "SET", "工程及技術"), ("資訊科技", "SNM", "網路規劃與建置管理"),
    ("行銷與銷售", "KMM", "行銷管理"), ("行銷與銷售", "KPS", "專業銷售"), ("製造", "MPD", "製程研發"),
    ("製造", "MQM", "品質管理"), ("休閒與觀光旅遊", "RFB", "餐飲管理"), ("休閒與觀光旅遊", "RLH", "旅館管理"),
    ("金融財務", "FBF", "銀行金融業務"), ("建築營造", "BPL", "建築規劃設計"), ("醫療保健", "HHS", "健康產業及醫務"),
    ("物流運輸", "LLP", "物流規劃及管理"), ("教育與訓練", "EPT", "專業證照訓練"), ("農業", "AFP", "食品生產與加工"),
)  # fmt: skip
_INDUSTRIES = ("製造業", "批發及零售業", "運輸及倉儲業", "住宿及餐飲業", "資訊及通訊傳播業", "金融及保險業",
               "專業科學及技術服務業", "教育服務業", "醫療保健服務業", "營建工程業")  # fmt: skip
_OBJECTS = ("客戶", "產品", "設備", "製程", "專案", "食材", "倉儲", "網路", "資料庫", "品質", "行銷活動", "採購",
            "合約", "財務", "人力", "教材", "病歷", "機台", "模具", "供應商", "門市", "會員", "旅程", "房務",
            "施工", "圖說", "檢驗", "能源", "資安", "使用者介面")  # fmt: skip
_FIELDS = ("電子商務", "半導體", "餐旅", "長期照護", "智慧製造", "冷鏈", "綠能", "連鎖零售", "工具機", "旅遊", "建築",
           "生技", "金融科技", "電動車", "烘焙", "紡織", "印刷", "遊戲", "會展", "保險")  # fmt: skip
_ACTS = ("規劃", "管理", "分析", "檢查", "維護", "評估", "開發", "談判", "溝通", "執行", "追蹤", "改善", "協調",
         "設計", "測試")  # fmt: skip
_ROLES = ("工程師", "管理師", "專員", "技術員", "主管", "規劃師", "分析師", "督導", "設計師", "銷售人員")
_KNOWLEDGE = ("概論", "原理", "相關法規", "作業流程", "實務知識", "風險概念", "標準規範", "趨勢知識")
_SKILLS = ("能力", "技巧", "工具應用能力", "問題解決能力", "文件撰寫能力", "資料蒐集能力")
_COMMON_KNOWLEDGE = ("職業安全衛生", "個人資料保護法", "專案管理概念", "成本概念", "品質管理概念", "基礎統計")
_COMMON_SKILLS = ("溝通協調能力", "談判能力", "外語溝通能力", "電腦文書操作能力", "時間管理能力", "簡報技巧")
_ATTITUDES = ("主動積極", "謹慎細心", "團隊意識", "顧客導向", "自我管理", "壓力容忍", "追求卓越")


def standards(count: int, seed: int = 1) -> Iterator[Standard]:
    """So many standards; a third of the families has two or three versions of which the last is the current one."""
    chance = random.Random(seed)
    made = 0
    number = 0
    while made < count:
        number += 1
        versions = min(chance.choice((1, 1, 1, 1, 2, 3)), count - made)
        standard = _first(chance, number)
        for version in range(1, versions + 1):
            standard = standard if version == 1 else _revised(standard, chance)
            yield _published(standard, version, versions)
            made += 1


def put(folder: Path, count: int, seed: int = 1) -> list[Path]:
    """Their records in ``folder``, which is made."""
    folder.mkdir(parents=True)
    paths = []
    for standard in standards(count, seed):
        paths.append(folder / f"{standard.code}.json")
        paths[-1].write_text(model.to_json(standard), "utf-8")
    return paths


def _first(chance: random.Random, number: int) -> Standard:
    group, prefix, category = chance.choice(_CATEGORIES)
    field, topic, role = chance.choice(_FIELDS), chance.choice(_OBJECTS), chance.choice(_ROLES)
    occupation, industry = chance.randrange(2000, 4000), chance.choice(_INDUSTRIES)
    topics = chance.sample(_OBJECTS, 8)
    knowledge = [
        *chance.sample(_COMMON_KNOWLEDGE, 3),
        *(f"{chance.choice(_FIELDS)}{one}{chance.choice(_KNOWLEDGE)}" for one in topics),
        *(f"{one}{chance.choice(_ACTS)}{chance.choice(_KNOWLEDGE)}" for one in topics[:5]),
    ]
    skills = [
        *chance.sample(_COMMON_SKILLS, 3),
        *(f"{one}{chance.choice(_ACTS)}{chance.choice(_SKILLS)}" for one in topics),
        *(f"{field}{one}{chance.choice(_ACTS)}{chance.choice(_SKILLS)}" for one in topics[:2]),
    ]
    code = f"{prefix}{occupation}-{number:03}"
    level = chance.randint(2, 6)
    return Standard(
        source=Source(name=f"{code}.pdf", format="pdf", sha256="ab" * 32, pages=8, coverage=1.0),
        code=code,
        name=f"{field}{topic}{role}",
        title=Title(occupation=f"{field}{topic}{role}"),
        classification=Classification(
            categories=(Category(name=f"{group}／{category}", code=prefix),),
            occupations=(Category(name=f"{topic}{role}", code=str(occupation)),),
            industries=(Category(name=industry, code=chr(ord("C") + _INDUSTRIES.index(industry))),),
        ),
        description=f"負責{field}領域之{topic}{'、'.join(chance.sample(_ACTS, 3))}，並與相關部門合作達成目標。",
        level=level,
        duties=tuple(
            _duty(chance, at, topics, level, len(knowledge), len(skills)) for at in range(1, chance.randint(3, 6))
        ),
        knowledge=_register("K", dict.fromkeys(knowledge)),
        skills=_register("S", dict.fromkeys(skills)),
        attitudes=tuple(
            Attitude(code=f"A{at:02}", name=name, description=f"在工作中展現{name}，並維持良好紀律。")
            for at, name in enumerate(chance.sample(_ATTITUDES, 4), 1)
        ),
        prerequisites=("高中職以上畢業，或具一年以上相關工作經驗。",),
    )


def _register(letter: str, names: dict[str, None]) -> tuple[Competence, ...]:
    return tuple(Competence(code=f"{letter}{at:02}", name=name) for at, name in enumerate(names, 1))


def _duty(chance: random.Random, number: int, topics: list[str], level: int, knowledge: int, skills: int) -> Duty:
    topic = topics[number - 1]
    return Duty(
        code=f"T{number}",
        name=f"{chance.choice(_ACTS)}{topic}",
        tasks=tuple(
            _task(chance, f"{number}.{at}", topic, level, knowledge, skills) for at in range(1, chance.randint(3, 5))
        ),
    )


def _task(chance: random.Random, number: str, topic: str, level: int, knowledge: int, skills: int) -> Task:
    acts = chance.sample(_ACTS, 5)
    return Task(
        code=f"T{number}",
        name=f"{acts[0]}{topic}並{acts[1]}結果",
        blocks=(
            Block(
                level=max(1, level - chance.choice((0, 0, 1))),
                outputs=(Statement(code=f"O{number}.1", text=f"{topic}{acts[0]}報告"),),
                indicators=tuple(
                    Statement(code=f"P{number}.{at}", text=f"依作業規範{act}{topic}，並於期限內完成{acts[2]}紀錄。")
                    for at, act in enumerate(acts[2:], 1)
                ),
                knowledge=tuple(_references(chance, "K", knowledge)),
                skills=tuple(_references(chance, "S", skills)),
            ),
        ),
    )


def _references(chance: random.Random, letter: str, count: int) -> Iterator[Reference]:
    for at in sorted(chance.sample(range(1, count - 2), 4)):
        yield Reference(code=f"{letter}{at:02}")


def _revised(old: Standard, chance: random.Random) -> Standard:
    """The next version: some names are worded anew, and an indicator is added to every first task."""
    knowledge = tuple(
        one.model_copy(update={"name": f"{one.name}之應用"}) if chance.random() < 0.15 else one for one in old.knowledge
    )
    skills = tuple(
        one.model_copy(update={"name": str(one.name).replace("能力", "之能力")})
        if "之" not in str(one.name) and chance.random() < 0.2
        else one
        for one in old.skills
    )
    return old.model_copy(
        update={"knowledge": knowledge, "skills": skills, "duties": tuple(map(_extended, old.duties))}
    )


def _extended(duty: Duty) -> Duty:
    task = duty.tasks[0]
    block = task.blocks[0]
    number = len(block.indicators) + 1
    added = Statement(code=f"P{task.code[1:] if task.code else ''}.{number}", text="定期檢討執行成效，並提出改善建議。")
    longer = block.model_copy(update={"indicators": (*block.indicators, added)})
    return duty.model_copy(update={"tasks": (task.model_copy(update={"blocks": (longer,)}), *duty.tasks[1:])})


def _published(standard: Standard, version: int, versions: int) -> Standard:
    family = str(standard.code).partition("v")[0]
    rows = tuple(
        Version(
            version=f"V{at}",
            code=f"{family}v{at}",
            name=standard.name,
            status="最新版本" if at == versions else "歷史版本",
            note=None,
            date=f"{2012 + 3 * at}-06-30",
        )
        for at in range(versions, 0, -1)
    )
    return standard.model_copy(update={"code": f"{family}v{version}", "versions": rows})


if __name__ == "__main__":
    put(Path(sys.argv[1]), int((*sys.argv[2:3], "900")[0]), int((*sys.argv[3:4], "1")[0]))
