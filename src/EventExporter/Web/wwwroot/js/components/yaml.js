// The event as YAML, to read and to copy.
import { h } from '../dom.js';
import { folded } from '../text.js';
import { icon } from './icons.js';
import { toast } from './notices.js';

export const yamlBlock = text => h('section', { class: 'card' },
  h('h2', null, 'YAML', h('button', { type: 'button', class: 'small', onclick: () => navigator.clipboard?.writeText(text).then(() => toast('Copied')) }, icon('copy'), 'Copy')),
  h('pre', { class: 'yaml', tabindex: 0, 'aria-label': 'YAML' }, folded(text, { at: 6000 })));
