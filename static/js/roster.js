/**
 * [data-roster="url"]: a month's grid as quick as a spreadsheet. Arrows move, Shift with them selects, digits plan the shift of
 * the legend, a typed letter its shift, Delete frees; Ctrl+C, Ctrl+V and Ctrl+Z as everywhere. Every change goes to the house at once.
 */
import { composing, word } from "./common.js";
import { toast } from "./toast.js";

const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const undone = [];
let anchor = null;
let held = null; // row and column of the cell that has the keyboard
let picked = null; // two corners of what is selected
// One change after another, and from the table: htmx gives up a waiting request of an element for a later one, and the
// element around it asks for live updates.
let sent = Promise.resolve();

/** Whatever is asked of the grid waits for what was asked before it: an older answer never covers a newer one. */
export function inTurn(ask) {
  sent = sent.then(ask).catch(() => {});
}

const grid = () => document.querySelector("[data-roster] table.roster");
const rows = () => [...grid().tBodies[0].rows].filter((row) => row.dataset.person);
const cells = (row) => [...row.querySelectorAll("[role=gridcell]")];
const letters = () => [...document.querySelectorAll("#roster .roster-sign")].map((sign) => sign.textContent.trim());
const place = (cell) => [rows().indexOf(cell.parentElement), cells(cell.parentElement).indexOf(cell)];
const at = (row, column) => { const found = rows()[row]; return found ? cells(found)[column] : undefined; };

/** The selection is kept as places: a live update exchanges cells and their classes. */
export function chosen() {
  if (!picked) return document.activeElement?.matches("[role=gridcell]") ? [document.activeElement] : [];
  const [[r1, c1], [r2, c2]] = picked;
  const found = [];
  for (let r = Math.min(r1, r2); r <= Math.max(r1, r2); r += 1) {
    for (let c = Math.min(c1, c2); c <= Math.max(c1, c2); c += 1) found.push(at(r, c));
  }
  return found.filter(Boolean);
}

function choose(corners) {
  picked = corners;
  for (const cell of grid().querySelectorAll(".is-chosen")) cell.classList.remove("is-chosen");
  if (picked) for (const cell of chosen()) cell.classList.add("is-chosen");
}

function change(cell, letter) {
  const [, column] = place(cell);
  const day = grid().tHead.rows[0].querySelectorAll("[data-day]")[column].dataset.day;
  return { person: cell.parentElement.dataset.person, day, letter, was: cell.textContent.trim() };
}

function cellOf({ person, day }) {
  const column = [...grid().tHead.rows[0].querySelectorAll("[data-day]")].findIndex((head) => head.dataset.day === day);
  return cells(rows().find((row) => row.dataset.person === person))[column];
}

function send(changes, undoes = false) {
  const real = changes.filter((one) => one.letter !== one.was);
  if (!real.length) return;
  const cell = real.map((one) => `${one.person} ${one.day} ${one.letter || "."} ${one.was || "."}`);
  const url = document.querySelector("[data-roster]").dataset.roster;
  const values = { cell, _key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}` };
  if (!undoes) undone.push({ url, changes: real.map((one) => ({ ...one, letter: one.was, was: one.letter })) });
  for (const one of real) cellOf(one).textContent = one.letter;
  inTurn(() => window.htmx.ajax("POST", url, { source: grid(), target: "#roster", swap: "morph:outerHTML", values }));
}

/** What was refused never stood there: nothing to undo, and the grid shows what stands now. */
document.addEventListener("htmx:responseError", (event) => {
  const roster = document.querySelector("[data-roster]");
  if (!roster || event.detail.requestConfig?.path !== roster.dataset.roster) return;
  undone.length = 0;
  toast(word(`e${event.detail.xhr.status}`) || word("e500"), "warning"); // the grid is quiet about its own refreshes only
  window.htmx.ajax("GET", roster.getAttribute("hx-get"), { source: roster, target: "#roster", select: "#roster", swap: "morph:outerHTML" });
});

const put = (letter) => send(chosen().map((cell) => change(cell, letter)));

function paste(text) {
  const [first] = chosen();
  if (!first) return;
  const [row, column] = place(first);
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t"));
  const known = letters();
  send(lines.flatMap((line, r) => line.map((word, c) => {
    const cell = at(row + r, column + c);
    return cell && (word.trim() === "" || known.includes(word.trim())) ? change(cell, word.trim()) : null;
  })).filter(Boolean));
}

function copied() {
  const byRow = new Map();
  for (const cell of chosen()) byRow.set(cell.parentElement, [...(byRow.get(cell.parentElement) ?? []), cell.textContent.trim()]);
  return [...byRow.values()].map((line) => line.join("\t")).join("\n");
}

document.addEventListener("keydown", (event) => {
  const cell = event.target instanceof Element ? event.target.closest("[data-roster] [role=gridcell]") : null;
  if (!cell || composing(event) || event.altKey) return;
  const held = event.ctrlKey || event.metaKey;
  if (held && event.key.toLowerCase() === "z") {
    event.preventDefault();
    const last = undone.pop();
    if (last?.url === cell.closest("[data-roster]").dataset.roster) send(last.changes, true);
    else undone.length = 0;
  } else if (MOVES[event.key] && !held) {
    event.preventDefault();
    const [row, column] = place(cell);
    const next = at(row + MOVES[event.key][0], column + MOVES[event.key][1]);
    if (!next) return;
    next.focus();
    if (event.shiftKey) choose([anchor ?? [row, column], place(next)]); else { anchor = place(next); choose(null); }
  } else if (!held && (event.key === "Delete" || event.key === "Backspace" || event.key === "0")) {
    event.preventDefault();
    put("");
  } else if (!held && letters()[Number(event.key) - 1]) {
    event.preventDefault();
    put(letters()[Number(event.key) - 1]);
  } else if (!held && letters().includes(event.key)) {
    event.preventDefault();
    put(event.key);
  }
});

document.addEventListener("focusin", (event) => {
  const cell = event.target.closest?.("[data-roster] [role=gridcell]");
  if (cell) held = place(cell);
  else if (event.target !== document.body) held = null;
});

document.addEventListener("htmx:afterSettle", () => {
  if (!grid()) return;
  if (held && document.activeElement === document.body) at(...held)?.focus();
  if (picked) choose(picked);
});

document.addEventListener("mousedown", (event) => {
  const cell = event.target instanceof Element ? event.target.closest("[data-roster] [role=gridcell]") : null;
  if (!cell) return;
  if (event.shiftKey && anchor) { event.preventDefault(); choose([anchor, place(cell)]); return; }
  anchor = place(cell);
  choose(null);
});

for (const name of ["copy", "paste"]) {
  document.addEventListener(name, (event) => {
    if (!document.activeElement?.closest("[data-roster] [role=gridcell]")) return;
    event.preventDefault();
    if (name === "copy") event.clipboardData.setData("text/plain", copied());
    else paste(event.clipboardData.getData("text/plain"));
  });
}
