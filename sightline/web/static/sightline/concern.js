// Keeps what is typed on the server while it is typed. The page works without it: then each page is kept when it is posted.
// Nothing is put into the browser's own store: phones are shared.
const form = document.querySelector("form.sl-concern");
const told = form.querySelector("[data-saved]");
const words = told.dataset; // in the language of the page
const PAUSE = 1500, AGAIN = 4000;
// What became of a saving: kept; answered, that it cannot be (the page that the server gives says why); or not kept yet.
const KEPT = "kept", ANSWERED = "answered", NOT_KEPT = "not kept";
let typed = 0, kept = 0, waiting = null, saving = null, last = "";

const say = (words, failed = false) => {
  told.textContent = words;
  told.classList.toggle("sl-saved--not", failed);
};
const since = () => (last ? ` ${words.kept.replace("{time}", last)}` : "");
const later = (time) => { clearTimeout(waiting); waiting = setTimeout(save, time); };

const ask = (method) => fetch(form.dataset.save, {
  method, credentials: "same-origin", keepalive: document.hidden, redirect: "manual",
  body: method === "POST" ? new URLSearchParams(new FormData(form)) : undefined,
});

// A token is renewed by signing in again in another window: this page then goes on by itself.
async function renew() {
  const answer = await ask("GET");
  if (answer.status !== 200) return answer;
  const said = await answer.json();
  if (said.number !== form.elements.number.value) return new Response(null, { status: 409 });
  form.elements.csrfmiddlewaretoken.value = said.token;
  return ask("POST");
}

function signedOut() {
  say(`${words.signedOut}${since()} `, true);
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = form.dataset.signIn;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = words.signIn;
  told.append(link, `. ${words.goesOn}`);
}

async function send(upTo) {
  try {
    let answer = await ask("POST");
    if (answer.status === 401 || answer.status === 403) answer = await renew();
    if (answer.status === 200) {
      const said = await answer.json();
      kept = upTo;
      last = said.saved;
      form.elements.csrfmiddlewaretoken.value = said.token;
      say(words.savedAt.replace("{time}", last));
      return KEPT;
    }
    if (answer.status === 401) signedOut();
    else if (answer.status === 409) {
      const said = await answer.json().catch(() => ({}));
      say(`${words.notSaved} ${said.says || words.elsewhere} ${words.stillHere}`, true);
      return ANSWERED;
    } else say(`${words.trying}${since()}`, true);
  } catch {
    say(`${words.noConnection}${since()}`, true);
  }
  later(AGAIN);
  return NOT_KEPT;
}

function save() {
  if (kept === typed) return Promise.resolve(KEPT);
  saving = saving || send(typed).finally(() => {
    saving = null;
    if (kept !== typed && !told.classList.contains("sl-saved--not")) later(PAUSE);
  });
  return saving;
}

form.addEventListener("input", () => { typed += 1; if (!told.classList.contains("sl-saved--not")) say(words.saving); later(PAUSE); });
window.addEventListener("online", () => { if (kept !== typed) save(); });
document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
window.addEventListener("beforeunload", (event) => { if (kept !== typed && !form.dataset.going) event.preventDefault(); });

// Going on posts the page only once it is known to be kept: a page posted into a dropped line would be lost from sight.
form.addEventListener("submit", async (event) => {
  if (form.dataset.going) return;
  event.preventDefault();
  const button = event.submitter;
  if (kept === typed) typed += 1;
  if (saving) await saving;
  if ((await save()) !== NOT_KEPT) {
    form.dataset.going = "yes";
    form.requestSubmit(button);
  } else told.scrollIntoView({ block: "center" });
});
window.addEventListener("pageshow", () => { delete form.dataset.going; });
