// What every page runs, once it is painted. Each part finds what it serves, and does nothing where there is none.
import { mountWidgets } from "wd/page/mount.js";
import { fetchAhead } from "wd/page/later.js";
import { startPanel } from "wd/page/panel.js";
import { followLiveNumbers } from "wd/page/live.js";
import { sendForms } from "wd/page/checks.js";
import { sendPredictions } from "wd/page/predictions.js";
import { showConnection } from "wd/page/connection.js";
import { keepAddress } from "wd/figure/address.js";
import { dismissDefinitions } from "wd/page/terms.js";
import { offerSearch } from "wd/page/search.js";
import { openPlaygrounds } from "wd/page/playgrounds.js";

document.documentElement.classList.add("alive");
const views = new Map();
followLiveNumbers();
sendForms();
sendPredictions(views);
showConnection();
keepAddress();
dismissDefinitions();
offerSearch();
openPlaygrounds();

fetchAhead();
await mountWidgets(views);
await startPanel();
