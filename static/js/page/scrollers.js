// A formula, a table or a program that is wider than its place scrolls; by keyboard too, but only while it does.

/** Let Tab reach every such place that scrolls now. */
export function reachScrollers() {
  const reach = ({ target }) => {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  };
  const watch = new ResizeObserver((boxes) => boxes.forEach(reach));
  for (const box of document.querySelectorAll(".display-maths, .table-box, .prose pre, .reference-text pre"))
    watch.observe(box);
}
