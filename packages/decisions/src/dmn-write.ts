/// <reference path="./third-party.d.ts" />
/** A decision model as DMN XML. */
import { DmnModdle } from 'dmn-moddle';
import { namesIn, sourcesOf } from './compile-model.ts';
import { type Create, type DmnElement, LABEL_EN, OWN_NAMESPACE, REASONS, TypeWriter } from './dmn-types.ts';
import type { DecisionModel, DecisionTable, ValueType } from './model.ts';
import { feelReader } from './parse.ts';

/**
 * Writes DMN XML in the name space of DMN 1.3, which every modeller reads; the FEEL in it is that of DMN 1.5. Reading it back
 * with `readDmn` gives an equal model. Requirements between decisions are drawn from the names their FEEL reads.
 */
export async function writeDmn(model: DecisionModel): Promise<string> {
  const moddle = new DmnModdle();
  const create: Create = (type, properties) => moddle.create(type, properties) as DmnElement;
  const types = new TypeWriter(create);
  const ids = new Map<string, string>();
  for (const [i, name] of Object.keys(model.inputs).entries()) ids.set(name, `input_${i + 1}`);
  for (const [i, d] of model.decisions.entries()) ids.set(d.name, `decision_${i + 1}`);
  let next = 0;
  const id = (kind: string): string => `${kind}_${++next}`;
  const variable = (name: string, type: ValueType | undefined): DmnElement =>
    create('dmn:InformationItem', {
      id: id('variable'),
      name,
      ...(type === undefined ? {} : { typeRef: types.ref(type) }),
    });

  const inputs = Object.entries(model.inputs).map(([name, type]) =>
    create('dmn:InputData', { id: ids.get(name)!, name, variable: variable(name, type) }),
  );
  const reads = requirements(model);
  const decisions = model.decisions.map((d) => {
    const informationRequirement = reads.get(d.name)!.map((name) => {
      const to = create('dmn:DMNElementReference', { href: `#${ids.get(name)!}` });
      const required = Object.hasOwn(model.inputs, name) ? { requiredInput: to } : { requiredDecision: to };
      return create('dmn:InformationRequirement', { id: id('requirement'), ...required });
    });
    const decisionLogic = d.table
      ? tableElement(d.table, create, types, id)
      : create('dmn:LiteralExpression', { id: id('expression'), text: d.expression ?? 'null' });
    return create('dmn:Decision', {
      id: ids.get(d.name)!,
      name: d.name,
      variable: variable(d.name, d.type),
      informationRequirement,
      decisionLogic,
    });
  });
  const root = create('dmn:Definitions', {
    id: 'definitions_1',
    name: model.name,
    namespace: OWN_NAMESPACE,
    'xmlns:miaopi': OWN_NAMESPACE,
    itemDefinition: types.definitions,
    drgElement: [...inputs, ...decisions],
  });
  const { xml } = await moddle.toXML(root, { format: true });
  return xml;
}

/** Inputs and decisions whose names a decision's FEEL mentions. */
function requirements(model: DecisionModel): ReadonlyMap<string, readonly string[]> {
  const names: Record<string, ValueType> = { ...model.inputs };
  for (const d of model.decisions) names[d.name] = d.type ?? 'Any';
  const reader = feelReader(names);
  return new Map(
    model.decisions.map((d) => {
      const found = new Set<string>();
      for (const [source, mode] of sourcesOf(d)) {
        try {
          namesIn(reader.read(source, mode), found);
        } catch {
          // FEEL that cannot be read is written as it is; it has no requirements.
        }
      }
      return [d.name, Object.keys(names).filter((n) => n !== d.name && found.has(n))];
    }),
  );
}

function tableElement(t: DecisionTable, create: Create, types: TypeWriter, id: (kind: string) => string): DmnElement {
  const tests = (text: string): DmnElement => create('dmn:UnaryTests', { id: id('tests'), text });
  const literal = (text: string, type?: ValueType): DmnElement =>
    create('dmn:LiteralExpression', {
      id: id('expression'),
      ...(type === undefined ? {} : { typeRef: types.ref(type) }),
      text,
    });
  const noted = t.rules.some((r) => r.note !== undefined);
  return create('dmn:DecisionTable', {
    id: id('table'),
    hitPolicy: t.hit,
    ...(t.aggregation ? { aggregation: t.aggregation } : {}),
    input: t.inputs.map((i) =>
      create('dmn:InputClause', {
        id: id('input_clause'),
        ...(i.label === undefined ? {} : { label: i.label.zh, [LABEL_EN]: i.label.en }),
        inputExpression: literal(i.expression, i.type),
        ...(i.values === undefined ? {} : { inputValues: tests(i.values) }),
      }),
    ),
    output: t.outputs.map((o) =>
      create('dmn:OutputClause', {
        id: id('output_clause'),
        name: o.name,
        ...(o.type === undefined ? {} : { typeRef: types.ref(o.type) }),
        ...(o.values === undefined ? {} : { outputValues: tests(o.values) }),
        ...(o.default === undefined ? {} : { defaultOutputEntry: literal(o.default) }),
      }),
    ),
    ...(noted
      ? {
          annotation: [
            create('dmn:RuleAnnotationClause', { name: REASONS.zh }),
            create('dmn:RuleAnnotationClause', { name: REASONS.en }),
          ],
        }
      : {}),
    rule: t.rules.map((r) =>
      create('dmn:DecisionRule', {
        id: id('rule'),
        inputEntry: r.when.map(tests),
        outputEntry: r.then.map((x) => literal(x)),
        ...(noted
          ? {
              annotationEntry: [
                create('dmn:RuleAnnotation', { text: r.note?.zh ?? '' }),
                create('dmn:RuleAnnotation', { text: r.note?.en ?? '' }),
              ],
            }
          : {}),
      }),
    ),
  });
}
