"""How large what one presses is: measured in the page, what stands within a sentence left out."""

from __future__ import annotations

#: What is smaller than it should be: [its name, width, height] each. A label is part of its box; a link or a glossary
#: word in a running sentence is as high as its line, which WCAG 2.5.8 allows.
TOO_SMALL = """(least) => {
  const taken = 'a[href], button, summary, select, textarea, input:not([type=hidden]), [role="slider"]';
  const seen = (each) => {
    const style = getComputedStyle(each);
    if (!each.checkVisibility({ visibilityProperty: true })) return false;
    return style.pointerEvents !== "none" && style.clipPath === "none";
  };
  const sentence = (each) => {
    if (getComputedStyle(each).display !== "inline") return false;
    let block = each.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const copy = block.cloneNode(true);
    for (const link of copy.querySelectorAll("a, button")) link.remove();
    return /[a-z]{2}/i.test(copy.textContent);
  };
  const box = (each) => {
    const label = each.matches("input[type=radio], input[type=checkbox]") ? each.closest("label") : null;
    const own = each.getBoundingClientRect();
    const all = [own, ...[...each.querySelectorAll(".grip")].map(touched)];
    if (label) all.push(label.getBoundingClientRect());
    const width = Math.max(...all.map((one) => one.width)), height = Math.max(...all.map((one) => one.height));
    return [width, height];
  };
  const touched = (grip) => {
    const before = getComputedStyle(grip, "::before");
    return { width: parseFloat(before.width) || 0, height: parseFloat(before.height) || 0 };
  };
  const name = (each) => (each.getAttribute("aria-label") || each.textContent.trim() || each.className).slice(0, 40);
  return [...document.querySelectorAll(taken)].filter((each) => seen(each) && !sentence(each))
    .map((each) => [`${each.tagName.toLowerCase()}.${each.className} ${name(each)}`, ...box(each).map(Math.round)])
    .filter(([, width, height]) => Math.min(width, height) < least);
}"""
