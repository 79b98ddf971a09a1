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
const termsOf = (query) => [...new Set(searched(query).split(/\s+/).filter(Boolean))];

/** Which of the folded texts hold a term. @param {string[]} folded @returns {(term: string) => number[]} */
const haystack = (folded) => {
  const ends = new Uint32Array(folded.length);
  folded.reduce((end, text, at) => (ends[at] = end + text.length + 1), 0);
  const whole = folded.join("\n");
  return (term) => {
    const holding = [];
    let text = 0;
    for (let at = whole.indexOf(term); at >= 0; at = whole.indexOf(term, ends[text])) {
      while (ends[text] <= at) text += 1;
      holding.push(text);
    }
    return holding;
  };
};

/** @param {Standard} standard @returns {string} */
const ownWords = ({ code, name, categories, occupations, industries }) =>
  plain([code, name, ...[...categories, ...occupations, ...industries].flatMap((one) => [one.code, one.name])].join("\n"));

/** By code, of one family the newest version first. @param {Standard} one @param {Standard} other */
const byFamily = (one, other) => {
  const [ours, theirs] = [one, other].map(({ family, id }) => family ?? id);
  return ours === theirs ? other.version - one.version : ours < theirs ? -1 : 1;
};

/** Those that are named so first, then those that say it most. @param {Match} one @param {Match} other */
const byWeight = (one, other) =>
  Number(other.named) - Number(one.named) || other.count - one.count || byFamily(one.standard, other.standard);

/** Those that hold most terms, then those that are used most, then those that begin with it. @param {Row} one @param {Row} other */
const byFit = (one, other) =>
  other.met - one.met || other.places.length - one.places.length || one.at - other.at || one.text.length - other.text.length;

/** Lists by key. @template K, V */
class Lists {
  /** @type {Map<K, V[]>} */
  all = new Map();

  /** @param {K} key @param {V} value */
  add(key, value) {
    const list = this.all.get(key);
    if (list) list.push(value);
    else this.all.set(key, [value]);
  }

  /** @param {K} key @returns {V[]} */
  of(key) {
    return this.all.get(key) ?? [];
  }
}

/**
 * What to ask of a release: the standards in which every term stands somewhere, and their texts that hold a term. A term
 * such as `P1.2` is also the whole code of an item.
 *
 * @param {Release} release
 * @returns {(query: string) => Found}
 */
const finder = ({ standards, texts, pageOf }) => {
  /** @type {Lists<number, Place>} */
  const byText = new Lists();
  /** @type {Lists<string, Place>} */
  const byCode = new Lists();
  for (const standard of standards) {
    for (const statement of standard.statements) {
      const place = { standard, statement };
      byText.add(statement.text, place);
      if (statement.code) byCode.add(statement.code.toLowerCase(), place);
    }
  }
  const folded = texts.map(plain);
  const own = standards.map((standard) => ({ standard, says: ownWords(standard) }));
  const holding = haystack(folded);
  const placesOf = (term) => new Set([...holding(term).flatMap((text) => byText.of(text)), ...(ITEM_CODE.test(term) ? byCode.of(term) : [])]);

  /** The rows of places, by kind. @param {Map<Place, number>} places and how many terms each holds @param {string} first */
  const groupsOf = (places, first) => {
    /** @type {Map<string, Row>} */
    const rows = new Map();
    for (const [place, met] of places) {
      const { kind, label, text } = place.statement;
      const key = `${text} ${label}`;
      const row = rows.get(key);
      if (row) row.places.push(place);
      else rows.set(key, { text: texts[text], kind, label, page: pageOf(text, kind), met, at: Math.max(0, folded[text].indexOf(first)), places: [place] });
    }
    /** @type {Lists<string, Row>} */
    const groups = new Lists();
    for (const row of rows.values()) groups.add(row.kind, row);
    return new Map(KINDS.filter((kind) => groups.of(kind).length).map((kind) => [kind, groups.of(kind).sort(byFit)]));
  };

  return (query) => {
    const terms = termsOf(query);
    const places = terms.map(placesOf);
    const named = terms.map((term) => own.filter(({ says }) => says.includes(term)).map(({ standard }) => standard));
    const holders = terms.map((_, at) => new Set([...named[at], ...[...places[at]].map(({ standard }) => standard)]));
    const matching = new Set(standards.filter((standard) => holders.every((held) => held.has(standard))));
    /** @type {Map<Place, number>} */
    const met = new Map();
    /** @type {Map<Standard, number>} */
    const counts = new Map();
    for (const place of places.flatMap((each) => [...each]).filter(({ standard }) => matching.has(standard))) {
      if (!met.has(place)) counts.set(place.standard, (counts.get(place.standard) ?? 0) + 1);
      met.set(place, (met.get(place) ?? 0) + 1);
    }
    const isNamed = new Set(named.flat());
    const matches = [...matching].map((standard) => ({ standard, count: counts.get(standard) ?? 0, named: isNamed.has(standard) }));
    return { terms, matches: matches.sort(byWeight), groups: groupsOf(met, terms[0]) };
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
