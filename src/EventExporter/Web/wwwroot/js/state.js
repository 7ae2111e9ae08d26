// What all views share: who is asking, the range of time, whether it is frozen, and the events that come in.
import { change, parameters } from './router.js';
import { parseRange, rangeText, resolve } from './time.js';

const listeners = new Map();

/** Calls on `topic` until the returned function is called. Topics: live, events, gap, range. */
export function on(topic, action) {
  const all = listeners.get(topic) ?? listeners.set(topic, new Set()).get(topic);
  all.add(action);
  return () => all.delete(action);
}

export const emit = (topic, ...args) => listeners.get(topic)?.forEach(action => action(...args));

export const state = {
  session: { authenticated: false, write: false, namespaces: null, cluster: '', version: '' },
  /** Parts of the API that are there. */
  has: { incidents: false, silences: false },
  /** starting, live, reconnecting, refused, absent */
  live: 'starting',
  /** The relative range to go back to after a frozen one. */
  relative: '1h',
  /** Occurrences that came in since the range was frozen. */
  missed: 0,
};

/** The range of the address; without one, as last chosen. */
export function range() {
  const range = parseRange(parameters().get('range')) ?? { relative: state.relative };
  if (range.relative) state.relative = range.relative;
  return range;
}

export const isFrozen = () => !range().relative;

export function setRange(to) {
  state.missed = 0;
  change({ range: rangeText(to) });
  emit('range');
}

/** A range that moves is held where it is; one that is held moves again. */
export function toggleFreeze() {
  setRange(isFrozen() ? { relative: state.relative } : resolve(range()));
}

export function setLive(to) {
  state.live = to;
  emit('live');
}

/** Events arrive one by one and are passed on together, at most twice a second. */
let waiting = [];
export function arrived(event) {
  waiting.push(event);
  if (waiting.length > 1) return;
  setTimeout(() => {
    const events = waiting;
    waiting = [];
    if (isFrozen()) state.missed += events.reduce((sum, e) => sum + (e.delta ?? 1), 0);
    emit('events', events);
  }, 500);
}
