// Whose work a browser keeps: the server gives each learner a word that a script may read, and from which nobody finds
// the learner.

/** The word of the learner whom the cookie names; "" where there is none, as before the first answer of a page. */
export const whose = () => /(?:^|;\s*)wd_who=([0-9a-f]+)/.exec(document.cookie)?.[1] ?? "";
