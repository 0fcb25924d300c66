import { drawPaper, type PaperEnv } from '@miaopi/layout';
import type { CompiledItem } from './compile-item.ts';
import { feeOf } from './fee.ts';
import { handedOver } from './handed-over.ts';
import { modeOf, originalsOf } from './handling-mode.ts';
import { judge } from './judge.ts';
import { licenceContent } from './licence-content.ts';
import { materialsNeeded } from './materials.ts';
import type { GoldenCase } from './model.ts';
import { drawPaperOf } from './paper-of-form.ts';
import { reviewRoute } from './review-route.ts';
import { signaturesNeeded } from './signatures.ts';

export interface GoldenResult {
  readonly index: number;
  readonly name: string;
  /** Each expectation that did not hold, in words; empty when the case passed. */
  readonly failures: readonly { readonly what: string; readonly expected: string; readonly found: string }[];
}

/**
 * Runs the golden cases of a package: form, conditions, verdict, materials and the licence's content. Pages are counted when fonts
 * are given (`paper`), because a page ends where the letters end.
 */
export function runGolden(item: CompiledItem, options: { readonly paper?: PaperEnv } = {}): GoldenResult[] {
  return item.package.golden.map((golden, index) => ({
    index,
    name: golden.name,
    failures: runOne(item, golden, options.paper),
  }));
}

/** A golden case as input of `judge`. */
export function goldenInput(golden: GoldenCase): Parameters<typeof judge>[1] {
  const { applicant, agent, answers, evidence, today } = golden;
  return { applicant, ...(agent ? { agent } : {}), answers, evidence, today };
}

/** Number, identifier and issuer for papers drawn without a register: samples and golden cases. */
export function sampleIssue(item: CompiledItem, today: string): Parameters<typeof licenceContent>[2] {
  return {
    number: '样本 00000001',
    identifier: `1.2.156.3005.2.${item.package.licence.typeCode}.${item.package.item.office.uscc}.00000001.001.0`,
    issuedAt: today,
    issuer: { name: item.package.item.office.name.zh, uscc: item.package.item.office.uscc },
    verifyUrl: 'https://example.gov.cn/v/00000001',
    version: 1,
  };
}

function runOne(item: CompiledItem, golden: GoldenCase, paper?: PaperEnv): GoldenResult['failures'] {
  const failures: { what: string; expected: string; found: string }[] = [];
  const same = (what: string, expected: unknown, found: unknown): void => {
    const [a, b] = [JSON.stringify(expected), JSON.stringify(found)];
    if (a !== b) failures.push({ what, expected: a ?? 'undefined', found: b ?? 'undefined' });
  };
  const { expect } = golden;
  const input = goldenInput(golden);
  if (expect.review) {
    const taken = reviewRoute(item, input).steps.filter((s) => !s.skipped);
    same(
      'review',
      expect.review,
      taken.map((s) => s.id),
    );
  }
  const dossier = judge(item, input);
  if (expect.form === 'complete') {
    same(
      'form',
      [],
      dossier.form.issues.map((i) => `${i.path}: ${i.message.zh}`),
    );
    same('form.complete', true, dossier.form.complete);
  } else if (expect.form)
    same('form', [...expect.form].sort(), [...new Set(dossier.form.issues.map((i) => i.path))].sort());
  for (const [id, verdict] of Object.entries(expect.conditions ?? {})) {
    same(`conditions.${id}`, verdict, dossier.conditions.find((c) => c.id === id)?.verdict ?? 'no such condition');
  }
  if (expect.verdict) same('verdict', expect.verdict, dossier.verdict);
  if (expect.materials) {
    const wanted = materialsNeeded(item, input).filter((m) => m.status === 'to-upload');
    same('materials', [...expect.materials].sort(), wanted.map((m) => m.material.name.zh).sort());
  }
  if (expect.mode) same('mode', expect.mode, modeOf(item, input).by);
  if (expect.originals)
    same(
      'originals',
      [...expect.originals].sort(),
      originalsOf(item, input)
        .map((m) => m.name.zh)
        .sort(),
    );
  if (expect.fee !== undefined)
    same(
      'fee',
      expect.fee,
      feeOf(item, input).reduce((sum, line) => sum + line.amount, 0),
    );
  if (expect.hands)
    same(
      'hands',
      Object.entries(expect.hands),
      handedOver(item, input).map((h): [string, string | null] => [h.name, h.value]),
    );
  if (expect.signatures) {
    const needed = signaturesNeeded(item, input).flatMap((s) => s.parties);
    same(
      'signatures',
      Object.entries(expect.signatures).sort(),
      needed.map((p): [string, string | null] => [p.party.name, p.number]).sort(),
    );
  }
  for (const { paper: name } of signaturesNeeded(item, input)) {
    if (!name || !paper || expect.form !== 'complete') continue;
    try {
      drawPaperOf(item, name, input, paper);
    } catch (error) {
      failures.push({
        what: `papers.${name}`,
        expected: 'a paper',
        found: error instanceof Error ? error.message : String(error),
      });
    }
  }
  if (expect.licence) {
    const content = licenceContent(item, input, sampleIssue(item, golden.today));
    for (const [name, value] of Object.entries(expect.licence.fields ?? {})) {
      same(`licence.${name}`, value, content.fields.find((f) => f.name === name || f.key === name)?.value);
    }
    if (expect.licence.validFrom) same('licence.validFrom', expect.licence.validFrom, content.validFrom);
    if (expect.licence.validTo !== undefined) same('licence.validTo', expect.licence.validTo, content.validTo);
    if (expect.licence.pages !== undefined && paper) {
      try {
        same(
          'licence.pages',
          expect.licence.pages,
          drawPaper(item.paper, { values: content.paperValues }, paper).pages.length,
        );
      } catch (error) {
        failures.push({
          what: 'licence.paper',
          expected: 'a paper',
          found: error instanceof Error ? error.message : String(error),
        });
      }
    }
  }
  return failures;
}
