// What happened to one object, under its owner and its node, in order.
import { get } from '../api.js';
import { eventRow } from '../components/eventrow.js';
import { empty, failure, loading, partial } from '../components/notices.js';
import { lanes } from '../components/lanes.js';
import { debounce, h, replace } from '../dom.js';
import { clause, quote } from '../query.js';
import { change, navigate, parameters, to } from '../router.js';
import { on } from '../state.js';
import { plain, value } from '../text.js';
import { Presets } from '../time.js';

export const title = 'Timeline';

export function show(main) {
  const object = () => parameters().get('object') ?? '', since = () => parameters().get('since') ?? '24h';
  const input = h('input', { id: 'object', autocomplete: 'off', spellcheck: 'false', list: 'objects', placeholder: 'pod/payments/checkout-7d9c', 'aria-label': 'Object: kind/namespace/name' });
  const offered = h('datalist', { id: 'objects' }), place = h('div', { class: 'timeline' });
  const select = h('select', { 'aria-label': 'Since', onchange: e => change({ since: e.target.value }) });
  main.append(h('h1', null, 'Timeline'),
    h('form', { class: 'querybox', role: 'search', onsubmit: e => { e.preventDefault(); change({ object: input.value.trim() || null }); } },
      h('div', { class: 'query-line' }, input, offered, select, h('button', { class: 'primary' }, 'Show'))), place);
  input.addEventListener('input', debounce(() => offer(input.value, offered), 200));
  let asked = null;

  async function load() {
    asked?.abort();
    const mine = asked = new AbortController();
    input.value = object();
    replace(select, [...new Set([since(), ...Presets])].map(preset => h('option', { value: preset, selected: preset === since() }, 'Last ' + preset)));
    if (!object()) return suggest(place, mine.signal);
    if (!place.childElementCount) replace(place, loading());
    try {
      const answer = await get('/timeline', { object: object(), since: since() }, mine.signal);
      replace(place, partial(answer), answer.lanes.some(lane => lane.events.length || lane.bars.length) ? [lanes(answer), events(answer)]
        : empty('Nothing happened to it in this range', 'Take a longer range, or look at how its name is written: kind/namespace/name.'));
    } catch (problem) {
      if (!mine.signal.aborted) replace(place, failure(problem, load));
    }
  }

  const later = debounce(load, 3000);
  const off = on('events', all => { if (object() && all.some(event => concerns(event, object()))) later(); });
  load();
  return { leave: () => { asked?.abort(); later.cancel(); off(); }, update: load };
}

const concerns = (event, object) => object.toLowerCase().endsWith('/' + String(event.involvedObject?.name).toLowerCase());

/** So many events are listed below the drawing. */
const Listed = 80;

/** Below the drawing the same as text: the events of every lane, the newest first. */
function events(answer) {
  const all = answer.lanes.flatMap(lane => lane.events).sort((a, b) => Date.parse(b.time) - Date.parse(a.time));
  return h('section', { class: 'card list', 'aria-label': 'Events' }, h('h2', null, 'Events', all.length > Listed ? h('span', { class: 'muted' }, `the newest ${Listed} of ${all.length}`) : null),
    h('div', { class: 'plain-rows' }, all.slice(0, Listed).map(event => eventRow({
      ...event, time: Date.parse(event.time ?? event.lastSeen), kind: event.involvedObject?.kind ?? '', name: event.involvedObject?.name ?? '',
      namespace: event.involvedObject?.namespace ?? '', message: plain(event.message).slice(0, 400), count: event.delta ?? 1,
    }, text => navigate(to('/explore', { query: text, range: '24h' }))))));
}

async function objects(query, signal) {
  const answer = await get('/aggregate', { query, by: 'kind,namespace,name', metrics: 'count', limit: 12, order: '-count' }, signal);
  return answer.groups.map(g => ({ path: [g.kind, g.namespace, g.name].filter(Boolean).join('/'), count: g.count })).filter(o => o.path);
}

async function offer(text, list) {
  const word = text.split('/').pop().trim();
  const found = word.length < 2 ? [] : await objects(`since=24h name=~${quote(word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))}`).catch(() => []);
  replace(list, found.map(o => h('option', { value: o.path })));
}

/** Where no object is named yet: those that had most trouble. */
async function suggest(place, signal) {
  const found = await objects(`since=24h ${clause('type', 'Warning')}`, signal).catch(() => []);
  if (signal.aborted) return;
  replace(place, h('section', { class: 'card', 'aria-label': 'Suggestions' }, h('h2', null, 'Most trouble in 24 hours'),
    found.length ? h('ul', { class: 'suggestions' }, found.map(o => h('li', null, h('a', { href: to('/timeline', { object: o.path }) }, value(o.path)), h('span', { class: 'muted' }, `\u00d7${o.count}`)))) : empty('No warnings in 24 hours')));
}
