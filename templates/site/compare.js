/* generator: icap template */
"use strict";
/** Standards side by side: `compare.html?codes=A,B`, two to four of them. */
(() => {
  const place = document.getElementById("comparison");
  const chooser = document.getElementById("chooser");
  const status = document.getElementById("found");
  if (!place || !status || !(chooser instanceof HTMLFormElement)) return;
  const words = wordsOf(place);
  const MOST = 4;
  const OFFERED = 8;
  const input = /** @type {HTMLInputElement} */ (chooser.querySelector("input"));
  const offers = element("ul", { class: "offers", "aria-label": words("offers") });
  chooser.append(offers);

  /** @param {URL} address @returns {string[]} */
  const codesOf = (address) => [...new Set((address.searchParams.get("codes") ?? "").split(",").map((code) => code.trim()).filter(Boolean))];
  /** @param {string[]} codes */
  const addressOf = (codes) => `?codes=${codes.map(encodeURIComponent).join(",")}`;

  /** @param {Standard} standard */
  const title = ({ id, name }) => [element("span", { class: "code" }, id), " ", element("span", { lang: OFFICIAL }, name)];
  /** @param {Node | string} head @param {Node[]} cells */
  const row = (head, cells) => element("tr", {}, element("th", { scope: "row" }, head), ...cells);
  /** @param {...(Node | string | null)} content */
  const cell = (...content) => element("td", {}, ...content);
  const nothing = () => element("span", { class: "none" }, "—");
  /** @param {(string | Node)[]} lines */
  const lines = (lines) => (lines.length ? element("ul", { lang: OFFICIAL }, ...lines.map((one) => element("li", {}, one))) : nothing());
  /** @param {string} heading @param {string} label @param {...Node} rows */
  const sheet = (heading, label, ...rows) =>
    element("div", { class: "wide", role: "region", "aria-label": label, tabindex: 0 },
      element("table", { class: "side-by-side" }, element("caption", {}, heading), ...rows));

  /** @param {Release} release */
  const comparison = (release) => {
    const { texts } = release;
    /** @param {Standard[]} chosen @param {Standard} standard */
    const remover = (chosen, standard) => {
      const made = button("✕", () => {
        go(chosen.filter((one) => one !== standard));
        input.focus();
      });
      const name = words("remove", { code: standard.id });
      made.title = name;
      made.setAttribute("aria-label", name);
      return made;
    };
    /** @param {Standard[]} chosen @param {boolean} removable */
    const heads = (chosen, removable) => element("thead", {}, element("tr", {}, element("td", {}),
      ...chosen.map((standard) => element("th", { scope: "col" },
        standardLink(standard),
        removable ? remover(chosen, standard) : null))));

    /** @param {Category[]} categories */
    const named = (categories) => {
      const said = categories.map(({ code, name }) => [code, name].filter(Boolean).join(" "));
      return cell(said.length === 1 ? element("span", { lang: OFFICIAL }, ...said) : lines(said));
    };
    /** Knowledge and skills are counted as the gaps below count them. @param {Standard} standard @param {string} kind */
    const count = (standard, kind) => (["knowledge", "skill"].includes(kind)
      ? competences(release, standard, kind).length
      : new Set(standard.statements.filter((one) => one.kind === kind).map((one) => one.code ?? one.text)).size);

    /** The duties with their tasks; a task stands under the duty whose code its own begins with. @param {Standard} standard */
    const duties = ({ statements }) => {
      const list = element("ul", { class: "duties", lang: OFFICIAL });
      for (const one of statements) {
        const said = [element("span", { class: "code" }, one.code ?? ""), " ", texts[one.text]];
        if (one.kind === "duty") list.append(element("li", {}, ...said));
        if (one.kind !== "task") continue;
        const levels = [...new Set(statements.flatMap(({ uses }) => uses).filter((use) => use.task === one.code && use.level !== null).map((use) => use.level))];
        const line = element("li", {}, ...said, levels.length ? element("span", { class: "remark", lang: document.documentElement.lang }, ` ${words("level", { level: levels.sort().join("、") })}`) : null);
        const duty = list.lastElementChild ?? list.appendChild(element("li", {}));
        (duty.querySelector("ul") ?? duty.appendChild(element("ul", {}))).append(line);
      }
      return list.childElementCount ? list : nothing();
    };

    /** @param {Standard[]} chosen */
    const facts = (chosen) => {
      const numbers = (kind) => row(words(kind), chosen.map((one) => cell(`${count(one, kind)}`)));
      return sheet(words("facts"), words("facts"), heads(chosen, true), element("tbody", {},
        row(words("rated"), chosen.map((one) => cell(one.level === null ? nothing() : `${one.level}`))),
        row(words("state"), chosen.map((one) => cell(element("span", { lang: OFFICIAL }, [one.state, one.date].filter(Boolean).join(" ") || "—")))),
        row(words("categories"), chosen.map((one) => named(one.categories))),
        row(words("occupations"), chosen.map((one) => named(one.occupations))),
        row(words("industries"), chosen.map((one) => named(one.industries))),
        ...["duty", "task", "output", "indicator", "knowledge", "skill"].map(numbers)));
    };
    /** @param {Standard[]} chosen */
    const work = (chosen) => element("section", {}, element("h2", {}, words("duties")),
      sheet(words("dutiesSaid"), words("duties"), heads(chosen, false), element("tbody", {}, row(words("duties"), chosen.map((one) => cell(duties(one)))))));

    /** @param {Use[]} uses */
    const usedIn = (uses) => [...new Set(uses.map(({ task, name, level }) => `${task ?? name ?? "—"}${level === null ? "" : `（${level}）`}`))].join("、");
    /** @param {Competence} one */
    const holding = ({ code, uses }) => cell(element("span", { class: "code" }, code ?? "●"), uses.length ? element("span", { class: "remark" }, ` ${usedIn(uses)}`) : null);

    /** @param {Standard[]} chosen @param {string} kind */
    const inCommon = (chosen, kind) => {
      const rows = shared(chosen.map((one) => competences(release, one, kind)));
      const held = (row) => row.holders.filter(Boolean).length;
      const parts = [...chosen.keys()].reverse().map((least) => {
        const some = rows.filter((row) => held(row) === least + 1);
        const key = least + 1 === chosen.length ? "inAll" : least ? "inSome" : "inOne";
        return element("tbody", { "data-holders": least + 1 },
          element("tr", { class: "kind" }, element("th", { scope: "rowgroup", colspan: chosen.length + 1 }, words(key, { holders: least + 1, count: some.length }))),
          ...some.map(({ text, holders }) => row(element("span", { lang: OFFICIAL }, text), holders.map((one) => (one ? holding(one) : cell(nothing()))))));
      });
      return element("section", {}, element("h2", { id: `common-${kind}` }, words(kind)),
        sheet(words("usedIn"), words(kind), heads(chosen, false), ...parts));
    };

    /** @param {Lack[]} list @param {string} kind */
    const lackList = (list, kind) => [
      element("h4", {}, words(kind), " ", element("span", { class: "total" }, `${list.length}`)),
      lines(list.map(({ competence, near }) => element("div", {}, element("span", { class: "code" }, competence.code ?? ""), " ", competence.text,
        competence.uses.length ? element("span", { class: "remark" }, ` ${usedIn(competence.uses)}`) : null,
        near ? element("div", { class: "remark", lang: document.documentElement.lang }, words("near", { text: near.text })) : null))),
    ];

    /** @param {Standard[]} chosen */
    const gaps = (chosen) => {
      const pairs = chosen.flatMap((from) => chosen.filter((to) => to !== from).map((to) => {
        const [knowledge, skill] = ["knowledge", "skill"].map((kind) => {
          const wanted = competences(release, to, kind);
          return { wanted: wanted.length, lacking: lacks(competences(release, from, kind), wanted) };
        });
        return { from, to, knowledge, skill };
      }));
      const id = ({ from, to }) => `gap-${chosen.indexOf(from)}-${chosen.indexOf(to)}`;
      const share = ({ wanted, lacking }) => words("of", { count: lacking.length, all: wanted });
      const cellOf = (pair) => cell(element("a", { href: `#${id(pair)}`, "data-from": pair.from.id, "data-to": pair.to.id },
        `${words("knowledge")} ${share(pair.knowledge)}`, element("br", {}), `${words("skill")} ${share(pair.skill)}`));
      const table = sheet(words("gapTable"), words("gaps"), heads(chosen, false), element("tbody", {}, ...chosen.map((from) =>
        element("tr", {}, element("th", { scope: "row" }, ...title(from)), ...chosen.map((to) => {
          const pair = pairs.find((one) => one.from === from && one.to === to);
          return pair ? cellOf(pair) : cell(nothing());
        })))));
      table.classList.add("lacking");
      return element("section", {}, element("h2", { id: "gaps" }, words("gaps")), table, element("p", { class: "remark" }, words("usedIn")),
        ...pairs.map((pair) => element("section", { class: "gap", id: id(pair), "aria-labelledby": `${id(pair)}-title`, "data-from": pair.from.id, "data-to": pair.to.id },
          element("h3", { id: `${id(pair)}-title` }, words("lacks", { from: `${pair.from.id} ${pair.from.name}`, to: `${pair.to.id} ${pair.to.name}` })),
          ...lackList(pair.knowledge.lacking, "knowledge"), ...lackList(pair.skill.lacking, "skill"))));
    };

    return (chosen) => [facts(chosen), ...(chosen.length > 1 ? [gaps(chosen), inCommon(chosen, "knowledge"), inCommon(chosen, "skill")] : []), work(chosen)];
  };

  /** @type {(standards: Standard[]) => void} */
  let go = () => {};

  readIndex().then((release) => {
    const known = new Map(release.standards.map((standard) => [plain(standard.id), standard]));
    const named = release.standards.map((standard) => ({ standard, says: plain(`${standard.id} ${standard.name}`) }));
    const parts = comparison(release);

    const chosen = () => {
      const asked = codesOf(new URL(location.href));
      const found = [...new Set(asked.map((code) => known.get(plain(code))))].filter((one) => one !== undefined);
      return { found: found.slice(0, MOST), unknown: asked.filter((code) => !known.has(plain(code))), over: found.slice(MOST) };
    };

    const heading = document.title;
    let shown = "";
    const show = () => {
      shown = location.search;
      const { found, unknown, over } = chosen();
      place.replaceChildren(...(found.length ? parts(found) : []));
      place.hidden = !found.length;
      document.body.classList.toggle("compared", found.length > 1);
      document.title = [...found.map((one) => `${one.id} ${one.name}`), heading].join(" – ");
      status.textContent = [
        unknown.length ? words("unknown", { codes: unknown.join(", ") }) : "",
        over.length ? words("over", { codes: over.map((one) => one.id).join(", ") }) : "",
        found.length > 1 ? words("compared", { count: found.length }) : words(found.length ? "another" : "choose"),
      ].filter(Boolean).join(" ");
      input.disabled = found.length >= MOST;
      offer();
    };

    go = (standards) => {
      history.pushState(null, "", addressOf(standards.map((one) => one.id)));
      input.value = "";
      show();
    };
    const add = (standard) => {
      go([...chosen().found, standard]);
      (input.disabled ? status : input).focus();
    };

    const candidates = () => {
      const terms = termsOf(input.value);
      const taken = chosen().found;
      return terms.length ? named.filter(({ standard, says }) => !taken.includes(standard) && terms.every((term) => says.includes(term))).map((one) => one.standard) : [];
    };
    const offer = () => {
      const all = candidates();
      offers.replaceChildren(
        ...all.slice(0, OFFERED).map((standard) => {
          const made = button("", () => add(standard));
          made.append(...title(standard), standard.level === null ? "" : element("span", { class: "remark" }, ` ${words("level", { level: standard.level })}`));
          made.dataset.code = standard.id;
          return element("li", {}, made);
        }),
        ...(all.length > OFFERED ? [element("li", { class: "remark" }, words("others", { count: all.length - OFFERED }))] : []),
        ...(input.value.trim() && !all.length ? [element("li", { class: "remark" }, words("nobody"))] : []));
    };

    input.addEventListener("input", offer);
    chooser.addEventListener("submit", (event) => {
      event.preventDefault();
      const [first] = candidates();
      if (first && !input.disabled) add(first);
    });
    chooser.addEventListener("keydown", (event) => {
      const all = /** @type {HTMLElement[]} */ ([input, ...offers.querySelectorAll("button")]);
      const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
      if (at < 0) return;
      if (event.key === "ArrowDown") all[Math.min(at + 1, all.length - 1)].focus();
      else if (event.key === "ArrowUp") all[Math.max(at - 1, 0)].focus();
      else if (event.key === "Escape") { input.value = ""; offer(); input.focus(); }
      else return;
      event.preventDefault();
    });
    const follow = () => {
      if (location.search !== shown) show(); // Links inside the page change nothing.
    };
    addEventListener("popstate", follow);
    chooser.hidden = false;
    show();
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, () => { status.textContent = words("broken"); });
})();
