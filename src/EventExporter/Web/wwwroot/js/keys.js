// Keyboard shortcuts, and the help that lists them.
import { openDialog } from './components/dialog.js';
import { h } from './dom.js';
import { navigate } from './router.js';
import { range, setRange, state, toggleFreeze } from './state.js';
import { Presets } from './time.js';
import { toggleTheme } from './components/theme.js';

const goTo = { o: '/', e: '/explore', l: '/timeline', i: '/incidents', r: '/receivers', s: '/silences' };

const Help = [
  ['g then o, e, l, i, r, s', 'Overview, Explore, Timeline, Incidents, Receivers, Silences'],
  ['/', 'To the query'],
  ['f', 'Freeze the range, or let it move again'],
  ['[ and ]', 'A shorter or a longer range'],
  ['j, k or arrows', 'Down and up in the list'],
  ['Enter', 'Open the event; in the chart: zoom to what is selected'],
  ['Shift + arrows', 'In the chart: select a range'],
  ['t', 'Light or dark'],
  ['Esc', 'Close'],
];

let pending = '';

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
  if (event.target.closest?.('input, textarea, select, [contenteditable]')) return;
  const after = pending;
  pending = '';
  if (after === 'g') {
    if (goTo[event.key]) act(event, () => navigate(goTo[event.key]));
    return;
  }

  if (event.key === 'g') pending = 'g';
  else if (event.key === '?') act(event, showHelp);
  else if (event.key === 'f') act(event, toggleFreeze);
  else if (event.key === 't') act(event, toggleTheme);
  else if (event.key === '[') act(event, () => step(-1));
  else if (event.key === ']') act(event, () => step(1));
  else if (event.key === '/') act(event, toQuery);
}

function act(event, action) {
  event.preventDefault();
  action();
}

function toQuery() {
  const input = document.querySelector('#query');
  if (input) input.focus();
  else navigate('/explore'), requestAnimationFrame(() => document.querySelector('#query')?.focus());
}

function step(by) {
  const at = Presets.indexOf(range().relative ?? state.relative);
  const next = Presets[Math.min(Presets.length - 1, Math.max(0, at + by))];
  if (next) setRange({ relative: next });
}

export function showHelp() {
  openDialog('Keyboard', h('dl', { class: 'keys' }, Help.map(([keys, what]) => [h('dt', null, keys.split(/( then | and |, | or | \+ )/).map((part, i) => i % 2 ? part : h('kbd', null, part))), h('dd', null, what)])));
}

export const installKeys = () => document.addEventListener('keydown', pressed);
