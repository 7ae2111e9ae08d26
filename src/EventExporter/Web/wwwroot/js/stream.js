// Events as they come: server-sent events read by fetch, because EventSource cannot send a token. Resumes where it was.
import { address, headers } from './api.js';

/** The server sends at least a comment every 15 s: after this silence the connection is given up. */
const Silence = 40e3;
const Longest = 5e3;

export class LiveStream {
  #last = '';
  #attempt = 0;
  #stopping = null;
  #on;

  /** @param on `event(data)`, `gap(data)` and `state('live' | 'reconnecting' | 'refused' | 'absent')`. */
  constructor(on) {
    this.#on = on;
  }

  /** Follows until stopped. */
  async start() {
    this.stop();
    const stopping = this.#stopping = new AbortController();
    while (!stopping.signal.aborted) {
      const went = await this.#follow(stopping.signal);
      if (stopping.signal.aborted) return;
      this.#on.state(went);
      if (went !== 'reconnecting') return;
      const wait = Math.min(Longest, 400 * 2 ** this.#attempt++) * (0.75 + Math.random() / 2);
      await new Promise(done => setTimeout(done, wait));
    }
  }

  stop() {
    this.#stopping?.abort();
  }

  async #follow(stop) {
    const watchdog = new AbortController();
    let timer = setTimeout(() => watchdog.abort(), Silence);
    try {
      const response = await fetch(address('/stream'), {
        headers: headers(this.#last ? { 'Last-Event-ID': this.#last, Accept: 'text/event-stream' } : { Accept: 'text/event-stream' }),
        signal: AbortSignal.any([stop, watchdog.signal]), cache: 'no-store',
      });
      if (response.status === 401 || response.status === 403) return 'refused';
      if (response.status === 404 || response.status === 501) return 'absent';
      if (!response.ok) return 'reconnecting';
      this.#attempt = 0;
      this.#on.state('live');
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let text = ''; ;) {
        const { done, value } = await reader.read();
        if (done) return 'reconnecting';
        clearTimeout(timer);
        timer = setTimeout(() => watchdog.abort(), Silence);
        const blocks = (text + value).split(/\r?\n\r?\n/);
        text = blocks.pop();
        blocks.forEach(block => this.#take(block));
      }
    } catch {
      return 'reconnecting';
    } finally {
      clearTimeout(timer);
    }
  }

  #take(block) {
    let kind = 'message', data = '';
    for (const line of block.split(/\r?\n/)) {
      const [, name, rest] = /^([a-z]+): ?(.*)$/s.exec(line) ?? [];
      if (name === 'id') this.#last = rest;
      else if (name === 'event') kind = rest;
      else if (name === 'data') data += (data ? '\n' : '') + rest;
    }
    if (data) this.#on[kind === 'gap' ? 'gap' : 'event'](JSON.parse(data));
  }
}
