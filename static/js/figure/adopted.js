// Elements of one kind, adopted from the server's markup: as many as there are things to show.

/**
 * @template {{element: Element, destroy?: () => void}} Part
 * @param {Element} list where they stand
 * @param {string} kind what selects one; the first is the pattern of those that are added
 * @param {(element: Element, index: number) => Part} make brings one to life
 * @returns {{parts: Part[], have: (n: number) => void}} those that there are, and what makes them n
 */
export function adopt(list, kind, make) {
  const pattern = list.querySelector(kind).cloneNode(true);
  const parts = [...list.querySelectorAll(kind)].map((element, index) => make(element, index));
  return {
    parts,
    have(n) {
      while (parts.length > n) {
        const { element, destroy } = parts.pop();
        destroy?.();
        element.remove();
      }
      while (parts.length < n) {
        const element = /** @type {Element} */ (pattern.cloneNode(true));
        list.append(element);
        parts.push(make(element, parts.length));
      }
    },
  };
}
