// What stands around every view: name, views, range, whether it is live.
import { h, replace } from '../dom.js';
import { showHelp } from '../keys.js';
import { emit, isFrozen, state, toggleFreeze } from '../state.js';
import { plain, short } from '../text.js';
import { icon } from './icons.js';
import { rangePicker } from './rangepicker.js';
import { toggleTheme } from './theme.js';

const Views = [
  ['/', 'Overview'], ['/explore', 'Explore'], ['/timeline', 'Timeline'], ['/incidents', 'Incidents', 'incidents'], ['/receivers', 'Receivers'], ['/silences', 'Silences', 'silences'],
];

const Live = {
  starting: ['Connecting', 'waiting'],
  live: ['Live', 'good'],
  reconnecting: ['Reconnecting', 'waiting'],
  refused: ['Not signed in', 'waiting'],
  absent: ['Not live', 'waiting'],
};

const brand = h('a', { class: 'brand', href: '/' });
const nav = h('nav', { 'aria-label': 'Views' });
const live = h('span', { class: 'live', role: 'status' });
const freeze = h('button', { type: 'button', class: 'freeze', onclick: toggleFreeze });
const signIn = h('button', { type: 'button', class: 'quiet', title: 'With a token that may write, dead letters can be retried and silences set', onclick: () => emit('sign-in') }, 'Sign in');
const picker = h('div', { class: 'picker' });

export const shell = () => h('header', { class: 'shell' },
  brand, nav,
  h('div', { class: 'tools' }, live, picker, freeze, signIn,
    h('button', { type: 'button', class: 'quiet', 'aria-label': 'Light or dark', title: 'Light or dark (t)', onclick: toggleTheme }, icon('sun')),
    h('button', { type: 'button', class: 'quiet', 'aria-label': 'Keyboard help', title: 'Keyboard (?)', onclick: showHelp }, icon('help'))));

/** Called when anything changed that it shows. */
export function shellChanged() {
  replace(brand, h('span', { class: 'logo', 'aria-hidden': 'true' }), h('span', { class: 'brand-name' }, plain(state.session.cluster) || 'Event Exporter'));
  views();
  const [word, kind] = Live[state.live];
  live.className = `live ${kind}`;
  if (live.textContent !== word) replace(live, h('span', { class: 'dot', 'aria-hidden': 'true' }), word);
  signIn.hidden = !state.session.version || state.session.write;
  const timed = ['/', '/explore'].includes(location.pathname);
  picker.hidden = freeze.hidden = !timed;
  if (timed) ranges();
}

let shown = '';

/** Made anew only where they have changed: whoever goes over them with the keyboard would lose the place. */
function views() {
  const there = Views.filter(([, , part]) => !part || state.has[part]), key = [location.pathname, ...there.map(([path]) => path)].join(' ');
  if (key === shown) return;
  shown = key;
  replace(nav, there.map(([path, name]) => h('a', { href: path, 'aria-current': isAt(path) ? 'page' : null }, name)));
}

function ranges() {
  const frozen = isFrozen();
  const label = frozen ? 'Resume' : 'Freeze';
  freeze.setAttribute('aria-pressed', String(frozen));
  freeze.title = frozen ? 'Let the range move again (f)' : 'Hold the range where it is (f)';
  replace(freeze, icon(frozen ? 'play' : 'pause'), h('span', null, label),
    frozen && state.missed > 0 ? h('span', { class: 'badge', title: 'since the range was frozen' }, `+${short(state.missed)} new`) : null);
  rangePicker(picker);
}

const isAt = path => path === '/' ? location.pathname === '/' : location.pathname.startsWith(path);
