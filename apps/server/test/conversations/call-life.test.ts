import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CallLife,
  endBy,
  endByItself,
  partOf,
  ringsFor,
  silence,
} from '../../src/modules/conversations/domain/call-life.ts';
import { callWords } from '../../src/modules/conversations/domain/call-words.ts';
import { iceServersFor } from '../../src/modules/conversations/ice-servers.ts';

const at = new Date('2026-11-27T02:00:00Z');
const later = (ms: number) => new Date(at.getTime() + ms);
const ringing: CallLife = {
  ...{ state: 'ringing', side: 'applicant', caller: 'p', callerPage: 'pp', answerer: null, answererPage: null },
  ...{ rung: ['s1', 's2'], declined: [], startedAt: at, ringsFor, keptAt: at },
};
const talking: CallLife = { ...ringing, state: 'talking', answerer: 's1', answererPage: 'p1' };

describe('F127: the life of a call', () => {
  it('rings on for the others when one official says no, and is declined when all have', () => {
    expect(endBy(ringing, 's1', 'p1', 'declined')).toEqual({ declined: 's1' });
    expect(endBy({ ...ringing, declined: ['s1'] }, 's2', 'p2', 'declined')).toEqual({ over: 'declined' });
    expect(partOf({ ...ringing, declined: ['s1'] }, 's1', 'p1')).toBe('none');
  });

  it('is cancelled by who called, missed when the time is over, and nobody else’s to end', () => {
    expect(endBy(ringing, 'p', 'pp', 'hung-up')).toEqual({ over: 'cancelled' });
    expect(endBy(ringing, 'somebody', 'x', 'hung-up')).toBeUndefined();
    expect(endByItself(ringing, later(ringsFor * 1000 - 1))).toBeUndefined();
    expect(endByItself(ringing, later(ringsFor * 1000))).toBe('missed');
  });

  it('is ended by the two pages that talk, not by another window of theirs', () => {
    expect(endBy(talking, 's1', 'p1', 'hung-up')).toEqual({ over: 'talked' });
    expect(endBy(talking, 'p', 'pp', 'lost')).toEqual({ over: 'lost' });
    expect(endBy(talking, 's1', 'another', 'hung-up')).toBeUndefined();
    expect(endBy(talking, 's2', 'p2', 'hung-up')).toBeUndefined();
  });

  it('is lost when neither page has given a sign of life for a minute', () => {
    expect(endByItself(talking, later(silence - 1))).toBeUndefined();
    expect(endByItself(talking, later(silence))).toBe('lost');
    expect(endByItself({ ...talking, keptAt: later(30_000) }, later(silence))).toBeUndefined();
  });

  it('whatever anybody does in whatever order: over once, and never goes on from there', () => {
    const who = fc.constantFrom('p', 's1', 's2', 'x');
    const step = fc.record({
      who,
      page: fc.constantFrom('pp', 'p1', 'p2'),
      why: fc.constantFrom('hung-up', 'declined', 'lost'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.boolean(), (steps, answered) => {
        let call: CallLife = answered ? talking : ringing;
        for (const one of steps) {
          const ending = endBy(call, one.who, one.page, one.why as 'lost');
          if (call.state === 'over') expect(ending).toBeUndefined();
          if (ending && 'over' in ending) {
            expect(ending.over === 'talked' || ending.over === 'lost').toBe(call.state === 'talking');
            call = { ...call, state: 'over' };
          } else if (ending) {
            expect(call.declined).not.toContain(ending.declined);
            call = { ...call, declined: [...call.declined, ending.declined] };
          }
        }
      }),
    );
  });

  it('what the file says of it', () => {
    expect(callWords({ medium: 'video', outcome: 'talked', seconds: 192 })).toBe('视频通话，时长 3 分 12 秒');
    expect(callWords({ medium: 'audio', outcome: 'missed', seconds: 0 })).toBe('语音通话未接听');
  });
});

describe('F127: relays', () => {
  it('are given a pass that runs out, as coturn checks it', () => {
    const urls = ['stun:turn.city.example:3478', 'turn:turn.city.example:3478?transport=udp'];
    // openssl: printf '%s' 1795759200:st_1 | openssl dgst -sha1 -hmac north -binary | base64
    expect(iceServersFor({ ice: { urls, secret: 'north' } }, 'st_1', new Date('2026-11-27T02:00:00Z'))).toEqual([
      { urls: [urls[0]] },
      { urls: [urls[1]], username: '1795759200:st_1', credential: 'waFxJhYM9sPvNPplJiVuzMdqgI8=' },
    ]);
    expect(iceServersFor({ ice: { urls: [], secret: undefined } }, 'st_1', at)).toEqual([]);
  });
});
