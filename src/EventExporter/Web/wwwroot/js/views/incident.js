// One incident: what seems to have caused it, what speaks for that, what changed before, and the events that belong to it.
import { get } from '../api.js';
import { facts } from '../components/facts.js';
import { eventRow } from '../components/eventrow.js';
import { icon } from '../components/icons.js';
import { empty, failure, loading } from '../components/notices.js';
import { h, replace } from '../dom.js';
import { poll } from '../poll.js';
import { clause } from '../query.js';
import { navigate, to } from '../router.js';
import { severityLabel } from '../severity.js';
import { on } from '../state.js';
import { number, plain, value } from '../text.js';
import { duration, full } from '../time.js';
import { objectPath } from './event.js';

export const title = 'Incident';

export function show(main, { id }) {
  const place = h('article', { class: 'event' }, loading());
  main.append(place);
  const polling = poll(async signal => {
    const [incident, members] = await Promise.all([
      get('/incidents/' + encodeURIComponent(id), {}, signal).catch(gone), get('/events', { query: clause('incident', id), limit: 40, order: 'desc' }, signal)]);
    replace(place, incident ? page(incident, members.events) : empty('This incident is no longer known', 'It may be older than what is kept.'));
  }, { every: 10e3, onFailure: problem => replace(place, failure(problem)) });
  const off = on('events', events => { if (events.some(e => e.incident === id)) polling.soon(); });
  return { leave: () => { polling.stop(); off(); } };
}

const gone = problem => {
  if (problem.status === 404) return null;
  throw problem;
};

const listed = (title, entries) => entries?.length ? h('section', { class: 'card' }, h('h2', null, title), h('ul', { class: 'said' }, entries.map(entry => h('li', null, value(entry.text))))) : null;

function page(incident, events) {
  const root = incident.root ?? {}, until = incident.until ? Date.parse(incident.until) : Date.now();
  const reasons = Object.entries(incident.reasons ?? {}).sort((a, b) => b[1] - a[1]);
  return [
    h('header', { class: 'event-head' },
      h('p', { class: 'crumbs' }, severityLabel(incident.severity), h('span', { class: `state ${incident.state}` }, incident.state), h('span', { class: 'muted' }, `for ${duration(until - Date.parse(incident.since))}`)),
      h('h1', null, value(incident.title)),
      h('div', { class: 'buttons' },
        root.name ? h('a', { class: 'button', href: to('/timeline', { object: objectPath(root) }) }, icon('timeline'), 'Timeline') : null,
        h('a', { class: 'button', href: to('/explore', { query: clause('incident', incident.id), range: '24h' }) }, icon('search'), 'Explore its events'))),
    incident.cause ? h('section', { class: 'card cause', 'aria-label': 'Probable cause' }, h('h2', null, 'Probable cause'), h('p', { class: 'cause-text' }, value(incident.cause))) : null,
    h('div', { class: 'halves' },
      h('div', null, listed('What speaks for it', incident.evidence), listed('What changed before', incident.changes)),
      h('div', null, h('section', { class: 'card' }, h('h2', null, 'In short'), facts([
        ['about', root.name ? `${root.kind} ${[root.namespace, root.name].filter(Boolean).join('/')}` : '', root.name ? ['name', root.name] : null], ['node', incident.node, 'node'],
        ['since', full(incident.since)], ['until', incident.until ? full(incident.until) : ''], ['events', number(incident.count)], ['objects', number(incident.objects)], ['id', incident.id],
      ], add)), reasons.length ? h('section', { class: 'card' }, h('h2', null, 'Reasons'), facts(reasons.map(([reason, n]) => [`\u00d7${number(n)}`, reason, 'reason']), add)) : null)),
    h('section', { class: 'card list', 'aria-label': 'Events' }, h('h2', null, 'Events'), events.length ? h('div', { class: 'plain-rows' }, events.map(event => eventRow(rowOf(event), add))) : empty('Its events are no longer kept')),
  ];
}

const rowOf = event => ({
  ...event, time: Date.parse(event.time ?? event.lastSeen), kind: event.involvedObject?.kind ?? '', name: event.involvedObject?.name ?? '',
  namespace: event.metadata?.namespace ?? '', message: plain(event.message).slice(0, 400), count: event.delta ?? 1,
});

const add = text => navigate(to('/explore', { query: text, range: '24h' }));
