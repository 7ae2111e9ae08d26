// One line of the list of events.
import { h } from '../dom.js';
import { to } from '../router.js';
import { severityIcon } from '../severity.js';
import { number, plain, short, value } from '../text.js';
import { clock, full } from '../time.js';
import { valueButton } from './valuemenu.js';

/** @param act called with a clause to add to the query. */
export const eventRow = (event, act) => h('div', { class: `row ${event.severity}` },
  h('time', { datetime: new Date(event.time).toISOString(), title: full(event.time) }, clock(event.time)),
  valueButton('severity', event.severity, act, { className: 'row-severity', tabindex: -1, shown: severityIcon(event.severity) }),
  valueButton('reason', event.reason, act, { className: 'row-reason', tabindex: -1 }),
  h('span', { class: 'row-object' },
    event.namespace ? [valueButton('namespace', event.namespace, act, { className: 'row-namespace', tabindex: -1 }), h('span', { class: 'slash' }, '/')] : null,
    valueButton('name', event.name, act, { className: 'row-name', tabindex: -1 }),
    valueButton('kind', event.kind, act, { className: 'row-kind', tabindex: -1 })),
  h('a', { class: 'row-message', tabindex: -1, href: '/events/' + event.sequence, title: plain(event.message) }, value(event.message || '(no message)')),
  h('a', {
    class: 'row-count' + (event.count > 1 ? ' many' : ''), tabindex: -1, title: event.occurrences > 1 ? `${number(event.count)} times${event.least ? ' or more' : ''}: ${event.occurrences} updates are loaded` : 'how often',
    href: to('/timeline', { object: `${event.kind}/${event.namespace ? event.namespace + '/' : ''}${event.name}` }),
  }, `\u00d7${short(event.count)}${event.least ? '+' : ''}`));
