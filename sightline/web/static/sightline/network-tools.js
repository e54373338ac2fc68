// What a reader does with a chart: choose, pin, hide, go back in time, lay out anew.
import { asNumber, byImportance } from "./network-labels.js";
import { connectionLabel } from "./network-look.js";
import { fill, words } from "./network-words.js";

const LABELLED = 20, TOLD = 60, NEAR = 80, FREE = 400;
const inWords = (month) => fill(words.month, { month: words.months[Number(month.slice(5)) - 1], year: month.slice(0, 4) });
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

const link = (href, text) => Object.assign(element("a", "govuk-link", text), { href });
function press(text, act) {
  const made = element("button", "govuk-button govuk-button--secondary", text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

// Labels stand where the server found room for them. Once an item is chosen, all its lines have their words, and of a chart
// with many lines no others have.
export function label(cy, until) {
  const all = cy.edges().length <= LABELLED;
  const chosen = cy.$("node:selected");
  cy.batch(() => cy.edges().forEach((edge) => {
    const touched = chosen.length > 0 && edge.connectedNodes().some((node) => node.selected());
    const near = edge.connectedNodes().some((node) => node.hasClass("centre"));
    const first = all || edge.data("seat") || edge.data("same") || (near && !edge.hasClass("pale"));
    const said = (touched || (first && (all || chosen.empty() || edge.data("same")))) && edge.data("how");
    edge.toggleClass("said", Boolean(said)).toggleClass("chosen", touched).toggleClass("aside", chosen.length > 0 && !touched).removeClass("numbered pointed");
    if (!touched) { edge.removeData("across down"); if (edge.data("home")) edge.data(edge.data("home")); }
    if (said && edge.data("short") && !touched) asNumber(edge);
    else if (said) edge.data("label", connectionLabel(edge.data(), until, true));
  }));
}

// A line to which a reader points says its words for as long.
export function point(cy, until) {
  cy.on("mouseover", "edge", ({ target }) => {
    if (!target.data("how")) return;
    target.scratch("before", { said: target.hasClass("said"), label: target.data("label") || "" });
    target.data("label", connectionLabel(target.data(), until(), true)).addClass("said pointed");
  });
  cy.on("mouseout", "edge", ({ target }) => {
    const before = target.scratch("before");
    if (!before || !target.hasClass("pointed")) return;
    target.data("label", before.label).toggleClass("said", before.said).removeClass("pointed");
  });
}

// What each line says that has a number on it.
const numbered = (cy, until) => cy.edges(".numbered").filter((edge) => edge.visible() && !edge.hasClass("unsaid")).toArray()
  .sort((one, other) => one.data("number") - other.data("number"))
  .map((edge) => [edge.data("number"), fill(words.line, { one: edge.source().data("label"), other: edge.target().data("label"), says: connectionLabel(edge.data(), until).replace("\n", ", ") })]);

export function tellNumbers(cy, box, until) {
  const told = box.querySelector("[data-connections]"), lines = numbered(cy, until);
  told.hidden = lines.length === 0;
  told.querySelector("ul").replaceChildren(...lines.map(([number, says]) => {
    const item = element("li");
    item.append(element("strong", "", String(number)), ` ${says}`);
    return item;
  }));
}

function query(changes) {
  const sent = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) { if (name === "also") sent.append(name, value); else sent.set(name, value); }
  return `?${sent}`;
}

// The chart around the first of a path, which shows the path, with the same months and agencies.
function pathFrom(begun, id) {
  const sent = new URLSearchParams(location.search);
  ["show", "page", "start"].forEach((name) => sent.delete(name));
  sent.set("path", id);
  return `${begun.data("url")}picture/?${sent}`;
}

// What is said of the item that is chosen: its page, its lines, and what can be done with it.
export function tell(cy, box, until) {
  const told = box.querySelector("[data-chosen]");
  const node = cy.$("node:selected").first();
  if (node.empty()) return;
  const data = node.data(), says = element("p", "govuk-body"), tools = element("div", "govuk-button-group");
  says.append(`${data.words}: `, data.url ? link(data.url, data.label) : data.label);
  const expands = document.querySelector("form[data-choose]"), seeks = expands || document.querySelector("form[data-paths]");
  if (data.url && seeks && !location.pathname.endsWith(`/${data.id}/picture/`)) {
    if (expands) says.append(", ", link(query({ also: data.id }), words.expand));
    const begun = box.dataset.begun && cy.getElementById(box.dataset.begun);
    if (begun && begun.nonempty() && begun.id() !== data.id) says.append(", ", link(expands ? query({ start: begun.id(), path: data.id }) : pathFrom(begun, data.id), fill(words.path, { name: begun.data("label") })));
  }
  const pin = press(node.hasClass("pinned") ? words.unpin : words.pin, () => { node.toggleClass("pinned"); node[node.hasClass("pinned") ? "lock" : "unlock"](); tell(cy, box, until); });
  tools.append(pin);
  if (seeks && data.url) tools.append(press(words.start, () => { box.dataset.begun = data.id; says.append(` ${words.started}`); }));
  const lines = element("ul", "govuk-list govuk-list--bullet");
  node.connectedEdges().filter((edge) => !edge.hasClass("later")).slice(0, TOLD).forEach((edge) => {
    const other = edge.connectedNodes().difference(node).first();
    lines.append(element("li", "", `${other.data("label") || data.label}: ${(connectionLabel(edge.data(), until) || words.in_records).replace("\n", ", ")}`));
  });
  told.replaceChildren(says, lines, tools);
}

export function listItems(cy, box) {
  const list = box.querySelector("[data-items]");
  byImportance(cy.nodes()).forEach((node) => {
    const item = element("li"), choose = element("button", "sl-network__item", `${node.data("words")}: ${node.data("label")}`);
    choose.type = "button";
    choose.addEventListener("click", () => {
      cy.elements().unselect();
      node.select();
      const view = cy.extent(), at = node.position();
      const seen = at.x > view.x1 && at.x < view.x2 && at.y > view.y1 && at.y < view.y2;
      if (seen) return;
      if (still) cy.center(node); else cy.animate({ center: { eles: node }, duration: 200 });
    });
    node.on("select unselect", () => choose.setAttribute("aria-pressed", String(node.selected())));
    choose.setAttribute("aria-pressed", "false");
    item.append(choose);
    list.append(item);
  });
}

// Kinds are hidden at once; what only they connected is not shown either.
export function hideKinds(cy, box, changed) {
  const set = box.querySelector("[data-kinds]");
  const kinds = new Map(cy.nodes().map((node) => [node.data("of"), node.data("words")]));
  for (const [kind, words] of [...kinds].sort()) {
    const name = element("label", "sl-network__kind"), tick = element("input");
    tick.type = "checkbox";
    tick.checked = true;
    tick.dataset.kind = kind;
    tick.addEventListener("change", () => {
      const off = new Set([...set.querySelectorAll("input:not(:checked)")].map((one) => one.dataset.kind));
      cy.batch(() => {
        cy.elements().removeClass("off");
        const hidden = cy.nodes().filter((node) => off.has(node.data("of")) && !node.hasClass("centre"));
        hidden.addClass("off");
        hidden.connectedEdges().addClass("off");
        cy.nodes().filter((node) => !node.hasClass("off") && !node.hasClass("centre") && node.degree(false) > 0
          && node.connectedEdges().every((edge) => edge.hasClass("off"))).addClass("off");
      });
      changed();
    });
    name.append(tick, ` ${words}`);
    set.append(name);
  }
}

export function follow(cy, box, said, changed) {
  const slider = box.querySelector("input[type=range]"), show = box.querySelector("[data-month]"), months = said.months;
  if (months.length < 2) { slider.closest(".sl-network__time").hidden = true; return; }
  slider.max = String(months.length - 1);
  slider.value = slider.max;
  // At its last stop the chart shows all that the page asked for: what is known today, or at the end of a month.
  const write = (until) => {
    const month = until || box.dataset.known;
    show.textContent = month ? fill(words.as_known, { month: inWords(month) }) : words.as_known_today;
    slider.setAttribute("aria-valuetext", month ? inWords(month) : words.today);
  };
  slider.addEventListener("input", () => {
    const until = slider.value === slider.max ? "" : months[Number(slider.value)];
    write(until);
    cy.batch(() => {
      cy.elements().removeClass("later");
      cy.edges().filter((edge) => until && edge.data("first") > until).addClass("later");
      cy.edges("[?same]").filter((edge) => edge.connectedNodes().some((node) => node.connectedEdges("[!same]").every((one) => one.hasClass("later")))).addClass("later");
      cy.nodes().filter((node) => !node.hasClass("centre") && node.degree(false) > 0 && node.connectedEdges().every((edge) => edge.hasClass("later"))).addClass("later");
    });
    changed(until);
  });
  write("");
}

export function layOut(cy, box, first) {
  for (const button of box.querySelectorAll("[data-layout]")) {
    if (cy.nodes().length > FREE) { button.hidden = true; continue; }
    button.addEventListener("click", () => {
      if (button.dataset.layout === "preset") { cy.nodes().forEach((node) => { if (!node.locked()) node.position(first.get(node.id())); }); cy.emit("layoutstop"); cy.fit(undefined, 20); return; }
      cy.layout({ name: "cose", animate: false, randomize: false, nodeOverlap: 30, idealEdgeLength: () => 120, nodeRepulsion: () => 300000, padding: 20 }).run();
    });
  }
}

// Of very many nodes those that are near have names, once so few are in view.
export function nameNear(cy, changed) {
  let waiting = 0;
  const update = () => {
    const view = cy.extent();
    const near = cy.nodes().filter((node) => { const at = node.position(); return at.x > view.x1 && at.x < view.x2 && at.y > view.y1 && at.y < view.y2; });
    cy.batch(() => { cy.$(".near").removeClass("near"); if (near.length <= NEAR) near.addClass("near"); });
    changed();
  };
  cy.on("viewport", () => { clearTimeout(waiting); waiting = setTimeout(update, 150); });
}
