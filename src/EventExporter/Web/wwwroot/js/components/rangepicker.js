// How far back: some usual lengths, or the range that was dragged.
import { h, replace } from '../dom.js';
import { range, setRange } from '../state.js';
import { clock, Presets, rangeText } from '../time.js';

let shown = '';

export function rangePicker(element) {
  const now = range();
  if (shown === rangeText(now) && element.childElementCount) return;
  shown = rangeText(now);
  const own = now.relative && Presets.includes(now.relative) ? null : h('option', { value: shown, selected: true }, now.relative ?? `${clock(now.from)} \u2013 ${clock(now.to)}`);
  replace(element, h('select', { 'aria-label': 'Range', onchange: e => { if (e.target.value !== shown) setRange({ relative: e.target.value }); } },
    own, Presets.map(preset => h('option', { value: preset, selected: preset === now.relative }, 'Last ' + preset))));
}
