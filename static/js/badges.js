/** [data-count-of="id"] shows the same number as #id (bottom bar), whenever the server swaps #id out of band. */
function copy(badge) {
  for (const twin of document.querySelectorAll(`[data-count-of="${CSS.escape(badge.id)}"]`)) {
    twin.innerHTML = badge.innerHTML;
    twin.hidden = badge.hidden;
  }
}

for (const badge of document.querySelectorAll("[data-count][id]")) copy(badge);
document.addEventListener("htmx:oobAfterSwap", (event) => {
  if (event.detail.target?.matches?.("[data-count]")) {
    const now = document.getElementById(event.detail.target.id);
    if (now) copy(now);
  }
});
