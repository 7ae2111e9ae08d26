// Incidents: those under way, or all that are known; and beside them what alert rules and patterns say at this time.
import { get, Problem } from '../api.js';
import { alertRow, patternRow } from '../components/foundrows.js';
import { incidentRow } from '../components/incidentrow.js';
import { empty, failure, loading } from '../components/notices.js';
import { h, replace } from '../dom.js';
import { poll } from '../poll.js';
import { change, parameters } from '../router.js';
import { on } from '../state.js';

export const title = 'Incidents';

export function show(main) {
  const place = h('section', { class: 'card', 'aria-label': 'Incidents' }, loading());
  const choice = h('div', { class: 'segments', role: 'group', 'aria-label': 'Which' });
  const alerts = found('Alerts', alertRow), patterns = found('Patterns', patternRow);
  main.append(h('div', { class: 'head' }, h('h1', null, 'Incidents'), choice), place, alerts.element, patterns.element);
  const all = () => parameters().get('state') === 'all';
  const choose = () => replace(choice, [['', 'Open'], ['all', 'All']].map(([key, name]) =>
    h('button', { type: 'button', 'aria-pressed': String((key === 'all') === all()), onclick: () => change({ state: key || null }) }, name)));
  choose();
  const polling = poll(async signal => {
    const { incidents } = await get('/incidents', { state: all() ? 'all' : 'open', limit: 200 }, signal);
    replace(place, incidents.length ? h('ul', { class: 'incident-list' }, incidents.map(incidentRow))
      : empty(all() ? 'No incident so far' : 'Nothing is going on', all() ? '' : 'No incident is open.'));
  }, { every: 10e3, onFailure: problem => replace(place, failure(problem)) });
  const beside = poll(async signal => {
    const [firing, going] = await Promise.all([there('/alerts', signal), there('/patterns', signal)]);
    alerts.draw(firing.alerts ?? []);
    patterns.draw(going.patterns ?? []);
  }, { every: 15e3, onFailure: () => {} });
  const off = on('events', () => polling.soon());
  return { leave: () => { polling.stop(); beside.stop(); off(); }, update: () => { choose(); polling.now(); } };
}

/** A card that is there while there is something in it. */
function found(name, row) {
  const list = h('ul', { class: 'incident-list' }), element = h('section', { class: 'card', hidden: true, 'aria-label': name }, h('h2', null, name), list);
  return { element, draw(items) { element.hidden = items.length === 0; replace(list, items.map(row)); } };
}

/** What stands at a path; nothing where this exporter does not look for it. */
const there = (path, signal) => get(path, { limit: 20 }, signal).catch(problem => {
  if (problem instanceof Problem && [404, 501].includes(problem.status)) return {};
  throw problem;
});
