/** Our value types as DMN item definitions and back. */
import type { FeelTypeName, ValueType } from './model.ts';

/** What of dmn-moddle's elements is used here; all optional, as files leave anything out. */
export interface DmnElement {
  $type: string;
  id?: string;
  name?: string;
  label?: string;
  /** Attributes of other name spaces, by prefixed name. */
  $attrs?: Readonly<Record<string, string>>;
  text?: string;
  typeRef?: string;
  isCollection?: boolean;
  href?: string;
  hitPolicy?: string;
  aggregation?: string;
  itemComponent?: DmnElement[];
  allowedValues?: DmnElement;
  itemDefinition?: DmnElement[];
  drgElement?: DmnElement[];
  import?: DmnElement[];
  variable?: DmnElement;
  decisionLogic?: DmnElement;
  informationRequirement?: DmnElement[];
  requiredDecision?: DmnElement;
  requiredInput?: DmnElement;
  input?: DmnElement[];
  output?: DmnElement[];
  annotation?: DmnElement[];
  rule?: DmnElement[];
  inputExpression?: DmnElement;
  inputValues?: DmnElement;
  outputValues?: DmnElement;
  defaultOutputEntry?: DmnElement;
  inputEntry?: DmnElement[];
  outputEntry?: DmnElement[];
  annotationEntry?: DmnElement[];
  namespace?: string;
}

/**
 * DMN has one label a column and knows no languages. The label is written in Chinese, its English beside it in an attribute of
 * our name space, which other modellers keep or pass over. Of a rule's two annotations each has a language.
 */
export const OWN_NAMESPACE = 'https://miaopi.example/dmn';
export const LABEL_EN = 'miaopi:labelEn';
export const REASONS = { zh: '理由', en: 'Reason' } as const;

export type Create = (
  type: string,
  properties: Partial<DmnElement> & Readonly<Record<`${string}:${string}`, string>>,
) => DmnElement;

const NAMES: Readonly<Record<string, FeelTypeName>> = {
  number: 'number',
  integer: 'number',
  long: 'number',
  double: 'number',
  string: 'string',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  'date and time': 'date and time',
  datetime: 'date and time',
  'days and time duration': 'days and time duration',
  daytimeduration: 'days and time duration',
  'years and months duration': 'years and months duration',
  yearmonthduration: 'years and months duration',
  any: 'Any',
};

const MAX_DEPTH = 20;

/** Finds the types that item definitions of a file stand for. */
export class TypeReader {
  private readonly definitions: ReadonlyMap<string, DmnElement>;
  constructor(definitions: readonly DmnElement[]) {
    this.definitions = new Map(definitions.flatMap((d) => (d.name ? [[d.name, d] as const] : [])));
  }

  /** Undefined when the reference names nothing known. */
  type(ref: string | undefined, depth = 0): ValueType | undefined {
    if (!ref || depth > MAX_DEPTH) return undefined;
    const own = this.definitions.get(ref);
    if (own) return this.definition(own, depth + 1);
    return NAMES[ref.replace(/^feel[:.]/, '').toLowerCase()];
  }

  private definition(d: DmnElement, depth: number): ValueType | undefined {
    let inner: ValueType | undefined;
    if (d.itemComponent && d.itemComponent.length > 0) {
      const shape: Record<string, ValueType> = {};
      for (const c of d.itemComponent) {
        if (c.name) shape[c.name] = depth > MAX_DEPTH ? 'Any' : (this.definition(c, depth + 1) ?? 'Any');
      }
      inner = { context: shape };
    } else inner = this.type(d.typeRef, depth);
    return d.isCollection ? { list: inner ?? 'Any' } : inner;
  }
}

/** Collects the item definitions that a model's types need. */
export class TypeWriter {
  readonly definitions: DmnElement[] = [];
  private readonly create: Create;
  private readonly known = new Map<string, string>();
  constructor(create: Create) {
    this.create = create;
  }

  /** The `typeRef` of a type, making a definition when it has structure. */
  ref(type: ValueType): string {
    if (typeof type === 'string') return type;
    const key = JSON.stringify(type);
    const known = this.known.get(key);
    if (known) return known;
    const name = `t${this.known.size + 1}`;
    this.known.set(key, name);
    this.definitions.push(this.item(name, type));
    return name;
  }

  private item(name: string, type: ValueType): DmnElement {
    if (typeof type === 'string') return this.create('dmn:ItemDefinition', { name, typeRef: type });
    if ('list' in type) {
      const of = type.list;
      if (typeof of === 'object' && 'context' in of && Object.keys(of.context).length > 0) {
        const item = this.item(name, of);
        item.isCollection = true;
        return item;
      }
      return this.create('dmn:ItemDefinition', { name, typeRef: this.ref(of), isCollection: true });
    }
    const itemComponent = Object.entries(type.context).map(([n, t]) => this.item(n, t));
    return this.create('dmn:ItemDefinition', { name, itemComponent });
  }
}
