/** Ask with each answer how sure one is, where that was switched on: the fields are there, and a style shows them. */
export function askHowSure() {
  if (/(?:^|; )wd_sure=1(?:;|$)/.test(document.cookie)) document.documentElement.dataset.sure = "";
}
