/**
 * Scripts at the desk. [data-slot=field] in the words follows the field of #line-form while one types, and the card is
 * fetched with what the form knows already; which script was opened goes into the form's field "script". [data-flow]: the guided call, Enter onwards, Shift+Enter back; [data-fills=field]
 * and the form's field of that name hold the same. Nothing acts while an input method composes.
 */
import { composing, ready, visible, within } from "./common.js";

const CALL = { caller: "caller", person: "for_person", unit: "unit", promised: "promised_at" };
const CHOSEN = /\/scripts\/[0-9a-f-]{36}\/(card|flow)(\?|$)/;
const line = () => document.getElementById("line-form");
const field = (name) => line()?.elements.namedItem(name) ?? null;
let composedAt = 0;
let lastField = null;

/** What the log's field says, as one would say it. */
function said(name) {
  const found = field(name);
  if (!found) return "";
  // a colleague's option reads "lxm 李小明 · 前台": only the name is spoken
  if (found.tagName === "SELECT") return found.value ? (found.selectedOptions[0]?.textContent ?? "").split("·")[0].trim().replace(/^(?:[a-z]+ )+/, "") : "";
  return (found.value ?? "").trim();
}

/** A promised time the way the server says it: today by the hour, tomorrow as such, later with its date. */
function spoken(name, value) {
  const found = name === "promised_at" && /^(\d+)-(\d+)-(\d+)T(\d\d:\d\d)/.exec(value);
  if (!found) return value;
  const [, year, month, day, hour] = found;
  const away = Math.round((new Date(year, month - 1, day) - new Date().setHours(0, 0, 0, 0)) / 86400000);
  if (away === 0) return hour;
  return away === 1 ? `明天${hour}` : `${Number(month)}月${Number(day)}日${hour}`;
}

function fillSlots() {
  if (!line()) return;
  for (const slot of document.querySelectorAll("[data-slot]")) {
    const value = spoken(slot.dataset.slot, said(slot.dataset.slot));
    slot.textContent = value || slot.dataset.empty;
    slot.classList.toggle("slot-open", !value);
  }
}

/** The guided call's fields say what the form says. */
function fillFlow() {
  for (const box of document.querySelectorAll("[data-fills]")) {
    const value = field(box.dataset.fills)?.value ?? "";
    if (line() && box.value !== value) box.value = value;
  }
}

document.addEventListener("htmx:configRequest", (event) => {
  if (!CHOSEN.test(event.detail.path) || !line()) return;
  for (const [name, from] of Object.entries(CALL)) if (said(from)) event.detail.parameters[name] = said(from);
});

/** Words that were chosen stay: the answer to what had been typed before that no longer takes their place. */
let typedAt = 0;
let chosenAt = 0;
document.addEventListener("input", (event) => { if (event.target.id === "script-q") typedAt = performance.now(); }, true);
document.addEventListener("htmx:beforeRequest", (event) => {
  const search = document.getElementById("script-q");
  if (search && event.detail.elt === search && chosenAt > typedAt) event.preventDefault();
  if (!CHOSEN.test(event.detail.pathInfo.requestPath)) return;
  chosenAt = performance.now();
  search?.dispatchEvent(new CustomEvent("htmx:abort", { bubbles: true, detail: {} }));
});

/** The flow's own field becomes a choice where the log's is one. */
function likeTheForm(box) {
  const there = field(box.dataset.fills);
  if (!there || box.dataset.like !== undefined) return box;
  const radios = there instanceof RadioNodeList ? [...there] : null;
  if (!radios && there.tagName !== "SELECT") return box;
  const choice = document.createElement("select");
  choice.className = "form-select";
  choice.id = box.id;
  choice.dataset.fills = box.dataset.fills;
  choice.dataset.like = "";
  if (radios) choice.append(new Option("", ""), ...radios.map((radio) => new Option(radio.labels[0]?.textContent.trim() ?? radio.value, radio.value)));
  else choice.append(...[...there.options].map((option) => option.cloneNode(true)));
  box.replaceWith(choice);
  return choice;
}

function put(target, value) {
  if (!target || target.value === value) return;
  target.value = value;
  const heard = target instanceof RadioNodeList ? [...target].find((radio) => radio.checked) : target;
  for (const name of ["input", "change"]) heard?.dispatchEvent(new Event(name, { bubbles: true }));
}

let copying = false;
function copy(event) {
  const box = event.target;
  if (copying || !(box instanceof Element)) return;
  copying = true;
  if (box.matches("[data-fills]")) {
    for (const twin of document.querySelectorAll(`[data-fills="${CSS.escape(box.dataset.fills)}"]`)) if (twin !== box) twin.value = box.value;
    put(field(box.dataset.fills), box.value);
    fillSlots();
  } else if (box.form && box.form === line()) {
    fillFlow();
    fillSlots();
  }
  copying = false;
}
document.addEventListener("input", copy);
document.addEventListener("change", copy);

const steps = (flow) => [...flow.querySelectorAll("[data-step]")];
const current = (flow) => steps(flow).findIndex((step) => !step.hidden);

function open(flow, to, focus = true) {
  const all = steps(flow);
  if (to < 0) return;
  if (to >= all.length) return finish(flow);
  all.forEach((step, place) => { step.hidden = place !== to; });
  flow.querySelector("[data-flow-count]").textContent = `${to + 1} / ${all.length}`;
  flow.querySelector("[data-flow-back]").disabled = to === 0;
  if (focus) (all[to].querySelector("[data-fills]") ?? flow.querySelector("[data-flow-next]")).focus();
}

/** The call is over: the log form is complete, its button has the focus, Enter saves. */
function finish(flow) {
  const count = flow.querySelector("[data-flow-count]");
  const save = line()?.querySelector("button[type=submit]");
  if (!save) return open(flow, 0);
  count.textContent = flow.dataset.done;
  save.focus();
}

document.addEventListener("compositionend", () => { composedAt = performance.now(); }, true);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.target instanceof Element) || event.altKey || event.ctrlKey || event.metaKey) return;
  const flow = event.target.closest("[data-flow]");
  if (!flow || (event.target.closest("button, a") && !event.shiftKey)) return;
  // Safari reports the Enter that ends a composition only after compositionend.
  if (composing(event) || performance.now() - composedAt < 60) return;
  event.preventDefault();
  open(flow, current(flow) + (event.shiftKey ? -1 : 1));
});
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-flow-next], [data-flow-back]");
  if (button) open(button.closest("[data-flow]"), current(button.closest("[data-flow]")) + (button.matches("[data-flow-next]") ? 1 : -1));
});

document.addEventListener("focusin", (event) => { if (event.target.matches?.("input, textarea, select")) lastField = event.target; });
/** Words chosen with Alt and a number while writing the log: the writing goes on; chosen from the search, they have the focus. */
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "script-panel" || !["BODY", "HTML"].includes(document.activeElement?.tagName)) return;
  const card = document.getElementById("script-card");
  if (lastField?.isConnected && lastField.form && lastField.form === line() && visible(lastField)) lastField.focus({ preventScroll: true });
  else card?.focus({ preventScroll: true });
});

ready((part) => {
  for (const shown of within(part, "[data-script-key]")) if (field("script")) field("script").value = shown.dataset.scriptKey;
  for (const flow of within(part, "[data-flow]")) {
    for (const box of flow.querySelectorAll("[data-fills]")) likeTheForm(box);
    flow.querySelector("[data-flow-alone]").hidden = line() !== null;
    open(flow, 0);
  }
  if (within(part, "[data-slot], [data-fills], #line-form").length) { fillFlow(); fillSlots(); }
});
