import { type Challenge, solve } from './proof-of-work.ts';

// A worker, so that the page stays alive while the machine counts.
self.onmessage = (event: MessageEvent<Challenge>) => self.postMessage(solve(event.data));
