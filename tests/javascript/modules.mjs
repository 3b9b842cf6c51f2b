// Lets Node find our modules as a page does: `wd/…` is static/js, `/widgets/…` is app/widgets.
import { register } from "node:module";

register(
  `data:text/javascript,${encodeURIComponent(`
    const ROOT = ${JSON.stringify(new URL("../../", import.meta.url).href)};
    const PLACES = { "wd/": "static/js/", "playground/": "static/playground/", "/widgets/": "app/widgets/" };
    export function resolve(name, context, next) {
      const place = Object.keys(PLACES).find((start) => name.startsWith(start));
      if (place) return { url: ROOT + PLACES[place] + name.slice(place.length), format: "module", shortCircuit: true };
      const ours = name.startsWith(".") && name.endsWith(".js");
      return ours ? { url: new URL(name, context.parentURL).href, format: "module", shortCircuit: true } : next(name);
    }`)}`,
);
