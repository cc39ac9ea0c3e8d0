/* Optional. Puts the reader's group first, opens folds for paper, shows the search box. Without it links simply jump. */
(function () {
  "use strict";
  var key = "handbook.group", list = document.querySelector("[data-groups]");

  /* The group is kept on this device alone, as "id seat": a sub-group sits at the seat of its group. */
  function known() { try { return localStorage.getItem(key); } catch (e) { return null; } }
  function keep(link) { try { localStorage.setItem(key, link.dataset.group + " " + link.dataset.seat); } catch (e) { /* the link still works */ } }

  function first(kept) {
    if (!list || !kept) return;
    var parts = kept.split(" "), groups = Array.from(list.querySelectorAll(".group"));
    var mine = groups.filter(function (g) { return g.id === "group-" + parts[0]; });
    if (!mine.length) mine = groups.filter(function (g) { return g.dataset.seat === parts[1]; });
    groups.forEach(function (g) {
      var me = mine.indexOf(g) >= 0;
      g.classList.toggle("me", me);
      g.querySelector(".yours").hidden = !me;
    });
    mine.reverse().forEach(function (g) { list.prepend(g); });
  }

  document.addEventListener("click", function (e) {
    var link = e.target.closest("a[data-group]");
    if (!link) return;
    keep(link);
    first(known());
  });
  first(known());

  var shut = [];
  addEventListener("beforeprint", function () {
    shut = Array.from(document.querySelectorAll("details:not([open])"));
    shut.forEach(function (d) { d.open = true; });
  });
  addEventListener("afterprint", function () { shut.forEach(function (d) { d.open = false; }); });

  var find = document.querySelector("[data-search]");
  if (find) {
    find.hidden = false;
    find.querySelector("input").addEventListener("keydown", function (e) {
      if (e.key === "Enter" && this.value.trim()) location.href = find.dataset.search + "?q=" + encodeURIComponent(this.value.trim());
    });
  }
}());
