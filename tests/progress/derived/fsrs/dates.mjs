// Reads logs as JSON, [[day, rating], …] each, and prints for every review the days until the next one, by ts-fsrs.
// Its formulas are asked, `next_state` and `next_interval`: its scheduler also keeps the intervals of the four ratings
// apart, which py-fsrs does not (findings/fsrs-dates.sh).
import { readFileSync } from "node:fs";
import { fsrs } from "ts-fsrs";

const scheduler = fsrs({ enable_fuzz: false, enable_short_term: false, maximum_interval: 365, request_retention: 0.9 });
const logs = JSON.parse(readFileSync(0, "utf8"));
console.log(
  JSON.stringify(
    logs.map((log) => {
      let memory = null;
      let last = 0;
      return log.map(([day, rating]) => {
        const elapsed = memory ? day - last : 0;
        memory = scheduler.next_state(memory, elapsed, rating);
        last = day;
        return scheduler.next_interval(memory.stability, elapsed);
      });
    }),
  ),
);
