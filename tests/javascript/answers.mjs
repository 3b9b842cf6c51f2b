// Answers for `node.py`: a line of JSON in, a line out. What JSON has no word for stands as {"$": "-Infinity"}.
import { createInterface } from "node:readline";
import "./modules.mjs";

const read = (_name, value) => (value?.$ === undefined ? value : Number(value.$));
const written = (_name, value) => {
  if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0)))
    return { $: Object.is(value, -0) ? "-0" : String(value) };
  if (value === undefined) return null;
  return ArrayBuffer.isView(value) || value instanceof Set ? Array.from(/** @type {any} */ (value)) : value;
};

for await (const line of createInterface({ input: process.stdin })) {
  const { modules, work, argument } = JSON.parse(line, read);
  let answer;
  try {
    const found = await Promise.all(modules.map((/** @type {string} */ name) => import(name)));
    answer = { value: await new Function(`return ${work}`)()(...found, argument) };
  } catch (error) {
    answer = { error: `${error.name}: ${error.message}` };
  }
  process.stdout.write(`${JSON.stringify(answer, written)}\n`);
}
