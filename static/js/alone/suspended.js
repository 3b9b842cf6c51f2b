// A lesson's record in fewer than 4,096 plain characters, as SCORM 1.2 allows, whatever was typed.
import { kept } from "./carried.js";

const MOST = 4000; // characters, with room for a system that counts otherwise
const LONGEST = 160; // of one answer: no number is longer

/** @param {import("./record.js").Record} record @returns {string} */
export function packed({ questions, predictions }) {
  const rows = Object.keys(kept.questions ?? {}).map((id) => {
    const done = questions[id];
    if (!done) return 0;
    const flags = (done.right ? 1 : 0) + (done.solution ? 2 : 0);
    const answer = done.answer?.map((each) => each.slice(0, LONGEST));
    return [done.at ?? 0, done.hints ?? 0, flags, ...(answer ? [answer] : [])];
  });
  const guesses = Object.keys(kept.predictions ?? {}).map((name) => {
    const made = predictions[name];
    return made ? [short(made.guess), short(made.truth), made.unit] : 0;
  });
  const sentences = Object.keys(kept.explanations ?? {}).map((id) => questions[id]?.answer?.[0].slice(0, LONGEST) ?? 0);
  let text = written(rows, guesses, sentences);
  // What is right stays known; of the answers themselves the longest give way.
  while (text.length > MOST) {
    const lengths = rows.map((row) => (row && row[3] ? JSON.stringify(row[3]).length : 0));
    const longest = lengths.indexOf(Math.max(...lengths));
    if (!lengths[longest]) break;
    /** @type {any[]} */ (rows[longest]).length = 3;
    text = written(rows, guesses, sentences);
  }
  while (text.length > MOST && sentences.some(Boolean)) {
    sentences[sentences.findLastIndex(Boolean)] = 0;
    text = written(rows, guesses, sentences);
  }
  return text;
}

/** @returns {import("./record.js").Record} what was packed; an empty record for what cannot be read */
export function unpacked(/** @type {string} */ text) {
  const record = { questions: {}, predictions: {} };
  let read;
  try {
    read = JSON.parse(text);
  } catch {
    return record;
  }
  if (read?.v !== 1) return record;
  Object.keys(kept.questions ?? {}).forEach((id, i) => {
    const row = read.q?.[i];
    if (!Array.isArray(row) || row[0] >= kept.questions[id].numbers.length) return;
    const [at, hints, flags, answer] = row;
    record.questions[id] = {
      at,
      ...(hints && { hints }),
      ...(flags & 1 && { right: 1 }),
      ...(flags & 2 && { solution: 1 }),
      ...(Array.isArray(answer) && { answer }),
    };
  });
  Object.keys(kept.explanations ?? {}).forEach((id, i) => {
    if (typeof read.e?.[i] === "string") record.questions[id] = { answer: [read.e[i]] };
  });
  Object.keys(kept.predictions ?? {}).forEach((name, i) => {
    const row = read.p?.[i];
    if (Array.isArray(row)) record.predictions[name] = { guess: Number(row[0]), truth: Number(row[1]), unit: row[2] };
  });
  return record;
}

/** To the digits that anybody sees; infinity as text. */
const short = (/** @type {number} */ value) => (Number.isFinite(value) ? Number(value.toPrecision(6)) : String(value));

/** Plain ASCII: some systems count bytes. */
function written(rows, guesses, sentences) {
  return JSON.stringify({ v: 1, q: rows, p: guesses, e: sentences }).replace(
    /[^\x20-\x7e]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
