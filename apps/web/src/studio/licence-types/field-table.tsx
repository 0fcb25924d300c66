import type { LicenceTypeBody } from '@miaopi/contracts';
import { masks } from './row-choices.ts';
import { useT } from './texts.ts';

type TypeField = LicenceTypeBody['fields'][number];

/** Labels and masks of the fields; which there are and what they hold is the item's. */
export function FieldTable(props: {
  fields: readonly TypeField[];
  disabled: boolean;
  errorOf: (path: string) => string | undefined;
  onChange: (fields: TypeField[]) => void;
}) {
  const t = useT();
  const { fields, disabled } = props;
  const set = (at: number, change: (field: TypeField) => TypeField) =>
    props.onChange(fields.map((field, i) => (i === at ? change(field) : field)));
  return (
    <table className="field-table">
      <thead>
        <tr>
          <th scope="col">{t('field')}</th>
          <th scope="col">{t('labelZh')}</th>
          <th scope="col">{t('labelEn')}</th>
          <th scope="col">{t('mask')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field, i) => {
          const wrong = props.errorOf(`fields.${i}.label`) ? { 'aria-invalid': true as const } : {};
          return (
            <tr key={field.name}>
              <th scope="row">
                {field.name}
                <code className="quiet">{field.key}</code>
              </th>
              {(['zh', 'en'] as const).map((lang) => (
                <td key={lang} data-label={t(lang === 'zh' ? 'labelZh' : 'labelEn')}>
                  <input
                    className="input"
                    aria-label={`${field.name} ${t(lang === 'zh' ? 'labelZh' : 'labelEn')}`}
                    maxLength={lang === 'zh' ? 120 : 240}
                    value={field.label[lang]}
                    disabled={disabled}
                    {...wrong}
                    onChange={(e) => {
                      const { value } = e.target;
                      set(i, (f) => ({ ...f, label: { ...f.label, [lang]: value } }));
                    }}
                  />
                </td>
              ))}
              <td data-label={t('mask')}>
                <select
                  className="input"
                  aria-label={`${field.name} ${t('mask')}`}
                  value={field.mask ?? ''}
                  disabled={disabled}
                  onChange={(e) => {
                    const mask = masks.find((one) => one === e.target.value);
                    set(i, ({ mask: _, ...f }) => ({ ...f, ...(mask ? { mask } : {}) }));
                  }}
                >
                  <option value="">{t('mask.none')}</option>
                  {masks.map((mask) => (
                    <option key={mask} value={mask}>
                      {t(`mask.${mask}`)}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
