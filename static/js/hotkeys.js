/**
 * data-hotkey="n" | "g d" | "alt+s": follows the link, presses the button or focuses the field that carries it.
 * "/" focuses [data-search], "?" opens the list of keys, "g" lights up the letters in the menu.
 * Nothing acts while an input method composes, nor in a field except with Alt or Ctrl.
 */
import { composing, remember, singleKeys, typing, visible } from "./common.js";

const WAIT = 1500;
let prefix = "";
let timer = 0;

function arm(key) {
  prefix = key;
  document.documentElement.toggleAttribute("data-keys-armed", key !== "");
  clearTimeout(timer);
  if (key) timer = setTimeout(() => arm(""), WAIT);
}

function name(event) {
  const letter = /^Key[A-Z]$/.test(event.code) ? event.code[3].toLowerCase() : event.key.toLowerCase();
  if (event.altKey) return `alt+${letter}`;
  if (event.ctrlKey || event.metaKey) return `ctrl+${letter}`;
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

function act(target) {
  target.focus(); // a dialog that it opens gives the focus back to it
  if (target.matches("input, textarea, select")) target.select?.(); else target.click();
}

function find(keys) {
  const scope = document.querySelector("dialog[open]") ?? document;
  return [...scope.querySelectorAll(`[data-hotkey="${CSS.escape(keys)}"]`)].find((e) => !e.disabled && (visible(e) || e.matches("#nav *")));
}

/** An element's words without its key caps. */
function bare(element) {
  const copy = element.cloneNode(true);
  for (const cap of copy.querySelectorAll("kbd, .count")) cap.remove();
  return copy.textContent.trim();
}

/** Fills the help dialog from what the page offers now. */
function list() {
  const box = document.querySelector("[data-keys-list]");
  box.replaceChildren(...[...document.querySelectorAll("[data-hotkey]")].map((element) => {
    const row = document.createElement("div");
    const keys = document.createElement("dt");
    const text = document.createElement("dd");
    for (const key of element.dataset.hotkey.split(" ")) {
      const cap = document.createElement("kbd");
      cap.textContent = key;
      keys.append(cap, " ");
    }
    text.textContent = element.dataset.keyLabel || element.getAttribute("aria-label") || element.querySelector(".rail-text")?.textContent
      || element.title || bare(element) || element.labels?.[0]?.textContent || "";
    row.append(keys, text);
    return row;
  }));
  document.querySelector("[data-keys-switch]").checked = singleKeys();
}

document.addEventListener("keydown", (event) => {
  if (composing(event) || event.defaultPrevented || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
  const held = event.altKey || event.ctrlKey || event.metaKey;
  if (!held && (typing(event.target) || !singleKeys())) return arm("");
  if (event.key === "Enter" && event.target.closest("a, button, summary, input")) return; // Enter belongs to what has the focus
  const key = name(event);
  const target = find(prefix ? `${prefix} ${key}` : key);
  const was = prefix;
  arm("");
  if (target) { event.preventDefault(); act(target); return; }
  if (held || was || document.querySelector("dialog[open]")) return;
  if (key === "/") {
    const search = [...document.querySelectorAll("[data-search]")].find(visible);
    if (search) { event.preventDefault(); search.focus(); search.select(); }
  } else if (key === "?") {
    event.preventDefault();
    list();
    document.getElementById("keys")?.showModal();
  } else if (key === "g") arm("g");
});

document.addEventListener("click", (event) => {
  if (event.target.closest('[data-dialog-open="#keys"]')) list();
}, true);

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-keys-switch]")) remember("hushu.keys", event.target.checked ? null : "off");
});
