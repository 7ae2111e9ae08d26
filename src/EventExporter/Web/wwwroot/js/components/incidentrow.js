// An incident in one line.
import { h } from '../dom.js';
import { severityIcon } from '../severity.js';
import { plural, value } from '../text.js';
import { ago, full } from '../time.js';

export const incidentRow = incident => h('li', null, h('a', { class: 'incident', href: '/incidents/' + encodeURIComponent(incident.id) },
  severityIcon(incident.severity),
  h('span', { class: 'incident-title' }, value(incident.title)),
  h('span', { class: `state ${incident.state}` }, incident.state),
  h('span', { class: 'incident-cause' }, value(incident.cause ?? '')),
  h('span', { class: 'muted' }, plural(incident.count ?? 0, 'event'), incident.objects ? ` on ${plural(incident.objects, 'object')}` : '', ', since ', h('time', { datetime: incident.since, title: full(incident.since) }, ago(incident.since)))));
