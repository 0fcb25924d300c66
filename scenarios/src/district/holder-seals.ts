import { handwritingOf } from './handwriting.ts';
import type { Firm, HolderSeal, Person } from './model.ts';

/** Seals that firms and persons hold: in use, and one that waits for its approval. */
export function buildHolderSeals(parts: {
  readonly firms: readonly Firm[];
  readonly personOf: (key: string) => Person;
}): readonly HolderSeal[] {
  const firm = (key: string) => {
    const found = parts.firms.find((one) => one.key === key);
    if (!found) throw new Error(`no firm has the key ${key}`);
    return { kind: 'firm', uscc: found.uscc, keeper: found.legalRepresentative.citizenId } as const;
  };
  const person = (key: string) => {
    const { citizenId, name } = parts.personOf(key);
    return { holder: { kind: 'person', citizenId } as const, handwriting: handwritingOf(name) };
  };
  return [
    { holder: firm('zhengxing'), seal: 'legal-name', until: 'in-use', reason: '网上办事和签订合同使用' },
    { holder: firm('zhengxing'), seal: 'contract', until: 'in-use', reason: '签订工程合同使用' },
    { holder: firm('qingshi'), seal: 'legal-name', until: 'made', reason: '网上办事使用' },
    { holder: firm('qiming'), seal: 'legal-name', until: 'submitted', reason: '法定代表人变更后重新申领' },
    { ...person('chen-jing'), seal: 'signature', until: 'in-use', reason: '签署申请材料' },
    { ...person('wang-lei'), seal: 'signature', until: 'in-use', reason: '签署租赁合同' },
  ];
}
