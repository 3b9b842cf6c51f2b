// On a lab page the address always says what the figure shows, so that copying it copies the state.

export function keepAddress() {
  if (!document.querySelector("main.lab")) return;
  document.addEventListener("wd:state", ({ detail: { query } }) => {
    const url = new URL(location.href);
    const kept = ["view", "hide", "embed", "ask", "steps"];
    const keep = kept.flatMap((name) => (url.searchParams.has(name) ? [[name, url.searchParams.get(name)]] : []));
    url.search = new URLSearchParams([...Object.entries(query), ...keep]).toString();
    history.replaceState(null, "", url);
  });
}
