// What a phone, the wall and the host run: each shows the newest state of the room, and says when its line is down.
import { drive } from "./host.js";
import { answerFrom } from "./phone.js";
import { follow } from "./stream.js";
import { swapper } from "./swap.js";
import { countDown } from "./timer.js";

document.documentElement.classList.add("alive");

const main = /** @type {HTMLElement | null} */ (document.querySelector("main[data-room]"));
if (main) {
  const place = /** @type {HTMLElement} */ (document.getElementById("room"));
  const line = /** @type {HTMLElement} */ (document.getElementById("line"));
  const swap = swapper(place);
  const phone = main.dataset.view === "phone" ? answerFrom(main) : null;
  if (main.dataset.view === "host") drive(main);
  const timer = countDown(place, (left) => phone?.closing(left));
  phone?.shown();
  follow(main.dataset.room ?? "", Number(main.dataset.version), {
    show(frame) {
      swap(frame.html);
      phone?.shown(frame); // puts back what stood there, before the timer may want it sent
      timer.again();
    },
    until: timer.until,
    clock: timer.clock,
    line(up) {
      line.hidden = up;
      if (up) phone?.back();
    },
    over() {
      location.reload();
    },
  });
}
