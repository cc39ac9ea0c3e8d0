/* Search within an edition, on the search page alone; without it the A–Z list is the way.

   The index is a classic script, search-index.js, loaded on first use, so that it works from file:// too:

     window.handbookIndex = {docs: [[url, title, summary, kind, words], …]};

   url      the page, relative to the folder of search-index.js
   title    plain text
   summary  plain text, may be empty
   kind     "Practice", "Duty", "Term", … in the language of the page
   words    the other words of that page, each once, lower case, joined by blanks

   Accents and the forms of Arabic letters are folded here, not in the index. */
(function () {
  "use strict";
  var box = document.querySelector("[data-index]");
  if (!box) return;
  var input = box.querySelector("input"), count = document.getElementById("count");
  var found = document.getElementById("found"), results = document.getElementById("results");
  var docs = null, base = "", waiting = false, most = 50;

  function fold(text) {
    return text.toLowerCase().normalize("NFKD")
      .replace(/[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]/g, "")
      .replace(/\u0671/g, "\u0627").replace(/\u0629/g, "\u0647").replace(/\u0649/g, "\u064a")
      .replace(/\u00df/g, "ss").replace(/\u0131/g, "i")
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .replace(/(^| )\u0627\u0644(?=\S{3})/g, "$1") /* the article */
      .trim();
  }

  function load(then) {
    if (docs) return then();
    if (waiting) return;
    waiting = true;
    var script = document.createElement("script");
    script.src = box.dataset.index;
    script.onload = function () {
      base = script.src;
      docs = window.handbookIndex.docs.map(function (d) {
        return { url: d[0], title: d[1], summary: d[2], kind: d[3], fields: [" " + fold(d[1]), " " + fold(d[2]), " " + fold(d[4])] };
      });
      waiting = false;
      then();
    };
    script.onerror = function () { waiting = false; count.textContent = box.dataset.failed; };
    document.head.append(script);
  }

  /* Every term must begin a word somewhere; the title counts most, a whole word more than a beginning. */
  function score(doc, terms) {
    var total = 0;
    for (var t = 0; t < terms.length; t++) {
      var best = 0;
      for (var f = 0; f < 3 && !best; f++) {
        var at = doc.fields[f].indexOf(" " + terms[t]);
        if (at < 0) continue;
        var whole = (doc.fields[f] + " ").indexOf(" " + terms[t] + " ") >= 0;
        best = [20, 6, 2][f] + (whole ? [8, 3, 1][f] : 0) + (f === 0 && at === 0 ? 4 : 0);
      }
      if (!best) return 0;
      total += best;
    }
    return total;
  }

  /* Marks the words that begin with a term; text nodes only, so that no title can become markup. */
  function write(into, text, terms) {
    text.split(/([\p{L}\p{N}\p{M}]+)/u).forEach(function (run) {
      var plain = fold(run);
      var hit = plain && terms.some(function (t) { return plain.indexOf(t) === 0; });
      var node = document.createTextNode(run);
      if (hit) { var mark = document.createElement("mark"); mark.append(node); node = mark; }
      into.append(node);
    });
  }

  function row(doc, terms) {
    var li = document.createElement("li"), a = document.createElement("a");
    a.href = new URL(doc.url, base).href;
    a.dir = "auto";
    write(a, doc.title, terms);
    li.append(a);
    [doc.kind, doc.summary].forEach(function (text, second) {
      if (!text) return;
      var span = document.createElement("span");
      if (second) write(span, text, terms); else span.append(text);
      li.append(span);
    });
    return li;
  }

  function show() {
    var terms = fold(input.value).split(" ").filter(Boolean);
    results.replaceChildren();
    found.hidden = true;
    count.textContent = "";
    if (!terms.length) return;
    load(function () {
      terms = fold(input.value).split(" ").filter(Boolean);
      var hits = [];
      docs.forEach(function (d) { var s = score(d, terms); if (s) hits.push([s, d]); });
      hits.sort(function (a, b) { return b[0] - a[0] || a[1].title.localeCompare(b[1].title, document.documentElement.lang); });
      results.replaceChildren.apply(results, hits.slice(0, most).map(function (h) { return row(h[1], terms); }));
      found.hidden = !hits.length;
      var words = !hits.length ? box.dataset.none : hits.length > most ? box.dataset.first : box.dataset.found;
      count.textContent = words.replace("{n}", hits.length).replace("{shown}", most);
    });
  }

  var pause;
  box.hidden = false;
  input.addEventListener("focus", function () { load(show); });
  input.addEventListener("input", function () { clearTimeout(pause); pause = setTimeout(show, 120); });
  var asked = new URLSearchParams(location.search).get("q");
  if (asked) { input.value = asked; show(); } else input.focus({ preventScroll: true });
}());
