/* Runs before the first paint (classic script in head): colours of day or night, folded rail. */
(function () {
  var root = document.documentElement, kept = null, rail = null;
  try { kept = localStorage.getItem("hushu.theme"); rail = localStorage.getItem("hushu.rail"); } catch (e) { /* storage is off */ }
  var night = window.matchMedia("(prefers-color-scheme: dark)");
  root.dataset.bsTheme = kept || (night.matches ? "dark" : "light");
  if (rail) root.dataset.rail = rail;
  root.dataset.js = "";
})();
