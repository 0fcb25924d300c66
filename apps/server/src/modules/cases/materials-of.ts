import { type CaseInput, type CompiledItem, materialsNeeded } from '@miaopi/items';
import type { CaseMaterial, Filed } from './store/rows.ts';

/** 申请材料 as handed in (F101): uploads with their file, what the state holds with its source. */
export function materialsOf(item: CompiledItem, input: CaseInput): CaseMaterial[] {
  return materialsNeeded(item, input).flatMap((m): CaseMaterial[] => {
    if (m.status === 'not-needed') return [];
    const { by } = m.material;
    if ('field' in by) {
      const answer = input.answers[by.field];
      const files = (Array.isArray(answer) ? answer : [answer]).filter(
        (f): f is { fileId: string } => typeof f === 'object' && f !== null && 'fileId' in f,
      );
      return files.map((f) => ({
        name: m.material.name,
        by: 'upload',
        count: 1,
        fileId: f.fileId,
        source: { zh: '申请人上传', en: 'Uploaded by the applicant' },
      }));
    }
    if ('form' in by)
      return [{ name: m.material.name, by: 'form', count: 1, source: { zh: '在线填写', en: 'Filled in online' } }];
    const name = 'evidence' in by ? by.evidence : by.licence;
    const office = item.package.evidence.find((e) => e.name === name)?.office ?? {
      zh: '电子证照库',
      en: 'Licence library',
    };
    return [{ name: m.material.name, by: 'evidence' in by ? 'data' : 'licence', count: 1, source: office }];
  });
}

/** The same after a correction: what was there stays as it was received, what is new came in now and that way. */
export function materialsAfter(
  item: CompiledItem,
  input: CaseInput,
  before: readonly CaseMaterial[],
  how: { readonly filed: Filed; readonly at: Date },
): CaseMaterial[] {
  const { filed, at } = how;
  const paper = filed.way === 'hall' || filed.way === 'courier';
  const named = new Set(item.core.materials.map((m) => m.name.zh));
  // what was handed in besides, as the authorisation of an agent
  const besides = before.filter((b) => !named.has(b.name.zh));
  const now = materialsOf(item, input).map((m): CaseMaterial => {
    const same = before.find((b) => b.name.zh === m.name.zh && b.fileId === m.fileId);
    if (same) return same;
    const came = { ...m, receivedAt: at.toISOString() };
    if (filed.by === 'applicant' || m.by !== 'upload') return came;
    return {
      ...came,
      ...(paper ? { by: 'paper' as const, count: Math.max(1, filed.copies ?? 1) } : {}),
      source: ways[filed.way] ?? m.source,
    };
  });
  return [...now, ...besides];
}

const ways: Readonly<Partial<Record<Filed['way'], CaseMaterial['source']>>> = {
  online: { zh: '申请人上传', en: 'Uploaded by the applicant' },
  hall: { zh: '大厅收取，工作人员扫描', en: 'Handed in at the hall, scanned by an official' },
  courier: { zh: '寄来收取，工作人员扫描', en: 'Sent by courier, scanned by an official' },
  version: {
    zh: '换用事项新版本时，工作人员上传',
    en: 'Uploaded by an official when the case went over to a newer version',
  },
  spot: { zh: '当场更正，工作人员上传', en: 'Corrected on the spot, uploaded by an official' },
};
