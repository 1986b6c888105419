/* What scripts of components share: runs of which each ends what the one before began, and observers that end with their run. */

/* Return what Streamlit calls at each run: it calls `run` with what it was given and a signal, aborted when the next run
   begins at the same mount, as Streamlit itself ends no run whose data has changed. It may end a run late, when the next
   has begun. A page may have two mounts for a moment; `gone` is called once none is left. */
function renewed(run, gone = () => {}) {
  const runs = new Map();  // by mount
  return (given) => {
    const { parentElement } = given;
    const mine = new AbortController();
    runs.get(parentElement)?.abort();
    runs.set(parentElement, mine);
    run(given, mine.signal);
    return () => {
      mine.abort();
      if (runs.get(parentElement) === mine) runs.delete(parentElement);
      if (!runs.size) gone();
    };
  };
}

function observe(target, options, seen, signal) {
  const observer = new MutationObserver(seen);
  observer.observe(target, options);
  signal.addEventListener("abort", () => observer.disconnect());
}
