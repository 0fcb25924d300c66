import type { Verification } from '@miaopi/contracts';
import { sm3Hex, toHex } from '@miaopi/gm';
import type { OfdReport } from '@miaopi/ofd';
import type { Actor } from '../../../kernel/actor.ts';
import { dayOf } from '../../../kernel/clock.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { findCopyOfFile } from '../store/copies.ts';
import type { IssuedRow } from '../store/rows.ts';
import { publicLicence, sayingOf } from './verify-identifier.ts';

/** A file that calls itself an annotated copy, its seals found good: one of ours, for what, until when, and what became of the licence since. */
export async function verifyCopy(
  { kernel }: { readonly kernel: Kernel },
  actor: Actor,
  file: {
    readonly report: OfdReport;
    readonly data: Uint8Array;
    readonly row: IssuedRow;
    readonly common: Pick<Verification, 'checkedAt' | 'signatures' | 'pages'>;
  },
): Promise<Verification> {
  const { report, data, row, common } = file;
  const [signature] = report.signatures;
  const found = signature?.dataHash
    ? await findCopyOfFile(kernel.read, sm3Hex(data), toHex(signature.dataHash))
    : undefined;
  const copy = found?.licenceId === row.id ? found : undefined;
  const now = kernel.clock.now();
  const saying = sayingOf(row, kernel.clock.today());
  const licence = await publicLicence(kernel, actor, row);
  const [registered, ...states] = saying.checks;
  if (!copy)
    return {
      verdict: 'invalid',
      title: { zh: '不是本平台登记的加注件', en: 'Not an annotated copy this platform made' },
      explanation: {
        zh: '文件自称加注件，但没有登记。请向提供者索取由平台制作的加注件。',
        en: 'It calls itself a copy, but none like it is registered. Ask for one made by the platform.',
      },
      ...common,
      licence,
      checks: [
        ...report.checks,
        registered!,
        {
          id: 'copy_registered',
          ok: false,
          severity: 'error',
          text: { zh: '没有登记的加注件', en: 'No such copy is registered' },
        },
        ...states,
      ],
    };
  const expired = copy.expiresAt <= now;
  const day = dayOf(copy.expiresAt);
  const purpose = {
    zh: `这是${copy.maker.zh}提供的加注件，不是原件：仅供办理“${copy.purpose}”使用，有效期至 ${day}。`,
    en: `A copy provided by ${copy.maker.en}, not the original: for “${copy.purpose}” only, until ${day}.`,
  };
  const good = saying.good && !expired;
  const title = expired
    ? { zh: '加注件已过有效期', en: 'The annotated copy has expired' }
    : good
      ? { zh: '加注件真实，证照有效', en: 'The copy is genuine and the licence valid' }
      : saying.lines.title;
  return {
    verdict: good ? 'valid' : 'invalid',
    title,
    explanation: good
      ? { zh: `${purpose.zh}用于其他事项无效。`, en: `${purpose.en} It is good for nothing else.` }
      : {
          zh: `${purpose.zh}${saying.good ? '请向持证人索取新的加注件。' : saying.lines.explanation.zh}`,
          en: `${purpose.en} ${saying.good ? 'Ask the holder for a new one.' : saying.lines.explanation.en}`,
        },
    ...common,
    licence,
    copy: {
      purpose: copy.purpose,
      maker: copy.maker,
      madeAt: copy.madeAt.toISOString(),
      expiresAt: copy.expiresAt.toISOString(),
      expired,
    },
    checks: [
      ...report.checks,
      registered!,
      {
        id: 'copy_registered',
        ok: true,
        severity: 'error',
        text: { zh: '登记的加注件', en: 'A registered annotated copy' },
      },
      {
        id: 'copy_term',
        ok: !expired,
        severity: 'error',
        text: expired
          ? { zh: '加注件已过有效期', en: 'The copy’s last day is over' }
          : { zh: '加注件在有效期内', en: 'The copy is within its term' },
      },
      ...states,
    ],
  };
}
