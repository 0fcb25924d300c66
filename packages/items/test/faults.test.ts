import { describe, expect, it } from 'vitest';
import { checkItem, formatFinding, hasErrors, readItem } from '../src/index.ts';
import { filesOf } from './shipped.ts';

interface Fault {
  readonly what: string;
  readonly slug?: string;
  readonly file: string;
  /** Text to replace, and what with. */
  readonly from: string | RegExp;
  readonly to: string;
  /** The finding expected. Its line is that of `at`, or of the replacement. */
  readonly code: string;
  readonly inFile?: string;
  readonly at?: string;
  readonly severity?: 'error' | 'warning';
}

const social = 'social-insurance-statement';
const faults: readonly Fault[] = [
  {
    what: 'a situation of acceptance that reads a name nobody has',
    slug: 'residence-registration',
    file: 'process.yaml',
    from: 'when: 地址核验.有记录 = false or',
    to: 'when: 地址核实.有记录 = false or',
    code: 'feel.name',
    at: 'when: 地址核实',
  },
  {
    what: 'officials who accept everything while the step says the machine does',
    slug: 'residence-registration',
    file: 'process.yaml',
    from: 'acceptance:\n  by: machine',
    to: 'acceptance:\n  by: official',
    code: 'acceptance.step',
    at: 'role: system',
  },
  {
    what: 'a review step that is left out without a word why',
    slug: 'ride-hailing-driver',
    file: 'process.yaml',
    from: 'person: {',
    to: "review:\n  - { id: a, name: { zh: 初审, en: First }, when: 'true' }\n  - { id: b, name: { zh: 审定, en: Final } }\nperson: {",
    code: 'review.when',
    at: 'when:',
  },
  {
    what: 'a last review step of another office',
    slug: 'ride-hailing-driver',
    file: 'process.yaml',
    from: 'person: {',
    to: 'review:\n  - id: b\n    name: { zh: 审定, en: Final }\n    offices:\n      - { uscc: 12990101009901032D, name: { zh: 别的单位, en: Another } }\nperson: {',
    code: 'review.last',
    at: 'offices:',
  },
  {
    what: 'review steps that take longer than promised',
    slug: 'ride-hailing-driver',
    file: 'process.yaml',
    from: 'person: {',
    to: 'review:\n  - { id: a, name: { zh: 初审, en: First }, days: 4 }\n  - { id: b, name: { zh: 审定, en: Final }, days: 4 }\nperson: {',
    code: 'review.days',
    at: 'review:',
  },
  {
    what: 'silence that counts though no limit is set',
    slug: 'ride-hailing-driver',
    file: 'process.yaml',
    from: 'person: {',
    to: 'review:\n  - { id: a, name: { zh: 征求, en: Ask }, mode: all, silence: agree, offices: [{ uscc: 12990101009901032D, name: { zh: 别的单位, en: Another } }] }\n  - { id: b, name: { zh: 审定, en: Final } }\nperson: {',
    code: 'review.silence',
    at: 'silence:',
  },
  {
    what: 'a condition of a review step over a name that does not exist',
    slug: 'ride-hailing-driver',
    file: 'process.yaml',
    from: 'person: {',
    to: "review:\n  - { id: a, name: { zh: 初审, en: First }, when: '没有的名字 = 1', whenNot: { zh: 不需要, en: Not needed } }\n  - { id: b, name: { zh: 审定, en: Final } }\nperson: {",
    code: 'feel.name',
    at: 'when:',
  },
  {
    what: 'a review step of an id used already',
    slug: 'ride-hailing-driver',
    file: 'process.yaml',
    from: 'person: {',
    to: 'review:\n  - { id: a, name: { zh: 初审, en: First } }\n  - { id: a, name: { zh: 审定, en: Final } }\nperson: {',
    code: 'review.id',
    at: '  - { id: a, name: { zh: 审定',
  },
  {
    what: 'a note of a row in Chinese alone',
    slug: 'senior-card',
    file: 'decision.yaml',
    from: 'note: { zh: 未满六十周岁, en: Under 60 }',
    to: 'note: 未满六十周岁',
    code: 'shape.language',
    at: 'note: 未满六十周岁',
  },
  {
    what: 'a note of a row whose English is Chinese',
    slug: 'senior-card',
    file: 'decision.yaml',
    from: 'note: { zh: 未满六十周岁, en: Under 60 }',
    to: 'note: { zh: 未满六十周岁, en: 未满六十 }',
    code: 'shape.pattern',
    at: 'en: 未满六十 }',
  },
  {
    what: 'a label of a column in Chinese alone',
    slug: 'senior-card',
    file: 'decision.yaml',
    from: 'label: { zh: 周岁, en: Age in years }',
    to: 'label: 周岁',
    code: 'shape.language',
    at: 'label: 周岁',
  },
  { what: 'broken YAML', file: 'item.yaml', from: 'version: 4', to: 'version: [4', code: 'yaml.syntax', at: '' },
  {
    what: 'a key twice',
    file: 'process.yaml',
    from: 'person: {',
    to: 'steps: []\nperson: {',
    code: 'yaml.syntax',
    at: 'steps: []',
  },
  {
    what: 'a misspelt key',
    file: 'item.yaml',
    from: 'reviewKind:',
    to: 'reviewKnd:',
    code: 'shape.unknown-key',
    at: 'reviewKnd',
  },
  {
    what: 'a code without quotes',
    file: 'item.yaml',
    from: 'catalog: "002014012000"',
    to: 'catalog: 902014012000',
    code: 'shape.type',
    at: 'catalog',
  },
  {
    what: 'a choice that does not exist',
    file: 'item.yaml',
    from: 'state: in-use',
    to: 'state: inuse',
    code: 'shape.choice',
    at: 'state:',
  },
  {
    what: 'a wrong check character of the office',
    file: 'item.yaml',
    from: 'uscc: 12990101009901032D',
    to: 'uscc: 12990101009901032E',
    code: 'code.uscc',
    at: 'uscc:',
  },
  {
    what: 'an implementation code of another level',
    file: 'item.yaml',
    from: 'task: 12990101009901032D4',
    to: 'task: 12990101009901032D3',
    code: 'V14',
    at: 'task:',
  },
  {
    what: 'a handling code of another item',
    file: 'item.yaml',
    from: 'handling: 12990101009901032D400201401200001',
    to: 'handling: 12990101009901032D400201401300001',
    code: 'V14',
    at: 'handling:',
  },
  {
    what: 'a licence type code of 20 characters',
    file: 'licence.yaml',
    from: '1199000000990011XW001',
    to: '1199000000990011XW01',
    code: 'code.licence-type',
    at: 'typeCode',
  },
  {
    what: 'a number rule without sequence',
    file: 'licence.yaml',
    from: '{seq:7}',
    to: '',
    code: 'code.number-rule',
    at: 'numberRule',
  },
  { what: 'V1', file: 'item.yaml', from: 'caseKind: "1"', to: 'caseKind: "2"', code: 'V1', at: 'caseKind' },
  {
    what: 'V2',
    slug: 'ride-hailing-driver',
    file: 'item.yaml',
    from: /promised: \{ amount: 5/,
    to: 'promised: { amount: 25',
    code: 'V2',
    at: 'promised',
  },
  {
    what: 'V3',
    slug: 'ride-hailing-driver',
    file: 'item.yaml',
    from: /promised: \{ amount: 5/,
    to: 'promised: { amount: 3',
    code: 'V3',
    inFile: 'process.yaml',
    at: '- ',
  },
  {
    what: 'V4',
    slug: 'senior-card',
    file: 'item.yaml',
    from: 'finish: 出证办结',
    to: 'finish: 普通办结',
    code: 'V4',
    at: 'finish',
  },
  { what: 'V5', file: 'item.yaml', from: 'visits: 0', to: 'visits: 1', code: 'V5', at: 'visits' },
  { what: 'V6', file: 'item.yaml', from: 'online: true', to: 'online: false', code: 'V6', at: 'mail' },
  { what: 'V7', file: 'item.yaml', from: 'visits: 0', to: 'visits: 1', code: 'V7', at: 'depth' },
  {
    what: 'V8',
    file: 'item.yaml',
    from: 'fee: { charged: false }',
    to: [
      'fee:',
      '  charged: true',
      '  payOnline: false',
      '  basis: { law: 收费办法, article: 第一条, content: 工本费。 }',
      '  due: licence',
      '  payDays: 15',
      '  lines: [{ code: "103044", name: { zh: 工本费, en: Cost }, standard: { zh: 每份, en: each }, amount: 500, reducible: false }]',
    ].join('\n'),
    code: 'V8',
    at: 'payOnline',
  },
  {
    what: 'V9',
    file: 'item.yaml',
    from: 'phone: 0999-12345',
    to: 'phone: 0999-12333101',
    code: 'V9',
    at: 'phone: 0999-12333101',
  },
  { what: 'V10', file: 'item.yaml', from: 'objects: ["1"]', to: 'objects: ["2"]', code: 'V10', at: 'person: [' },
  {
    what: 'V11',
    slug: 'ride-hailing-driver',
    file: 'process.yaml',
    from: 'name: 送达',
    to: 'name: 寄送',
    code: 'V11',
    at: '- ',
  },
  {
    what: 'V12',
    file: 'item.yaml',
    from: 'source: "20"\n    by: { form: true }',
    to: 'source: "20"\n    by: { field: 用途 }',
    code: 'V12',
    at: 'by: { field: 用途 }',
    severity: 'warning',
  },
  {
    what: 'V15: F029 a live person check of an item that is not online',
    file: 'item.yaml',
    from: 'online: true',
    to: 'online: false\nrealPerson: true',
    code: 'V15',
    at: 'realPerson',
  },
  { what: 'V13', file: 'item.yaml', from: 'need: "1"', to: 'need: "3"', code: 'V13', at: '- name: { zh: 居民身份证' },
  {
    what: 'an unknown name in the form',
    file: 'form.yaml',
    from: 'show: 用途 = "其他"',
    to: 'show: 用处 = "其他"',
    code: 'form.feel',
    at: '用处',
  },
  {
    what: 'an unknown name in a condition',
    file: 'decision.yaml',
    from: 'when: 参保信息.有记录\n',
    to: 'when: 参保资料.有记录\n',
    code: 'feel.name',
    at: '参保资料',
  },
  {
    what: 'broken FEEL in a licence field',
    file: 'licence.yaml',
    from: 'value: 证明用途',
    to: 'value: "if 证明用途"',
    code: 'feel.syntax',
    at: 'if 证明用途',
  },
  {
    what: 'an unknown name in an input of evidence',
    file: 'evidence.yaml',
    from: '身份号码: 申请人.身份号码',
    to: '身份号码: 申请者.身份号码',
    code: 'feel.name',
    at: '申请者',
  },
  {
    what: 'an unknown name in a notice',
    file: 'notices.yaml',
    from: '{{办件编号}}，查询码',
    to: '{{办件号}}，查询码',
    code: 'feel.name',
    at: '办件号',
  },
  {
    what: 'an unknown name on the paper',
    file: 'paper.yaml',
    from: 'value: 参保状态',
    to: 'value: 参保情形',
    code: 'paper.unknown_name',
    at: '参保情形',
  },
  {
    what: 'rules that overlap',
    slug: 'senior-card',
    file: 'decision.yaml',
    from: '"[60..70)"',
    to: '"[60..75)"',
    code: 'table.overlap',
    at: '',
  },
  {
    what: 'a gap',
    slug: 'senior-card',
    file: 'decision.yaml',
    from: '"[60..70)"',
    to: '"[60..69)"',
    code: 'table.gap',
    at: '',
  },
  {
    what: 'a rule that can never fire',
    file: 'decision.yaml',
    from: /when: \["true", "true", "true"\]/,
    to: 'when: ["-", "-", "-"]',
    code: 'rule.catch-all',
    at: '',
  },
  {
    what: 'a verdict that refuses',
    file: 'decision.yaml',
    from: `then: ['"人工"']`,
    to: `then: ['"不予"']`,
    code: 'verdict.value',
    at: '"不予"',
  },
  {
    what: 'a condition the verdict forgets',
    file: 'decision.yaml',
    from: 'expression: 期间有缴费, label',
    to: 'expression: 有参保记录, label',
    code: 'condition.unread',
    at: 'id: 期间有缴费',
  },
  {
    what: 'a condition without basis',
    file: 'decision.yaml',
    from: / {4}basis:\n {6}law: 中华人民共和国社会保险法\n {6}article: 第七十四条\n {6}content: 证明依据.*\n {6}from: .*\n/,
    to: '',
    code: 'shape.missing',
    at: 'id: 有参保记录',
  },
  {
    what: 'a material of evidence nobody gathers',
    file: 'item.yaml',
    from: 'by: { evidence: 参保信息 }',
    to: 'by: { evidence: 参保信 }',
    code: 'material.evidence',
    at: '参保信 ',
  },
  {
    what: 'a material of a field the form lacks',
    slug: 'residence-registration',
    file: 'item.yaml',
    from: 'by: { field: 租赁合同 }',
    to: 'by: { field: 租房合同 }',
    code: 'material.field',
    at: '租房合同',
  },
  {
    what: 'a material sometimes needed, without words',
    slug: 'senior-card',
    file: 'item.yaml',
    from: 'whenText: { zh: 仅当想换一张照片，或者人口库没有照片, en: Only if you want another photo or the register has none }\n',
    to: '\n',
    code: 'material.situation',
    at: '照片来源',
  },
  {
    what: 'a prefill from a field the register lacks',
    slug: 'residence-registration',
    file: 'form.yaml',
    from: 'evidence.人口信息.户籍地址',
    to: 'evidence.人口信息.户口地址',
    code: 'prefill.field',
    at: '户口地址',
  },
  {
    what: 'a seal place the paper lacks',
    file: 'licence.yaml',
    from: 'seal: { place: 发证机关 }',
    to: 'seal: { place: 落款 }',
    code: 'paper.seal',
    at: 'seal:',
  },
  {
    what: 'a licence field the paper never shows',
    file: 'paper.yaml',
    from: /value: 用途/,
    to: 'value: 参保状态',
    code: 'paper.missing-field',
    inFile: 'licence.yaml',
    at: 'KZ_YT',
    severity: 'warning',
  },
  {
    what: 'a refusal without the court',
    file: 'notices.yaml',
    from: /云溪区人民法院/,
    to: '法院',
    code: 'notice.appeal',
    at: '不予办理',
  },
  {
    what: 'an evidence nobody reads',
    file: 'evidence.yaml',
    from: '- name: 参保信息',
    to: '- name: 闲置\n  label: { zh: 甲, en: A }\n  from: { connector: police, operation: person }\n  office: { zh: 甲, en: A }\n  purpose: { zh: 甲, en: A }\n  input: { 身份号码: 申请人.身份号码 }\n  fields: { 姓名: { type: string, label: { zh: 甲, en: A } } }\n  when: draft\n  fresh: PT1H\n  budget: 1000\n  unavailable: person\n- name: 参保信息',
    code: 'evidence.unread',
    at: '闲置',
    severity: 'warning',
  },
  {
    what: 'a name used twice',
    file: 'decision.yaml',
    from: '- id: 本人',
    to: '- id: 姓名',
    code: 'name.twice',
    at: 'id: 姓名',
  },
  {
    what: 'no golden case for an unmet condition',
    file: 'golden/cases.yaml',
    from: /本人: unmet/g,
    to: '本人: unknown',
    code: 'golden.missing',
    at: '',
  },
  {
    what: 'a golden case with a field the evidence lacks',
    file: 'golden/cases.yaml',
    from: '单位名称: 云州清禾软件有限公司\n',
    to: '公司名称: 云州清禾软件有限公司\n',
    code: 'golden.evidence',
    at: '公司名称',
  },
];

describe('X03 X04: a package with one fault is told of it, in the right file and line', () => {
  it.each(faults)('$what → $code', (fault) => {
    const slug = fault.slug ?? social;
    const files = filesOf(slug);
    const before = files.get(fault.file)!;
    const after = before.replace(fault.from, fault.to);
    expect(after, 'the mutation changes something').not.toBe(before);
    files.set(fault.file, after);
    const read = readItem(slug, files);
    const findings = [...read.findings, ...(read.package ? checkItem(read.package, read.locate) : [])];
    const file = fault.inFile ?? fault.file;
    const found = findings.filter((f) => f.code === fault.code && f.file === file);
    expect(found.length, findings.map((f) => formatFinding(f)).join('\n')).toBeGreaterThan(0);
    const severity = fault.severity ?? 'error';
    expect(found.some((f) => f.severity === severity)).toBe(true);
    if (severity === 'error') expect(hasErrors(findings)).toBe(true);
    if (fault.at) {
      const lines = files.get(file)!.split('\n');
      const wanted = lines.flatMap((line, i) => (line.includes(fault.at!) ? [i + 1] : []));
      const told = found.map((f) => f.line);
      expect(
        told.some((line) => wanted.includes(line)),
        `told ${told}, wanted ${wanted}`,
      ).toBe(true);
    }
  });

  it('X04: a version accepted with words in Chinese alone still runs, in that language', () => {
    const files = filesOf('senior-card');
    const before = files.get('decision.yaml')!;
    files.set('decision.yaml', before.replace('note: { zh: 未满六十周岁, en: Under 60 }', 'note: 未满六十周岁'));
    expect(files.get('decision.yaml')).not.toBe(before);
    expect(readItem('senior-card', files).package).toBeUndefined();
    const accepted = readItem('senior-card', files, { accepted: true });
    expect(hasErrors(accepted.findings)).toBe(false);
    const [table] = accepted.package!.decision.decisions.flatMap((d) => d.table ?? []);
    expect(table!.rules[0]!.note).toEqual({ zh: '未满六十周岁', en: '未满六十周岁' });
  });

  it('X04: a gap comes with an applicant who falls into it', () => {
    const files = filesOf('senior-card');
    files.set('decision.yaml', files.get('decision.yaml')!.replace('"[60..70)"', '"[60..69)"'));
    const read = readItem('senior-card', files);
    const gap = checkItem(read.package!, read.locate).find((f) => f.code === 'table.gap');
    expect(gap?.example).toMatch(/69/);
    expect(files.get('decision.yaml')!.split('\n')[gap!.line - 1]).toBeDefined();
  });

  it.each([
    'item.yaml',
    'form.yaml',
    'evidence.yaml',
    'decision.yaml',
    'process.yaml',
    'licence.yaml',
    'paper.yaml',
    'notices.yaml',
  ])('a package without %s is not loaded', (name) => {
    const files = filesOf(social);
    files.delete(name);
    const read = readItem(social, files);
    expect(read.package).toBeUndefined();
    expect(read.findings).toContainEqual(
      expect.objectContaining({ file: name, code: 'file.missing', severity: 'error' }),
    );
  });
});
