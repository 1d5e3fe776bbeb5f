// Asking the server: its faults as words, its silence as a line at the top, its 503 as a pause.

import { one } from "./parts.js";

const PING = 1500;  // milliseconds

/** Return a fault as a sentence. */
export const worded = ({ says, ways = [] }) => [says[0].toUpperCase() + says.slice(1), ...ways].join("; ");

export class Fault extends Error {
  constructor(faults, status) {
    super(faults.map(worded).join(". ") || `The server answers with ${status}`);
    this.faults = faults;
    this.status = status;
  }
}

let back = null;  // a promise while the server is away

const pause = (milliseconds, signal) => new Promise((done, fail) => {
  const timer = setTimeout(done, milliseconds);
  signal?.addEventListener("abort", () => { clearTimeout(timer); fail(signal.reason); }, { once: true });
});

const answers = async () => {
  try { return (await fetch("/api/studio", { cache: "no-store" })).ok; } catch { return false; }
};

const away = () => {
  back ??= (async () => {
    one("lost").textContent = "The studio’s server does not answer; start “nnart studio” again.";
    do { await pause(PING); } while (!(await answers()));
    one("lost").textContent = "";
    back = null;
    document.dispatchEvent(new Event("back"));
  })();
  return back;
};

const lost = (signal) => Promise.race([away(), new Promise((_, fail) => signal?.addEventListener("abort", () => fail(signal.reason), { once: true }))]);

/** Ask for an address until the server answers; a write is asked once.
 *  Throws a Fault for what it refuses, and an AbortError where the signal says so. */
export const ask = async (path, options = {}) => {
  for (;;) {
    options.signal?.throwIfAborted();
    let reply;
    try { reply = await fetch(path, options); } catch (error) {
      if (error.name === "AbortError") throw error;
      const until = lost(options.signal);
      if (options.method) { until.catch(() => {}); throw new Fault([{ says: "The server does not answer" }], 0); }
      await until;
      continue;
    }
    if (reply.status === 503) { await pause(1000 * (Number(reply.headers.get("Retry-After")) || 1), options.signal); continue; }
    if (!reply.ok) throw new Fault((await reply.json().catch(() => ({}))).faults ?? [], reply.status);
    return reply;
  }
};

export const get = async (path, signal) => (await ask(path, { signal })).json();

const send = async (method, path, body, signal) => {
  const reply = await ask(path, { method, signal, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body ?? {}) });
  return reply.status === 204 ? {} : reply.json();
};
export const post = (path, body, signal) => send("POST", path, body, signal);
export const remove = (path) => send("DELETE", path);

/** Ask what a text or a file holds: a look, or colours. */
export const understand = async (body) => {
  const type = typeof body === "string" ? "text/plain" : "application/octet-stream";
  return (await ask("/api/read", { method: "POST", headers: { "Content-Type": type }, body })).json();
};
