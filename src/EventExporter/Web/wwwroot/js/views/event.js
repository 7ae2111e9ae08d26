// One event: everything that is known of it, what was decided, and where it went.
import { get, post } from '../api.js';
import { decision } from '../components/decision.js';
import { facts, pairs } from '../components/facts.js';
import { icon } from '../components/icons.js';
import { failure, loading, toast } from '../components/notices.js';
import { receipts } from '../components/receipts.js';
import { yamlBlock } from '../components/yaml.js';
import { h, replace } from '../dom.js';
import { clause } from '../query.js';
import { navigate, to } from '../router.js';
import { severityLabel } from '../severity.js';
import { folded, number, plain, value } from '../text.js';
import { ago, full } from '../time.js';

export const title = 'Event';

/** How often receipts are asked for again, and of how young an event, in milliseconds. */
const Again = 3000, Young = 3600e3;

export const objectPath = object => [object.kind, object.namespace, object.name].filter(Boolean).join('/');

export function show(main, { sequence }) {
  const place = h('article', { class: 'event' }, loading());
  main.append(place);
  const asked = new AbortController();
  let timer = 0, drawn = '';
  const load = () => get('/events/' + encodeURIComponent(sequence), {}, asked.signal).then(
    event => {
      const now = JSON.stringify(event);
      if (now !== drawn) draw(place, event, load);
      drawn = now;
      clearTimeout(timer);
      if (isUnderWay(event)) timer = setTimeout(load, Again);
    },
    problem => asked.signal.aborted || replace(place, failure(problem, load)));
  load();
  return { leave: () => { asked.abort(); clearTimeout(timer); } };
}

/** Whether a receiver of a young event has not reported on it yet. */
const isUnderWay = event => Date.now() - Date.parse(event.observedAt ?? event.time) < Young
  && (event.decision?.receivers ?? []).some(receiver => !(event.receipts ?? []).some(receipt => receipt.receiver === receiver));

function draw(place, event, reload) {
  const object = event.involvedObject ?? {}, time = event.time ?? event.lastSeen;
  const explained = h('div');
  replace(place,
    h('header', { class: 'event-head' },
      h('p', { class: 'crumbs' }, severityLabel(event.severity), event.category ? h('span', { class: 'muted' }, value(event.category)) : null, h('time', { datetime: time, title: full(time) }, `${ago(time)}`)),
      h('h1', null, value(event.reason), h('span', { class: 'on' }, ' on '), value(`${object.kind ?? ''} ${[object.namespace, object.name].filter(Boolean).join('/')}`)),
      h('div', { class: 'buttons' },
        h('a', { class: 'button', href: to('/timeline', { object: objectPath(object) }) }, icon('timeline'), 'Timeline'),
        h('a', { class: 'button', href: to('/explore', { query: [clause('reason', event.reason), event.metadata?.namespace ? clause('namespace', event.metadata.namespace) : ''].filter(Boolean).join(' ') }) }, icon('search'), 'Similar events'),
        event.incident ? h('a', { class: 'button', href: '/incidents/' + encodeURIComponent(event.incident) }, 'Its incident') : null)),
    h('section', { class: 'card message', 'aria-label': 'Message' }, folded(event.message || '(no message)')),
    h('div', { class: 'halves' },
      h('div', null,
        h('section', { class: 'card' }, h('h2', null, 'Event'), facts(rowsOf(event), add)),
        pairs('Details', 'detail', event.details, add),
        pairs('Labels', 'label', object.labels, add), pairs('Annotations', 'annotation', object.annotations, add)),
      h('div', null,
        h('section', { class: 'card' }, h('h2', null, 'Delivered'), receipts(event.receipts ?? [], event, reload)),
        h('section', { class: 'card' },
          h('h2', null, 'Decision', h('button', { type: 'button', class: 'small', onclick: e => explain(e.currentTarget, event, explained) }, 'Explain with the routes of now')),
          decision(event.decision), explained))),
    event.yaml ? yamlBlock(event.yaml) : null);
}

async function explain(button, event, place) {
  button.disabled = true;
  try {
    const now = await post('/explain', { sequence: event.sequence });
    replace(place, h('h3', null, 'As the routes are now'), decision(now));
  } catch (problem) {
    toast(plain(problem.message));
  } finally {
    button.disabled = false;
  }
}

const add = text => navigate(to('/explore', { query: text }));

function rowsOf(event) {
  const object = event.involvedObject ?? {}, owners = object.ownerReferences ?? [];
  return [
    ['type', event.type, 'type'], ['reason', event.reason, 'reason'], ['severity', event.severity, 'severity'], ['category', event.category, 'category'],
    ['namespace', event.metadata?.namespace, 'namespace'], ['kind', object.kind, 'kind'], ['name', object.name, 'name'], ['apiVersion', object.apiVersion, 'apiVersion'],
    ['deleted', object.deleted === true ? 'yes' : ''], ['field', object.fieldPath],
    ['owned by', owners.map(o => `${o.kind}/${o.name}`).join(', ')], ['owner', event.owner ? `${event.owner.kind}/${event.owner.name}` : '', event.owner ? ['owner', event.owner.name] : null],
    ['node', event.node, 'node'], ['component', event.source?.component || event.reportingComponent, 'component'], ['host', event.source?.host, 'host'], ['action', event.action, 'action'],
    ['count', event.totalCount ?? event.count ? number(event.totalCount ?? event.count) : ''], ['of these new', event.delta ? number(event.delta) : ''],
    ['first seen', event.firstSeen ?? event.firstTimestamp], ['last seen', event.lastSeen ?? event.time], ['cluster', event.clusterName, 'cluster'],
    ['event', event.metadata?.name], ['identity', event.identity], ['sequence', event.sequence],
  ];
}
