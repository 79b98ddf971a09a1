/* generator: icap template */
// 搜尋與篩選。沒有這段程式，整份手冊照樣可讀：程式執行時才顯示控制項。
(() => {
  const tools = document.getElementById("tools");
  if (!tools) return;
  const [words, duty, level] = ["search", "by-duty", "by-level"].map((id) => document.getElementById(id));
  const status = document.getElementById("found");
  const tables = [...document.querySelectorAll("table.tasks")];
  const tasks = tables.flatMap((table) => [...table.tBodies]);
  const entries = [...document.querySelectorAll("table.register tbody tr")];
  const others = [...document.querySelectorAll("table.attitudes tbody tr, .notes > li")];
  const texts = new Map([...tasks, ...entries, ...others].map((item) => [item, searched(item.textContent)]));
  const levels = (item) => (item.dataset.levels || "").split(" ");

  // 標出搜尋到的字；不改動文件，不支援的瀏覽器照樣可用。
  const mark = (terms) => {
    if (!("highlights" in CSS)) return;
    CSS.highlights.delete("found");
    if (!terms.length) return;
    const hits = new Highlight();
    for (const item of [...tasks, ...entries, ...others].filter((one) => !one.hidden)) {
      const walk = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
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
    const terms = searched(words.value).split(/\s+/).filter(Boolean);
    const says = (item) => terms.every((term) => texts.get(item).includes(term));
    const chosen = (task) =>
      (!duty.value || task.parentElement.dataset.duty === duty.value) &&
      (!level.value || levels(task).includes(level.value));
    const picked = new Set(tasks.filter(chosen));
    const isUsed = (entry) =>
      !(duty.value || level.value) ||
      [...entry.querySelectorAll("a[href^='#task']")].some((link) =>
        picked.has(document.getElementById(link.hash.slice(1))?.closest("tbody")));
    let found = 0;
    const show = (item, shown) => {
      item.hidden = !shown;
      found += shown;
    };
    tasks.forEach((item) => show(item, picked.has(item) && says(item)));
    entries.forEach((item) => show(item, isUsed(item) && says(item)));
    others.forEach((item) => show(item, says(item)));
    tables.forEach((table) => { table.hidden = [...table.tBodies].every((body) => body.hidden); });
    mark(terms);
    const filtered = terms.length || duty.value || level.value;
    status.textContent = filtered ? (found ? `符合 ${found} 項` : "沒有符合的項目") : "";
  };
  const clear = () => {
    words.value = duty.value = level.value = "";
    apply();
  };
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target?.closest("[hidden]")) {
      clear();
      target.scrollIntoView();
    }
  };

  // 手機上改看官方表格時，表格左右捲動，鍵盤也要能到。
  document.getElementById("as-table")?.addEventListener("change", (event) => {
    tables.forEach((table) => (event.target.checked ? table.setAttribute("tabindex", "0") : table.removeAttribute("tabindex")));
  });

  tools.hidden = false;
  tools.addEventListener("input", apply);
  document.getElementById("clear").addEventListener("click", () => { clear(); words.focus(); });
  addEventListener("hashchange", reveal);
  apply();
})();
