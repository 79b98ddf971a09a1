/* generator: icap template */
"use strict";
/**
 * The index of the site (assets/index.js sets `packedIndex`) as standards and texts.
 *
 * @typedef {{code: string | null, name: string | null}} Category
 * @typedef {{task: string | null, name: string | null, level: number | null}} Use
 * @typedef {{kind: string, label: string, code: string | null, text: number, uses: Use[]}} Statement
 * @typedef {object} Standard
 * @property {string} id its code, or the stem of its page where it has none
 * @property {string | null} code
 * @property {string | null} family
 * @property {number} version
 * @property {string} name
 * @property {number | null} level
 * @property {string | null} state
 * @property {string | null} date
 * @property {string} page
 * @property {Category[]} categories
 * @property {Category[]} occupations
 * @property {Category[]} industries
 * @property {Statement[]} statements
 * @typedef {object} Release
 * @property {Standard[]} standards
 * @property {string[]} texts each text once
 * @property {(text: number, kind: string) => string | undefined} pageOf the page of a piece of knowledge or a skill
 */

/** @param {string} packed JSON, compressed by zlib, in base64 @returns {Promise<any>} */
const unpacked = (packed) => {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
};

/** Fails where the index is not there or is none, or where the browser is too old. @returns {Promise<Release>} */
const readIndex = async () => {
  const { texts, labels, pages, standards } = await unpacked(packedIndex);
  const pageOf = new Map(pages.map(([text, kind, page]) => [`${kind} ${text}`, page]));
  const categories = (pairs) => pairs.map(([code, name]) => ({ code, name }));
  const read = (entry) => {
    const places = entry.places.map(([task, name, level]) => ({ task, name: name === null ? null : texts[name], level }));
    let text = 0;
    const statements = entry.texts.map((distance, at) => {
      const [kind, label] = labels[entry.labels[at]];
      text += distance;
      return { kind, label, code: entry.codes[at], text, uses: entry.uses[at].map((use) => places[use]) };
    });
    return {
      ...entry,
      statements,
      categories: categories(entry.categories),
      occupations: categories(entry.occupations),
      industries: categories(entry.industries),
    };
  };
  return { standards: standards.map(read), texts, pageOf: (text, kind) => pageOf.get(`${kind} ${text}`) };
};

/**
 * The way to a standard: its code and its name.
 *
 * @param {Standard} standard
 * @param {string} [href]
 * @param {(text: string) => Node | string} [show] how both are shown
 */
const standardLink = ({ id, name, page }, href = page, show = (text) => text) =>
  element("a", { href, "data-code": id }, element("span", { class: "code" }, show(id)), " ", element("span", { lang: OFFICIAL }, show(name)));
