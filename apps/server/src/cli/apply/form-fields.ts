import type { Client } from '@miaopi/client';
import { getClientItem } from '@miaopi/contracts';
import type { Field, FormDefinition } from '@miaopi/forms';

/** The fields of an item's form by name, for naming what is missing and what may be chosen. */
export async function fieldsOf(client: Client, slug: string): Promise<ReadonlyMap<string, Field>> {
  const item = (await client.call(getClientItem, { params: { slug } })) as { core?: { form?: FormDefinition } };
  return new Map((item.core?.form?.sections ?? []).flatMap((s) => s.fields).map((f) => [f.name, f]));
}

/** Field of an issue's path: `用途`, or `家庭成员.0.姓名`. */
export function fieldAt(fields: ReadonlyMap<string, Field>, path: string): Field | undefined {
  return fields.get(path.split('.').at(-1) ?? path);
}

/**
 * What to answer where nobody said anything: a choice takes its first option, an affirmation is given. Never more: names, addresses and files are
 * not to be made up.
 */
export function obviousAnswer(field: Field | undefined): unknown {
  const first = field?.options?.[0]?.value;
  switch (field?.type) {
    case 'choice':
      return first;
    case 'choices':
      return first === undefined ? undefined : [first];
    case 'declaration':
      return true;
    default:
      return undefined;
  }
}
