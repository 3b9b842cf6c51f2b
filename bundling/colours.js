// What is what in a program: the parser of Python that CodeMirror 6 uses, alone, and the names of its colours.
import { parser } from "@lezer/python";
import { highlightTree, tagHighlighter, tags } from "@lezer/highlight";

const KINDS = tagHighlighter([
  {
    tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword],
    class: "keyword",
  },
  { tag: [tags.string, tags.special(tags.string)], class: "string" },
  { tag: [tags.number, tags.bool, tags.null], class: "number" },
  { tag: [tags.comment, tags.lineComment], class: "comment" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], class: "defined" },
]);

/**
 * The coloured stretches of a program, in its order.
 * @param {string} text
 * @returns {{from: number, to: number, kind: string}[]}
 */
export function stretches(text) {
  const found = [];
  highlightTree(parser.parse(text), KINDS, (from, to, kind) => found.push({ from, to, kind }));
  return found;
}
