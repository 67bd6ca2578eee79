// The page of a document without this script is complete. The script shows all annotations under the
// pointer, what a chosen annotation is related to, and moves through the text by arrow keys.
"use strict";
(() => {
  const text = document.getElementById("text");
  const chosen = document.getElementById("selected");
  if (!text || !chosen) return;
  document.documentElement.classList.add("js");
  const list = chosen.querySelector("ol");
  const tags = [...text.querySelectorAll(".tag")];
  const places = new Map();  // the parts of the text that an annotation covers, by its id
  for (const part of text.querySelectorAll("[data-a]")) {
    const id = part.dataset.a;
    places.has(id) ? places.get(id).push(part) : places.set(id, [part]);
  }
  const card = (id) => document.querySelector(`li.card[id="${CSS.escape(id)}"]`);
  const tag = (id) => document.getElementById(`at-${id}`);

  // What an annotation is related to: the ids that its card leads to.
  const related = (id) => [...(card(id)?.querySelectorAll("dl a[href^='#']") ?? [])]
    .map((link) => link.hash.slice(1));

  const shownLayer = (part) => {
    const box = document.getElementById(`show-${part.classList[0]}`);
    return !box || box.checked;
  };

  // All annotations that cover a part of the text, the innermost first.
  function covering(part) {
    const ids = [];
    for (let at = part.closest("[data-a]"); at; at = at.parentElement.closest("[data-a]")) {
      if (shownLayer(at) && !ids.includes(at.dataset.a)) ids.push(at.dataset.a);
    }
    return ids;
  }

  function mark(name, ids) {
    for (const part of text.querySelectorAll(`.${name}`)) part.classList.remove(name);
    for (const id of ids) for (const part of places.get(id) ?? []) part.classList.add(name);
  }

  let selection = [];
  function highlight(ids) {
    mark("on", ids);
    mark("related", ids.flatMap(related));
  }

  function copyButton(id) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy as JSON";
    button.setAttribute("aria-label", `Copy as JSON: ${id}`);
    button.addEventListener("click", async () => {
      const line = document.getElementById(`j-${id}`).textContent.trim();
      button.textContent = (await copied(line)) ? "Copied" : "Not copied";
    });
    return button;
  }

  async function copied(line) {
    try {
      await navigator.clipboard.writeText(line);
      return true;
    } catch {
      const field = document.createElement("textarea");
      field.value = line;
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  }

  function select(ids) {
    selection = ids.filter(card);
    highlight(selection);
    list.replaceChildren(...selection.map((id) => {
      const copy = card(id).cloneNode(true);
      copy.removeAttribute("id");
      copy.querySelector(".json")?.replaceWith(copyButton(id));
      return copy;
    }));
    chosen.hidden = !selection.length;
    chosen.querySelector("h2").textContent = selection.length === 1
      ? "Selected annotation" : `${selection.length} annotations here`;
    chosen.parentElement.scrollTop = 0;
  }

  function show(id, {focus = false} = {}) {
    select([id]);
    const place = tag(id) ?? places.get(id)?.[0];
    if (place) {
      // On a narrow screen what is selected covers the lower part of the text.
      const covers = getComputedStyle(chosen).position === "fixed";
      const room = innerHeight - (covers ? chosen.offsetHeight : 0);
      const {top, bottom} = place.getBoundingClientRect();
      if (top < 20 || bottom > room - 20) scrollBy(0, top - room / 3);
      if (focus && place.classList.contains("tag")) moveTo(place);
    }
  }

  // One stop of the tab key for the whole text; arrow keys move from there.
  let current = null;
  function moveTo(next, focus = true) {
    if (current) current.tabIndex = -1;
    current = next;
    current.tabIndex = 0;
    if (focus) current.focus({preventScroll: true});
  }
  if (tags.length) moveTo(tags[0], false);

  const steps = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity};
  text.addEventListener("keydown", (event) => {
    if (!event.target.classList.contains("tag") || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") { select([]); return; }
    if (!(event.key in steps)) return;
    event.preventDefault();
    const visible = tags.filter((one) => one.offsetParent);
    const at = visible.indexOf(event.target) + steps[event.key];
    const next = visible[Math.max(0, Math.min(visible.length - 1, at))];
    if (!next) return;
    moveTo(next);
    show(next.hash.slice(1));
  });

  // A layer that is switched off may have had the stop.
  document.getElementById("layers").addEventListener("change", () => {
    const next = tags.find((one) => one.offsetParent);
    if (current && !current.offsetParent && next) moveTo(next, false);
    highlight(selection);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && selection.length) {
      select([]);
      current?.focus();
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) {
      const id = link.hash.slice(1).replace(/^at-/, "");
      if (!card(id) || link.classList.contains("json")) return;
      event.preventDefault();
      history.pushState(null, "", `#${id}`);
      show(id, {focus: link.closest("#annotations, .voices") !== null});
      return;
    }
    const part = event.target.closest("#text [data-a]");
    if (part && getSelection().isCollapsed) {
      const ids = covering(part);
      if (ids.length) {
        history.replaceState(null, "", `#${ids[0]}`);
        select(ids);
      }
    }
  });

  const under = document.createElement("div");
  under.id = "under";
  under.hidden = true;
  under.setAttribute("aria-hidden", "true");  // for the pointer; cards say the same
  document.body.append(under);
  text.addEventListener("pointerover", (event) => {
    const link = event.target.closest(".tag");
    const part = event.target.closest("[data-a]");
    const ids = link ? [link.hash.slice(1)] : part ? covering(part) : [];
    under.hidden = !ids.length || event.pointerType === "touch";
    under.replaceChildren(...ids.map((id) => {
      const line = document.createElement("div");
      line.textContent = `${id}: ${card(id).querySelector(".head strong").textContent}`;
      return line;
    }));
    highlight(ids.length ? ids : selection);
  });
  text.addEventListener("pointerleave", () => { under.hidden = true; highlight(selection); });

  function fromAddress() {
    const id = decodeURIComponent(location.hash.slice(1)).replace(/^at-/, "");
    if (id && card(id)) show(id);
  }
  addEventListener("hashchange", fromAddress);
  addEventListener("popstate", fromAddress);
  // The browser itself goes to the card; the place in the text is what a reader wants.
  addEventListener("load", () => setTimeout(fromAddress));
})();
