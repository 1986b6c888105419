{
  const first = document.getElementById("first");
  if (first) {
    const root = document.documentElement;
    const chosen = localStorage.getItem(`stActiveTheme-${location.pathname}-v2`) ?? "";
    const scheme = /dark/i.test(chosen) ? "dark" : /light/i.test(chosen) ? "light" : "";
    if (scheme) root.dataset.theme = scheme;
    const one = (selector) => document.querySelector(selector);
    // drawn; or the script has ended and nothing is to be drawn. A session's first run ends with nothing at all.
    const there = () =>
      one('[data-testid="stVegaLiteChart"] svg .role-mark path') ||
      (one('[data-testid="stApp"][data-test-script-state="notRunning"]') &&
        one('[data-testid="stMain"] [data-testid="stElementContainer"]') &&
        !one('[data-testid="stVegaLiteChart"], [data-testid="stSkeleton"]'));
    const watch = new MutationObserver(() => {
      if (!there()) return;
      watch.disconnect();
      requestAnimationFrame(() => {
        one('[data-testid="stMain"]').scrollTop = first.scrollTop;
        first.remove();
        delete root.dataset.theme;
      });
    });
    watch.observe(document.body, {
      subtree: true, childList: true, attributes: true, attributeFilter: ["data-test-script-state"],
    });
  }
}
