import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseView } from '@miaopi/contracts';
import { verifyPdf } from '@miaopi/pdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isThere } from '../../../../tools/judges.mjs';
import { drawDocument } from '../../src/modules/cases/papers/draw-document.ts';
import { findCase, findDocument } from '../../src/modules/cases/store/cases.ts';
import { codeOf, personHolder } from '../licences/world.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'ride-hailing-driver';
/** Reads papers back with poppler. */
const itReads = it.skipIf(!isThere('pdftotext'));
const applicant = personHolder(1);

let c: CaseWorld;
let refused: CaseView;
let granted: CaseView;
beforeAll(async () => {
  c = await startCases([slug]);
  const referred = c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'person')!;
  const decide = async (body: (view: CaseView) => Record<string, unknown>) => {
    const view = await c.file(slug, referred, applicant);
    const ask = { actor: c.official(slug), params: { caseId: view.id } };
    await c.ask('cases.claimCase', { ...ask, body: { requestId: `claim-${view.id}` } });
    await c.ask('cases.decideCase', {
      ...ask,
      query: { wait: 10_000 },
      body: { requestId: `decide-${view.id}`, ...body(view) },
    });
    return c.ask<CaseView>('cases.getCase', { actor: actorOf(applicant), params: { caseId: view.id } });
  };
  const open = (view: CaseView) => view.conditions.filter((k) => k.verdict === 'unmet' || k.verdict === 'unknown');
  const settle = (view: CaseView, met: boolean) =>
    open(view).map((k) => ({ condition: k.id, met, why: '已向有关机关书面核实' }));
  refused = await decide((view) => ({
    outcome: 'refuse',
    reason: '经向公安机关书面核实，申请人不符合驾驶员条件。',
    findings: settle(view, false),
    grounds: open(view).map((k) => k.id),
  }));
  granted = await decide((view) => ({
    outcome: 'grant',
    reason: `${'经逐项核实，符合条件。'.repeat(300)}完毕`,
    findings: settle(view, true),
  }));
});
afterAll(() => c.close());

interface File {
  readonly mediaType: string;
  readonly body: Uint8Array | string;
  readonly fileName?: string;
}
const get = (
  view: CaseView,
  kind: string,
  query: Record<string, unknown> = { format: 'pdf' },
  actor: unknown = actorOf(applicant),
) => c.ask<File>('cases.getDocument', { actor: actor as never, params: { caseId: view.id, kind }, query });

async function textOf(view: CaseView, kind: string): Promise<{ text: string; pages: number }> {
  const path = join(c.w.t.folder, `${kind}.pdf`);
  writeFileSync(path, (await get(view, kind)).body);
  expect(execFileSync('pdfimages', ['-list', path], { encoding: 'utf8' })).toMatch(/smask/);
  const pages = Number(/Pages: +(\d+)/.exec(execFileSync('pdfinfo', [path], { encoding: 'utf8' }))?.[1]);
  return { text: execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' }).replace(/\s/g, ''), pages };
}

it('F124: office, date and seal never stand on a page without text, however long the reason is', async () => {
  const item = c.w.item(slug);
  const row = await findCase(c.w.t.kernel.read, granted.id);
  const document = await findDocument(c.w.t.kernel.read, granted.id, 'grant');
  if (!row || !document) throw new Error('no document');
  for (let n = 1; n < 60; n += 2) {
    const reason = '经逐项核实，申请符合条件。'.repeat(n);
    const { pages } = drawDocument(row, item, { ...document, content: { reason } }, new Uint8Array());
    const last = pages.at(-1)!;
    expect(last.items.some((i) => i.kind === 'image')).toBe(true);
    expect(last.items.filter((i) => i.kind === 'text' && i.x < 45).length, `${n} sentences`).toBeGreaterThan(0);
  }
});

describe('papers of a case', () => {
  itReads('F095: the notice of acceptance names case, item, law and number, with the office’s seal', async () => {
    expect(refused.documents.map((d) => d.kind)).toEqual(['acceptance', 'refusal']);
    const { text } = await textOf(refused, 'acceptance');
    for (const part of [
      refused.number,
      refused.itemName.zh,
      '《中华人民共和国行政许可法》第三十二条',
      '2026年11月22日',
      `${applicant.name}：`,
    ])
      expect(text).toContain(part);
    expect(text).toContain(refused.documents[0]?.number.replace(/\s/g, ''));
  });

  itReads(
    'F124: a refusal carries its reason, each article with its words, the remedy, the routes of appeal and the date',
    async () => {
      const { text } = await textOf(refused, 'refusal');
      const { refusal } = refused;
      expect(refusal?.basis.length).toBeGreaterThan(0);
      for (const part of [
        refused.reason ?? '',
        ...(refusal?.basis.map((b) => b.article) ?? []),
        ...(refusal?.remedy.map((r) => r.zh) ?? []),
        `向${refusal?.review.zh}申请行政复议`,
        `向${refusal?.court.zh}提起行政诉讼`,
        '不予行政许可决定书',
        refused.documents[1]?.number ?? '',
        '2026年11月22日',
      ])
        expect(text).toContain(part.replace(/\s/g, ''));
    },
  );

  itReads('F124: a reason of thousands of characters goes over as many pages as it needs, nothing lost', async () => {
    const { text, pages } = await textOf(granted, 'grant');
    expect(pages).toBeGreaterThan(3);
    expect(text.match(/经逐项核实，符合条件。/g)?.length).toBeGreaterThan(290);
    expect(text).toContain('完毕');
    expect(text).toContain('第三十八条第一款');
  });

  it('F124: on the screen it comes page by page, without fonts to load; beyond the last page there is nothing', async () => {
    const { body, mediaType } = await get(granted, 'grant', { format: 'svg', page: 1 });
    expect(mediaType).toBe('image/svg+xml');
    expect(String(body)).toMatch(/^<svg /);
    expect(String(body)).not.toMatch(/<text|@font-face/);
    expect(await codeOf(get(granted, 'grant', { format: 'svg', page: 99 }))).toBe('cases.document_missing');
    expect(await codeOf(get(granted, 'refusal'))).toBe('cases.document_missing');
    expect(await codeOf(get(granted, '__proto__'))).toBe('cases.document_missing');
  });

  it('F095 F144: as PDF it is signed by the office with a time stamp, verified strictly, and the same file for everybody', async () => {
    const { body } = await get(refused, 'acceptance');
    const report = verifyPdf(body as Uint8Array, { ...(await c.w.seals.anchors()), at: c.w.t.kernel.clock.now() });
    expect(report.verdict, report.reason).toBe('valid');
    expect(report.signatures).toMatchObject([{ profile: 'PAdES B-T', place: { width: 42, height: 42 } }]);
    expect(report.signatures[0]?.signer?.subject).toContain(refused.office.zh);
    const again = await get(refused, 'acceptance', undefined, c.official(slug));
    expect(Buffer.compare(again.body as Buffer, body as Buffer)).toBe(0);
  });

  it.skipIf(!isThere('pdfsig'))('F144: poppler’s pdfsig says the notice is signed and whole', async () => {
    const file = join(c.w.t.folder, 'notice.pdf');
    writeFileSync(file, (await get(refused, 'refusal')).body);
    const out = execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8' });
    expect(out).toContain('Signature is Valid');
    expect(out).toContain('Total document signed');
  });

  it('F124: only whose case it is and the officials of its office may read it', async () => {
    const official = c.official(slug);
    expect((await get(refused, 'refusal', undefined, official)).mediaType).toBe('application/pdf');
    for (const actor of [
      actorOf(personHolder(2)),
      actorOf({ kind: 'firm', id: applicant.id }),
      { ...official, office: '11990100009900021N' },
      { ...official, roles: ['operator'] },
      { kind: 'anonymous' },
    ])
      expect(await codeOf(get(refused, 'refusal', undefined, actor))).toBe('cases.case_missing');
  });
});
