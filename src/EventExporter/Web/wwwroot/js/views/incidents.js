// Incidents: those under way, or all that are known.
import { get } from '../api.js';
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
  main.append(h('div', { class: 'head' }, h('h1', null, 'Incidents'), choice), place);
  const all = () => parameters().get('state') === 'all';
  const choose = () => replace(choice, [['', 'Open'], ['all', 'All']].map(([key, name]) =>
    h('button', { type: 'button', 'aria-pressed': String((key === 'all') === all()), onclick: () => change({ state: key || null }) }, name)));
  choose();
  const polling = poll(async signal => {
    const { incidents } = await get('/incidents', { state: all() ? 'all' : 'open', limit: 200 }, signal);
    replace(place, incidents.length ? h('ul', { class: 'incident-list' }, incidents.map(incidentRow))
      : empty(all() ? 'No incident so far' : 'Nothing is going on', all() ? '' : 'No incident is open.'));
  }, { every: 10e3, onFailure: problem => replace(place, failure(problem)) });
  const off = on('events', () => polling.soon());
  return { leave: () => { polling.stop(); off(); }, update: () => { choose(); polling.now(); } };
}
