/** F in a month's grid: the chosen days stay as they are when a roster is generated; F again, and they are open to it. */
import { composing, singleKeys } from "./common.js";
import { chosen, inTurn } from "./roster.js";

const CELL = "[data-roster] [role=gridcell]";

const day = (cell) => document.querySelectorAll("table.roster thead [data-day]")[cell.cellIndex - 1].dataset.day;

document.addEventListener("keydown", (event) => {
  const cell = event.target instanceof Element ? event.target.closest(CELL) : null;
  if (!cell || composing(event) || !singleKeys() || event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== "f") return;
  event.preventDefault();
  const cells = chosen().filter((one) => !one.classList.contains("is-elsewhere"));
  if (!cells.length) return;
  const fixed = cells.every((one) => one.hasAttribute("data-fixed")) ? "" : "1";
  const values = { cell: cells.map((one) => `${one.parentElement.dataset.person} ${day(one)}`), fixed, _key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}` };
  const url = document.querySelector("[data-roster]").dataset.roster.replace(/cells$/, "fixed");
  inTurn(() => window.htmx.ajax("POST", url, { source: document.querySelector("table.roster"), target: "#roster", swap: "morph:outerHTML", values }));
});
