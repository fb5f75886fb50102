/**
 * [data-ticks] form[data-tick]: an answer is kept on this device until the house has it, so that a cellar without network loses
 * none. Each carries its own key and how long ago it was given: sent twice it counts once, and a late one undoes no newer one.
 * form[data-scan]: a number typed, or a code seen by the camera where the browser can read codes.
 */
import { ready, recall, remember, within } from "./common.js";
import { toast } from "./toast.js";

const AGAIN = 4000;
const place = () => `hushu.ticks:${document.body.dataset.owner ?? ""}`;
const kept = () => JSON.parse(recall(place()) ?? "[]");
let sending = false;
let timer = 0;

function keep(list) {
  remember(place(), list.length ? JSON.stringify(list) : null);
  const run = document.querySelector("[data-ticks]");
  const note = run?.querySelector("[data-ticks-waiting]");
  if (!note) return;
  note.hidden = list.length === 0 || (sending && navigator.onLine);
  note.textContent = `${list.length} ${run.dataset.waits}`;
}

function swap(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const fresh of page.querySelectorAll("li[id], p[id]")) {
    const old = document.getElementById(fresh.id);
    if (old) { old.replaceWith(fresh); window.htmx?.process(fresh); }
    else if (fresh.dataset.said) toast(fresh.dataset.said, "info");
  }
}

function said(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return (page.querySelector(".form-error, main [role=alert]") ?? page.querySelector("main p"))?.textContent.trim() ?? "";
}

/** True when the answer has arrived for good, whatever the house thinks of it. */
async function post(one) {
  const token = document.querySelector("[data-ticks] input[name=_csrf]")?.value ?? "";
  const ago = Math.max(0, Math.round((Date.now() - one.at) / 1000));
  const body = new URLSearchParams([...one.fields, ["ago", ago], ["_key", one.key], ["_csrf", token]]);
  const answer = await fetch(one.url, { method: "POST", body, headers: { "HX-Request": "true" } });
  if (answer.status >= 500 || answer.status === 429) return false;
  if (answer.status === 401 || answer.redirected || answer.headers.has("HX-Redirect")) {
    toast(document.querySelector("[data-ticks]").dataset.away, "warning");
    return false;
  }
  const html = await answer.text();
  document.getElementById(one.line)?.removeAttribute("data-pending");
  if (answer.ok) swap(html);
  else toast(said(html), "danger");
  return true;
}

async function send() {
  if (sending || !document.querySelector("[data-ticks]")) return;
  sending = true;
  clearTimeout(timer);
  let held = false;
  try {
    for (let list = kept(); list.length && !held; list = kept()) {
      held = !(await post(list[0]).catch(() => false));
      if (!held) keep(kept().filter((one) => one.key !== list[0].key));
    }
  } finally { sending = false; }
  keep(kept());
  if (held) timer = setTimeout(send, AGAIN);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches?.("[data-ticks] form[data-tick]")) return;
  event.preventDefault();
  const fields = [...new FormData(form, event.submitter)].filter(([name]) => !name.startsWith("_"));
  if (form.matches("[data-scan]") && go(form.elements.code.value)) return;
  const line = form.closest("li")?.id ?? "";
  document.getElementById(line)?.setAttribute("data-pending", "");
  keep([...kept(), { url: form.action, fields, key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`, at: Date.now(), line }]);
  if (form.matches("[data-scan]")) { form.reset(); form.elements.code.focus(); }
  send();
});

/** A box's own label opens that box of the same check. */
function go(code) {
  const box = /\/archives\/places\/([0-9a-f-]{36})$/.exec(code);
  if (box) location.search = `?box=${box[1]}`;
  return Boolean(box);
}

async function watch(form) {
  const picture = form.querySelector("[data-scan-picture]");
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const stop = () => { for (const track of stream.getTracks()) track.stop(); picture.hidden = true; picture.srcObject = null; };
  if (!picture.hidden) return stop();
  picture.srcObject = stream;
  picture.hidden = false;
  await picture.play();
  const reader = new BarcodeDetector({ formats: ["qr_code"] });
  let last = "";
  while (picture.srcObject === stream && picture.isConnected) {
    const [found] = await reader.detect(picture).catch(() => []);
    if (found && found.rawValue !== last) {
      last = found.rawValue;
      navigator.vibrate?.(60);
      form.elements.code.value = last;
      form.requestSubmit();
    }
    await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
  stop();
}

document.addEventListener("click", (event) => {
  const form = event.target.closest?.("[data-scan-camera]")?.closest("form");
  if (!form) return;
  const picture = form.querySelector("[data-scan-picture]");
  if (picture.srcObject) picture.srcObject = null;
  else watch(form).catch((fault) => toast(fault.message, "danger"));
});

addEventListener("online", send);
ready((part) => {
  for (const button of within(part, "[data-scan-camera]")) button.hidden = !("BarcodeDetector" in window && navigator.mediaDevices);
  for (const run of within(part, "[data-ticks]")) {
    for (const one of kept()) run.ownerDocument.getElementById(one.line)?.setAttribute("data-pending", "");
    keep(kept());
    send();
  }
});
