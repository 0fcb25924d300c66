import type { LicenceTypeBody } from '@miaopi/contracts';
import { Field } from '../../ui/kit.tsx';
import { FieldTable } from './field-table.tsx';
import { gradeNames, holderNames, shareNames, validityKinds } from './row-choices.ts';
import { useT } from './texts.ts';

/** Every member of a row that may be edited, in the order of the norm; what the type code or the item fixes is shown only. */
export function RowForm(props: {
  body: LicenceTypeBody;
  disabled: boolean;
  /** What is wrong with a member, by its path. */
  errorOf: (path: string) => string | undefined;
  onChange: (body: LicenceTypeBody) => void;
}) {
  const t = useT();
  const { body, disabled, errorOf } = props;
  const set = (part: Partial<LicenceTypeBody>) => props.onChange({ ...body, ...part });
  const { validity } = body;
  return (
    <div className="stack stack--wide">
      <fieldset className="row-part" disabled={disabled}>
        <legend>{t('basics')}</legend>
        <div className="row-part__grid">
          <Field label={t('nameZh')} error={errorOf('name')}>
            {(c) => (
              <input
                {...c}
                className="input"
                maxLength={120}
                value={body.name.zh}
                onChange={(e) => set({ name: { ...body.name, zh: e.target.value } })}
              />
            )}
          </Field>
          <Field label={t('nameEn')}>
            {(c) => (
              <input
                {...c}
                className="input"
                maxLength={240}
                value={body.name.en}
                onChange={(e) => set({ name: { ...body.name, en: e.target.value } })}
              />
            )}
          </Field>
        </div>
        <dl className="facts facts--small">
          <dt>{t('definingBody')}</dt>
          <dd>
            <span className="tabular">{body.definingBody}</span> <span className="quiet">{t('definingHint')}</span>
          </dd>
          <dt>{t('holder')}</dt>
          <dd>{t(holderNames[body.holder])}</dd>
        </dl>
      </fieldset>
      <fieldset className="row-part" disabled={disabled}>
        <legend>{t('rules')}</legend>
        <Field label={t('numberRule')} hint={t('numberHint')} error={errorOf('numberRule')}>
          {(c) => (
            <input
              {...c}
              className="input input--code"
              maxLength={200}
              spellCheck={false}
              autoComplete="off"
              value={body.numberRule}
              onChange={(e) => set({ numberRule: e.target.value })}
            />
          )}
        </Field>
        <div className="row-part__grid">
          <Field label={t('validity')}>
            {(c) => (
              <select
                {...c}
                className="input"
                value={validity.kind}
                onChange={(e) => {
                  const kind = validityKinds.find((one) => one === e.target.value) ?? 'item';
                  set({ validity: kind === 'years' ? { kind, years: validity.years ?? 5 } : { kind } });
                }}
              >
                {validityKinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {t(`validity.${kind}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {validity.kind === 'years' && (
            <Field label={t('years')} error={errorOf('validity')}>
              {(c) => (
                <input
                  {...c}
                  className="input tabular"
                  type="number"
                  min={1}
                  max={50}
                  value={validity.years ?? ''}
                  onChange={(e) => set({ validity: { kind: 'years', years: clampYears(e.target.value) } })}
                />
              )}
            </Field>
          )}
        </div>
      </fieldset>
      <fieldset className="row-part" disabled={disabled}>
        <legend>{t('sharing')}</legend>
        <div className="row-part__grid">
          <Field label={t('share')}>
            {(c) => (
              <select
                {...c}
                className="input"
                value={body.share}
                onChange={(e) => set({ share: e.target.value as LicenceTypeBody['share'] })}
              >
                {(['unconditional', 'conditional', 'none'] as const).map((one) => (
                  <option key={one} value={one}>
                    {t(shareNames[one])}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('grade')}>
            {(c) => (
              <select
                {...c}
                className="input"
                value={body.grade}
                onChange={(e) => set({ grade: e.target.value as LicenceTypeBody['grade'] })}
              >
                {(['A', 'B', 'D'] as const).map((one) => (
                  <option key={one} value={one}>
                    {t(gradeNames[one])}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <Field label={t('relatedItems')} hint={t('relatedHint')} error={errorOf('relatedItems')}>
          {(c) => (
            <textarea
              {...c}
              className="input input--code input--short"
              rows={2}
              spellCheck={false}
              value={body.relatedItems.join('\n')}
              onChange={(e) => set({ relatedItems: e.target.value.split('\n').map((line) => line.trim()) })}
            />
          )}
        </Field>
      </fieldset>
      <fieldset className="row-part" disabled={disabled}>
        <legend>{t('fields')}</legend>
        <p className="field__hint">{t('fieldsHint')}</p>
        <FieldTable fields={body.fields} disabled={disabled} errorOf={errorOf} onChange={(fields) => set({ fields })} />
      </fieldset>
    </div>
  );
}

/** The contract takes whole numbers from 1 to 50 only; an empty field is 1. */
function clampYears(text: string): number {
  return Math.min(50, Math.max(1, Math.trunc(Number(text)) || 1));
}
