// What the routes decided about an event: each route and rule with what it compared.
import { h } from '../dom.js';
import { value } from '../text.js';

export function decision(made) {
  if (!made) return h('p', { class: 'muted' }, 'Not known.');
  const receivers = made.receivers ?? [];
  const steps = Array.isArray(made.steps) ? made.steps : made.steps ? [made.steps] : [];
  return h('div', { class: 'decision' },
    h('p', null, receivers.length ? ['Goes to ', receivers.map((name, i) => [i ? ', ' : '', h('a', { href: '/receivers/' + encodeURIComponent(name) }, value(name))])] : 'Goes to no receiver.'),
    steps.length && steps.every(isStep) ? h('details', { open: receivers.length === 0 }, h('summary', null, 'Why'), h('ul', { class: 'route' }, steps.map(route)))
      : made.text ? h('details', { open: true }, h('summary', null, 'Why'), h('pre', null, value(made.text, { lines: true }))) : null);
}

const isStep = step => Array.isArray(step?.match) && Array.isArray(step?.drop);

const route = step => h('li', null, h('p', { class: 'route-path' }, value(step.path || 'route'), step.name ? [' ', h('b', null, value(step.name))] : null),
  h('ul', null,
    step.drop.map(rule => ruleItem(rule, rule.matched ? 'dropped here' : 'not dropped', rule.matched ? 'bad' : '')),
    step.match.map(rule => ruleItem(rule, verdict(rule), rule.matched ? 'good' : '')),
    step.outcome === 'notDescended' ? h('li', { class: 'muted' }, 'The routes below are not visited: not all match rules matched.') : null,
    (step.children ?? []).map(route)));

const verdict = rule => rule.matched ? (rule.receiver ? `matched, goes to ${rule.receiver}` : 'matched') : 'not matched';

const ruleItem = (rule, words, tone) => h('li', { class: `rule ${tone}` }, h('p', null, h('code', null, value(rule.path.slice(rule.path.lastIndexOf('.') + 1))), ' ', value(words)),
  h('ul', null, (rule.conditions ?? []).map(condition => h('li', { class: condition.matched ? 'yes' : 'no' },
    h('span', { class: 'mark' }, condition.matched ? '\u2713' : '\u2717'), h('b', null, value(condition.field)), ' ', h('code', null, value(condition.wanted)),
    h('span', { class: 'muted' }, ' \u2190 ', condition.value === null || condition.value === undefined ? '(absent)' : value(String(condition.value).slice(0, 200)))))));
