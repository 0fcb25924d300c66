import type { ReactNode } from 'react';
import { Field } from '../../../ui/kit.tsx';
import { ConditionField } from './condition-field.tsx';
import { DrawnForm } from './drawn-form.tsx';
import { HolderField } from './holder-field.tsx';
import { inLanguages, itemName, wordsOf } from './item-name.ts';
import { registerNames } from './new-items.ts';
import { NumberField } from './number-field.tsx';
import { PiecesForm } from './pieces-form.tsx';
import { type Item, itemAt, keyOf, type Spot, type Template } from './template-doc.ts';
import { useTemplateTexts } from './template-texts.ts';
import { TextField } from './text-field.tsx';

const lengths = ['x', 'y', 'width', 'height', 'x2', 'y2', 'size', 'labelWidth'] as const;
const withText = new Set(['text', 'field', 'pageNumber', 'watermark']);
const withValue = new Set(['text', 'field', 'qr']);
const square = new Set(['qr', 'emblem']);

/** What is wrong with an element, and of which of its members. */
export interface ElementFault {
  readonly member: string;
  readonly text: string;
}

/** Place, size, contents and type of what is selected; what is wrong with it stands on top. */
export function ElementForm(props: {
  template: Template;
  spot: Spot;
  names: readonly string[];
  faults: readonly ElementFault[];
  disabled: boolean;
  change: (change: Item, what: string) => void;
  /** Into a group or repeat, or undefined: onto the paper itself. */
  move: (into: Spot | undefined) => void;
}) {
  const { template, spot, disabled } = props;
  const t = useTemplateTexts();
  const item = itemAt(template, spot);
  if (!item) return null;
  const kind = String(item.kind ?? 'sealPlace');
  const set = (change: Item) => props.change(change, `${keyOf(spot)} ${Object.keys(change).join(' ')}`);
  // a condition is told where it is written, all else on top
  const ofCondition = props.faults.find(({ member }) => member === 'show');
  const others = spot.part === 'sealPlaces' ? props.faults : props.faults.filter(({ member }) => member !== 'show');
  const nameOf = (name: (typeof lengths)[number]) =>
    kind === 'line' && name === 'x' ? t.startX : kind === 'line' && name === 'y' ? t.startY : t[name];
  return (
    <div className="template-form stack">
      <h2>{itemName(t, spot, item)}</h2>
      {others.length > 0 && (
        <ul className="field__error" role="alert">
          {others.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {spot.part === 'sealPlaces' ? (
        <SealForm item={item} disabled={disabled} set={set} />
      ) : (
        <>
          <Part title={t.position}>
            {lengths
              .filter((name) => name in item || (name === 'width' && withText.has(kind) && kind !== 'watermark'))
              .filter((name) => name !== 'size' || square.has(kind))
              .map((name) => (
                <NumberField
                  key={name}
                  label={nameOf(name)}
                  value={typeof item[name] === 'number' ? (item[name] as number) : undefined}
                  disabled={disabled}
                  onChange={(value) => set({ [name]: value })}
                />
              ))}
          </Part>
          {(withValue.has(kind) || withText.has(kind)) && (
            <ContentForm item={item} kind={kind} names={props.names} disabled={disabled} set={set} />
          )}
          {withText.has(kind) && <LookForm template={template} item={item} kind={kind} disabled={disabled} set={set} />}
          <DrawnForm item={item} kind={kind} disabled={disabled} set={set} />
          <PiecesForm item={item} kind={kind} disabled={disabled} set={set} />
          {spot.part === 'elements' && (
            <ConditionField
              value={String(item.show ?? '')}
              names={props.names}
              error={ofCondition?.text}
              disabled={disabled}
              onChange={(show) => set({ show })}
            />
          )}
          <HolderField {...props} />
          <TextField label={t.name} hint={t.nameHint} value={String(item.name ?? '')} disabled={disabled} max={60}>
            {(name) => set({ name: name || undefined })}
          </TextField>
        </>
      )}
    </div>
  );
}

interface FormOf {
  readonly item: Item;
  readonly disabled: boolean;
  readonly set: (change: Item) => void;
}

function SealForm({ item, disabled, set }: FormOf) {
  const t = useTemplateTexts();
  const anchor = (item.anchor ?? {}) as Item;
  const [x, y] = 'element' in anchor ? (['dx', 'dy'] as const) : (['x', 'y'] as const);
  const at = (name: string) => (typeof anchor[name] === 'number' ? (anchor[name] as number) : undefined);
  return (
    <>
      <TextField label={t.name} value={String(item.name ?? '')} disabled={disabled} max={60}>
        {(name) => set({ name })}
      </TextField>
      {'element' in anchor && <p className="quiet">{t.anchored(String(anchor.element))}</p>}
      <Part title={`${t.center} · ${t.position}`}>
        <NumberField
          label={t.x}
          value={at(x)}
          disabled={disabled}
          onChange={(value) => set({ anchor: { ...anchor, [x]: value ?? 0 } })}
        />
        <NumberField
          label={t.y}
          value={at(y)}
          disabled={disabled}
          onChange={(value) => set({ anchor: { ...anchor, [y]: value ?? 0 } })}
        />
        {(['width', 'height'] as const).map((name) => (
          <NumberField
            key={name}
            label={t[name]}
            value={typeof item[name] === 'number' ? (item[name] as number) : undefined}
            disabled={disabled}
            onChange={(value) => set({ [name]: value })}
          />
        ))}
      </Part>
    </>
  );
}

/** A field of the row, what the register gives, or words of its own. */
function ContentForm({ item, kind, names, disabled, set }: FormOf & { kind: string; names: readonly string[] }) {
  const t = useTemplateTexts();
  const value = typeof item.value === 'string' ? item.value : undefined;
  const known = value !== undefined && (names.includes(value) || (registerNames as readonly string[]).includes(value));
  const choice = value === undefined ? '' : known ? value : '\u0000';
  return (
    <fieldset className="template-part" disabled={disabled}>
      <legend>{t.content}</legend>
      {kind === 'field' && (
        <TextField label={t.label} value={wordsOf(item.label)} disabled={disabled} max={60}>
          {(label) => set({ label: inLanguages(item.label, label) })}
        </TextField>
      )}
      {withValue.has(kind) && (
        <Field label={t.bound} hint={choice === '\u0000' ? `${t.expressionHint} ${value}` : undefined}>
          {(control) => (
            <select
              {...control}
              className="input"
              value={choice}
              onChange={(event) =>
                set(
                  event.target.value === ''
                    ? { value: undefined, text: item.text ?? t.words }
                    : { value: event.target.value, text: undefined },
                )
              }
            >
              <option value="">{t.fixed}</option>
              {choice === '\u0000' && <option value={'\u0000'}>{t.expression}</option>}
              <optgroup label={t.rowFields}>
                {names.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </optgroup>
              <optgroup label={t.register}>
                {registerNames.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </optgroup>
            </select>
          )}
        </Field>
      )}
      {value === undefined && (
        <TextField label={t.words} value={wordsOf(item.text)} disabled={disabled} max={400}>
          {(text) => set({ text: inLanguages(item.text, text) })}
        </TextField>
      )}
    </fieldset>
  );
}

function LookForm({ template, item, kind, disabled, set }: FormOf & { template: Template; kind: string }) {
  const t = useTemplateTexts();
  const own = Object.keys((template.fonts as object | undefined) ?? {});
  const fonts = ['', 'body', 'title', 'sans', 'figures', ...own.filter((name) => !(name in t.fonts))];
  const choose = (label: string, name: string, options: readonly string[], names: Readonly<Record<string, string>>) => (
    <Field label={label}>
      {(control) => (
        <select
          {...control}
          className="input"
          value={String(item[name] ?? '')}
          onChange={(event) => set({ [name]: event.target.value || undefined })}
        >
          {options.map((one) => (
            <option key={one} value={one}>
              {names[one] ?? one}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  return (
    <fieldset className="template-part" disabled={disabled}>
      <legend>{t.look}</legend>
      <div className="template-part__grid">
        {choose(t.font, 'font', fonts, t.fonts)}
        <TextField label={t.letterSize} value={String(item.size ?? '')} disabled={disabled} max={10}>
          {(size) => set({ size: size === '' ? undefined : /^\d+(\.\d+)?$/.test(size) ? Number(size) : size })}
        </TextField>
        {kind !== 'watermark' && choose(t.align, 'align', Object.keys(t.aligns), t.aligns)}
        {(kind === 'text' || kind === 'field') && choose(t.valign, 'valign', Object.keys(t.valigns), t.valigns)}
        <TextField label={t.color} value={String(item.color ?? '')} disabled={disabled} max={7}>
          {(color) => set({ color: color || undefined })}
        </TextField>
      </div>
    </fieldset>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="template-part">
      <legend>{title}</legend>
      <div className="template-part__grid">{children}</div>
    </fieldset>
  );
}
