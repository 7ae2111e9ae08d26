// Line icons, drawn on a grid of 20.
import { s } from '../dom.js';

const Paths = {
  pause: 'M7 4.5v11M13 4.5v11',
  play: 'M6.5 4.2v11.6l9-5.8z',
  sun: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 1.8v1.7M10 16.5v1.7M1.8 10h1.7M16.5 10h1.7M4.2 4.2l1.2 1.2M14.6 14.6l1.2 1.2M15.8 4.2l-1.2 1.2M5.4 14.6l-1.2 1.2',
  help: 'M7.4 7.4a2.6 2.6 0 1 1 3.7 2.4c-.8.4-1.1.9-1.1 1.7M10 14.4v.2',
  search: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13.2 13.2 17 17',
  close: 'M5 5l10 10M15 5 5 15',
  plus: 'M10 4.5v11M4.5 10h11',
  minus: 'M4.5 10h11',
  retry: 'M15.8 10a5.8 5.8 0 1 1-1.7-4.1L16 7.8M16 3.6v4.2h-4.2',
  copy: 'M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3',
  timeline: 'M3 5.5h7M8 10h7M5 14.5h9',
  link: 'M8.2 11.8l3.6-3.6M9 6.4l1.4-1.4a3.3 3.3 0 0 1 4.6 4.6L13.600 11M11 13.600l-1.400 1.400a3.3 3.3 0 0 1-4.600-4.600L6.400 9',
};

export const icon = name => s('svg', { class: 'icon', viewBox: '0 0 20 20', 'aria-hidden': 'true' }, s('path', { d: Paths[name] }));
