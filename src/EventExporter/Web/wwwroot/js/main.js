// From the address to the view, and the one stream of live events.
import { exists, get, Problem, token, whenUnauthorized } from './api.js';
import { askForToken } from './components/login.js';
import { failure } from './components/notices.js';
import { shell, shellChanged } from './components/shell.js';
import { replace } from './dom.js';
import { installKeys } from './keys.js';
import { listen, match, route } from './router.js';
import { arrived, emit, on, setLive, state } from './state.js';
import { LiveStream } from './stream.js';
import * as event from './views/event.js';
import * as explore from './views/explore.js';
import * as incident from './views/incident.js';
import * as incidents from './views/incidents.js';
import * as overview from './views/overview.js';
import * as receivers from './views/receivers.js';
import * as silences from './views/silences.js';
import * as timeline from './views/timeline.js';

route('/', overview);
route('/explore', explore);
route('/events/:sequence', event);
route('/timeline', timeline);
route('/incidents', incidents);
route('/incidents/:id', incident);
route('/receivers', receivers);
route('/receivers/:name', receivers);
route('/silences', silences);

const main = document.getElementById('main');
let leave = () => {};
let current = null;

/** Shows what the address says. A view returns how to leave it, and may take a change of its own parameters without being built anew. */
function show() {
  const found = match(location.pathname) ?? { view: overview, parameters: {} };
  if (current?.view === found.view && current.path === location.pathname && current.update) {
    current.update();
    return shellChanged();
  }

  leave();
  replace(main);
  main.scrollTop = 0;
  document.title = `${found.view.title} \u00b7 ${state.session.cluster || 'Event Exporter'}`;
  const shown = found.view.show(main, found.parameters) ?? {};
  leave = shown.leave ?? (() => {});
  current = { view: found.view, path: location.pathname, update: shown.update };
  shellChanged();
}

function again() {
  current = null;
  show();
}

const stream = new LiveStream({
  event: arrived,
  gap: gap => emit('gap', gap),
  state: to => {
    const was = state.live;
    setLive(to);
    if (was === 'reconnecting' && to === 'live') emit('range');
  },
});

/** How long until asking again what could not be answered, in milliseconds. */
const Again = 3000;

/** Who is asking, and what there is to see. */
async function begin() {
  try {
    state.session = await get('/session');
    if (state.session.read === false) return signIn();
    [state.has.incidents, state.has.silences] = await Promise.all([exists('/incidents', { limit: 1 }), exists('/silences')]);
    again();
    stream.start();
  } catch (problem) {
    const status = problem instanceof Problem ? problem.status : 503;
    if (status === 401) return;
    replace(main, failure(problem, begin));
    if (status === 503) setTimeout(begin, Again);
  }
}

let asking = false;

/** Asks for a token. `refused`: the one at hand does not do. */
async function signIn({ refused = false, mayCancel = false } = {}) {
  if (asking) return;
  asking = true;
  const given = await askForToken({ refused, mayCancel });
  asking = false;
  if (given === null) return;
  stream.stop();
  token.set(given);
  begin();
}

whenUnauthorized(() => {
  stream.stop();
  signIn({ refused: token.get() !== '' });
});
on('sign-in', () => signIn({ mayCancel: true }));

replace(document.getElementById('shell'), shell());
installKeys();
listen(show);
on('live', shellChanged);
on('events', shellChanged);
begin();
