/* What a window tells: whether it is light or dark, and that it has found its server again.

   Streamlit tells of a change of theme only with the next run, and does not run the script when a page has found its
   server again: what is shown is then left from a session that may be gone, and the first press of a button is lost on
   a new one. Figures in the browser go by `data-theme` at once; a run is asked for, as pictures drawn in Python have to
   be others. The element says `data-settled="true"` once they are: tests wait for that. */
export default renewed(({ data, parentElement, setStateValue, setTriggerValue }, signal) => {
  const app = document.querySelector('[data-testid="stApp"]');
  let told = data.scheme;
  const report = () => {
    const [red, green, blue] = getComputedStyle(app).backgroundColor.match(/[0-9.]+/g).map(Number);
    const scheme = red + green + blue < 384 ? "dark" : "light";
    document.documentElement.dataset.theme = scheme;
    parentElement.host.dataset.settled = String(scheme === data.scheme);
    if (scheme !== told) setStateValue("scheme", (told = scheme));
  };
  let lost = false;
  const connect = () => {
    const connected = app.dataset.testConnectionState === "CONNECTED";
    if (connected && lost) setTriggerValue("back", true);
    lost = !connected;
  };
  observe(app, { attributeFilter: ["data-test-connection-state"] }, connect, signal);
  observe(app, { attributeFilter: ["class"] }, report, signal);
  report();
});
