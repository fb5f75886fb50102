/** [data-elapsed="2026-11-22T09:30:00+08:00"] counts up; past [data-limit] seconds it gets data-over. An empty value starts now. */
function tick() {
  for (const clock of document.querySelectorAll("[data-elapsed]")) {
    if (!clock.dataset.elapsed) clock.dataset.elapsed = new Date().toISOString();
    const gone = Math.max(0, Math.floor((Date.now() - Date.parse(clock.dataset.elapsed)) / 1000));
    const hours = Math.floor(gone / 3600);
    const rest = `${String(Math.floor(gone / 60) % 60).padStart(hours ? 2 : 1, "0")}:${String(gone % 60).padStart(2, "0")}`;
    clock.textContent = hours ? `${hours}:${rest}` : rest;
    clock.toggleAttribute("data-over", Boolean(clock.dataset.limit) && gone > Number(clock.dataset.limit));
  }
}

tick();
setInterval(tick, 1000);
