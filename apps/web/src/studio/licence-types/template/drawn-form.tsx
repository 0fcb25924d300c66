import { Field } from '../../../ui/kit.tsx';
import { ColorField } from './color-field.tsx';
import { NumberField } from './number-field.tsx';
import type { Item } from './template-doc.ts';
import { useTemplateTexts } from './template-texts.ts';

/** What the drawing takes when nothing is said. */
const ink = '#2A3440';
const noFill = '#FFFFFF';

/** Dashes by name, in mm; anything else is somebody's own and stays as it is until another is chosen. */
const dashes: Readonly<Record<string, readonly number[] | undefined>> = {
  solid: undefined,
  dashed: [2, 1],
  dotted: [0.4, 0.8],
  dashDotted: [3, 1, 0.4, 1],
};

interface DrawnOf {
  readonly item: Item;
  readonly disabled: boolean;
  readonly set: (change: Item) => void;
}

/** How what is not text is drawn: lines, boxes and ornaments with their width, dash and colours. */
export function DrawnForm({ kind, ...of }: DrawnOf & { kind: string }) {
  const t = useTemplateTexts();
  const fields = fieldsOf(kind, of);
  if (!fields) return null;
  return (
    <fieldset className="template-part" disabled={of.disabled}>
      <legend>{t.drawn}</legend>
      <div className="template-part__grid">{fields}</div>
    </fieldset>
  );
}

function fieldsOf(kind: string, of: DrawnOf) {
  switch (kind) {
    case 'line':
      return <LineFields {...of} />;
    case 'rect':
    case 'path':
      return <BoxFields {...of} rounded={kind === 'rect'} />;
    case 'border':
      return <BorderFields {...of} />;
    case 'guilloche':
      return <GuillocheFields {...of} />;
    case 'emblem':
      return <Color {...of} name="color" otherwise={ink} />;
    default:
      return null;
  }
}

function LineFields(of: DrawnOf) {
  const t = useTemplateTexts();
  const { dash } = of.item;
  const known = Object.entries(dashes).find(([, one]) => JSON.stringify(one) === JSON.stringify(dash))?.[0] ?? 'own';
  return (
    <>
      <Amount {...of} name="lineWidth" step={0.1} />
      <Choice
        {...of}
        label={t.dash}
        value={known}
        options={known === 'own' ? [...Object.keys(dashes), 'own'] : Object.keys(dashes)}
        names={t.dashes}
        onChange={(name) => name !== 'own' && of.set({ dash: dashes[name] })}
      />
      <Color {...of} name="color" otherwise={ink} />
    </>
  );
}

function BoxFields({ rounded, ...of }: DrawnOf & { rounded: boolean }) {
  return (
    <>
      <Color {...of} name="stroke" otherwise={ink} />
      <Color {...of} name="fill" otherwise={noFill} />
      <Amount {...of} name="lineWidth" step={0.1} />
      {rounded && <Amount {...of} name="radius" step={0.5} />}
      <Amount {...of} name="alpha" step={0.05} />
    </>
  );
}

function BorderFields(of: DrawnOf) {
  const t = useTemplateTexts();
  return (
    <>
      <Choice
        {...of}
        label={t.ornament}
        value={String(of.item.style ?? 'single')}
        options={['single', 'double', 'certificate']}
        names={t.borders}
        onChange={(style) => of.set({ style })}
      />
      <Amount {...of} name="inset" step={0.5} needed />
      <Color {...of} name="color" otherwise={ink} />
      <Amount {...of} name="lineWidth" step={0.1} />
    </>
  );
}

function GuillocheFields(of: DrawnOf) {
  const t = useTemplateTexts();
  const shape = String(of.item.shape ?? 'frame');
  const tints = Array.isArray(of.item.tints) ? (of.item.tints as unknown[]) : [];
  return (
    <>
      <Choice
        {...of}
        label={t.ornament}
        value={shape}
        options={['frame', 'rosette', 'panel']}
        names={t.guilloches}
        onChange={(next) => of.set({ shape: next, ...(next === 'frame' ? {} : { band: undefined }) })}
      />
      <Amount {...of} name="seed" step={1} />
      {([0, 1] as const).map((i) => (
        <ColorField
          key={i}
          label={t.tint(i + 1)}
          value={typeof tints[i] === 'string' ? (tints[i] as string) : undefined}
          otherwise={ink}
          needed
          disabled={of.disabled}
          onChange={(color) => of.set({ tints: [0, 1].map((at) => (at === i ? color : (tints[at] ?? ink))) })}
        />
      ))}
      {shape === 'frame' && <Amount {...of} name="band" step={0.5} />}
      {(['width', 'height'] as const).map(
        (name) => !(name in of.item) && <Amount key={name} {...of} name={name} step={0.5} />,
      )}
      <Amount {...of} name="lineWidth" step={0.05} />
      <Amount {...of} name="alpha" step={0.05} />
    </>
  );
}

type AmountName = 'lineWidth' | 'radius' | 'alpha' | 'inset' | 'seed' | 'band' | 'width' | 'height';

/** A number; emptied, it is what the drawing takes otherwise, but one that is needed stays. */
function Amount({
  item,
  disabled,
  set,
  name,
  step,
  needed,
}: DrawnOf & { name: AmountName; step: number; needed?: boolean }) {
  const t = useTemplateTexts();
  return (
    <NumberField
      label={t[name]}
      value={typeof item[name] === 'number' ? item[name] : undefined}
      disabled={disabled}
      step={step}
      onChange={(value) => (value !== undefined || !needed) && set({ [name]: value })}
    />
  );
}

function Color({
  item,
  disabled,
  set,
  name,
  otherwise,
}: DrawnOf & { name: 'color' | 'stroke' | 'fill'; otherwise: string }) {
  const t = useTemplateTexts();
  return (
    <ColorField
      label={t[name]}
      value={typeof item[name] === 'string' ? item[name] : undefined}
      otherwise={otherwise}
      disabled={disabled}
      onChange={(color) => set({ [name]: color })}
    />
  );
}

function Choice(props: {
  label: string;
  value: string;
  options: readonly string[];
  names: Readonly<Record<string, string>>;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={props.label}>
      {(control) => (
        <select
          {...control}
          className="input"
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        >
          {props.options.map((one) => (
            <option key={one} value={one}>
              {props.names[one] ?? one}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
