// All work of the item package in one case: two plans, the judgement, materials, the licence's content, three notices in both languages.
import {
  type CaseInput,
  type CompiledItem,
  gatherPlan,
  judge,
  licenceContent,
  materialsNeeded,
  renderNotice,
} from '@miaopi/items';
import { DECLARED } from './declared.ts';
import { atMost, perSecond, tell } from './figure.ts';
import { filledCases, today } from './filled-cases.ts';

const issue = {
  number: '1',
  identifier: '1',
  issuedAt: today,
  issuer: { name: '某局', uscc: '' },
  verifyUrl: 'https://x',
  version: 1,
};
const values = { 办件编号: '1', 查询码: '2', 证照: { 编号: '1', 标识: '2', 名称: '3', 有效期止: null } };

function oneCase(item: CompiledItem, full: CaseInput, late: ReadonlySet<string>): void {
  const draft = {
    ...full,
    evidence: Object.fromEntries(Object.entries(full.evidence).filter(([name]) => !late.has(name))),
  };
  materialsNeeded(item, draft);
  gatherPlan(item, draft, 'submit');
  const input = { ...full };
  const dossier = judge(item, input);
  if (dossier.verdict !== 'grant') throw new Error(JSON.stringify(dossier.reasons));
  licenceContent(item, input, issue);
  for (const key of ['submitted', 'accepted', 'granted'] as const)
    for (const lang of ['zh', 'en'] as const) renderNotice(item, key, input, values, lang);
}

const figures = [];
for (const slug of Object.keys(DECLARED)) {
  const { item, inputs } = await filledCases(slug, 50);
  const late = new Set(item.evidence.filter((e) => e.evidence.when === 'submit').map((e) => e.evidence.name));
  const rate = perSecond((i) => oneCase(item, inputs[i % inputs.length]!, late), { warm: 300 });
  figures.push({ bench: 'item-work', name: slug, value: 1000 / rate, unit: 'ms', goal: atMost(0.6) });
}
tell(figures);
