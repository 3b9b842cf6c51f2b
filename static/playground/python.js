// Python in a worker, which is ended and begun anew when a run must stop.

/**
 * @param {string} url the worker's file
 * @param {{ready: () => void, text: (text: string) => void, full: (amount: string) => void,
 *   done: (error: {line: number | null, what: string, trace: string} | null) => void, broken: (reason: string) =>
 *   void}} on
 */
export function python(url, on) {
  let worker = null,
    ready = false,
    number = 0,
    waiting = null;

  const heard = ({ data }) => {
    if (data.ready) {
      ready = true;
      on.ready();
      if (waiting) send();
    } else if (data.run !== number) {
      // It comes from a run that was stopped.
    } else if (data.text) on.text(String(data.text));
    else if (data.full) {
      restart();
      on.full(String(data.full));
    } else if (data.done) on.done(data.error);
  };
  const send = () => {
    worker.postMessage(waiting);
    waiting = null;
  };
  const end = () => {
    worker?.terminate();
    worker = null;
    ready = false;
  };
  const start = () => {
    if (worker) return;
    worker = new Worker(url);
    worker.onmessage = heard;
    worker.onerror = (event) => {
      event.preventDefault();
      const lost = !ready;
      end();
      if (lost)
        on.broken(event.message ?? ""); // a file that was not fetched has no message
      else on.done({ line: null, what: "Python itself gave up. Run it again.", trace: "" });
    };
  };
  const restart = () => {
    end();
    number += 1;
    waiting = null;
    start();
  };

  return {
    start,
    isReady: () => ready,
    run(code) {
      number += 1;
      waiting = { run: number, code };
      start();
      if (ready) send();
    },
    stop: restart,
  };
}
