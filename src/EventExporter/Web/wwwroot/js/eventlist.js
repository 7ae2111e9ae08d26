// The events of a range, loaded page by page, newest first; repeats of one trouble can be one entry with their true count.
import { get } from './api.js';
import { adding, quote } from './query.js';

const Page = 1000;
/** Counts of so many troubles are asked for at once. */
const Counted = 1000;
/** Of the rarer ones, the newest are asked for by their objects' names, some at a time; the others are counted from what has been loaded. */
const Asked = 240, Together = 80;
const Trouble = ['reason', 'namespace', 'kind', 'name'];

const keyOf = parts => parts.map(part => part ?? '').join('\u0000');

/** Only what a row shows is kept: 50,000 of these fit easily. */
function slim(event) {
  const object = event.involvedObject ?? {};
  const namespace = event.metadata?.namespace ?? object.namespace ?? '';
  return {
    sequence: event.sequence, time: Date.parse(event.time ?? event.lastSeen), severity: event.severity, type: event.type, reason: event.reason,
    message: String(event.message ?? '').slice(0, 400), kind: object.kind ?? '', namespace, name: object.name ?? '', delta: event.delta ?? 1, count: event.delta ?? 1, version: 0,
    trouble: keyOf([event.reason, namespace, object.kind, object.name]),
  };
}

export class EventList {
  /** Occurrences, newest first. */
  #events = [];
  #groups = new Map();
  #counts = new Map();
  #next = null;
  #loading = false;
  #known = new Set();

  constructor(query, grouped, signal) {
    Object.assign(this, { query, grouped, signal, done: false, partial: null });
  }

  /** Loads the newest page and the counts. */
  async start() {
    await this.more();
    if (this.grouped) await this.count();
  }

  /** The true counts over the whole range. */
  async count() {
    const { groups, otherGroups } = await this.#ask(this.query);
    const counts = groups;
    if (otherGroups > 0) {
      const names = this.#rareNames(new Set(counts.map(([trouble]) => trouble)));
      for (let i = 0; i < names.length; i += Together)
        counts.push(...(await this.#ask(adding(this.query, `name in (${names.slice(i, i + Together).map(quote).join(', ')})`))).groups);
    }
    this.#counts = new Map(counts);
  }

  async #ask(query) {
    const answer = await get('/aggregate', { query, by: Trouble.join(','), metrics: 'count', limit: Counted, order: '-count' }, this.signal);
    return { groups: answer.groups.map(group => [keyOf(Trouble.map(field => group[field])), group.count]), otherGroups: answer.otherGroups };
  }

  #rareNames(counted) {
    const rare = [...this.#groups.values()].filter(group => group.name && !counted.has(group.trouble)).sort((a, b) => b.time - a.time);
    return [...new Set(rare.map(group => group.name))].slice(0, Asked);
  }

  /** @returns whether there were more. */
  async more() {
    if (this.done || this.#loading) return false;
    this.#loading = true;
    try {
      const answer = await get('/events', { query: this.query, limit: Page, cursor: this.#next, order: 'desc' }, this.signal);
      this.#next = answer.next;
      this.done = !answer.next;
      this.partial = answer.partial ? answer : this.partial;
      answer.events.forEach(event => this.#take(slim(event), false));
      return true;
    } finally {
      this.#loading = false;
    }
  }

  /** What is newer than the newest: asked for again, so that the server says what fits the query. */
  async newer() {
    const answer = await get('/events', { query: this.query, limit: Page, order: 'desc' }, this.signal);
    const fresh = answer.events.filter(event => !this.#known.has(event.sequence));
    // More than a page came in at once: what lies between would be missing.
    if (fresh.length === answer.events.length && answer.next && this.#events.length) return false;
    fresh.reverse().forEach(event => this.#take(slim(event), true));
    if (this.grouped) await this.count();
    return true;
  }

  #take(event, atTop) {
    if (this.#known.has(event.sequence)) return;
    this.#known.add(event.sequence);
    if (atTop) this.#events.unshift(event); else this.#events.push(event);
    const group = this.#groups.get(event.trouble);
    if (!group) this.#groups.set(event.trouble, { ...event, first: event.time, loaded: event.delta, occurrences: 1 });
    else if (event.time > group.time || (event.time === group.time && event.sequence > group.sequence)) Object.assign(group, event, { loaded: group.loaded + event.delta, occurrences: group.occurrences + 1, first: group.first });
    else Object.assign(group, { loaded: group.loaded + event.delta, occurrences: group.occurrences + 1, first: Math.min(group.first, event.time) });
  }

  #counted(group) {
    const known = this.#counts.get(group.trouble), least = known === undefined && !this.done;
    const count = Math.max(known ?? 0, group.loaded);
    return { ...group, count, least, version: `${count}/${least}/${group.sequence}` };
  }

  get size() {
    return this.#events.length;
  }

  /** What the list shows: occurrences or troubles, the newest first. A count that is not known to be all is marked. */
  items() {
    if (!this.grouped) return [...this.#events];
    return [...this.#groups.values()].sort((a, b) => b.time - a.time || b.sequence - a.sequence)
      .map(group => this.#counted(group));
  }
}
