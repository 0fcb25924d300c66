import {
  fillNotice,
  inBoth,
  noticeDefinition,
  noticeEventNames,
  noticeExample,
  noticeTo,
  smsParts,
  told,
} from '@miaopi/items';
import { segmentsOf } from '@miaopi/smpp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { faultsOf } from '../../src/modules/notifications/domain/template-text.ts';
import type { MailSender } from '../../src/modules/notifications/index.ts';
import { person, staff, startWorld, type World } from './world.ts';

let w: World;
let texts: string[] = [];
let letters: Parameters<MailSender['send']>[0][] = [];
const operator = staff('st_op', ['operator']);

beforeAll(async () => {
  w = await startWorld(() => ({
    sms: {
      recognisesRepeats: true,
      async send(_to, text) {
        texts.push(text);
        return [];
      },
    },
    mail: {
      async send(letter) {
        letters.push(letter);
      },
      close() {},
    },
    mobileOf: async () => '13800001234',
    mayHandle: async () => true,
  }));
});
afterAll(() => w?.close());
beforeEach(() => {
  texts = [];
  letters = [];
});

const change = (event: string, channel: string, after: number, wording?: object) =>
  w.call('notifications.changeNoticeTemplate', operator, {
    params: { event, channel },
    body: { after, ...(wording ? { wording } : {}) },
  }) as Promise<unknown>;
const failure = (p: Promise<unknown>) =>
  p.then(
    () => undefined,
    (e: { code?: string; issues?: { path: string; message: { zh: string } }[] }) => e,
  );
/** The correction of a case, as `cases` tells it. */
const tellCorrection = (personId: string, own = false) => {
  const values = { ...noticeExample, number: { zh: 'A7', en: 'A7' } };
  const { title, body } = noticeDefinition('correction');
  return w.tell({
    personId,
    kind: 'decision',
    title: fillNotice(title, values),
    body: fillNotice(body, values),
    template: { event: 'correction', ...(own ? {} : { values }) },
  });
};
const newest = async (personId: string) =>
  (
    (await w.call('notifications.listMessages', person(personId))) as {
      messages: { title: { zh: string }; body: { zh: string; en: string } }[];
    }
  ).messages[0];
const page = {
  title: { zh: '请补正', en: 'Please correct' },
  body: {
    zh: '{{事项}}办件 {{办件编号}}：{{补正内容}}，{{期限}}前。',
    en: 'Case {{number}} ({{item}}): {{points}}, by {{due}}.',
  },
};

describe('F109: notices in the words of the operator', () => {
  it('says the operator’s words on the page and by SMS from then on, the item’s own before them, and the shipped ones again after a reset', async () => {
    await tellCorrection('p_before');
    expect((await newest('p_before'))?.body.zh).toContain('按补正告知书更正');

    await change('correction', 'page', 0, page);
    await change('correction', 'sms', 0, {
      body: { zh: '办件 {{办件编号}} 要补正，见“我的消息”。', en: 'Case {{number}}: see My messages.' },
    });
    await tellCorrection('p_after');
    expect(await newest('p_after')).toMatchObject({
      title: { zh: '请补正' },
      body: {
        zh: '食品经营许可办件 A7：经营场所、布局图，2026年12月4日前。',
        en: 'Case A7 (Food business licence): premises, floor plan, by 4 December 2026.',
      },
    });
    await w.work();
    expect(texts).toContain('【秒批】办件 A7 要补正，见“我的消息”。');

    // an item's own words are filled by nobody else and stay as they are
    await tellCorrection('p_own', true);
    expect((await newest('p_own'))?.body.zh).toContain('按补正告知书更正');
    // what was told stays
    expect((await newest('p_before'))?.title.zh).toBe('您的申请需要补正');

    await change('correction', 'page', 1);
    await tellCorrection('p_reset');
    expect((await newest('p_reset'))?.title.zh).toBe('您的申请需要补正');
    const { versions } = (await w.call('notifications.listTemplateVersions', operator, {
      params: { event: 'correction', channel: 'page' },
    })) as { versions: { version: number; wording?: object; by: { number: string } }[] };
    expect(versions.map((v) => [v.version, v.wording !== undefined, v.by.number])).toEqual([
      [2, false, 'st_op'],
      [1, true, 'st_op'],
    ]);
    const audits = await w.t.db.rows<{ action: string }>(
      sql`select action from audit.entry where action like 'notifications.template%' order by seq`,
    );
    expect(audits.map((a) => a.action)).toEqual([
      'notifications.template_changed',
      'notifications.template_changed',
      'notifications.template_reset',
    ]);
  });

  it('refuses names that stand for nothing with the list of those that do, what the law has told left out, and a change over another one', async () => {
    const unknown = await failure(
      change('accepted', 'page', 0, { ...page, body: { zh: '{{办件编号}}{{身份证号}}', en: '{{number}}' } }),
    );
    expect(unknown?.code).toBe('kernel.invalid_request');
    expect(unknown?.issues?.[0]).toMatchObject({ path: 'body.body.zh' });
    expect(unknown?.issues?.[0]?.message.zh).toContain(
      '没有变量“身份证号”，可以用：{{申请人}}、{{事项}}、{{办件编号}}',
    );
    const without = await failure(
      change('refused', 'email', 0, {
        title: page.title,
        body: { zh: '{{办件编号}}不予：{{理由}}', en: '{{number}}: {{reason}}' },
      }),
    );
    expect(without?.issues?.map((i) => i.message.zh)).toContain('中文里必须写明 {{复议机关}}');
    // on a locked screen others look on
    const push = await failure(change('accepted', 'push', 0, { body: { zh: '{{申请人}}有消息', en: 'News' } }));
    expect(push?.issues?.[0]?.message.zh).toContain('锁屏');
    expect((await failure(change('correction', 'sms', 0, { body: { zh: '又一版', en: 'again' } })))?.code).toBe(
      'notifications.template_changed',
    );
    expect((await failure(change('nothing', 'sms', 0)))?.code).toBe('notifications.template_missing');
    // no mobile of an official is known: there is no SMS to word
    expect((await failure(change('caseOverdue', 'sms', 0, { body: page.body })))?.code).toBe(
      'notifications.template_missing',
    );
  });

  it('says the operator’s words to officials too, with what whoever told it filled in', async () => {
    await change('caseOverdue', 'page', 0, {
      title: { zh: '超期：{{办件编号}}', en: 'Overdue: {{number}}' },
      body: { zh: '应在{{期限}}办完。', en: 'It was due on {{due}}.' },
    });
    const { item, number, due } = noticeExample;
    const what = told('caseOverdue', { item, number, due, note: inBoth('') });
    await w.tell({ ...noticeTo({ staffId: 'st_late' }, what, { kind: 'limit' }).payload });
    const { messages } = (await w.call('notifications.listMessages', staff('st_late', ['approver']))) as {
      messages: { title: object; body: object }[];
    };
    expect(messages[0]).toMatchObject({
      title: { zh: '超期：YX20261122000128' },
      body: { zh: '应在2026年12月4日办完。', en: 'It was due on 4 December 2026.' },
    });
  });

  it('of many operators who change one at once exactly one is kept', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        failure(change('ready', 'sms', 0, { body: { zh: `取件码 {{取件码}}，第 ${n} 人`, en: 'code {{code}}' } })),
      ),
    );
    expect(outcomes.filter((o) => o === undefined)).toHaveLength(1);
    expect(outcomes.filter((o) => o?.code === 'notifications.template_changed')).toHaveLength(7);
  });
});

describe('F109: the shipped texts', () => {
  it.each(noticeEventNames)('%s uses only its variables, gives what it must, and reads in both languages', (event) => {
    const { title, body } = noticeDefinition(event);
    expect(faultsOf(event, 'page', { title, body })).toEqual([]);
    for (const lang of ['zh', 'en'] as const) {
      const text = fillNotice(body, noticeExample)[lang];
      expect(text).not.toMatch(/[{}]|—/);
    }
  });

  it('counts an SMS in the parts it is cut into', () => {
    for (const text of [
      '',
      '字'.repeat(70),
      '字'.repeat(71),
      '字'.repeat(134),
      '字'.repeat(135),
      `${'字'.repeat(66)}😀${'字'.repeat(80)}`,
    ])
      expect([text.length, smsParts(text)]).toEqual([text.length, segmentsOf(text, 1).length]);
  });
});
