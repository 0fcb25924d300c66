import type { CompiledItem } from '@miaopi/items';

interface Text {
  readonly zh: string;
  readonly en: string;
}

/** What a column of the table can be. */
export interface StockTarget {
  /** `number`, `holderName`, …, or `field:` with the name of a field of the licence. */
  readonly id: string;
  readonly label: Text;
  readonly required: boolean;
  readonly type: 'text' | 'number' | 'date' | 'boolean' | 'list' | 'picture';
}

/** Target → number of the column, from 0. */
export type Mapping = Readonly<Record<string, number>>;

const fixed: readonly (StockTarget & { readonly known: readonly string[] })[] = [
  {
    id: 'number',
    label: { zh: '证照编号', en: 'Licence number' },
    required: true,
    type: 'text',
    known: ['证照编号', '证件编号', '证书编号', '许可证编号', '证号', '编号', '原证号', 'number', 'licencenumber'],
  },
  {
    id: 'holderName',
    label: { zh: '持证人名称', en: 'Holder' },
    required: true,
    type: 'text',
    known: ['持证人', '持证主体', '持证人名称', '持证人姓名', '姓名', '名称', '单位名称', '企业名称', 'holder', 'name'],
  },
  {
    id: 'holderNumber',
    label: { zh: '持证人号码', en: 'Holder’s number' },
    required: true,
    type: 'text',
    known: [
      '持证人号码',
      '持证主体代码',
      '身份证号',
      '身份证号码',
      '公民身份号码',
      '身份号码',
      '证件号码',
      '统一社会信用代码',
      'idnumber',
      'uscc',
    ],
  },
  {
    id: 'issuedOn',
    label: { zh: '颁发日期', en: 'Issued on' },
    required: true,
    type: 'date',
    known: ['颁发日期', '发证日期', '签发日期', '颁证日期', '发证时间', 'issuedon'],
  },
  {
    id: 'validTo',
    label: { zh: '有效期止', en: 'Valid to' },
    required: false,
    type: 'date',
    known: ['有效期止', '有效期至', '有效期截止', '有效期截止日期', '截止日期', '到期日期', '有效期', 'validto'],
  },
  {
    id: 'picture',
    label: { zh: '照片文件名', en: 'Picture file' },
    required: false,
    type: 'picture',
    known: ['照片', '照片文件', '照片文件名', '相片', '图片', 'photo', 'picture'],
  },
];

/** What a licence of this type can be filled with from a table: what every licence has, then its own fields. */
export function stockTargets({ package: { licence } }: Pick<CompiledItem, 'package'>): StockTarget[] {
  return [
    ...fixed.filter((t) => t.id !== 'picture' || licence.photo !== undefined).map(({ known: _, ...target }) => target),
    ...licence.fields.flatMap((field): StockTarget[] => {
      const type = typeOf(field.type);
      return type ? [{ id: `field:${field.name}`, label: field.label, required: false, type }] : [];
    }),
  ];
}

/** A list of records has no place in a cell: it stays empty. */
function typeOf(type: unknown): StockTarget['type'] | undefined {
  if (type === undefined || type === 'string' || type === 'Any') return 'text';
  if (type === 'number' || type === 'date' || type === 'boolean') return type;
  if (typeof type === 'object' && type !== null && 'list' in type) return type.list === 'string' ? 'list' : undefined;
  return undefined;
}

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^)]*\)|[\s_\-*:：]/g, '');

/** What the headings say by themselves; a column may serve several targets (the name is a field of most licences). */
export function guessMapping(headings: readonly string[], targets: readonly StockTarget[]): Mapping {
  const names = headings.map(plain);
  const find = (words: readonly string[]) => {
    for (const word of words) {
      const at = names.indexOf(plain(word));
      if (at >= 0) return at;
    }
    return undefined;
  };
  const guessed: Record<string, number> = {};
  for (const target of targets) {
    const own = fixed.find((f) => f.id === target.id);
    const field = target.id.startsWith('field:') ? target.id.slice(6) : undefined;
    const at = find(own ? own.known : [field ?? '', target.label.zh, target.label.en, ...sameAs(field)]);
    if (at !== undefined) guessed[target.id] = at;
  }
  return guessed;
}

/** Fields that say what every licence says: filled from the same column when there is none of their name. */
function sameAs(field: string | undefined): readonly string[] {
  return fixed.find((f) => f.type === 'text' && f.id !== 'number' && field && f.known.includes(field))?.known ?? [];
}
