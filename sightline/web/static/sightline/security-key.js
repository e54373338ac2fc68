/* Says on the page that a security key or passkey was not used: cancelled, not known here, or not to be had. */
document.addEventListener("allauth.error", (event) => {
  const said = document.getElementById("no-key");
  if (!said) return;
  event.preventDefault();
  said.hidden = false;
  said.focus();
});
