import type { CasePrint, CaseView, checkCasePrint, ReplyOf } from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { personHolder } from '../licences/world.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'ride-hailing-driver';
const applicant = personHolder(1);
let c: CaseWorld;
let view: CaseView;
const fileId = 'file_1';
beforeAll(async () => {
  c = await startCases([slug]);
  c.filesOf.push({ fileId, name: '驾驶证.pdf' });
  const golden = c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'person')!;
  view = await c.file(slug, golden, applicant);
});
afterAll(() => c.close());

const print = (subject: string, ref: string, actor: Parameters<CaseWorld['ask']>[1]['actor'] = actorOf(applicant)) =>
  c.ask<CasePrint>('cases.printCasePaper', {
    actor,
    params: { caseId: view.id },
    body: { requestId: newId(), subject, ref },
  });
const read = () => c.ask<CaseView>('cases.getCase', { actor: actorOf(applicant), params: { caseId: view.id } });

describe('print-outs of a case', () => {
  it('F146: each paper’s print-outs are counted by itself and listed for the holder, those of officials too', async () => {
    expect((await print('document', 'acceptance')).no).toBe(1);
    expect((await print('document', 'acceptance')).no).toBe(2);
    expect((await print('file', fileId)).no).toBe(1);
    expect((await print('document', 'acceptance', c.official(slug))).no).toBe(3);
    const { prints } = await read();
    expect(prints.map(({ subject, no, name, by }) => [subject, no, name.zh, by])).toEqual([
      ['document', 3, '受理通知书', '柏舟（0017）'],
      ['file', 1, '驾驶证.pdf', '某'],
      ['document', 2, '受理通知书', '某'],
      ['document', 1, '受理通知书', '某'],
    ]);
    expect(new Set(prints.map((one) => one.code)).size).toBe(4);
  });

  it('F146: the same order twice is one print-out', async () => {
    const order = { requestId: newId(), subject: 'document', ref: 'acceptance' };
    const ask = () =>
      c.ask<CasePrint>('cases.printCasePaper', {
        actor: actorOf(applicant),
        params: { caseId: view.id },
        body: order,
      });
    expect((await ask()).code).toBe((await ask()).code);
  });

  it('F146: the code tells which paper of which case it is, how the case stands, and nothing of its contents', async () => {
    const [of] = (await read()).prints.filter((one) => one.subject === 'document');
    const check = (code: string) =>
      c.ask<ReplyOf<typeof checkCasePrint>>('cases.checkCasePrint', {
        actor: { kind: 'anonymous' } as never,
        params: { code },
      });
    const told = await check(of!.code.toUpperCase());
    expect(told).toMatchObject({
      name: { zh: '受理通知书' },
      caseNumber: view.number,
      stateName: { zh: '人工审核中' },
      no: of!.no,
    });
    expect(told.number).toContain('受');
    expect(JSON.stringify(told)).not.toContain(applicant.number);
    expect(told.applicant).not.toBe(applicant.name);
    const [file] = (await read()).prints.filter((one) => one.subject === 'file');
    expect(JSON.stringify(await check(file!.code))).not.toContain('驾驶证');
    await expect(check('0'.repeat(20))).rejects.toMatchObject({ code: 'cases.print_unknown' });
  });

  it('F146: nobody prints somebody else’s paper, or one the case has not', async () => {
    await expect(print('document', 'acceptance', actorOf(personHolder(2)))).rejects.toMatchObject({
      code: 'cases.case_missing',
    });
    await expect(print('document', 'grant')).rejects.toMatchObject({ code: 'cases.document_missing' });
    await expect(print('file', 'file_2')).rejects.toMatchObject({ code: 'cases.document_missing' });
  });
});
