/* What scripts of components share: runs of which each ends what the one before began, and observers that end with their run. */

/* Return what Streamlit calls at each run: it calls `run` with what it was given and a signal, aborted when the next run
   begins at the same mount, as Streamlit itself ends no run whose data has changed. A page may have two mounts for a
   moment; `gone` is called once the last is left. */
function renewed(run, gone = () => {}) {
  const ears = new Map();  // by mount
  return (given) => {
    const { parentElement } = given;
    ears.get(parentElement)?.abort();
    ears.set(parentElement, new AbortController());
    run(given, ears.get(parentElement).signal);
    return () => {
      ears.get(parentElement)?.abort();
      ears.delete(parentElement);
      if (!ears.size) gone();
    };
  };
}

function observe(target, options, seen, signal) {
  const observer = new MutationObserver(seen);
  observer.observe(target, options);
  signal.addEventListener("abort", () => observer.disconnect());
}
