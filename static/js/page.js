// What every page runs, once it is painted. Each part finds what it serves, and does nothing where there is none.
import { mountWidgets } from "wd/mount.js";
import { fetchAhead } from "wd/later.js";
import { startPanel } from "wd/panel.js";
import { followLiveNumbers } from "wd/live.js";
import { sendForms } from "wd/checks.js";
import { sendPredictions } from "wd/predictions.js";
import { showConnection } from "wd/connection.js";
import { keepAddress } from "wd/address.js";
import { dismissDefinitions } from "wd/terms.js";
import { offerSearch } from "wd/search.js";
import { openPlaygrounds } from "wd/playgrounds.js";

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
