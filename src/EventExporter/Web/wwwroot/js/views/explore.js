// Any question: a query, its events over time, what they divide into, and the events themselves.
import { get, Problem } from '../api.js';
import { breakdown } from '../components/breakdown.js';
import { eventRow } from '../components/eventrow.js';
import { bucketsOf, histogram, legend } from '../components/histogram.js';
import { empty, failure, loading, partial } from '../components/notices.js';
import { querybox } from '../components/querybox.js';
import { virtualList } from '../components/virtuallist.js';
import { h, replace, say } from '../dom.js';
import { EventList } from '../eventlist.js';
import { poll } from '../poll.js';
import { adding, clause, hasTime, scoped } from '../query.js';
import { change, navigate, parameters } from '../router.js';
import { isFrozen, on, range, setRange } from '../state.js';
import { plural, short } from '../text.js';
import { bucketFor, resolve } from '../time.js';

export const title = 'Explore';

export function show(main) {
  const query = () => parameters().get('query') ?? '', grouped = () => parameters().get('repeats') !== 'each';
  const add = text => navigate(changed({ query: adding(query(), text) }));
  const box = querybox({ onSubmit: text => text === query() ? again() : change({ query: text || null }) });
  const chart = histogram({ height: 120, onSelect: setRange, label: 'Matching events over time by severity. Arrow keys move, Shift and arrows select, Enter zooms.' });
  const facets = breakdown({ act: add, onField: field => change({ by: field || null }) });
  const rows = virtualList({ label: 'Events', key: item => grouped() ? item.trouble : item.sequence, render: item => eventRow(item, add), onEnd: more, onOpen: item => navigate('/events/' + item.sequence) });
  const keys = h('div', { class: 'legend-place' }), count = h('p', { class: 'list-count' }), notes = h('div'), place = h('div', { class: 'list-place' });
  const choice = h('div', { class: 'segments', role: 'group', 'aria-label': 'Repeats' });
  main.append(h('div', { class: 'explore' },
    h('h1', { class: 'unseen' }, 'Explore'), box.element, notes,
    h('section', { class: 'card chart', 'aria-label': 'Over time' }, h('h2', null, count, keys), chart.element),
    h('div', { class: 'columns' }, facets.element, h('section', { class: 'card list', 'aria-label': 'Events' }, h('div', { class: 'list-head' }, h('h2', null, 'Events'), choice), place))));
  let list = null, asked = '', total = 0, controller = null;

  const changed = some => {
    const all = parameters();
    for (const [name, value] of Object.entries(some)) value ? all.set(name, value) : all.delete(name);
    return `${location.pathname}?${all}`;
  };

  function choose() {
    replace(choice, [['', 'Group repeats'], ['each', 'Every update']].map(([key, name]) =>
      h('button', { type: 'button', 'aria-pressed': String((key === '') === grouped()), onclick: () => change({ repeats: key || null }) }, name)));
  }

  /** The chart first: it says whether the query can be read at all. Then the list, and what the events divide into. */
  async function load(signal) {
    const span = resolve(range()), ask = scoped(query(), span, { live: !isFrozen() }), bucket = bucketFor(span);
    let over;
    try {
      over = await get('/aggregate', { query: ask.text, by: 'severity', bucket: bucket.text, metrics: 'count', limit: 1000 }, signal);
    } catch (problem) {
      if (signal.aborted || !(problem instanceof Problem && problem.status === 400)) throw problem;
      unreadable(problem, ask.shift, span);
      return;
    }

    box.fail(null);
    draw(over, span);
    const wanted = [query(), parameters().get('range'), parameters().get('repeats')].join('\n');
    const listing = wanted === asked && list ? newer() : restart();
    asked = wanted;
    await Promise.all([listing, facets.draw(ask.text, total, signal)]);
  }

  function draw(over, span) {
    const buckets = bucketsOf(over), times = [...buckets.keys()];
    total = over.groups.reduce((sum, group) => sum + group.count, 0);
    const shown = hasTime(query()) && times.length ? { from: Math.min(...times), to: Math.max(...times) + 1e3 * over.bucketSeconds } : span;
    chart.draw({ ...shown, seconds: over.bucketSeconds || bucketFor(span).seconds, buckets });
    replace(keys, legend(buckets, severity => add(clause('severity', severity))));
    replace(count, plural(total, 'event'));
    replace(notes, partial(over));
  }

  function unreadable(problem, shift, span) {
    controller?.abort();
    [list, asked] = [null, ''];
    draw({ groups: [] }, span);
    box.fail(problem, shift);
    replace(place, empty('This query cannot be read', 'The place is marked above.'));
    facets.clear();
  }

  /** The events, from the top. */
  async function restart() {
    controller?.abort();
    const mine = controller = new AbortController();
    list = new EventList(scoped(query(), resolve(range()), { live: !isFrozen() }).text, grouped(), mine.signal);
    replace(place, loading());
    try {
      await list.start();
      if (mine.signal.aborted) return;
      rows.top();
      fill();
      say(`${short(total)} events`);
    } catch (problem) {
      if (!mine.signal.aborted && problem.status !== 400) replace(place, failure(problem, restart));
    }
  }

  function fill() {
    const items = list.items();
    if (items.length === 0) replace(place, empty('No event matches', 'Take a longer range, or fewer conditions.'));
    else if (rows.element.parentNode !== place) replace(place, rows.element);
    rows.set(items);
  }

  async function more() {
    const mine = list;
    if (mine && !mine.done && await mine.more().catch(() => false) && mine === list) fill();
  }

  async function newer() {
    const mine = list;
    if (isFrozen() || !mine || !rows.element.isConnected && mine.size > 0) return;
    const whole = await mine.newer().catch(() => true);
    if (mine !== list) return;
    whole ? fill() : restart();
  }

  function again() {
    box.set(query());
    facets.setField(parameters().get('by') ?? '');
    choose();
    polling.now();
  }

  const polling = poll(load, { idle: true, onFailure: problem => replace(notes, failure(problem, again)) });
  again();
  const offs = [on('events', () => { if (!isFrozen()) polling.soon(); }), on('range', again)];
  return { leave: () => { polling.stop(); controller?.abort(); offs.forEach(off => off()); }, update: again };
}
