// Alerts and patterns in one line each.
import { h } from '../dom.js';
import { clause } from '../query.js';
import { to } from '../router.js';
import { severityIcon } from '../severity.js';
import { plural, value } from '../text.js';
import { ago, full } from '../time.js';

const since = time => h('time', { datetime: time, title: full(time) }, ago(time));

export const alertRow = alert => h('li', null, h('a', { class: 'incident', href: to('/explore', { query: 'finding=alert' }) },
  severityIcon(alert.severity),
  h('span', { class: 'incident-title' }, value([alert.name, ...Object.values(alert.labels ?? {}).filter(Boolean)].join(' \u00b7 '))),
  h('span', { class: `state ${alert.state === 'firing' ? 'open' : 'recovering'}` }, alert.state),
  h('span', { class: 'incident-cause' }, value(alert.summary ?? '')),
  h('span', { class: 'muted' }, `value ${alert.value}, since `, since(alert.since))));

export const patternRow = pattern => h('li', null, h('a', {
  class: 'incident',
  href: to('/explore', { query: [clause('reason', pattern.reason), clause('kind', pattern.kind), pattern.namespace ? clause('namespace', pattern.namespace) : ''].filter(Boolean).join(' ') }),
},
severityIcon('notice'),
h('span', { class: 'incident-title' }, value(pattern.reason)),
h('span', { class: 'on' }, value([pattern.kind, pattern.namespace].filter(Boolean).join(' in '))),
h('span', { class: 'incident-cause' }, value(pattern.samples?.[0]?.message ?? '')),
h('span', { class: 'muted' }, `${plural(pattern.count, 'time')}, ${rate(pattern.frequency)}, since `, since(pattern.first))));

/** Occurrences a minute, in words. */
const rate = perMinute => perMinute >= 1 ? `${perMinute.toFixed(perMinute < 10 ? 1 : 0)} a minute` : `${(perMinute * 60).toFixed(0)} an hour`;
