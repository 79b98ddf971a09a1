/* generator: icap template */
"use strict";
/**
 * Finding words in a release. Chinese has no spaces, and its words of two characters have no stems: so a text is found
 * by any part of it. All texts are one folded string, which the browser's own search runs through in a millisecond.
 *
 * @typedef {{standard: Standard, statement: Statement}} Place
 * @typedef {{text: string, kind: string, label: string, page: string | undefined, met: number, at: number, places: Place[]}} Row
 *     one text and every place of one kind where it stands; it holds `met` of the terms, the first of them at `at`
 * @typedef {{standard: Standard, count: number, named: boolean}} Match
 *     a standard that holds every term, in how many statements, and whether its code, name or categories hold one
 * @typedef {{terms: string[], matches: Match[], groups: Map<string, Row[]>}} Found
 */

/** The order in which groups of hits are shown. */
const KINDS = ["knowledge", "skill", "task", "duty", "output", "indicator", "attitude", "remark"];
const ITEM_CODE = /^[a-z]{1,2}\d[\d.]*$/;

/** @param {string} query @returns {string[]} */
const termsOf = (query) => [...new Set(plain(query).split(/\s+/).filter(Boolean))];

/** Which of the folded texts hold a term. @param {string[]} folded @returns {(term: string) => Uint8Array} */
const haystack = (folded) => {
  const ends = new Uint32Array(folded.length);
  folded.reduce((end, text, at) => (ends[at] = end + text.length + 1), 0);
  const whole = folded.join("\n");
  return (term) => {
    const holds = new Uint8Array(folded.length);
    let text = 0;
    for (let at = whole.indexOf(term); at >= 0; at = whole.indexOf(term, ends[text])) {
      while (ends[text] <= at) text += 1;
      holds[text] = 1;
    }
    return holds;
  };
};

/** @param {Standard} standard @returns {string} */
const ownWords = ({ code, name, categories, occupations, industries }) =>
  plain([code, name, ...[...categories, ...occupations, ...industries].flatMap((one) => [one.code, one.name])].join("\n"));

/** Those that are named so first, then those that say it most. @param {Match} one @param {Match} other */
const byWeight = (one, other) =>
  Number(other.named) - Number(one.named) || other.count - one.count || (one.standard.id < other.standard.id ? -1 : 1);

/** Those that hold most terms, then those that are used most, then those that begin with it. @param {Row} one @param {Row} other */
const byFit = (one, other) =>
  other.met - one.met || other.places.length - one.places.length || one.at - other.at || one.text.length - other.text.length;

/**
 * What to ask of a release: the standards in which every term stands somewhere, and their texts that hold a term. A term
 * such as `P1.2` is also the whole code of an item.
 *
 * @param {Release} release
 * @returns {(query: string) => Found}
 */
const finder = ({ standards, texts, pageOf }) => {
  const folded = texts.map(plain);
  const holding = haystack(folded);
  const own = standards.map(ownWords);
  return (query) => {
    const terms = termsOf(query);
    const held = terms.map(holding);
    const codes = terms.map((term) => (ITEM_CODE.test(term) ? term : null));
    /** @type {Match[]} */
    const matches = [];
    /** @type {Map<string, Map<string, Row>>} */
    const rows = new Map(KINDS.map((kind) => [kind, new Map()]));
    const metBy = (statement) =>
      terms.filter((_, at) => held[at][statement.text] || (codes[at] && statement.code?.toLowerCase() === codes[at]));
    standards.forEach((standard, at) => {
      const met = new Set(terms.filter((term) => own[at].includes(term)));
      const named = met.size > 0;
      const hits = [];
      for (const statement of standard.statements) {
        const says = metBy(statement);
        if (!says.length) continue;
        hits.push({ statement, met: says.length });
        for (const term of says) met.add(term);
      }
      if (met.size < terms.length) return;
      matches.push({ standard, count: hits.length, named });
      for (const { statement, met } of hits) {
        const { kind, label, text } = statement;
        const group = rows.get(kind);
        const key = `${text} ${label}`;
        let row = group.get(key);
        if (!row) {
          const at = Math.max(0, folded[text].indexOf(terms[0]));
          group.set(key, (row = { text: texts[text], kind, label, page: pageOf(text, kind), met, at, places: [] }));
        }
        row.places.push({ standard, statement });
      }
    });
    const groups = new Map();
    for (const [kind, group] of rows) if (group.size) groups.set(kind, [...group.values()].sort(byFit));
    return { terms, matches: matches.sort(byWeight), groups };
  };
};

/** A text in which every place of a term is marked. @param {string} text @param {string[]} terms @returns {DocumentFragment} */
const marked = (text, terms) => {
  const folded = plain(text);
  const inside = new Uint8Array(text.length);
  for (const term of terms) {
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) inside.fill(1, at, at + term.length);
  }
  const result = document.createDocumentFragment();
  for (let start = 0, end = 0; start < text.length; start = end) {
    while (end < text.length && inside[end] === inside[start]) end += 1;
    const piece = text.slice(start, end);
    result.append(inside[start] ? element("mark", {}, piece) : piece);
  }
  return result;
};
