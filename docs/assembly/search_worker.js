// Asks the index beside it, which is that of one language. A worker: typing never waits for it,
// and each language has Pagefind's WebAssembly, of which a page can hold one, for itself.

import * as pagefind from "./pagefind.js";

// Too common to be looked for: as in search_index.py, which makes pairs in the same way.
const COMMON = "的了是在和与也就都把被这那个";
const STOP = new Set(
  "a an and are be can do does for has have how i in is it my not of on or the this to was what when why with".split(" "),
);
const MOST_WORDS = 6;
// How much of a section is shown, in letters; Chinese characters are as wide as two.
const WIDTH = 180;
const BEFORE = 6; // words
const CHINESE = /[\u3400-\u9fff]/;
// Where a space stands between Chinese and other text.
const STARTS_SPACED = /^[\p{sc=Latin}\p{N}(<=+*/-]/u;
const ENDS_SPACED = /[\p{sc=Latin}\p{N})>#=+*/.:|│-]$/u;

// Pagefind says on the console only that a file could not be loaded, and goes on without it.
let failed = false;
const load = fetch;
globalThis.fetch = (...wanted) =>
  load(...wanted).then(
    (answer) => ((failed ||= !answer.ok), answer),
    (error) => {
      failed = true;
      throw error;
    },
  );

// A word in the title, in that of the other language, among the synonyms: of several words each is
// less telling.
const META = { title: 4, other: 4, synonyms: 8 };
const weigh = (words) =>
  pagefind.options({
    noWorker: true,
    ranking: {
      termSimilarity: 1,
      pageLength: 0.75,
      termFrequency: 1,
      metaWeights: Object.fromEntries(Object.entries(META).map(([name, weight]) => [name, weight / words.length])),
    },
  });

// Chinese as search_index.py makes it, but for pairs of which each half belongs to another word, as
// far as the browser knows words: 怎样 and 结束, not 样结.
const segmenter = Intl.Segmenter && new Intl.Segmenter("zh", { granularity: "word" });

function pairs(text) {
  return text.replace(/[\u3400-\u9fff]+/g, (run) => {
    const inner = new Set();
    for (const { segment, index } of segmenter?.segment(run) ?? [{ segment: run, index: 0 }]) {
      const single = segment.length === 1;
      for (let n = index - single; n < index + segment.length - !single; n += 1) inner.add(n);
    }
    const words = [...run].map((one, n) =>
      !run[n + 1] || COMMON.includes(one) || COMMON.includes(run[n + 1]) ? one : inner.has(n) ? one + run[n + 1] : "",
    );
    return " " + words.join(" ") + " ";
  });
}

function wordsOf(query) {
  const words = new Set();
  for (const word of pairs(query.normalize().toLowerCase()).split(/\s+/)) {
    const parts = word.match(/[\p{L}\p{N}_]+/gu) ?? [];
    // The index knows socket.timeout as two words, and as one; 3.4.6 makes sense only as one.
    if (!/^[\d.]+$/.test(word)) parts.forEach((part) => words.add(part));
    if (parts.length) words.add(parts.join(""));
  }
  const telling = [...words].filter((word) => !STOP.has(word) && !(CHINESE.test(word) && word.length === 1));
  // Of a long message the longest words: they are the rarest, and each costs a file of the index.
  return (telling.length ? telling : [...words]).sort((a, b) => b.length - a.length).slice(0, MOST_WORDS);
}

// Sections that have one of the words at least: each word counts as Pagefind weighs it, and a
// section with few of them counts less.
async function rank(words) {
  const found = new Map();
  await weigh(words);
  for (const word of words) {
    for (const result of (await pagefind.search(word)).results) {
      const section = found.get(result.id) ?? { score: 0, hits: 0, marks: new Map(), data: result.data };
      section.score += result.score;
      section.hits += 1;
      result.words.forEach((position) => section.marks.set(position, word));
      found.set(result.id, section);
    }
  }
  const sections = [...found.values()];
  for (const section of sections) section.score *= section.hits / words.length;
  sections.sort((a, b) => b.score - a.score);
  return sections.filter((section) => section.score > sections[0].score / 12);
}

// Forms of one word begin alike: daemon and daemonic, pickle and pickling.
function alike(part, wanted) {
  const word = part.toLowerCase();
  const same = [...word].findIndex((letter, n) => letter !== wanted[n]);
  return word !== "" && (same < 0 || same >= Math.max(2, Math.min(word.length, wanted.length) - 2));
}

// Text as it was before it was made of pairs: pieces, each with whether it was looked for.
function pieces(words, first, marks) {
  const done = [];
  const add = (text, found) => {
    const last = done.at(-1);
    if (last?.[1] === found) last[0] += text;
    else if (text) done.push([text, found]);
  };
  words.forEach((word, n) => {
    const before = words[n - 1] ?? "";
    const wanted = marks.get(first + n);
    const spaced = CHINESE.test(word) ? ENDS_SPACED.test(before) : !CHINESE.test(before) || STARTS_SPACED.test(word);
    if (n && spaced) add(" ", false);
    if (CHINESE.test(word)) {
      // A pair is found where it begins: its second character is marked by the one before.
      add(word[0], wanted !== undefined || (marks.has(first + n - 1) && /^\p{sc=Han}{2}$/u.test(before)));
      return;
    }
    // Of process.join() only what was looked for, whatever form of a word it is.
    for (const part of word.split(/([\p{L}\p{N}_]+)/u)) add(part, wanted !== undefined && alike(part, wanted));
  });
  return done;
}

const width = (word) => (CHINESE.test(word) ? 2 : word.length + 1);

// The place after the last word that still fits.
function endOf(words, start) {
  let end = start;
  for (let room = WIDTH; end < words.length && room > 0; end += 1) room -= width(words[end]);
  return end;
}

// Where most different words of the query stand together.
function excerpt(words, from, marks) {
  const positions = [...marks.keys()].filter((position) => position >= from).sort((a, b) => a - b);
  let start = from;
  let most = 0;
  for (const position of positions) {
    const begin = Math.max(from, position - BEFORE);
    const end = endOf(words, begin);
    const different = new Set(positions.filter((it) => it >= begin && it < end).map((it) => marks.get(it))).size;
    if (different > most) [start, most] = [begin, different];
  }
  const end = endOf(words, start);
  const shown = pieces(words.slice(start, end), start, marks);
  if (start > from) shown.unshift(["… ", false]);
  if (end < words.length) shown.push([" …", false]);
  return shown;
}

async function show(section) {
  const { raw_url, url, meta, filters, content } = await section.data();
  const [, page, label] = /^\/(.*)\/(?:([^/]*)\.html)?$/.exec(raw_url ?? url);
  const title = meta.title.split(" ");
  // The first words of a section are its title.
  return {
    address: page + ".html" + (label ? "#" + label : ""),
    title: pieces(title, 0, section.marks),
    page: filters.page?.[0] ?? "",
    excerpt: excerpt(content.split(" "), title.length, section.marks),
  };
}

onmessage = async ({ data: { id, query, from, to } }) => {
  try {
    const found = await rank(wordsOf(query));
    const results = await Promise.all(found.slice(from, to).map(show));
    if (failed) throw new Error("a part of the index is missing");
    postMessage({ id, count: found.length, results });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
};
