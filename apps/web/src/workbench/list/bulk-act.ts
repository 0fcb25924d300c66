import { doToMany, foreseeMany, MANY_AT_MOST, type ManyAct, type ManyDone, type ManyForeseen } from '@miaopi/contracts';
import { api } from '../../app/api.ts';

/** Acts on several cases that this official may be allowed; which of them for which case, the server says. */
export function bulkActsOf(roles: readonly string[]): ManyAct[] {
  const has = (role: string) => roles.includes(role);
  return [
    'claim',
    'release',
    ...(has('acceptor') ? (['accept'] as const) : []),
    ...(has('acceptor') || has('approver') || has('head') ? (['assign'] as const) : []),
    ...(has('approver') ? (['grant'] as const) : []),
  ];
}

/** Cases sent at once: few enough that the bar moves and one can stop, many enough that it is quick. */
const portion = 5;

export interface Undertaking {
  readonly act: ManyAct;
  /** Service of the first marked case: only cases of one kind are decided together. */
  readonly item: string;
}

function portionsOf(ids: readonly string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, n) => ids.slice(n * size, (n + 1) * size));
}

export async function foresee({ act, item }: Undertaking, ids: readonly string[]): Promise<Map<string, ManyForeseen>> {
  const answers = await Promise.all(
    portionsOf(ids, MANY_AT_MOST).map((cases) => api.call(foreseeMany, { body: { act, item, cases } })),
  );
  return new Map(answers.flatMap(({ cases }) => cases.map((one) => [one.caseId, one])));
}

/** What the official says for all the cases alike. */
export interface Said {
  readonly reason: string;
  readonly to: string;
  readonly findings: readonly { readonly condition: string; readonly why: string }[];
}

/** Portion by portion, each with what came of it. @param requestId of the whole undertaking: sent again it does nothing twice */
export async function* doBulk(
  { act, item }: Undertaking,
  ids: readonly string[],
  said: Said & { readonly requestId: string },
): AsyncGenerator<readonly ManyDone[]> {
  const { requestId, reason, to } = said;
  const findings = said.findings.map((f) => ({ ...f }));
  for (const cases of portionsOf(ids, portion)) {
    const body = {
      ...{ requestId, act, item, cases },
      ...(reason ? { reason } : {}),
      ...(to ? { to } : {}),
      ...(findings.length > 0 ? { findings } : {}),
    };
    yield (await api.call(doToMany, { body })).cases;
  }
}
