/**
 * form[data-draft="log.new"]: what is typed is kept on this device until it is saved, at most 12 hours, and is put back
 * after a lost connection, a crash or an expired session. A draft that had been sent keeps its _key, so that sending it
 * again is the same deed, not a second one. Cleared by a successful htmx answer, by a page that carries
 * [data-draft-clear="log.new"], by 「Start empty」 and at sign-out. Never kept: passwords, files, [data-no-draft].
 */
import { ready, recall, remember, saved, within, word } from "./common.js";

const LIFE = 12 * 3600 * 1000;
const BASE = "hushu.draft:";
const place = (form) => `${BASE}${document.body.dataset.owner ?? ""}:${typeof form === "string" ? form : form.dataset.draft}`;
const kept = (form) => [...form.elements].filter((e) => e.name && !e.name.startsWith("_") && !["password", "file", "hidden", "submit", "button"].includes(e.type) && !e.closest("[data-no-draft]"));

function read(form) {
  const found = {};
  for (const e of kept(form)) {
    if (e.type === "radio" || e.type === "checkbox") (found[e.name] ??= []).push(...(e.checked ? [e.value] : []));
    else found[e.name] = e.value;
  }
  return found;
}

function save(form, sent) {
  const old = JSON.parse(recall(place(form)) ?? "null");
  const key = sent ? form.elements._key?.value : old?.key;
  remember(place(form), JSON.stringify({ at: Date.now(), values: read(form), key }));
}

function fill(form, values) {
  for (const e of kept(form)) {
    if (!(e.name in values)) continue;
    if (e.type === "radio" || e.type === "checkbox") e.checked = values[e.name].includes(e.value);
    else e.value = values[e.name];
  }
}

function restore(form) {
  const draft = JSON.parse(recall(place(form)) ?? "null");
  if (!draft || form.querySelector("[data-restored], .form-error")) return;
  if (Date.now() - draft.at > LIFE) return remember(place(form), null);
  const fresh = read(form);
  if (JSON.stringify(fresh) === JSON.stringify(draft.values)) return;
  fill(form, draft.values);
  if (draft.key && form.elements._key) form.elements._key.value = draft.key;
  const note = document.createElement("div");
  note.className = "restored";
  note.dataset.restored = "";
  note.setAttribute("role", "status");
  const forget = document.createElement("button");
  forget.type = "button";
  forget.className = "btn btn-sm";
  forget.textContent = word("forget");
  forget.addEventListener("click", () => { remember(place(form), null); location.reload(); });
  note.append(word("restored"), forget);
  form.prepend(note);
}

const forget = (name) => remember(place(name), null);
const timers = new WeakMap();

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.matches?.("[data-draft]")) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(save, 300, form, false));
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches?.("[data-draft]")) { clearTimeout(timers.get(form)); save(form, true); }
  if (form.matches?.("[data-draft-forget]")) {
    for (const name of Object.keys(localStorage)) if (name.startsWith(BASE)) remember(name, null);
  }
}, true);

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt;
  if (form?.matches?.("form[data-draft]") && saved(event)) {
    forget(form);
    form.querySelector("[data-restored]")?.remove();
  }
});

ready((part) => {
  for (const mark of within(part, "[data-draft-clear]")) for (const name of mark.dataset.draftClear.split(" ")) forget(name);
  for (const form of within(part, "form[data-draft]")) restore(form);
});
