// The panels that open under the figure, each in its own module; one that was left out is not there.

/** @param {Element} root @param {any} host */
export function makePanels(root, host) {
  const panels = [];
  return {
    paint(frame) { for (const panel of panels) panel.paint(frame); },
    settled() { for (const panel of panels) panel.settled?.(); },
    destroy() { for (const panel of panels) panel.destroy?.(); },
  };
}
