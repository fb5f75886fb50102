/**
 * body[data-live="/p/x/live"]: an EventSource whose messages (event `topic`) become the event `live:inbox` on body, so
 * that a piece asks again for itself: hx-trigger="live:inbox from:body". One tab holds the stream and tells the others
 * (a browser allows few connections). After 10 s without it the state is shown, and [data-live-poll="30"] elements get
 * `live:poll` that often.
 */
import { toast } from "./toast.js";
import { word } from "./common.js";

const url = document.body.dataset.live;
const PATIENCE = 10000;
let source = null;
let wait = 1000;
let lost = 0;
let cut = false;
let leading = false;
const others = "BroadcastChannel" in window && url ? new BroadcastChannel(`hushu.live:${url}`) : null;

const tell = (topic, detail) => document.body.dispatchEvent(new CustomEvent(`live:${topic}`, { bubbles: true, detail }));

function state(now) {
  if (now === cut) return;
  cut = now;
  for (const mark of document.querySelectorAll("[data-live-state]")) mark.hidden = !now;
  if (!now) { toast(word("liveBack"), "success"); for (const e of document.querySelectorAll("[data-live-poll]")) poll(e); }
}

function alive(yes) {
  if (yes) {
    clearTimeout(lost);
    lost = 0;
    state(false);
  } else lost ||= setTimeout(() => { lost = 0; state(true); }, PATIENCE);
  if (leading) others?.postMessage({ alive: yes });
}

/** A message is {"topic": "inbox", …} or the bare topic. */
function hear(event) {
  let said = { topic: event.data };
  try { said = typeof JSON.parse(event.data) === "object" ? JSON.parse(event.data) : said; } catch { /* a bare topic */ }
  if (!said?.topic) return;
  tell(said.topic, said);
  others?.postMessage(said);
}

function open() {
  source?.close();
  source = new EventSource(url);
  source.onopen = () => { wait = 1000; alive(true); };
  source.onmessage = hear;
  source.addEventListener("topic", hear);
  source.onerror = () => {
    source.close();
    alive(false);
    setTimeout(open, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, 30000);
  };
}

function poll(element) {
  element.dataset.polled = String(Date.now());
  element.dispatchEvent(new CustomEvent("live:poll"));
}

function start() {
  others?.addEventListener("message", ({ data }) => {
    if (data.topic) tell(data.topic, data);
    if (data.ask && leading) others.postMessage({ alive: !cut && source?.readyState === 1 });
    if ("alive" in data && !leading) alive(data.alive);
  });
  if (navigator.locks && others) {
    others.postMessage({ ask: true });
    navigator.locks.request(`hushu.live:${url}`, () => { leading = true; open(); return new Promise(() => {}); });
  } else open();
  setInterval(() => {
    if (!cut || document.hidden) return;
    for (const element of document.querySelectorAll("[data-live-poll]")) {
      const every = (Number(element.dataset.livePoll) || 30) * 1000;
      if (Date.now() - Number(element.dataset.polled ?? 0) >= every) poll(element);
    }
  }, 1000);
}

addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", (event) => { if (event.persisted && leading) open(); });
if (url) start();
