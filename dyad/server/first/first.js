/* Takes the first HTML away once Streamlit shows the same: components have taken its figures over (dyad/ui/drawn.js). */
{
  const LOOK_MS = 40;
  const LONG_MS = 10_000;  // nobody wonders before that
  const first = document.getElementById("first");
  const root = document.getElementById("root");
  const one = (selector) => document.querySelector(selector);
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)].filter((place) => place.checkVisibility());
  // The script has ended and its figures are there, or wait to take over those that are here.
  // Streamlit fetches the code of texts and tables when they come, and holds their places with bars of other heights.
  const there = () =>
    !all('[data-testid="stMain"] [data-testid="stSkeleton"]').length &&
    one('[data-testid="stApp"][data-test-script-state="notRunning"]') &&
    one('[data-testid="stMain"] [data-testid="stElementContainer"]') &&
    all(".dyad-drawn", root).every((place) => ["true", "waits", "failed"].includes(place.dataset.shown));
  const look = () => {
    if (!there()) return setTimeout(look, LOOK_MS);
    root.classList.remove("below");
    for (const place of all(".dyad-drawn", root)) place.dispatchEvent(new Event("dyad:adopt"));
    one('[data-testid="stMain"]').scrollTop = first.scrollTop;
    if (one("#first .fold[open]")) one(".st-key-fold button").click();
    first.remove();
  };
  look();
  setTimeout(() => document.getElementById("still")?.removeAttribute("hidden"), LONG_MS);
}
