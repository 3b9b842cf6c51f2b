// What a page's parts tell each other over `document`; static/js/page/events.js says it in words.

interface DocumentEventMap {
  "wd:quantities": CustomEvent<{ widget: string; values: Record<string, number>; unit: string }>;
  "wd:highlight": CustomEvent<{ widget: string; quantity: string | null }>;
  "wd:state": CustomEvent<{ widget: string; query: Record<string, string> }>;
  "wd:letter": CustomEvent<{
    widget: string;
    words: Record<string, { digits: string; bits: number }>;
    seconds: number;
  }>;
  "wd:prediction": CustomEvent<{
    widget: string;
    prediction: string;
    quantity: string;
    guess: number;
    truth: number;
    unit: string;
    state?: object;
  }>;
  "wd:outcome": CustomEvent<{
    deed: import("wd/outbox/sender.js").Deed;
    outcome: import("wd/outbox/sender.js").Outcome;
  }>;
  "wd:waiting": CustomEvent<import("wd/outbox/sender.js").Waiting>;
  "wd:connection": CustomEvent<{ status: "offline" | "live" }>;
  "wd:notice": CustomEvent<{ text: string }>;
}
