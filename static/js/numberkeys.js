/** [data-number-keys]: 1 to 9 (with Alt while typing) follows the nth visible link or button of its children's. */
import { composing, singleKeys, typing, visible } from "./common.js";

document.addEventListener("keydown", (event) => {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (!digit || composing(event) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!event.altKey && (typing(event.target) || !singleKeys())) return;
  const scope = document.querySelector("dialog[open]") ?? document;
  const list = [...scope.querySelectorAll("[data-number-keys]")].find(visible);
  if (!list) return;
  const marked = list.querySelectorAll("[data-number]");
  const items = (marked.length ? [...marked] : [...list.children].map((child) => (child.matches("a, button") ? child : child.querySelector("a, button, input")))).filter((e) => e && visible(e));
  const chosen = items[Number(digit) - 1];
  if (!chosen) return;
  event.preventDefault();
  chosen.focus();
  chosen.click();
});
