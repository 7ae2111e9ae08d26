// Severities: told apart by shape and word as well as by colour.
import { h, s } from './dom.js';

/** The worst first; charts stack them from the bottom in this order, so that the worst has a level base. */
export const Severities = ['critical', 'error', 'warning', 'notice', 'info'];

export const Trouble = 'severity in (warning, error, critical)';

const Shapes = {
  critical: () => [s('path', { d: 'M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2z' }), s('path', { class: 'mark', d: 'M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2' })],
  error: () => [s('path', { d: 'M8 .8 15.2 8 8 15.2.8 8z' }), s('path', { class: 'mark', d: 'M8 4.6v4M8 11v.4' })],
  warning: () => [s('path', { d: 'M8 1.2 15.4 14.4H.6z' }), s('path', { class: 'mark', d: 'M8 6v4M8 12v.3' })],
  notice: () => [s('rect', { x: 2, y: 2, width: 12, height: 12, rx: 2.5 })],
  info: () => [s('circle', { cx: 8, cy: 8, r: 4.2 })],
};

export const isSeverity = name => Object.hasOwn(Shapes, name);

/** The shape alone; what it means is said to those who do not see it. */
export function severityIcon(name) {
  const known = isSeverity(name) ? name : 'info';
  return s('svg', { class: `severity ${known}`, viewBox: '0 0 16 16', role: 'img', 'aria-label': known }, s('title', null, known), Shapes[known]());
}

export const severityLabel = name => h('span', { class: `severity-label ${isSeverity(name) ? name : 'info'}` }, severityIcon(name), h('span', { 'aria-hidden': 'true' }, name));
