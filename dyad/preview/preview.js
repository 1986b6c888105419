{
  const LOOK_MS = 40;
  const LONG_MS = 12_000;  // nobody wonders before that
  const first = document.getElementById("first");
  if (first) {
    const chosen = localStorage.getItem(`stActiveTheme-${location.pathname}-v2`) ?? "";
    const scheme = /dark/i.test(chosen) ? "dark" : /light/i.test(chosen) ? "light" : "";
    if (scheme) first.dataset.theme = scheme;
    const one = (selector) => document.querySelector(selector);
    // Streamlit fetches the code of texts and tables when they come, and holds their places with bars of other heights.
    const held = () =>
      [...document.querySelectorAll('[data-testid="stMain"] [data-testid="stSkeleton"]')].some((bar) => bar.checkVisibility());
    // drawn; or the script has ended and nothing is to be drawn. A session's first run ends with nothing at all.
    const there = () =>
      !held() &&
      !one('.dyad-drawn:not([data-shown="true"])') &&
      (one('[data-testid="stVegaLiteChart"] svg .role-mark path') ||
        (one('[data-testid="stApp"][data-test-script-state="notRunning"]') &&
          one('[data-testid="stMain"] [data-testid="stElementContainer"]') &&
          !one('[data-testid="stVegaLiteChart"]')));
    const look = () => {
      if (!there()) return setTimeout(look, LOOK_MS);
      one('[data-testid="stMain"]').scrollTop = first.scrollTop;
      first.remove();
    };
    look();
    setTimeout(() => first.shadowRoot?.getElementById("still").removeAttribute("hidden"), LONG_MS);
  }
}
