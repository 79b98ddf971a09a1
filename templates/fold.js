"use strict";
// 同一字的不同寫法，搜尋時視為相同；每一組以第一字為準，一字對一字，位置才不變。
const variants = ["臺台", "布佈", "搜蒐", "週周", "裡裏", "群羣", "峰峯", "啟啓", "教敎", "為爲", "真眞", "戶户", "線綫", "溫温", "衛衞", "說説", "別别", "彙匯", "癥症", "癒愈", "佔占", "秘祕", "吃喫", "恒恆", "雇僱", "曆歷", "傢家", "儘盡", "證証", "迴回", "游遊"];
const first = new Map(variants.flatMap(([one, ...others]) => others.map((other) => [other, one])));
const folded = (letter) => {
  const simple = letter.normalize("NFKC").toLowerCase();
  return simple.length === letter.length ? first.get(simple) ?? simple : letter;
};
const known = new Map(); // 每個字只算一次：一整套職能基準有上百萬字。
const plain = (text) => {
  let result = "";
  for (const letter of text) {
    let fold = known.get(letter);
    if (fold === undefined) known.set(letter, (fold = folded(letter)));
    result += fold;
  }
  return result;
};
// 搜尋時不計看不見的字元（軟連字號、零寬空格等）。
const searched = (text) => plain(text.replace(/[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g, ""));
