import { urgeCase, withdrawCase } from '@miaopi/contracts';
import { expect, it } from 'vitest';
import { createClient, rememberOpenActs } from '../src/index.ts';

type Answer = 'lost' | 'cut' | number;

/** A client over a line that answers as told, and the request ids that went over it. */
function clientOver(answers: readonly Answer[], clock: { now: number } = { now: 0 }) {
  const left = [...answers];
  const sent: string[] = [];
  const client = createClient({
    base: 'http://server',
    openActs: rememberOpenActs(() => clock.now),
    fetch: async (_url, init) => {
      sent.push(JSON.parse(String(init?.body)).requestId);
      const answer = left.shift();
      if (answer === undefined || answer === 'lost') throw new TypeError('fetch failed');
      if (answer === 'cut') return new Response('{"id": "case');
      const code = answer === 409 ? 'kernel.busy' : answer < 500 ? 'cases.wrong_state' : 'kernel.bug';
      return answer < 400
        ? Response.json({})
        : Response.json({ type: '', title: '', status: answer, code, requestId: '' }, { status: answer });
    },
  });
  return { client, sent };
}

const withdraw = (
  client: ReturnType<typeof clientOver>['client'],
  requestId: string,
  reason: string,
  caseId = 'case-1',
) => client.call(withdrawCase, { params: { caseId }, body: { requestId, reason } }).catch(() => undefined);

it('an act sent again after its answer was lost, or while the server is in trouble or still at it, is the same act', async () => {
  for (const open of ['lost', 500, 502, 409] as const) {
    const { client, sent } = clientOver([open, open, 200, 200]);
    for (const id of ['a', 'b', 'c', 'd']) await withdraw(client, id, '不办了');
    // answered with the third: the fourth is a new act
    expect(sent, String(open)).toEqual(['a', 'a', 'a', 'd']);
  }
});

it('pressed again while the first is under way it is the same act, done once', async () => {
  const { client, sent } = clientOver([200, 200, 200]);
  await Promise.all(['a', 'b'].map((id) => withdraw(client, id, '不办了')));
  await withdraw(client, 'c', '不办了');
  expect(sent).toEqual(['a', 'a', 'c']);
});

it('an answer of which only the beginning came is lost', async () => {
  const { client, sent } = clientOver(['cut', 200, 200]);
  for (const id of ['a', 'b', 'c']) await withdraw(client, id, '不办了');
  expect(sent).toEqual(['a', 'a', 'c']);
});

it('one that was changed, is about another case, or is another route, is another act', async () => {
  const { client, sent } = clientOver(['lost', 200, 200, 200, 200]);
  await withdraw(client, 'a', '不办了');
  await withdraw(client, 'b', '改天再办');
  await withdraw(client, 'c', '不办了', 'case-2');
  await client.call(urgeCase, { params: { caseId: 'case-1' }, body: { requestId: 'd' } });
  await withdraw(client, 'e', '不办了');
  expect(sent).toEqual(['a', 'b', 'c', 'd', 'a']);
});

it('what was refused was not done: sent again it is a new act', async () => {
  const { client, sent } = clientOver([422, 403, 200]);
  for (const id of ['a', 'b', 'c']) await withdraw(client, id, '不办了');
  expect(sent).toEqual(['a', 'b', 'c']);
});

it('who asks the same a quarter of an hour later means it anew', async () => {
  const clock = { now: 0 };
  const { client, sent } = clientOver(['lost', 200], clock);
  await withdraw(client, 'a', '不办了');
  clock.now = 15 * 60_000;
  await withdraw(client, 'b', '不办了');
  expect(sent).toEqual(['a', 'b']);
});

it('without a memory of open acts the ids are the caller’s own', async () => {
  const sent: string[] = [];
  const client = createClient({
    base: 'http://server',
    fetch: async (_url, init) => {
      sent.push(JSON.parse(String(init?.body)).requestId);
      throw new TypeError('fetch failed');
    },
  });
  for (const id of ['a', 'b'])
    await client.call(urgeCase, { params: { caseId: 'c' }, body: { requestId: id } }).catch(() => {});
  expect(sent).toEqual(['a', 'b']);
});
