/**
 * The desk's form (#line-form): F2 to F9 choose the kind also while typing; who must be named shows with the outcome; the chips
 * [data-promise] set the promised time; the clock runs from the first key; Esc empties the form and can be undone; the
 * recognised caller fills what is still empty. Nothing acts while an input method composes.
 */
import { composing, ready, within } from "./common.js";

const form = () => document.getElementById("line-form");
const two = (n) => String(n).padStart(2, "0");

document.addEventListener("keydown", (event) => {
  const mine = form();
  if (!mine || composing(event) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (/^F[2-9]$/.test(event.key)) {
    const label = mine.querySelector(`[data-hotkey="${event.key}"]`);
    if (!label) return;
    event.preventDefault();
    label.click();
  } else if (event.key === "Escape" && mine.contains(event.target) && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    event.stopPropagation();
    clear(mine.querySelector("[data-line-clear]"));
  }
}, true);

/** The promised time in the desk's own clock: minutes from now, an hour of today, "+10:00" tomorrow. */
document.addEventListener("click", (event) => {
  const chip = event.target.closest?.("[data-promise]");
  if (chip) {
    const wish = chip.dataset.promise;
    const when = new Date();
    if (wish.includes(":")) {
      const [hours, minutes] = wish.replace("+", "").split(":").map(Number);
      when.setHours(hours, minutes, 0, 0);
      if (wish.startsWith("+") || when < new Date()) when.setDate(when.getDate() + 1);
    } else when.setMinutes(when.getMinutes() + Number(wish) + 1, 0, 0);
    const field = chip.closest(".line-promise").querySelector("input");
    field.value = `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}T${two(when.getHours())}:${two(when.getMinutes())}`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }
  if (event.target.closest?.("[data-line-clear]")) clear(event.target.closest("[data-line-clear]"));
  const known = event.target.closest?.("[data-fill]");
  if (known) { take(known, true); document.getElementById("f-matter")?.focus(); }
});

/** Fills room, caller and company from a household's card; by itself only what is empty. */
function take(card, over) {
  const mine = form();
  for (const name of ["unit", "caller", "company"]) {
    const field = mine?.elements.namedItem(name);
    if (!field || !card.dataset[name] || (field.value && !over)) continue;
    field.value = card.dataset[name];
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

document.addEventListener("htmx:afterSwap", (event) => {
  const auto = event.target.closest?.("#line-form")?.querySelector("#caller-card [data-auto] [data-fill]");
  if (auto) take(auto, false);
});

function clear(button) {
  const mine = form();
  if (!mine || !button) return;
  const before = [...mine.elements].filter((e) => e.name && !e.name.startsWith("_")).map((e) => [e, e.value, e.checked]);
  const empty = before.every(([e, value, checked]) => (e.type === "radio" ? checked === e.defaultChecked : e.type === "checkbox" ? !checked : value === ""));
  const restored = mine.querySelector("[data-restored]");
  for (const [e] of before) {
    if (e.type === "radio") e.checked = ["call", "enquiry", "answered"].includes(e.value);
    else if (e.type === "checkbox") e.checked = false;
    else e.value = "";
  }
  restored?.remove();
  told(mine);
  mine.elements.namedItem("phone")?.focus();
  if (empty) return;
  undo(button, before);
}

/** A note with the way back; it goes after ten seconds. */
function undo(button, before) {
  const note = document.createElement("div");
  note.className = "note note-info";
  note.dataset.undoLine = "";
  const words = document.createElement("span");
  words.className = "note-text";
  words.textContent = button.dataset.say;
  const back = document.createElement("button");
  back.type = "button";
  back.className = "btn btn-sm";
  back.textContent = button.dataset.undo;
  back.addEventListener("click", () => {
    for (const [e, value, checked] of before) { if (e.type === "radio" || e.type === "checkbox") e.checked = checked; else e.value = value; }
    told(form());
    note.remove();
  });
  note.append(words, back);
  for (const old of document.querySelectorAll("[data-undo-line]")) old.remove();
  document.getElementById("toasts")?.append(note);
  setTimeout(() => note.remove(), 10000);
}

/** Draft and caller's card hear of what was filled without a key. */
function told(mine) {
  if (!mine) return;
  mine.querySelector("#f-matter")?.dispatchEvent(new Event("input", { bubbles: true }));
  document.querySelector("[data-caller]")?.dispatchEvent(new CustomEvent("desk:known", { bubbles: true }));
  const clock = mine.querySelector("[data-call-clock]");
  if (clock && !mine.elements.namedItem("matter").value) { delete clock.dataset.elapsed; clock.textContent = "0:00"; }
}

document.addEventListener("input", (event) => {
  const mine = event.target.form;
  if (!mine || mine !== form() || !event.target.value) return;
  const clock = mine.querySelector("[data-call-clock]");
  if (clock && !clock.dataset.elapsed) clock.dataset.elapsed = new Date().toISOString();
});

ready((part) => {
  for (const mine of within(part, "#line-form")) {
    // a draft put back by draft.js: look its caller up again
    setTimeout(() => { if (mine.elements.namedItem("phone")?.value || mine.elements.namedItem("unit")?.value) told(mine); }, 50);
  }
});
