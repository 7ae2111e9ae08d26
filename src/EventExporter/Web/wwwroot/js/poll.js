// Asking again: when something came in, and now and then; never while the answer before is under way, never faster than it answers.

const Rest = 2000;

/**
 * @param load called with a signal that says when its answer is no longer wanted.
 * @param every milliseconds between two loads when nothing else asks for one. @param idle wait to be asked for the first.
 */
export function poll(load, { every = 30e3, idle = false, onFailure = () => {} } = {}) {
  let timer = 0, running = null, wanted = false, took = 0, stopped = false, last = 0;

  async function run() {
    clearTimeout(timer);
    const mine = running = new AbortController();
    wanted = false;
    const started = performance.now();
    try {
      await load(mine.signal);
    } catch (problem) {
      if (!mine.signal.aborted) onFailure(problem);
    }

    if (running !== mine || stopped) return;
    running = null;
    last = performance.now();
    took = last - started;
    timer = setTimeout(run, wanted ? Math.max(Rest, took * 5) : every);
  }

  const poll = {
    /** Whatever is under way is no longer wanted. */
    now() {
      running?.abort();
      run();
    },
    /** Soon, but not more often than is good for the exporter. */
    soon() {
      if (stopped || wanted) return;
      wanted = true;
      if (running) return;
      clearTimeout(timer);
      timer = setTimeout(run, Math.max(0, Math.max(Rest, took * 5) - (performance.now() - last)));
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      running?.abort();
    },
  };
  if (!idle) run();
  return poll;
}
