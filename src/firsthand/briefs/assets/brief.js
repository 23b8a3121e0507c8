"use strict";
(function () {
  function light(id) {
    document.querySelectorAll("mark.lit").forEach(function (m) { m.classList.remove("lit"); });
    var lit = document.querySelectorAll('mark[data-claims~="' + CSS.escape(id) + '"]');
    lit.forEach(function (m) { m.classList.add("lit"); });
    return lit[0];
  }
  function show() {
    var id = decodeURIComponent(location.hash.slice(1));
    var at = id && document.getElementById(id);
    if (!at) return;
    for (var up = at; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    var first = light(id) || at;
    first.scrollIntoView({ block: "center" });
  }
  window.addEventListener("hashchange", show);
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) { event.preventDefault(); show(); }
  });
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.point").forEach(function (d) { d.open = true; });
  });
  show();
})();
