// The desk works without this file; it adds keys and saves a click. No page content is made here.
"use strict";
document.documentElement.classList.add("js");

const typing = (at) => at && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));

for (const field of document.querySelectorAll("[data-submit]")) {
  field.addEventListener("change", () => field.form.requestSubmit());
}

const keys = document.getElementById("keys");
const press = (name) => {
  const found = document.querySelector(`[data-key="${name}"]`);
  if (!found) return false;
  if (found.tagName === "A") location.assign(found.href);
  else if (found.tagName === "INPUT") found.focus();
  else if (found.tagName === "SUMMARY") { found.parentElement.open = true; (found.parentElement.querySelector("select, input:not([type=hidden])") || found).focus(); }
  else found.click();
  return true;
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
  if (typing(event.target) || document.body.dataset.keys === "off") return;
  if (event.key === "/") { document.getElementById("q").focus(); event.preventDefault(); return; }
  if (event.key === "?" && keys) { keys.open = !keys.open; keys.querySelector("summary").focus(); event.preventDefault(); return; }
  if (/^[a-z0-9]$/.test(event.key) && press(event.key)) event.preventDefault();
});

// On a narrow screen tables become cards (see desk.css): each cell then says what its column is.
for (const table of document.querySelectorAll("table:not(.ranges)")) {
  const heads = [...table.querySelectorAll("thead th")].map((th) => (th.querySelector("a") || th).textContent.trim());
  table.classList.add("stacks");
  table.setAttribute("role", "table");
  for (const group of table.querySelectorAll("thead, tbody")) group.setAttribute("role", "rowgroup");
  for (const row of table.querySelectorAll("tr")) {
    row.setAttribute("role", "row");
    [...row.cells].forEach((cell, at) => {
      cell.setAttribute("role", cell.tagName === "TD" ? "cell" : cell.scope === "col" ? "columnheader" : "rowheader");
      if (cell.tagName === "TD" && cell.colSpan === 1 && heads[at]) cell.dataset.label = heads[at];
    });
  }
}
if (matchMedia("(max-width: 40rem)").matches) for (const one of document.querySelectorAll("details.wide-open")) one.open = false;
const current = document.querySelector(".top nav [aria-current]");
if (current) current.parentElement.scrollLeft = current.offsetLeft - (current.parentElement.clientWidth - current.offsetWidth) / 2;

// Says when the conclusions of a decision are drawn.
const updating = document.getElementById("updating");
if (updating) {
  const ask = setInterval(async () => {
    const answer = await fetch("/updating").then((r) => r.json()).catch(() => ({ behind: true }));
    if (answer.behind) return;
    clearInterval(ask);
    const link = document.createElement("a");
    link.href = location.href;
    link.textContent = updating.dataset.done;
    updating.replaceChildren(link);
  }, 2000);
}

// The map's slider: shows its day while it moves, asks the server when it is let go.
const slider = document.querySelector("input[type=range][data-days]");
if (slider) {
  const days = slider.dataset.days.split(" ");
  const shown = document.getElementById("slider-day");
  const field = slider.form.elements.namedItem("day");
  slider.hidden = false;
  slider.addEventListener("input", () => { shown.textContent = days[slider.value]; field.value = days[slider.value]; });
  slider.addEventListener("change", () => slider.form.requestSubmit());
}
