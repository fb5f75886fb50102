/**
 * [data-list]: j, k (anywhere outside fields) and the arrows (inside it) move over its [data-list-item]s, or the first
 * link of each child; Enter follows, as on any link. input[data-list-input="#id"]: the arrows step from the field into the list.
 */
import { composing, singleKeys, typing, visible } from "./common.js";

function items(list) {
  const marked = list.querySelectorAll("[data-list-item]");
  const all = marked.length ? [...marked] : [...list.children].map((child) => (child.matches("a, button") ? child : child.querySelector("a, button")));
  return all.filter((item) => item && visible(item));
}

function step(list, by) {
  const all = items(list);
  if (!all.length) return false;
  const here = all.findIndex((item) => item === document.activeElement || item.closest("tr, li")?.contains(document.activeElement));
  const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by;
  if (next < 0 || next >= all.length) return false;
  all[next].focus();
  all[next].scrollIntoView({ block: "nearest" });
  return true;
}

document.addEventListener("keydown", (event) => {
  if (composing(event) || event.altKey || event.ctrlKey || event.metaKey) return;
  const by = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by || !(event.target instanceof Element)) return;
  const arrow = event.key.startsWith("Arrow");
  const field = event.target.closest("[data-list-input]");
  if (field && arrow) {
    const list = document.querySelector(field.dataset.listInput);
    if (list && by > 0 && step(list, by)) event.preventDefault();
    return;
  }
  if (typing(event.target) || event.target.closest("summary, [role=radio], input[type=radio]")) return;
  const inside = event.target.closest("[data-list]");
  if (arrow ? !inside : !singleKeys()) return;
  const list = inside ?? [...(document.querySelector("dialog[open]") ?? document).querySelectorAll("[data-list]")].find(visible);
  if (!list) return;
  if (step(list, by)) event.preventDefault();
  else if (by < 0 && list.id) {
    const back = document.querySelector(`[data-list-input="#${CSS.escape(list.id)}"]`);
    if (back) { event.preventDefault(); back.focus(); }
  }
});
