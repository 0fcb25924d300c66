import type { CompiledItem } from '@miaopi/items';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/kernel/clock.ts';
import type { CasesDeps } from '../../src/modules/cases/deps.ts';
import type { GatheredEvidence } from '../../src/modules/cases/evidence.ts';
import { startGathering } from '../../src/modules/cases/gathering.ts';

const submitted = new Date('2026-11-25T02:00:00Z');
const answer = (name: string, at: string, status: GatheredEvidence['status'] = 'found') =>
  ({ name, label: { zh: name, en: name }, status, at, milliseconds: 70 }) as unknown as GatheredEvidence;
const item = {
  package: { evidence: ['社保', '婚姻', '户籍', '房产'].map((name) => ({ name, fresh: 'P1D' })) },
} as unknown as CompiledItem;

describe('how long each register took, as a case tells it', () => {
  it('F008: what was asked while the form was filled in says so and claims no time of the check; what is asked now has its own', async () => {
    const now = answer('房产', '2026-11-25T02:00:01Z');
    const deps = {
      kernel: { clock: fixedClock('2026-11-25T02:00:01Z') },
      gather: async (asked: { known: GatheredEvidence[]; onAnswer: (e: GatheredEvidence) => void }) => {
        expect(asked.known.map((e) => e.name)).toEqual(['社保', '婚姻', '户籍']);
        asked.onAnswer(now);
        return [...asked.known, now];
      },
    } as unknown as CasesDeps;
    const gathering = startGathering(deps, {
      item,
      input: {} as never,
      before: [
        answer('社保', '2026-11-25T01:50:00Z'),
        answer('婚姻', '2026-11-25T01:50:00Z', 'none'),
        answer('户籍', '2026-11-25T02:00:00Z'),
        answer('房产', '2026-11-25T01:50:00Z', 'unavailable'),
      ],
      handedIn: submitted,
      caseRef: '1',
    });
    await gathering.done;
    const { parts = [] } = gathering.step().output;
    expect(parts.map((p) => [p.name.zh, p.note?.zh, p.milliseconds])).toEqual([
      ['社保', '填表时已查询', undefined],
      ['婚姻', '填表时已查询：查无记录', undefined],
      ['户籍', '此前已查询', undefined],
      ['房产', '0.070 秒', 70],
    ]);
    expect(parts[1]?.note?.en).toBe('asked while the form was filled in: no record');
  });
});
