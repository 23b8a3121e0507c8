"use strict";
// The workbench's own script. Every page works without it; with it a claim's report opens beside the
// points, keys move, long work shows its progress. It loads nothing from elsewhere.
(function () {
  const one = (selector, root) => (root || document).querySelector(selector);
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const pane = one("#pane");
  let opener = null;

  // A report beside the points ------------------------------------------------------------------------

  async function openClaim(link) {
    const answer = await fetch(link.href, { headers: { "X-Firsthand-Part": "pane" } });
    if (!answer.ok || answer.redirected) { location.href = link.href; return; }
    // The part comes from our own server, where every word of a report was escaped.
    pane.innerHTML = await answer.text();
    pane.hidden = false;
    all("a.claim[aria-current]").forEach((a) => a.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "true");
    opener = link;
    const first = one("mark.lit", pane);
    pane.scrollTop = first ? Math.max(0, first.offsetTop - pane.clientHeight / 3) : 0;
    // Far down in a report the page itself must move as well.
    if (first) first.scrollIntoView({ block: "nearest" });
    pane.focus({ preventScroll: true });
  }

  function closePane() {
    if (!pane || pane.hidden) return false;
    pane.hidden = true;
    if (opener) { opener.removeAttribute("aria-current"); opener.focus(); }
    return true;
  }

  function show(id) {
    const at = id && document.getElementById(id);
    if (!at) return null;
    for (let up = at; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    at.scrollIntoView({ block: "center" });
    return at;
  }

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const claim = event.target.closest("a.claim[data-claim]");
    if (claim && pane) { event.preventDefault(); openClaim(claim); return; }
    const close = event.target.closest("[data-close]");
    if (close && pane && !pane.hidden) { event.preventDefault(); closePane(); return; }
    const point = event.target.closest("a[data-point]");
    if (point && show(point.dataset.point)) { event.preventDefault(); return; }
    const words = event.target.closest("mark[data-keys]");
    if (!words) return;
    const keys = words.dataset.keys.split(" ");
    if (words.classList.contains("passage")) { lightPassage(keys[0], words); return; }
    const key = "at-" + keys[keys.length - 1];
    const item = show(key);
    // A point that only one report has may be left out of the page until all are asked for.
    if (!item && pane && !location.search.includes("all=true")) {
      location.href = location.pathname + "?all=true#" + key;
      return;
    }
    const link = item && one("a.claim", item);
    if (link) openClaim(link);
  });

  // Passages that two reports share ---------------------------------------------------------------------

  function lightPassage(key, from) {
    all("mark.passage.lit").forEach((m) => m.classList.remove("lit"));
    const marks = all("mark.passage").filter((m) => m.dataset.keys.split(" ").includes(key));
    marks.forEach((m) => m.classList.add("lit"));
    const side = from && from.closest("section");
    const other = marks.find((m) => m.closest("section") !== side);
    if (other) other.scrollIntoView({ block: "center" });
  }

  function stepPassage(by) {
    const keys = Array.from(new Set(all(".sides mark.passage").flatMap((m) => m.dataset.keys.split(" "))));
    if (!keys.length) return false;
    const lit = one("mark.passage.lit");
    const at = lit ? keys.indexOf(lit.dataset.keys.split(" ")[0]) : by > 0 ? -1 : 0;
    lightPassage(keys[(at + by + keys.length) % keys.length], null);
    return true;
  }

  // Keys --------------------------------------------------------------------------------------------------

  const seen = (element) => element.offsetParent !== null;

  function step(items, by) {
    const list = items.filter(seen);
    if (!list.length) return;
    const active = document.activeElement;
    let at = list.indexOf(active);
    if (at < 0) {
      at = list.findIndex((item) => active.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING);
      at = at < 0 ? list.length : at;
      at = by > 0 ? at - 1 : at;
    }
    const next = list[Math.min(list.length - 1, Math.max(0, at + by))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  const places = { s: "/", r: "/reports", o: "/sources", d: "/decisions", a: "/add", h: "/help" };
  let going = false;

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (event.key === "Escape") {
      if (field) field.blur();
      else if (!closePane()) all("main :checked").forEach((box) => { if (box.type === "checkbox") box.checked = false; });
      return;
    }
    if (field) return;
    if (going) { going = false; if (places[event.key]) { location.href = places[event.key]; return; } }
    const row = document.activeElement.closest(".point, .stories > li, .reports > li");
    const keys = {
      j: () => step(all("[data-row]"), 1),
      k: () => step(all("[data-row]"), -1),
      c: () => step(all("a.claim"), 1),
      C: () => step(all("a.claim"), -1),
      o: () => { const d = document.activeElement.closest("details"); if (d) d.open = !d.open; },
      x: () => {
        const claim = document.activeElement.closest(".claims li");
        const box = claim ? one("input[type=checkbox]", claim) : row && one("input[type=checkbox]", row);
        if (box) box.checked = !box.checked;
      },
      n: () => stepPassage(1),
      p: () => stepPassage(-1),
      g: () => { going = true; },
      "/": () => one("#search").focus(),
      "?": () => { location.href = "/help"; },
    };
    const tab = /^[1-8]$/.test(event.key) && all(".tabs a")[Number(event.key) - 1];
    if (tab) { location.href = tab.href; return; }
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });

  // Long work ---------------------------------------------------------------------------------------------

  const mark = () => { const field = one("input[name=mark]"); return field ? field.value : ""; };

  async function work(path, options, line) {
    const answer = await fetch(path, {
      method: "POST",
      ...options,
      headers: { ...(options.headers || {}), "X-Firsthand-Mark": mark() },
    });
    if (!answer.ok || !answer.body) {
      const told = await answer.json().catch(() => null);
      throw new Error(told && told.error ? told.error.message : "the server answered " + answer.status);
    }
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      const lines = (rest + (value || "")).split("\n");
      rest = done ? "" : lines.pop();
      lines.filter(Boolean).forEach((text) => line(JSON.parse(text)));
      if (done) return;
    }
  }

  all("form[data-read]").forEach((form) => {
    const told = one("[data-progress]", form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      one("button", form).disabled = true;
      told.textContent = "Reading …";
      let failed = "";
      work(form.dataset.read, {}, (line) => {
        if (line.error) failed = line.error.message;
        else if (line.of) told.textContent = line.stage + " " + line.done + " of " + line.of + " …";
      }).then(() => { if (failed) throw new Error(failed); location.reload(); })
        .catch((error) => { told.textContent = "That did not work: " + error.message; one("button", form).disabled = false; });
    });
    if (form.hasAttribute("data-now")) form.requestSubmit();
  });

  all("[data-files]").forEach((section) => {
    section.hidden = false;
    const told = one("[data-progress]", section);
    const left = one("[data-left-out]", section);
    const kinds = { html: "text/html", htm: "text/html", jsonl: "application/x-ndjson", ndjson: "application/x-ndjson" };
    one("[data-pick]", section).addEventListener("change", async (event) => {
      const counts = { new: 0, changed: 0, same: 0 };
      for (const file of event.target.files) {
        told.textContent = "Adding " + file.name + " …";
        const kind = kinds[file.name.split(".").pop().toLowerCase()] || "text/plain";
        try {
          await work("/api/reports?name=" + encodeURIComponent(file.name), { body: file, headers: { "Content-Type": kind } }, (line) => {
            if (line.outcome) counts[line.outcome] += 1;
            else if (line.reason || line.error) {
              const item = document.createElement("li");
              item.textContent = file.name + ": " + (line.reason || line.error.message);
              left.append(item);
            }
          });
        } catch (error) {
          const item = document.createElement("li");
          item.textContent = file.name + ": " + error.message;
          left.append(item);
        }
      }
      told.textContent = counts.new + " new, " + counts.changed + " changed, " + counts.same + " known already. ";
      const link = document.createElement("a");
      link.href = "/";
      link.textContent = "See the stories";
      told.append(link);
    });
  });

  // Arriving and leaving ------------------------------------------------------------------------------------

  const arrive = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const at = show(id);
    const summary = at && one(":scope > summary", at);
    if (summary) summary.focus({ preventScroll: true });
  };
  window.addEventListener("hashchange", arrive);
  if (location.hash) arrive();

  // On paper the claims stand under every point that more than one report has.
  window.addEventListener("beforeprint", () => {
    all(".point:not(.single) > details").forEach((d) => { d.open = true; });
  });
})();
