// A link to the present state.
import { toQuery } from "./query.js";

/** Copy it. @returns {Promise<string>} what the button reads then @param {string} page where the link leads */
export async function copyLink(page, state, complain) {
  const url = new URL(page, location.href);
  url.search = new URLSearchParams(toQuery(state)).toString();
  try {
    await navigator.clipboard.writeText(url.href);
    return "Link copied";
  } catch {
    complain(`The browser does not let a page copy here. The link: ${url.href}`);
    return "Copy link";
  }
}
