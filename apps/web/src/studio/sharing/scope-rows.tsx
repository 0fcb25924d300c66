import type { listShareSystems, ReplyOf } from '@miaopi/contracts';
import { useSay } from '../../texts/lang.tsx';
import { Button, Field } from '../../ui/kit.tsx';
import { useT } from './texts.ts';

export interface ScopeDraft {
  /** Of the row, for the page only. */
  readonly key: string;
  readonly typeCode: string;
  readonly purpose: string;
  readonly region: string;
  readonly byDuty: boolean;
}

let made = 0;
export function newScope(from: Partial<Omit<ScopeDraft, 'key'>> = {}): ScopeDraft {
  made += 1;
  return { typeCode: '', purpose: '', region: '', byDuty: false, ...from, key: `scope-${made}` };
}

/** As the routes take it. */
export function scopesOf(rows: readonly ScopeDraft[]) {
  return rows.map(({ key: _, purpose, ...row }) => ({ ...row, purpose: purpose.trim() }));
}

/** What a system may ask for: a type and a purpose a line, at least one. */
export function ScopeRows(props: {
  rows: readonly ScopeDraft[];
  types: ReplyOf<typeof listShareSystems>['types'];
  onChange: (rows: ScopeDraft[]) => void;
}) {
  const t = useT();
  const say = useSay();
  const { rows } = props;
  const set = (key: string, part: Partial<ScopeDraft>) =>
    props.onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <div className="stack">
      <ol className="scope-rows">
        {rows.map((row) => (
          <li key={row.key}>
            <div className="scope-rows__fields">
              <Field label={t('type')}>
                {(c) => (
                  <select
                    {...c}
                    className="input"
                    required
                    value={row.typeCode}
                    onChange={(e) => set(row.key, { typeCode: e.target.value })}
                  >
                    <option value="">{t('choose')}</option>
                    {props.types.map((type) => (
                      <option key={type.typeCode} value={type.typeCode}>
                        {say(type.name)}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
              <Field label={t('purpose')}>
                {(c) => (
                  <input
                    {...c}
                    className="input"
                    required
                    minLength={2}
                    maxLength={120}
                    value={row.purpose}
                    onChange={(e) => set(row.key, { purpose: e.target.value })}
                  />
                )}
              </Field>
              <Field label={t('scopeRegion')}>
                {(c) => (
                  <input
                    {...c}
                    className="input tabular"
                    inputMode="numeric"
                    pattern="[0-9]{0,12}"
                    placeholder={t('anyRegion')}
                    value={row.region}
                    onChange={(e) => set(row.key, { region: e.target.value })}
                  />
                )}
              </Field>
            </div>
            <div className="scope-rows__foot">
              <label className="choice">
                <input
                  type="checkbox"
                  checked={row.byDuty}
                  onChange={(e) => set(row.key, { byDuty: e.target.checked })}
                />
                <span>
                  {t('byDuty')} <span className="quiet">{t('byDutyHint')}</span>
                </span>
              </label>
              {rows.length > 1 && (
                <Button
                  kind="text"
                  icon="trash"
                  onClick={() => props.onChange(rows.filter((one) => one.key !== row.key))}
                >
                  {t('removeScope')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ol>
      {rows.length < 100 && (
        <div className="button-row">
          <Button icon="plus" onClick={() => props.onChange([...rows, newScope()])}>
            {t('addScope')}
          </Button>
        </div>
      )}
    </div>
  );
}
