"use strict";
// Search over texts.js, which is loaded at the first letter: all words must occur in an article.
const field = document.getElementById("search");
const items = new Map();
for (const item of document.querySelectorAll("ul.articles li")) items.set(item.dataset.id, item);
const count = document.getElementById("count");

function plain(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
}

function show() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  let found = 0;
  for (const [id, text] of window.TEXTS) {
    const item = items.get(id);
    const matches = words.every((word) => text.includes(word));
    item.hidden = !matches;
    found += matches;
  }
  for (const day of document.querySelectorAll("section")) {
    day.hidden = !day.querySelector("li:not([hidden])");
  }
  count.textContent = words.length ? `${found} of ${items.size}` : "";
}

function search() {
  if (window.TEXTS.ready) return show();
  if (document.getElementById("texts")) return;
  const script = document.createElement("script");
  script.id = "texts";
  script.src = "texts.js";
  script.onload = () => {
    for (const entry of window.TEXTS) entry[1] = plain(entry[1]);
    window.TEXTS.ready = true;
    show();
  };
  document.head.append(script);
}

window.TEXTS = [];
document.getElementById("box").hidden = false;
field.addEventListener("input", search);
