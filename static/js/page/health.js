// Whether the server is there.

export async function serverIsThere() {
  try {
    const answer = await fetch("/healthz", { cache: "no-store" });
    await answer.text(); // a body that nobody reads keeps its connection open
    return answer.ok;
  } catch {
    return false;
  }
}
