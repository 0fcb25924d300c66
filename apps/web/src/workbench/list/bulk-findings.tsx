import { type ManyForeseen, REASONS } from '@miaopi/contracts';
import { useSay } from '../../texts/lang.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { useWorkTexts } from '../texts.ts';

export interface OpenCondition {
  readonly condition: string;
  readonly text: { readonly zh: string; readonly en: string };
  /** Cases in which the machine could not establish it. */
  readonly cases: number;
}

/** Conditions to be settled before these cases are decided together. */
export function openOf(foreseen: ReadonlyMap<string, ManyForeseen> | undefined, ids: readonly string[]) {
  const found = new Map<string, OpenCondition>();
  for (const { condition, text } of ids.flatMap((id) => foreseen?.get(id)?.open ?? []))
    found.set(condition, { condition, text, cases: (found.get(condition)?.cases ?? 0) + 1 });
  return [...found.values()];
}

/** Why each of them is met, once for all the cases. */
export function BulkFindings(props: {
  open: readonly OpenCondition[];
  whys: Readonly<Record<string, string>>;
  change: (whys: Readonly<Record<string, string>>) => void;
}) {
  const { bulk: t } = useWorkTexts();
  const say = useSay();
  return props.open.map(({ condition, text, cases }) => (
    <ReasonField
      key={condition}
      label={t.settle(say(text))}
      hint={t.settleHint(cases)}
      longest={REASONS.assign.most}
      value={props.whys[condition] ?? ''}
      onChange={(why) => props.change({ ...props.whys, [condition]: why })}
    />
  ));
}
