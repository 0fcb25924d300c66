import type { Verification } from '@miaopi/contracts';
import type { Actor } from '../../../kernel/actor.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { maskName } from '../../identity/index.ts';
import type { Query } from '../domain/identifier.ts';
import { type ShownState, stateNames, stateOn } from '../domain/licence-state.ts';
import { presentPublic } from '../present.ts';
import { listHistory } from '../store/life.ts';
import { listPaperOrders } from '../store/paper-orders.ts';
import { findIssued } from '../store/read-licences.ts';
import type { IssuedRow } from '../store/rows.ts';

type Line = { readonly zh: string; readonly en: string };

/** What is said of a licence in each state, one line and what to do. */
export const stateLines: Readonly<Record<ShownState, { readonly title: Line; readonly explanation: Line }>> = {
  valid: {
    title: { zh: '证照真实有效', en: 'The licence is genuine and valid' },
    explanation: { zh: '证照库中有这张证照，目前有效。', en: 'It is in the licence library and valid now.' },
  },
  'not-yet-valid': {
    title: { zh: '证照真实，尚未生效', en: 'The licence is genuine but not yet valid' },
    explanation: { zh: '请在有效期开始后使用。', en: 'Use it once its validity begins.' },
  },
  expired: {
    title: { zh: '证照真实，但已过有效期', en: 'The licence is genuine but has expired' },
    explanation: { zh: '请持证人办理延续或重新申领。', en: 'The holder should renew it or apply again.' },
  },
  suspended: {
    title: { zh: '证照真实，但已被暂扣', en: 'The licence is genuine but suspended' },
    explanation: { zh: '暂扣期间不得使用。', en: 'It may not be used while it is suspended.' },
  },
  changed: {
    title: { zh: '证照已变更，这一版作废', en: 'The licence was changed; this version is void' },
    explanation: { zh: '请持证人出示变更后的新证照。', en: 'Ask the holder for the present version.' },
  },
  cancelled: {
    title: { zh: '证照已注销', en: 'The licence was cancelled' },
    explanation: { zh: '这张证照不再有效。', en: 'It is no longer valid.' },
  },
  revoked: {
    title: { zh: '证照已被吊销', en: 'The licence was revoked' },
    explanation: { zh: '这张证照不再有效。', en: 'It is no longer valid.' },
  },
  withdrawn: {
    title: { zh: '证照已被撤销', en: 'The licence was withdrawn' },
    explanation: { zh: '这张证照自始无效。', en: 'It is void from the beginning.' },
  },
  transferred: {
    title: { zh: '证照已办理转出，这一份不再使用', en: 'The licence was transferred to another body' },
    explanation: { zh: '请持证人出示转入机关颁发的证照。', en: 'Ask for the licence the other body issued.' },
  },
};

const recalledLines = {
  title: { zh: '用印已召回，这份证照暂不能使用', en: 'The use of its seal was recalled; do not rely on it' },
  explanation: {
    zh: '发证机关发现这份证照用印有误，正在或将要重新制发。请持证人联系发证机关换发，或在“我的证照”查看新的版本。',
    en: 'The issuing office found that the seal was used wrongly and makes the licence anew. The holder should ask the office, or look among his licences for the new version.',
  },
};

/** What the library says of a licence today: its state, unless the use of its seal was recalled. */
export function sayingOf(row: IssuedRow, today: string) {
  const state = stateOn(row, today);
  const recalled = row.recalledAt !== null && (state === 'valid' || state === 'suspended' || state === 'not-yet-valid');
  const lines = recalled ? recalledLines : stateLines[state];
  const checks: Verification['checks'] = [
    {
      id: 'registered',
      ok: true,
      severity: 'error',
      text: { zh: '证照库中有登记', en: 'Registered in the licence library' },
    },
    stateCheck(state),
  ];
  if (row.recalledAt)
    checks.push({
      id: 'seal_recall',
      ok: false,
      severity: recalled ? 'error' : 'warning',
      text: { zh: '用印已召回', en: 'The use of its seal was recalled' },
    });
  return { good: state === 'valid' && !recalled, lines, checks, plain: lines === stateLines.valid };
}

/** By identifier (with or without its root), the key of a QR code or the QR's address. */
export async function verifyIdentifier(
  kernel: Kernel,
  actor: Actor,
  query: Exclude<Query, { by: 'showing' }>,
): Promise<Verification> {
  const row = query.by === 'nothing' ? undefined : await findIssued(kernel.read, query.by, query.value);
  const checkedAt = kernel.clock.now().toISOString();
  if (!row) {
    if (query.by === 'nothing')
      return {
        verdict: 'unknown',
        title: { zh: '这不是证照标识', en: 'This is no licence identifier' },
        explanation: query.why,
        checkedAt,
        signatures: [],
        checks: [],
        pages: [],
      };
    return {
      verdict: 'unknown',
      title: { zh: '证照库中没有这张证照', en: 'There is no such licence in the library' },
      explanation: {
        zh: '它不是本平台颁发的，或者输入有误。请核对后重试，或上传证照文件核验。',
        en: 'This platform did not issue it, or it was mistyped. Check it, or upload the file.',
      },
      checkedAt,
      signatures: [],
      checks: [
        {
          id: 'registered',
          ok: false,
          severity: 'error',
          text: { zh: '证照库中查无此证', en: 'Not found in the licence library' },
        },
      ],
      pages: [],
    };
  }
  const { good, lines, checks } = sayingOf(row, kernel.clock.today());
  return {
    verdict: good ? 'valid' : 'invalid',
    ...lines,
    checkedAt,
    licence: await publicLicence(kernel, actor, row),
    signatures: [],
    checks,
    pages: [],
  };
}

function stateCheck(state: ShownState): Verification['checks'][number] {
  // one check of several, and no verdict: a valid licence may carry a seal that was recalled
  const text = { zh: `登记的状态：${stateNames[state].zh}`, en: `Registered state: ${stateNames[state].en}` };
  return { id: 'state', ok: state === 'valid', severity: 'error', text };
}

export async function publicLicence(kernel: Kernel, actor: Actor, row: IssuedRow) {
  const own = actor.kind === 'person' && actor.principal.kind === row.holderKind && actor.principal.id === row.holderId;
  const name = own || row.holderKind === 'firm' ? row.holderName : maskName(row.holderName);
  const [history, papers] = await Promise.all([listHistory(kernel.read, row.id), listPaperOrders(kernel.read, row.id)]);
  return presentPublic(row, history, kernel.clock.today(), name, papers);
}
