// Starts GOV.UK's components, and keeps the keyboard in its place when more entries arrive. Pages work without it.
import { initAll } from "./vendor/govuk-frontend.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// After "Show more entries" the button is gone; the first new entry takes the focus, so that reading goes on there.
document.addEventListener("htmx:afterSettle", (event) => {
  const first = event.detail.elt?.matches?.(".sl-entry[tabindex]") ? event.detail.elt : null;
  if (first) first.focus({ preventScroll: true });
});

// What is folded away belongs on paper too, save what may be long: the table of the timeline and the filter.
const folded = () => document.querySelectorAll("details.sl-more");
window.addEventListener("beforeprint", () => folded().forEach((one) => one.setAttribute("open", "")));

// On a narrow screen the tabs scroll sideways: the one that is open is brought into sight.
const tabs = document.querySelector(".sl-tabs ul"), current = tabs?.querySelector("[aria-current]");
if (current) tabs.scrollLeft = current.offsetLeft - tabs.offsetLeft - 20;
