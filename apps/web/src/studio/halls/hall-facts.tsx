import { Field } from '../../ui/kit.tsx';
import { useT } from './texts.ts';

export interface Facts {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly address: string;
  readonly phone: string;
}

/** Name, address and telephone, as people read them. */
export function HallFacts({ value, onChange }: { value: Facts; onChange: (part: Partial<Facts>) => void }) {
  const t = useT();
  const line = (key: keyof Facts, limits: { minLength?: number; maxLength: number; pattern?: string }) => (
    <Field label={t(key)}>
      {(c) => (
        <input
          {...c}
          className="input"
          required
          {...limits}
          value={value[key]}
          onChange={(e) => onChange({ [key]: e.target.value })}
        />
      )}
    </Field>
  );
  return (
    <fieldset className="row-part">
      <legend>{t('facts')}</legend>
      <div className="row-part__grid">
        {line('nameZh', { maxLength: 60 })}
        {line('nameEn', { maxLength: 120 })}
        {line('address', { minLength: 4, maxLength: 120 })}
        {line('phone', { maxLength: 24, pattern: '[0-9 +\\(\\)\\-]{5,24}' })}
      </div>
    </fieldset>
  );
}
