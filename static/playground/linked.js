// A program in a link: in the part of an address behind "#", which no server is sent. It is shown, never run by itself.

const LONGEST = 20_000; // letters
const FORM = /^#(playground-[\w-]+)=([\w-]+)$/;

/** The address of a page that opens with this program in the playground. @param {string} id the playground's */
export function linkTo(id, program) {
  const bytes = new TextEncoder().encode(program);
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const packed = btoa(letters).replaceAll("+", "-").replaceAll("/", "_");
  return Object.assign(new URL(location.href), { hash: `${id}=${packed.replace(/=+$/, "")}` }).href;
}

/** What the address asks for, or null. @returns {{id: string, program: string} | null} */
export function linked() {
  const [, id, packed] = location.hash.match(FORM) ?? [];
  if (!packed) return null;
  try {
    const letters = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const program = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return program.length <= LONGEST ? { id, program } : null;
  } catch {
    return null; // a link that was cut off or mistyped: the page is as it always is
  }
}
