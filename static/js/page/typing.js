// Whether a key belongs to a field, or to a dialog that is open, and not to the page.

export function isTyping(/** @type {EventTarget | null} */ target) {
  if (!(target instanceof HTMLElement)) return false;
  const field = "textarea, select, input:not([type=radio], [type=checkbox], [type=range])";
  return target.isContentEditable || target.matches(field) || target.closest("dialog[open]") !== null;
}
