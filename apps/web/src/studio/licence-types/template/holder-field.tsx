import { Field } from '../../../ui/kit.tsx';
import { itemName } from './item-name.ts';
import { holdersFor } from './nesting.ts';
import { itemAt, keyOf, parentOf, type Spot, type Template } from './template-doc.ts';
import { useTemplateTexts } from './template-texts.ts';

/** Which group or repeat it lies in, when there are any. */
export function HolderField(props: {
  template: Template;
  spot: Spot;
  disabled: boolean;
  move: (into: Spot | undefined) => void;
}) {
  const { template, spot } = props;
  const t = useTemplateTexts();
  const holders = spot.part === 'elements' ? holdersFor(template, spot) : [];
  if (holders.length === 0) return null;
  const parent = parentOf(spot);
  return (
    <Field label={t.holder}>
      {(control) => (
        <select
          {...control}
          className="input"
          disabled={props.disabled}
          value={parent ? keyOf(parent) : ''}
          onChange={(event) => props.move(holders.find((one) => keyOf(one) === event.target.value))}
        >
          <option value="">{t.onPaper}</option>
          {holders.map((one) => (
            <option key={keyOf(one)} value={keyOf(one)}>
              {itemName(t, one, itemAt(template, one)!)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
