// Part of the playground's worker: runs a learner's code, writes no more than a person reads, and says where it failed.
// In:  {run, code}.  Out:  {ready};  {run, text} as it is printed;  {run, full} when it is too much;  {run, done,
// error}.
"use strict";
(() => {
  const brython = globalThis.__BRYTHON__;
  const { builtins } = brython;
  const post = globalThis.postMessage.bind(globalThis);
  const NAME = "playground.py"; // what a traceback calls the learner's code
  const LINES = 400,
    CHARACTERS = 20_000; // of output in one run
  const FLUSH = 50; // ms: a long run shows what it has printed so far
  const DEPTH = 3; // so many steps of a traceback are shown at either end

  let run = 0,
    text = "",
    lines = 0,
    characters = 0,
    flushed = 0,
    full = false;
  const flush = () => {
    if (text) post({ run, text });
    text = "";
    flushed = performance.now();
  };
  const write = (piece) => {
    if (full) return;
    for (const character of piece) {
      if (lines >= LINES || characters >= CHARACTERS) {
        full = true;
        flush();
        post({ run, full: lines >= LINES ? `${LINES} lines` : `${CHARACTERS} characters` });
        return;
      }
      text += character;
      characters += 1;
      if (character === "\n") lines += 1;
    }
    if (performance.now() - flushed > FLUSH) flush();
  };

  // Modules come from this file alone: Brython would ask the server for any other.
  const makePaths = brython.make_import_paths;
  brython.make_import_paths = (file) => {
    makePaths(file);
    Object.assign(brython.import_info[file], { meta_path: [brython.finders.VFS], path_hooks: [], path: [] });
  };
  globalThis.playground = { write, ready: () => post({ ready: true }) };
  brython.runPythonSource(
    `
import sys
from browser import self as worker

class Output:
    encoding = "utf-8"
    write = staticmethod(worker.playground.write)
    def flush(self): pass

output = Output()
`,
    "playground_start",
  );
  const output = brython.module_getattr(brython.imported.playground_start, "output");
  const { sys } = brython.imported;
  for (const name of Object.keys(brython.imported)) {
    if (/^_?(browser|javascript|webworker|ajax|aio|playground_start)(\.|$)/.test(name)) delete brython.imported[name];
  }
  builtins.input = () =>
    brython.RAISE(builtins.RuntimeError, "nobody can be asked here; write the value into the code instead of input()");
  brython.strip_host = () => NAME;
  brython.handle_error = (error) => {
    throw error;
  }; // it would print what we explain

  const execute = (code) => {
    for (const stream of ["stdout", "stderr"]) brython.module_setattr(sys, stream, output);
    brython.tasks.length = 0;
    brython.frame_obj = null;
    brython.runPythonSource(code, "__main__");
  };

  /** What went wrong: the traceback without Brython's own steps, and the learner's line where it came to an end. */
  const explain = (problem) => {
    const raised = brython.exception(problem);
    if (brython.is_exc(raised, builtins.SystemExit)) return null;
    const steps = [];
    let line = null,
      own = false,
      what = "";
    for (const part of brython.error_trace(raised).split("\n")) {
      const place = part.match(/^ {2}File "(.*)", line (\d+)(?:, in (.*))?$/);
      if (place) {
        own = place[1] === NAME;
        if (own) {
          line = Number(place[2]);
          steps.push(`line ${line}${/^(<.*>)?$/.test(place[3] ?? "") ? "" : `, in ${place[3]}`}`);
        }
      } else if (part.startsWith("    ")) {
        if (own) steps[steps.length - 1] += `\n${part}`;
      } else if (part && !part.startsWith("Traceback ")) what += `${what && "\n"}${part}`;
    }
    what = what
      .replace(/^\[Previous line repeated .*\n/, "")
      .replace(/^.*Maximum call stack size exceeded.*$/, "RecursionError: maximum recursion depth exceeded");
    if (what.startsWith("ModuleNotFoundError")) what += `. The playground has ${brython.offered.join(", ")}.`;
    if (steps.length > 2 * DEPTH) steps.splice(DEPTH, steps.length - 2 * DEPTH, "…");
    return { line, what, trace: steps.join("\n") };
  };

  globalThis.onmessage = ({ data }) => {
    ({ run } = data);
    text = "";
    lines = 0;
    characters = 0;
    full = false;
    flushed = performance.now();
    let error = null;
    try {
      execute(data.code);
    } catch (problem) {
      error = explain(problem);
    }
    flush();
    post({ run, done: true, error });
  };
})();
