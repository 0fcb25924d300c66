import {
  type CompiledForm,
  type Field as FieldModel,
  type FieldState,
  type FileAnswer,
  fieldText,
} from '@miaopi/forms';
import { useState } from 'react';
import { mask } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Field, FieldError, Pause } from '../../ui/kit.tsx';
import { SigningOffer } from '../signing/signing-offer.tsx';
import type { FormEngine } from './engine.ts';
import { FieldControl } from './field-control.tsx';
import { fieldId } from './field-path.ts';
import { ProvenanceTag } from './provenance-tag.tsx';

/** A value that is not the person's to change: read, not typed; a masked one opens on press. */
function Fixed({ form, field, state }: { form: CompiledForm; field: FieldModel; state: FieldState }) {
  const texts = useTexts();
  const { lang } = useLang();
  const [shown, setShown] = useState(false);
  const text = fieldText(form, field, state.value, lang);
  const hidden = field.mask && text && !shown;
  return (
    <p className="fixed__value tabular">
      <span>{text ? (hidden ? mask(text, field.mask!) : text) : '—'}</span>
      {field.mask && text && (
        <button type="button" className="fixed__eye" aria-pressed={shown} onClick={() => setShown(!shown)}>
          <Icon name={shown ? 'eye-off' : 'eye'} />
          <span className="visually-hidden">{shown ? texts.common.hide : texts.common.show}</span>
        </button>
      )}
    </p>
  );
}

export function FormField(props: { field: FieldModel; path: string; engine: FormEngine; attempted: boolean }) {
  const { field, path, engine } = props;
  const texts = useTexts();
  const say = useSay();
  const [left, setLeft] = useState(false);
  const state = engine.state.fields.get(path);
  if (!state?.visible) return null;
  const tag = state.provenance ? (
    <ProvenanceTag provenance={state.provenance} />
  ) : state.computed ? (
    <ProvenanceTag
      provenance={{ source: 'computed', from: { zh: '', en: '' }, at: new Date().toISOString(), locked: true }}
    />
  ) : null;
  const width = field.width === 'half' ? 'form-grid__half' : 'form-grid__full';
  const fault = state.errors[0];
  const error =
    fault && (left || props.attempted || state.provenance)
      ? say(fault.message)
      : props.attempted && state.missing
        ? say(engine.state.missing.find((one) => one.path === path)?.message ?? { zh: '', en: '' })
        : undefined;
  if (!state.editable)
    return (
      <div className={`fixed ${width}`} id={fieldId(path)}>
        <div className="field__top">
          <span className="fixed__label">{say(field.label)}</span>
          <Pause />
          {tag}
          <Pause />
        </div>
        <Fixed form={engine.form} field={field} state={state} />
        <FieldError {...(error ? { error } : {})} />
        {state.provenance?.locked && state.provenance.source === 'evidence' && (
          <p className="quiet">{texts.apply.lockedBy(say(state.provenance.from))}</p>
        )}
      </div>
    );
  const grouped = ['choice', 'choices', 'boolean', 'declaration', 'file', 'photo', 'region'].includes(field.type);
  const control = (given: Record<string, unknown>) => (
    <FieldControl
      field={field}
      state={state}
      given={given}
      set={(value) => engine.set(path, value)}
      onLeave={() => setLeft(true)}
    />
  );
  const optional = state.required ? undefined : texts.common.optional;
  const hint = field.hint ? say(field.hint) : undefined;
  if (!grouped)
    return (
      <Field
        id={fieldId(path)}
        label={say(field.label)}
        hint={hint}
        error={error}
        optional={optional}
        tag={tag}
        className={width}
      >
        {control}
      </Field>
    );
  const id = fieldId(path);
  return (
    <fieldset
      className={`field ${width}${error ? ' field--error' : ''}`}
      id={id}
      aria-describedby={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined}
    >
      <legend className="field__label">
        {say(field.label)}
        {optional && <span className="field__optional"> {optional}</span>} {tag}
      </legend>
      {hint && (
        <p className="field__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={`${id}-error`} {...(error ? { error } : {})} />
      {field.type === 'file' && (
        <SigningOffer
          field={field.name}
          files={(Array.isArray(state.value) ? state.value : []) as unknown as FileAnswer[]}
          set={(value) => engine.set(path, value)}
        />
      )}
      {control({})}
    </fieldset>
  );
}
