// How things are: events over time, what stands out, whether it is more than usual, whether it arrives.
import { get } from '../api.js';
import { incidentRow } from '../components/incidentrow.js';
import { bucketsOf, histogram, legend } from '../components/histogram.js';
import { failure, partial } from '../components/notices.js';
import { tile } from '../components/tile.js';
import { toplist } from '../components/toplist.js';
import { gauge, verdict, warningLevel } from '../components/usual.js';
import { h, replace } from '../dom.js';
import { poll } from '../poll.js';
import { clause, scoped } from '../query.js';
import { change, navigate, parameters, to } from '../router.js';
import { Trouble } from '../severity.js';
import { isFrozen, on, range, setRange, state } from '../state.js';
import { number, plural, short } from '../text.js';
import { bucketFor, duration, rangeText, resolve } from '../time.js';

export const title = 'Overview';

const Fields = [
  ['Reasons', ['reason'], g => [clause('reason', g.reason)]],
  ['Namespaces', ['namespace'], g => [clause('namespace', g.namespace)]],
  ['Owners', ['owner.kind', 'owner'], g => [clause('owner.kind', g['owner.kind']), clause('owner', g.owner)]],
  ['Nodes', ['node'], g => [clause('node', g.node)]],
];

export function show(main) {
  const all = () => parameters().get('show') === 'all';
  const toExplore = clauses => to('/explore', { query: clauses.join(' '), range: rangeText(range()) });
  const filter = () => all() ? '' : Trouble;
  const chart = histogram({ height: 208, onSelect: setRange, label: 'Events over time by severity. Arrow keys move, Shift and arrows select, Enter zooms.' });
  const tiles = { events: tile('Events'), warnings: tile('Warnings, last hour'), incidents: tile('Open incidents'), delivery: tile('Delivery') };
  const tops = Fields.map(([name, fields, clauses]) => toplist({
    title: name, fields, href: group => toExplore([...clauses(group), ...(all() ? [] : [Trouble])]), emptyText: all() ? 'No events in this range.' : 'No trouble in this range.',
  }));
  const keys = h('div', { class: 'legend-place' }), notes = h('div'), choice = h('div', { class: 'segments', role: 'group', 'aria-label': 'What is counted' });
  const open = h('section', { class: 'card open-incidents', hidden: true, 'aria-label': 'Open incidents' });
  const unit = h('span', { class: 'muted unit' });
  main.append(h('div', { class: 'overview' },
    h('h1', { class: 'unseen' }, 'Overview'), notes,
    h('div', { class: 'tiles' }, tiles.events.element, tiles.warnings.element, state.has.incidents ? tiles.incidents.element : null, tiles.delivery.element),
    h('section', { class: 'card chart', 'aria-label': 'Events over time' }, h('h2', null, 'Events', unit, keys), chart.element),
    open,
    h('div', { class: 'tops-head' }, h('h2', null, 'Most frequent'), choice),
    h('div', { class: 'tops' }, tops.map(top => top.element))));

  function choose() {
    replace(choice, [['', 'Trouble'], ['all', 'All events']].map(([key, name]) =>
      h('button', { type: 'button', 'aria-pressed': String((key === 'all') === all()), onclick: () => { change({ show: key || null }); } }, name)));
  }

  async function load(signal) {
    const span = resolve(range()), live = !isFrozen(), bucket = bucketFor(span);
    const time = scoped('', span, { live }).text, chosen = scoped(filter(), span, { live }).text;
    const [over, ...groups] = await Promise.all([
      get('/aggregate', { query: time, by: 'severity', bucket: bucket.text, metrics: 'count', limit: 1000 }, signal),
      ...Fields.map(([, fields]) => get('/aggregate', { query: chosen, by: fields.join(','), metrics: 'count', limit: 8, order: '-count' }, signal)),
    ]);
    const gaps = await get('/gaps', { limit: 100 }, signal).then(a => a.gaps.map(g => ({ from: Date.parse(g.from), to: Date.parse(g.to), why: g.why })), () => []);
    const buckets = bucketsOf(over);
    chart.draw({ ...span, seconds: over.bucketSeconds ?? bucket.seconds, buckets, gaps });
    replace(unit, `per ${duration(1e3 * (over.bucketSeconds ?? bucket.seconds)).replace(/^1 /, '')}`);
    replace(keys, legend(buckets, severity => navigate(toExplore([clause('severity', severity)]))));
    replace(notes, partial(over));
    const sums = [...buckets.values()], sum = names => sums.reduce((n, b) => n + names.reduce((m, name) => m + (b[name] ?? 0), 0), 0);
    const everything = sum(['info', 'notice', 'warning', 'error', 'critical']), trouble = sum(['warning', 'error', 'critical']);
    tiles.events.draw(short(everything), everything ? `${number(trouble)} of them warnings or worse` : 'Quiet.');
    groups.forEach((answer, i) => tops[i].draw(answer.groups, all() ? everything : trouble));
  }

  async function beside(signal) {
    const [level, receivers, incidents] = await Promise.all([
      warningLevel(signal), get('/receivers', {}, signal), state.has.incidents ? get('/incidents', { state: 'open', limit: 20 }, signal) : null]);
    const said = verdict(level);
    tiles.warnings.draw(short(level.now), said.words, { tone: said.tone, extra: gauge(level) });
    delivery(receivers.receivers);
    if (incidents) showIncidents(incidents.incidents);
  }

  function delivery(receivers) {
    const bad = receivers.filter(r => !['delivering', 'idle'].includes(r.state));
    const pending = receivers.reduce((sum, r) => sum + (r.pending ?? 0), 0), dead = receivers.reduce((sum, r) => sum + (r.deadLetters ?? 0), 0);
    tiles.delivery.draw(h('a', { href: '/receivers' }, bad.length ? `${receivers.length - bad.length} of ${receivers.length}` : 'All well'),
      [bad.length ? `in trouble: ${bad.map(r => r.name).join(', ')}` : plural(receivers.length, 'receiver'), `, ${short(pending)} pending`, dead ? `, ${plural(dead, 'dead letter')}` : ''],
      { tone: bad.length ? 'bad' : dead ? 'watch' : 'good' });
  }

  function showIncidents(incidents) {
    tiles.incidents.draw(h('a', { href: '/incidents' }, number(incidents.length)), incidents.length ? plural(new Set(incidents.map(i => i.root?.kind === 'Node' ? i.root.name : i.node).filter(Boolean)).size, 'node') + ' touched' : 'Nothing is going on.', { tone: incidents.length ? 'bad' : 'good' });
    open.hidden = incidents.length === 0;
    replace(open, h('h2', null, 'Open incidents'), h('ul', { class: 'incident-list' }, incidents.slice(0, 5).map(incidentRow)));
  }

  choose();
  const fail = problem => replace(notes, failure(problem));
  const main1 = poll(load, { onFailure: fail }), aside = poll(beside, { every: 15e3, onFailure: fail });
  const offs = [on('events', () => { if (!isFrozen()) main1.soon(); }), on('range', () => { main1.now(); aside.now(); })];
  return { leave: () => { main1.stop(); aside.stop(); offs.forEach(off => off()); }, update: () => { choose(); main1.now(); } };
}
