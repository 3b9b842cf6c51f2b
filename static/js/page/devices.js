const PAUSE = 2000; // ms between two looks

/** On the way to a second device, go on as soon as the other one has done its step. */
export function followDevices() {
  const here = document.querySelector("[data-devices]")?.getAttribute("data-devices");
  if (here !== "shown" && here !== "wait") return;
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch("/devices", { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const there = page.querySelector("[data-devices]")?.getAttribute("data-devices");
      if (there && there !== here) location.replace("/devices");
    } catch {
      /* it looks again */
    }
  }, PAUSE);
}
