// 全書搜尋：列出符合的章，標出文字，篩選索引。沒有這段程式，全書照樣可讀。
(() => {
  const tools = document.getElementById("tools");
  if (!tools) return;
  const words = document.getElementById("search");
  const status = document.getElementById("found");
  const most = 2000; // 標出的字太多，瀏覽器會慢。
  const chapters = [...document.querySelectorAll("main > article")];
  const entries = [...document.querySelectorAll(".index > div")];
  const groups = [...document.querySelectorAll(".index")];
  const ways = new Map([...document.querySelectorAll(".chapters a")].map((way) => [way.hash.slice(1), way.parentElement]));
  let texts;

  const mark = (terms, shown) => {
    if (!("highlights" in CSS)) return;
    CSS.highlights.delete("found");
    if (!terms.length) return;
    const hits = new Highlight();
    for (const item of shown) {
      const walk = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node && hits.size < most; node = walk.nextNode()) {
        const text = plain(node.data);
        for (const term of terms) {
          for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + term.length);
            hits.add(range);
          }
        }
      }
    }
    CSS.highlights.set("found", hits);
  };

  const apply = () => {
    texts ??= new Map([...chapters, ...entries].map((item) => [item, searched(item.textContent)]));
    const terms = searched(words.value).split(/\s+/).filter(Boolean);
    const says = (item) => terms.every((term) => texts.get(item).includes(term));
    const found = chapters.filter(says);
    const kept = new Set(found);
    for (const chapter of chapters) {
      chapter.hidden = !kept.has(chapter);
      const way = ways.get(chapter.getAttribute("aria-labelledby"));
      if (way) way.hidden = chapter.hidden;
    }
    for (const entry of entries) entry.hidden = !says(entry);
    for (const group of groups) {
      group.hidden = [...group.children].every((entry) => entry.hidden);
      const heading = group.previousElementSibling;
      if (heading?.classList.contains("strokes")) heading.hidden = group.hidden;
    }
    mark(terms, [...found, ...entries.filter((entry) => !entry.hidden)]);
    status.textContent = terms.length ? (found.length ? `${found.length} 項職能基準有此字詞` : "沒有符合的職能基準") : "";
  };
  const clear = () => { words.value = ""; apply(); };
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target?.closest("[hidden]")) {
      clear();
      target.scrollIntoView();
    }
  };
  let waiting;
  tools.hidden = false;
  words.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 200); });
  document.getElementById("clear").addEventListener("click", () => { clear(); words.focus(); });
  addEventListener("hashchange", reveal);
})();
