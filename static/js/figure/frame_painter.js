// Paints a frame: named parts of a figure, each with its text, attributes and styles; only what has changed touches the
// page.

/** @param {Element} root @returns {(frame: Object<string, Object<string, string | null>>) => void} */
export function framePainter(root) {
  const parts = new Map();
  for (const element of root.querySelectorAll("[data-at]"))
    parts.set(element.getAttribute("data-at"), { element, shown: {} });
  return (frame) => {
    for (const [name, wanted] of Object.entries(frame)) {
      const part = parts.get(name);
      if (!part) continue;
      for (const [key, value] of Object.entries(wanted)) {
        if (part.shown[key] === value) continue;
        part.shown[key] = value;
        paint(part.element, key, value);
      }
    }
  };
}

function paint(element, key, value) {
  if (key === "text") {
    if (element.textContent !== value) element.textContent = value;
  } else if (key.startsWith("style.")) element.style.setProperty(key.slice(6), value);
  else if (value === null) element.removeAttribute(key);
  else element.setAttribute(key, value);
}
