#!/usr/bin/env bash
# Package and version: ts-fsrs 5.4.2 (npm) beside fsrs 6.3.2 (Python, py-fsrs), both of FSRS-6 with the same 21 weights.
# What it does: both give the day on which a card comes back, without chance ("fuzz") and without learning steps.
# What one would guess: with the same weights, retention and log of reviews, both name the same days.
# What was seen: ts-fsrs's scheduler, in its mode without short-term steps, moves the intervals of Hard, Good and Easy apart
#   (Good at least a day after Hard), which py-fsrs does not: of 1000 random logs 891 have another day somewhere, a first Good
#   comes back on day 3 and not 2. With short-term steps left on, though its lists of steps are empty, 247 differ. Asked by
#   its formulas alone, next_state and next_interval, it agrees on all of them. Whoever moves a deck between the two moves days.
# Source: ts-fsrs src/impl/long_term_scheduler.ts (next_interval); py-fsrs fsrs/scheduler.py (review_card)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check fsrs==6.3.2
cd "$folder"
npm install --silent --no-save --prefix "$folder" ts-fsrs@5.4.2 > /dev/null
cat > dates.mjs <<'NODE'
import { readFileSync } from "node:fs";
import { createEmptyCard, fsrs } from "ts-fsrs";

const DAY = 86400000;
const basis = { enable_fuzz: false, request_retention: 0.9, learning_steps: [], relearning_steps: [] };
function scheduled(log, enable_short_term) {
  const scheduler = fsrs({ ...basis, enable_short_term });
  let card = createEmptyCard(new Date(0));
  return log.map(([day, rating]) => {
    card = scheduler.next(card, new Date(day * DAY), rating).card;
    return Math.round(card.due.getTime() / DAY) - day;
  });
}
function byFormulas(log) {
  const scheduler = fsrs({ ...basis, enable_short_term: false });
  let memory = null;
  return log.map(([day, rating], index) => {
    const elapsed = memory ? day - log[index - 1][0] : 0;
    memory = scheduler.next_state(memory, elapsed, rating);
    return scheduler.next_interval(memory.stability, elapsed);
  });
}
const logs = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(logs.map((log) => [scheduled(log, false), scheduled(log, true), byFormulas(log)])));
NODE
"$folder/venv/bin/python" - <<'PYTHON'
import json
import random
import subprocess
from datetime import datetime, timezone

from fsrs import Card, Rating, Scheduler

source, logs = random.Random(5), []
for _ in range(1000):
    day, log = source.randint(1, 50), []
    for _ in range(source.randint(1, 12)):
        log.append((day, source.choice((1, 2, 3, 3, 3))))
        day += source.choice((1, 1, 2, 3, 5, 8, 13, 30, 90, source.randint(1, 400)))
    logs.append(log)
run = subprocess.run(["node", "dates.mjs"], input=json.dumps(logs), capture_output=True, text=True, check=True)
scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
differ = [0, 0, 0]
for log, answers in zip(logs, json.loads(run.stdout), strict=True):
    card, days = Card(card_id=0), []
    for day, rating in log:
        at = datetime.fromordinal(700_000 + day).replace(tzinfo=timezone.utc)
        card, _ = scheduler.review_card(card, Rating(rating), at)
        days.append((card.due - at).days)
    for which, answer in enumerate(answers):
        differ[which] += days != answer
print("of 1000 logs differ: scheduler without short-term steps {}, with {}, formulas alone {}".format(*differ))
if differ[2] or min(differ[:2]) < 100:
    raise SystemExit("the behaviour has changed")
PYTHON
