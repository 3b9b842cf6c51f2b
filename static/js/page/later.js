// What a page fetches once its text is painted, so that nothing stands between the reader and the text.

const later = JSON.parse(document.getElementById("later")?.textContent ?? '{"modules": [], "libraries": []}');

/** Begin to fetch everything at once: import after import would cost a journey to the server each. */
export function fetchAhead() {
  const hint = (url, attributes) => document.head.append(Object.assign(document.createElement("link"), { href: url, ...attributes }));
  for (const url of later.modules) hint(url, { rel: "modulepreload" });
  for (const url of later.libraries) hint(url, { rel: "preload", as: "script", fetchPriority: "low" });
}

/** Panel's libraries, in the order in which they stand on each other. @type {string[]} */
export const libraries = later.libraries;
