import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { type MailSender, Refused, Uncertain } from '../../src/modules/notifications/index.ts';
import { person, staff, startWorld, type World } from './world.ts';

let w: World;
let texts: { to: string; text: string; requestId: string }[] = [];
let letters: Parameters<MailSender['send']>[0][] = [];
let sms: (requestId: string) => Promise<readonly string[]>;
let mail: () => Promise<void>;
let receipt: World['notifications']['takeReceipt'];

beforeAll(async () => {
  w = await startWorld(({ takeReceipt }) => {
    receipt = takeReceipt;
    return {
      sms: {
        recognisesRepeats: false,
        async send(to, text, requestId) {
          const refs = await sms(requestId);
          texts.push({ to, text, requestId });
          return refs;
        },
      },
      mail: {
        async send(letter) {
          await mail();
          letters.push(letter);
        },
        close() {},
      },
      mobileOf: async (id) => (id.startsWith('p_nophone') ? null : '13800001234'),
      mayHandle: async (actor) => actor.kind === 'staff' && actor.staffId === 'st_handles',
    };
  });
});
afterAll(() => w?.close());
beforeEach(() => {
  texts = [];
  letters = [];
  sms = async () => [];
  mail = async () => {};
});

async function confirmEmail(who: ReturnType<typeof person>, address: string): Promise<void> {
  await w.call('notifications.askNoticeEmail', who, { body: { address } });
  const token = letters.pop()?.link.split('#')[1];
  await w.call('notifications.confirmNoticeEmail', { kind: 'anonymous' }, { body: { token } });
}

const choose = (who: ReturnType<typeof person>, body: Record<string, unknown>) =>
  w.call('notifications.changeNoticeSettings', who, { body: { lang: 'zh', choices: [], ...body } });

describe('by which channels somebody is told (F109, F088)', () => {
  it('an address gets notices only once its owner has opened the link, which works once', async () => {
    const who = person('p_mail');
    await w.call('notifications.askNoticeEmail', who, { body: { address: 'Wang@Example.com' } });
    const link = letters.pop()?.link ?? '';
    expect(link).toMatch(/^https:\/\/miaopi\.example\/confirm-email#/);
    await w.tell({ personId: 'p_mail' });
    await w.work();
    expect(letters).toEqual([]);
    const body = { token: link.split('#')[1] };
    await w.call('notifications.confirmNoticeEmail', { kind: 'anonymous' }, { body });
    await expect(w.call('notifications.confirmNoticeEmail', { kind: 'anonymous' }, { body })).rejects.toMatchObject({
      code: 'notifications.link_over',
    });
    await w.tell({ personId: 'p_mail', caseId: 'case1' });
    await w.work();
    expect(letters).toMatchObject([{ to: 'wang@example.com', link: 'https://miaopi.example/cases/case1' }]);
    expect(await w.call('notifications.getNoticeSettings', who)).toMatchObject({
      email: 'wang@example.com',
      mobile: '138****1234',
    });
  });

  it('a second link within a minute is refused, so that nobody’s mail box is filled through us', async () => {
    const who = person('p_many');
    const ask = () => w.call('notifications.askNoticeEmail', who, { body: { address: 'a@example.com' } });
    await ask();
    await expect(ask()).rejects.toMatchObject({ code: 'notifications.too_soon' });
  });

  it('what is turned off stays off, in the language chosen; what the law has told by SMS can’t be turned off', async () => {
    const who = person('p_chooses');
    await choose(who, { lang: 'en', choices: [{ kind: 'progress', channel: 'sms', on: false }] });
    await w.tell({ personId: 'p_chooses', kind: 'progress' });
    expect(await w.statesOf('p_chooses')).toEqual([]);
    await w.tell({ personId: 'p_chooses', kind: 'decision' });
    await w.work();
    expect(texts.map((t) => t.text)).toEqual(['[Miaopi] Accepted: Case A1.']);
    await expect(choose(who, { choices: [{ kind: 'decision', channel: 'sms', on: false }] })).rejects.toMatchObject({
      code: 'notifications.choice_fixed',
    });
  });

  it('quiet hours hold SMS until they end; an e-mail and what is about the same day go at once', async () => {
    const who = person('p_quiet');
    await confirmEmail(who, 'q@example.com');
    // all the day but this minute's end
    const minute = Math.floor(Date.now() / 60_000 + 480) % 1440;
    const quiet = { from: (minute + 1430) % 1440, to: (minute + 60) % 1440 };
    await choose(who, { quiet });
    await w.tell({ personId: 'p_quiet', kind: 'decision' });
    const held = await w.t.db.rows<{ channel: string; minutes: number | null }>(
      sql`select d.channel, extract(epoch from (d.not_before - now()))::int / 60 as minutes from notifications.delivery d
        join notifications.message m on m.id = d.message_id where m.person_id = 'p_quiet' order by 1`,
    );
    expect(held).toEqual([
      { channel: 'email', minutes: null },
      { channel: 'sms', minutes: expect.any(Number) },
    ]);
    expect(held[1]?.minutes).toBeGreaterThan(50);
    await w.tell({ personId: 'p_quiet', kind: 'appointment' });
    expect(
      await w.t.db.rows(
        sql`select d.channel from notifications.delivery d join notifications.message m on m.id = d.message_id
          where m.person_id = 'p_quiet' and m.kind = 'appointment' and d.not_before is not null`,
      ),
    ).toEqual([]);
    await w.work();
  });

  it('an official is told by e-mail, never by SMS', async () => {
    const who = staff('st_one');
    await confirmEmail(who, 'office@example.com');
    await w.tell({ staffId: 'st_one', caseId: 'case9' });
    await w.work();
    expect(await w.statesOf('st_one')).toEqual(['email sent']);
    expect(letters[0]?.link).toBe('https://miaopi.example/work/cases/case9');
  });
});

describe('what becomes of it', () => {
  it('a receipt says that it arrived, also one that is quicker than our own mark, and one told twice counts once', async () => {
    sms = async () => {
      await receipt({ channel: 'sms', ref: 'quick-1', outcome: 'delivered', detail: 'DELIVRD' });
      return ['quick-1', 'quick-2'];
    };
    await w.tell({ personId: 'p_receipt' });
    await w.work();
    expect(await w.statesOf('p_receipt')).toEqual(['sms sent']);
    for (let i = 0; i < 2; i++)
      await receipt({ channel: 'sms', ref: 'quick-2', outcome: 'delivered', detail: 'DELIVRD' });
    expect(await w.statesOf('p_receipt')).toEqual(['sms delivered']);
  });

  it('what the law has told, and did not arrive, goes by the next channel, once, though that one was turned off', async () => {
    const who = person('p_falls');
    await confirmEmail(who, 'f@example.com');
    await choose(who, {
      choices: ['decision', 'progress'].map((kind) => ({ kind, channel: 'email', on: false })),
    });
    sms = async () => ['lost-1'];
    await w.tell({ personId: 'p_falls', kind: 'decision' });
    await w.work();
    expect(await w.statesOf('p_falls')).toEqual(['sms sent']);
    for (let i = 0; i < 2; i++)
      await receipt({ channel: 'sms', ref: 'lost-1', outcome: 'failed', detail: 'UNDELIV 027' });
    expect(await w.statesOf('p_falls')).toEqual(['sms failed', 'email pending']);
    await w.work();
    expect(await w.statesOf('p_falls')).toEqual(['sms failed', 'email sent']);
    expect(letters).toHaveLength(1);
    sms = async () => ['lost-2'];
    await w.tell({ personId: 'p_falls', kind: 'progress' });
    await w.work();
    await receipt({ channel: 'sms', ref: 'lost-2', outcome: 'failed', detail: 'UNDELIV 027' });
    expect(await w.statesOf('p_falls')).toEqual(['sms failed']);
  });

  it('what was not worth an SMS goes by SMS when the e-mail comes back', async () => {
    await confirmEmail(person('p_bounced'), 'b@example.com');
    mail = async () => {
      throw new Refused('SMTP 550');
    };
    await w.tell({ personId: 'p_bounced', sms: false });
    await w.work();
    expect(await w.statesOf('p_bounced')).toEqual(['email failed', 'sms pending']);
  });

  it('a person without a mobile is told by e-mail', async () => {
    await confirmEmail(person('p_nophone'), 'n@example.com');
    await w.tell({ personId: 'p_nophone' });
    await w.work();
    expect([...(await w.statesOf('p_nophone'))].sort()).toEqual(['email sent', 'sms failed']);
  });

  it('a failure that passes is tried again under the same request id; the tenth is the last', async () => {
    let n = 0;
    sms = async () => {
      if (++n < 3) throw new Error('queue full for 13800001234');
      return [];
    };
    await w.tell({ personId: 'p_again' });
    expect(await w.work(1)).toEqual([expect.stringContaining('queue full for …')]);
    await w.work(2);
    await w.work(3);
    expect(await w.statesOf('p_again')).toEqual(['sms sent']);
    expect(texts).toHaveLength(1);
    sms = async () => {
      throw new Error('down');
    };
    await w.tell({ personId: 'p_given_up' });
    await w.work(10);
    expect(await w.statesOf('p_given_up')).toEqual(['sms failed']);
  });

  it('never twice: when the process died, or the answer got lost, at a provider that can’t recognise a repeat, it is left as unknown and the next channel takes over', async () => {
    await confirmEmail(person('p_killed'), 'k@example.com');
    await w.tell({ personId: 'p_killed' });
    // killed between handing over and noting it
    await w.t.db.rows(sql`update notifications.delivery d set state = 'sending' from notifications.message m
      where m.id = d.message_id and m.person_id = 'p_killed' and d.channel = 'sms'`);
    await w.work(2);
    expect(texts).toEqual([]);
    expect([...(await w.statesOf('p_killed'))].sort()).toEqual(['email sent', 'sms unknown']);
    sms = async () => {
      throw new Uncertain('no answer');
    };
    await w.tell({ personId: 'p_uncertain' });
    await w.work();
    await w.work(2);
    expect(await w.statesOf('p_uncertain')).toEqual(['sms unknown']);
  });

  it('the person sees what became of each, and so does the official whose office handles the case, nobody else', async () => {
    sms = async () => {
      throw new Refused('SMPP: refused with status 0xb');
    };
    await w.tell({ personId: 'p_sees', caseId: 'case77', kind: 'decision' });
    await w.work();
    const deliveries = [{ channel: 'sms', state: 'failed', error: 'SMPP: refused with status 0xb' }];
    expect(await w.call('notifications.listMessages', person('p_sees'))).toMatchObject({ messages: [{ deliveries }] });
    const read = (id: string) => w.call('notifications.listCaseNotices', staff(id), { params: { caseId: 'case77' } });
    expect(await read('st_handles')).toMatchObject({ notices: [{ kind: 'decision', read: false, deliveries }] });
    await expect(read('st_other')).rejects.toMatchObject({ code: 'notifications.case_missing', kind: 'missing' });
  });

  it('operators see how the channels do and what was given up, without texts and numbers, and send it again', async () => {
    sms = async () => {
      throw new Refused('number 13800001234 is barred');
    };
    await w.tell({ personId: 'p_dead', caseId: 'case88' });
    await w.work();
    const health = (await w.call('notifications.getChannelHealth', staff('st_op'))) as {
      channels: { channel: string; ready: boolean; failed: number; lastError?: string }[];
    };
    expect(health.channels.find((c) => c.channel === 'sms')).toMatchObject({
      ready: true,
      lastError: 'number … is barred',
    });
    const { dead } = (await w.call('notifications.listDeadNotices', staff('st_op'))) as { dead: { id: string }[] };
    expect(dead[0]).toMatchObject({ channel: 'sms', state: 'failed', caseId: 'case88', replaced: false });
    expect(JSON.stringify(dead)).not.toMatch(/1380000|办件编号/);
    sms = async () => [];
    const again = () => w.call('notifications.sendNoticesAgain', staff('st_op'), { body: { ids: [dead[0]?.id] } });
    expect(await again()).toEqual({ reopened: 1 });
    expect(await again()).toEqual({ reopened: 0 });
    await w.work();
    expect(await w.statesOf('p_dead')).toEqual(['sms sent']);
    expect(texts[0]?.requestId).toBe(dead[0]?.id);
  });
});
