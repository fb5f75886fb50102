/**
 * form[data-switch]: initials narrow the grid and choose the first that fits; a digit or Enter goes on to the PIN, Enter there
 * takes over. [data-print] prints the page.
 */
import { composing } from "./common.js";

const people = (form) => [...form.querySelectorAll("[data-find]")];
const words = (person) => person.dataset.find.toLowerCase();

function fits(person, typed) {
  return words(person).split(" ").some((word) => word.startsWith(typed)) || words(person).includes(typed);
}

function narrow(form, typed) {
  let first = null;
  for (const person of people(form)) {
    person.hidden = typed !== "" && !fits(person, typed);
    if (!person.hidden) first ??= person;
  }
  form.querySelector("[data-switch-none]").hidden = first !== null;
  if (typed && first) first.querySelector("input").checked = true;
  return first;
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("[data-switch]");
  if (!form || event.isComposing || !event.target.matches("[data-switch-who]")) return;
  const digits = /\d+$/.exec(event.target.value)?.[0] ?? "";
  if (digits) event.target.value = event.target.value.slice(0, -digits.length);
  narrow(form, event.target.value.trim().toLowerCase());
  if (!digits) return;
  const pin = form.querySelector("[data-switch-pin]");
  pin.value = digits;
  pin.focus();
});

document.addEventListener("compositionend", (event) => {
  const form = event.target.closest?.("[data-switch]");
  if (form && event.target.matches("[data-switch-who]")) narrow(form, event.target.value.trim().toLowerCase());
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || composing(event) || !event.target.matches?.("[data-switch-who], [data-switch] input[type=radio]")) return;
  event.preventDefault();
  event.target.closest("[data-switch]").querySelector("[data-switch-pin]").focus();
});

// chosen with a finger or the mouse (not by the arrow keys, which walk on): straight to the PIN
document.addEventListener("click", (event) => {
  if (event.detail > 0 && event.target.matches?.("[data-switch] input[type=radio]")) event.target.closest("[data-switch]").querySelector("[data-switch-pin]").focus();
  if (event.target.closest?.("[data-print]")) window.print();
});
