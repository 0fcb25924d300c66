import type { HallDetail } from '@miaopi/contracts';
import { useSay } from '../../texts/lang.tsx';
import { Button, Field, More } from '../../ui/kit.tsx';
import { type DeskDraft, newWindow, type WindowDraft } from './plan-draft.ts';
import { useT } from './texts.ts';
import { WeekFields } from './week-fields.tsx';

/** One desk: what it serves, how long that takes, and its windows. */
export function DeskFields(props: {
  desk: DeskDraft;
  items: HallDetail['items'];
  hallWeek: readonly string[];
  /** Names of officials by account. */
  staff: HallDetail['staff'];
  onChange: (part: Partial<DeskDraft>) => void;
  onRemove: () => void;
}) {
  const t = useT();
  const say = useSay();
  const { desk, onChange } = props;
  const setWindow = (key: string, part: Partial<WindowDraft>) =>
    onChange({ windows: desk.windows.map((w) => (w.key === key ? { ...w, ...part } : w)) });
  return (
    <fieldset className="hall-desk">
      <legend>{desk.nameZh || t('desks')}</legend>
      <div className="row-part__grid">
        <Field label={t('deskZh')}>
          {(c) => (
            <input
              {...c}
              className="input"
              required
              maxLength={60}
              value={desk.nameZh}
              onChange={(e) => onChange({ nameZh: e.target.value })}
            />
          )}
        </Field>
        <Field label={t('deskEn')}>
          {(c) => (
            <input
              {...c}
              className="input"
              required
              maxLength={120}
              value={desk.nameEn}
              onChange={(e) => onChange({ nameEn: e.target.value })}
            />
          )}
        </Field>
        <Field label={t('minutes')}>
          {(c) => (
            <input
              {...c}
              className="input tabular"
              type="number"
              required
              min={5}
              max={240}
              value={desk.minutes}
              onChange={(e) => onChange({ minutes: e.target.value })}
            />
          )}
        </Field>
        <Field label={t('most')}>
          {(c) => (
            <input
              {...c}
              className="input tabular"
              type="number"
              min={1}
              max={500}
              value={desk.most}
              onChange={(e) => onChange({ most: e.target.value })}
            />
          )}
        </Field>
      </div>
      <fieldset className="hall-items">
        <legend className="field__label">{t('items')}</legend>
        {props.items.map((item) => (
          <label key={item.slug} className="hall-items__one">
            <input
              type="checkbox"
              checked={desk.items.includes(item.slug)}
              onChange={(e) =>
                onChange({
                  items: e.target.checked ? [...desk.items, item.slug] : desk.items.filter((one) => one !== item.slug),
                })
              }
            />
            <span>
              {say(item.name)} <span className="quiet">{say(item.office)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <ol className="hall-windows">
        {desk.windows.map((w) => (
          <li key={w.key}>
            <div className="hall-windows__row">
              <Field label={t('label')}>
                {(c) => (
                  <input
                    {...c}
                    className="input"
                    required
                    maxLength={30}
                    value={w.label}
                    onChange={(e) => setWindow(w.key, { label: e.target.value })}
                  />
                )}
              </Field>
              <Field label={t('staff')} hint={namesOf(w.staff, props.staff)}>
                {(c) => (
                  <input
                    {...c}
                    className="input"
                    maxLength={400}
                    autoComplete="off"
                    spellCheck={false}
                    value={w.staff}
                    onChange={(e) => setWindow(w.key, { staff: e.target.value })}
                  />
                )}
              </Field>
              <Button
                kind="text"
                icon="trash"
                onClick={() => onChange({ windows: desk.windows.filter((one) => one.key !== w.key) })}
              >
                <span className="visually-hidden">
                  {t('removeWindow')} {w.label}
                </span>
              </Button>
            </div>
            <More summary={t('ownHours')} open={w.week !== null}>
              {w.week === null ? (
                <Button onClick={() => setWindow(w.key, { week: [...props.hallWeek] })}>{t('ownHours')}</Button>
              ) : (
                <>
                  <WeekFields week={w.week} onChange={(week) => setWindow(w.key, { week })} />
                  <Button kind="text" onClick={() => setWindow(w.key, { week: null })}>
                    {t('removeDay')}
                  </Button>
                </>
              )}
            </More>
          </li>
        ))}
      </ol>
      <p className="field__hint">{t('staffHint')}</p>
      <div className="button-row">
        <Button icon="plus" onClick={() => onChange({ windows: [...desk.windows, newWindow()] })}>
          {t('addWindow')}
        </Button>
        <Button kind="text" icon="trash" onClick={props.onRemove}>
          {t('removeDesk')}
          <span className="visually-hidden"> {desk.nameZh}</span>
        </Button>
      </div>
    </fieldset>
  );
}

/** Who the accounts are, as far as they are known. */
function namesOf(accounts: string, staff: HallDetail['staff']): string | undefined {
  const names = accounts.split(/[\s,，、]+/).flatMap((account) => staff[account] ?? []);
  return names.length > 0 ? names.join(' · ') : undefined;
}
