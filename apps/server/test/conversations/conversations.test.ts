import type { RouteContract } from '@miaopi/contracts';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { CaseFor } from '../../src/modules/cases/index.ts';
import { htmlText } from '../../src/modules/conversations/domain/html-text.ts';
import { replyText } from '../../src/modules/conversations/domain/reply-text.ts';
import { type Conversations, createConversations } from '../../src/modules/conversations/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { person, staff } from '../notifications/world.ts';

const clock = fixedClock('2026-11-27T02:00:00Z');
let t: TestDatabase;
let conversations: Conversations;
let handlers: string[] = [];
let closedAt: Date | null = null;
let caseId = '';

const owner = person('p_owner');
const official = staff('st_handler');

const about = (): CaseFor => ({
  ...{ id: caseId, number: 'YX20261127000001', region: '990101000000', closedAt, handlers },
  ...{ contactId: 'p_owner', contactName: '陈静' },
  itemName: { zh: '个人参保证明', en: 'Statement' },
  officeName: { zh: '社保中心', en: 'Insurance Centre' },
  pools: [{ office: 'O1', role: 'approver' }],
});

beforeAll(async () => {
  t = await startTestDatabase(clock);
  const config = { ...t.kernel.config, mailIn: { host: '127.0.0.1', port: 0, domain: 'reply.city.example' } };
  conversations = createConversations({
    kernel: { ...t.kernel, config },
    identity: { officialsOf: async (office, role) => [`${office}/${role}/1`, `${office}/${role}/2`] },
    materials: {
      attach: async (_ctx, { fileIds, personId }) => {
        if (fileIds.length > 0 && personId !== 'p_owner') throw new Error('not his file');
        return fileIds.map((fileId) => ({
          ...{ fileId, name: '收入证明.pdf', mediaType: 'application/pdf', bytes: 1200 },
          ...{ sm3: '0'.repeat(64), standing: 'copy' as never, signatures: [] },
        }));
      },
    },
    emailOf: async (recipient) => (recipient === 'person:p_owner' ? 'owner@example.com' : undefined),
    cases: {
      async caseFor(actor, id) {
        const may =
          actor.kind === 'staff'
            ? actor.staffId.startsWith('st_handler')
            : (actor as { personId?: string }).personId === 'p_owner';
        return may && id === caseId ? about() : undefined;
      },
      caseForContact: async (personId, id) => (personId === 'p_owner' && id === caseId ? about() : undefined),
    },
  });
  await conversations.module.start?.();
});
afterAll(async () => {
  await conversations?.module.stop?.();
  await t?.close();
});
beforeEach(async () => {
  caseId = newId('case');
  handlers = ['st_handler'];
  closedAt = null;
  clock.set('2026-11-27T02:00:00Z');
  await t.db.rows(sql`delete from kernel.outbox`);
});

function call<R>(name: string, actor: Actor, body: object = {}): Promise<R> {
  const bound = conversations.module.routes?.find(
    (r) => (r.contract as RouteContract).name === `conversations.${name}`,
  );
  return bound?.handle({ actor, params: { caseId }, query: {}, body } as never) as Promise<R>;
}
const write = (actor: Actor, text: string, more: object = {}) =>
  call<{ id: string }>('writeMessage', actor, { requestId: newId(), text, ...more });
interface View {
  messages: {
    id: string;
    text: string;
    read: boolean;
    files: object[];
    by: { side: string; me: boolean; name: string };
  }[];
  unread: number;
  abilities: { write: { allowed: boolean } };
}
const read = (actor: Actor) => call<View>('getConversation', actor);
const told = async () =>
  (
    await t.db.rows<{ who: string }>(
      sql`select coalesce(payload->>'staffId', payload->>'personId') || ' ' || (payload->>'sms') as who from kernel.outbox where name = 'notice' order by 1`,
    )
  ).map((r) => r.who);
const codeOf = (p: Promise<unknown>) =>
  p.then(
    () => 'done',
    (e: { code?: string }) => e.code,
  );

describe('F126: applicant and official write to each other in the case', () => {
  it('each sees what both wrote in order, with files; a message is read once the other side has looked', async () => {
    await write(owner, '  材料里的日期写错了，\r\n以新文件为准。 ', { fileIds: ['file_1'] });
    clock.set('2026-11-27T02:01:00Z');
    await write(official, '收到，按新文件办理。');
    const mine = await read(owner);
    expect(mine.messages.map((m) => [m.by.side, m.by.me, m.text, m.files.length, m.read])).toEqual([
      ['applicant', true, '材料里的日期写错了，\n以新文件为准。', 1, false],
      ['official', false, '收到，按新文件办理。', 0, false],
    ]);
    expect(mine.unread).toBe(1);
    expect((await read(official)).unread).toBe(1);
    await call('readConversation', official, { through: mine.messages[0]?.id });
    expect((await read(owner)).messages.map((m) => m.read)).toEqual([true, false]);
    expect((await read(official)).unread).toBe(0);
    // never backwards
    await call('readConversation', owner, { through: mine.messages[1]?.id });
    await call('readConversation', owner, { through: mine.messages[0]?.id });
    expect((await read(owner)).unread).toBe(0);
  });

  it('the other side is told: who has the case, else everybody of the office who may take it; the applicant by SMS too', async () => {
    await write(owner, '请问还缺什么？');
    expect(await told()).toEqual(['st_handler false']);
    await t.db.rows(sql`delete from kernel.outbox`);
    handlers = [];
    await write(owner, '还在吗？');
    expect(await told()).toEqual(['O1/approver/1 false', 'O1/approver/2 false']);
    await t.db.rows(sql`delete from kernel.outbox`);
    await write(official, '在的。');
    expect(await told()).toEqual(['p_owner true']);
  });

  it('a double click writes once', async () => {
    const requestId = newId();
    const send = () => call<{ id: string }>('writeMessage', owner, { requestId, text: '一次' });
    expect((await send()).id).toBe((await send()).id);
    expect((await read(owner)).messages).toHaveLength(1);
  });

  it('to anybody else the case is not there: neither read, nor written, nor marked', async () => {
    for (const actor of [person('p_other'), staff('st_elsewhere')]) {
      expect(await codeOf(read(actor))).toBe('conversations.case_missing');
      expect(await codeOf(write(actor, '我看看'))).toBe('conversations.case_missing');
      expect(await codeOf(call('readConversation', actor, { through: 'x' }))).toBe('conversations.case_missing');
    }
  });

  it('an auditor of the office reads, but neither writes nor reads for his office', async () => {
    const auditor = staff('st_handler_audit', ['auditor']);
    const { id } = await write(owner, '请问进度？');
    const view = await read(auditor);
    expect([view.messages.length, view.abilities.write.allowed]).toEqual([1, false]);
    expect(await codeOf(write(auditor, '我来看看'))).toBe('conversations.readers_only');
    await call('readConversation', auditor, { through: id });
    expect((await read(official)).unread).toBe(1);
  });

  it('thirty days after the case has closed it is read only; blank ones, floods and files of officials are refused with the reason', async () => {
    closedAt = new Date('2026-10-29T02:00:00Z');
    expect((await read(owner)).abilities.write.allowed).toBe(true);
    await write(owner, '最后一天');
    closedAt = new Date('2026-10-27T02:00:00Z');
    expect((await read(owner)).abilities.write.allowed).toBe(false);
    expect(await codeOf(write(owner, '晚了'))).toBe('conversations.closed');
    closedAt = null;
    expect(await codeOf(write(owner, ' \n '))).toBe('conversations.empty');
    expect(await codeOf(write(official, '附件', { fileIds: ['file_1'] }))).toBe('conversations.files_by_applicants');
    for (let i = 0; i < 29; i++) await write(owner, `第${i}条`);
    expect(await codeOf(write(owner, '第三十一条'))).toBe('conversations.too_many');
    clock.set('2026-11-27T03:01:00Z');
    await write(owner, '一小时后');
  });
});

describe('F127: answers by e-mail', () => {
  const reply = async (given: {
    from?: string;
    to?: string;
    text?: string;
    headers?: Record<string, string>;
    messageId?: string;
    html?: string;
    attachment?: Buffer;
  }) => {
    const to = given.to ?? (await conversations.replyAddress({ recipient: 'person:p_owner', caseId }));
    const transport = createTransport({
      host: '127.0.0.1',
      port: conversations.mailPort() ?? 0,
      secure: false,
      ignoreTLS: true,
    });
    return transport
      .sendMail({
        from: given.from ?? '陈静 <Owner@Example.com>',
        to,
        subject: '回复：办件中有新留言',
        ...(given.html ? { html: given.html } : { text: given.text ?? '同意。' }),
        ...(given.headers ? { headers: given.headers } : {}),
        ...(given.messageId ? { messageId: given.messageId } : {}),
        ...(given.attachment ? { attachments: [{ filename: 'a.bin', content: given.attachment }] } : {}),
      })
      .then(
        () => 'taken',
        (e: { responseCode?: number }) => e.responseCode,
      );
  };

  it('what the applicant writes above the quoted letter becomes his message, and is told to the official; once, however often it is handed over', async () => {
    const text =
      '我明天把原件送来。\n谢谢！\n\n在 2026年11月27日 星期五，秒批 <no-reply@city.example> 写道：\n> 请把原件送来。';
    expect(await reply({ text, messageId: '<one@mail.example>' })).toBe('taken');
    expect(await reply({ text, messageId: '<one@mail.example>' })).toBe('taken');
    const { messages } = await read(owner);
    expect(messages.map((m) => [m.text, m.by.side, m.by.name, m.by.me])).toEqual([
      ['我明天把原件送来。\n谢谢！', 'applicant', '陈静', true],
    ]);
    expect(messages[0]).toMatchObject({ via: 'email' });
    expect(await told()).toEqual(['st_handler false']);
  });

  it('a letter that is HTML only is taken as text', async () => {
    expect(await reply({ html: '<p>好的，<b>收到</b>。</p><script>alert(1)</script>' })).toBe('taken');
    const [one] = (await read(owner)).messages;
    expect(one?.text).toContain('好的，');
    expect(one?.text).not.toContain('<');
  });

  it('another sender, an address we never gave, another domain and a closed case are refused, so that the writer hears of it', async () => {
    expect(await reply({ from: 'mallory@example.com' })).toBe(550);
    expect(await reply({ to: `${newId()}@reply.city.example` })).toBe(550);
    expect(await reply({ to: 'someone@elsewhere.example' })).toBe(550);
    expect(await reply({ text: '> 只有引用' })).toBe(554);
    closedAt = new Date('2026-10-01T00:00:00Z');
    expect(await reply({ text: '晚了' })).toBe(554);
    expect((await read(owner)).messages).toEqual([]);
  });

  it('what machines write is taken and forgotten: two of them never talk to each other', async () => {
    expect(await reply({ text: '我在休假', headers: { 'Auto-Submitted': 'auto-replied' } })).toBe('taken');
    expect((await read(owner)).messages).toEqual([]);
  });

  it('X05: a letter that is too large is refused, and the listener goes on; its size costs us no memory', async () => {
    expect(await reply({ text: '大', attachment: Buffer.alloc(3 * 1024 * 1024, 'x') })).toBe(552);
    expect(await reply({ text: '小' })).toBe('taken');
  });

  it('one person has one address for a case, which says nothing of either', async () => {
    const address = () => conversations.replyAddress({ recipient: 'person:p_owner', caseId });
    expect(await address()).toBe(await address());
    expect(await address()).toMatch(/^[0-9a-z]{24}@reply\.city\.example$/);
    expect(await address()).not.toContain(caseId);
    expect(await conversations.replyAddress({ recipient: 'staff:st_handler', caseId })).toBeUndefined();
  });
});

describe('what of a letter is an answer', () => {
  it.each([
    [
      '<html><head><title>t</title><style>p{}</style></head><body><p>好的&nbsp;&lt;b&gt;</p><blockquote>旧</blockquote>新',
      '好的 <b>',
    ],
    ['a<br>b<!-- > --><div>c</div>d', 'a\nbc\nd'],
    ['<script>alert(1)', ''],
    ['<'.repeat(500_000), ''],
    ['<head>'.repeat(200_000), ''],
  ])('of HTML: %#', (html, text) => {
    expect(htmlText(html).trim()).toBe(text);
  });

  it.each([
    ['好的\n\n-- \n陈静', '好的'],
    ['Fine.\n\nOn Fri, Nov 27, 2026 at 10:00 AM Miaopi <x@y.example> wrote:\n> hello', 'Fine.'],
    ['收到\n\n------------------ 原始邮件 ------------------\n发件人: "秒批"', '收到'],
    ['Ok\n________________________________\nFrom: Miaopi', 'Ok'],
    ['a\u0000b\u202ec\r\n\r\n\r\n\r\nd', 'abc\n\nd'],
    ['长'.repeat(3000), `${'长'.repeat(1999)}…`],
  ])('%j', (letter, own) => {
    expect(replyText(letter)).toBe(own);
  });
});
