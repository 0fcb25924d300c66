import type { Verification } from '@miaopi/contracts';
import { sm3Hex } from '@miaopi/gm';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { Seals } from '../../seals/index.ts';
import { findIssued } from '../store/read-licences.ts';

type Check = Verification['checks'][number];

/**
 * Beside what the file says of itself: what became of the seals it carries, judged at sealing time (停用、挂失、注销、换发), and whether the use of the
 * seal was recalled (用印已召回, X05). One of them is enough that nobody should rely on it.
 */
export async function judgeSealing(
  { kernel, seals }: { readonly kernel: Kernel; readonly seals: Seals },
  verification: Verification,
  file?: Uint8Array,
): Promise<Verification> {
  const checks: Check[] = [];
  for (const { seal, time } of verification.signatures) {
    if (!seal || !time) continue;
    const standing = await seals.standingOf(seal.id, new Date(time));
    if (!standing) continue;
    const since = standing.notTrustedSince ? day(standing.notTrustedSince) : '';
    checks.push({
      id: 'seal_state',
      ok: standing.good,
      severity: 'error',
      text: standing.good
        ? { zh: `签章时印章“${seal.name}”有效`, en: `The seal “${seal.name}” was in force when it was set` }
        : {
            zh: `印章“${seal.name}”${standing.stateName.zh}，${since} 起的签章不可信`,
            en: `The seal “${seal.name}” is ${standing.stateName.en}; nothing sealed since ${since} is to be trusted`,
          },
    });
  }
  const digest = file ? sm3Hex(file) : await digestOf(kernel, verification);
  const recall = digest ? await seals.recallOf(digest) : undefined;
  if (recall)
    checks.push({
      id: 'recalled',
      ok: false,
      severity: 'error',
      text: { zh: `用印已于 ${day(recall.at)} 召回`, en: `The use of the seal was recalled on ${day(recall.at)}` },
      detail: recall.reason,
    });
  const failed = checks.find((c) => c.ok === false);
  // the ledger knows of a recall at once, the licence's own mark follows: it is said once
  const before = verification.checks.filter((c) => !(recall && c.id === 'seal_recall'));
  const all = { ...verification, checks: [...before, ...checks] };
  if (!failed || verification.verdict === 'unreadable') return all;
  return {
    ...all,
    verdict: 'invalid',
    title: recall
      ? { zh: '用印已召回，请勿使用', en: 'The sealing was recalled; do not rely on it' }
      : { zh: '签章时印章已失效', en: 'The seal was no longer good when it was set' },
    explanation: {
      zh: `${failed.text.zh}${recall ? `，原因：${recall.reason}` : ''}。请联系颁发机关重新出具。`,
      en: `${failed.text.en}${recall ? `: ${recall.reason}` : ''}. Ask the issuing office for a new one.`,
    },
  };
}

async function digestOf(kernel: Kernel, { licence }: Verification): Promise<string | undefined> {
  if (!licence) return undefined;
  return (await findIssued(kernel.read, 'identifier', licence.identifier))?.digest ?? undefined;
}

function day(at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' }).format(
    at,
  );
}
