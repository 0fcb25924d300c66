import { clearSpecialDay, type HallDetail, setSpecialDay } from '@miaopi/contracts';
import { useState } from 'react';
import { api, newRequestId } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Button, Field } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { hoursText, readHours } from './hours-text.ts';
import { useT } from './texts.ts';

const nothing = { date: '', hours: '', zh: '', en: '' };

/** Days that are not as the week says. Each takes effect at once. */
export function SpecialDays({
  hall,
  onChanged,
}: {
  hall: HallDetail;
  onChanged: (hall: HallDetail, calledOff: number) => void;
}) {
  const t = useT();
  const say = useSay();
  const [given, setGiven] = useState(nothing);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const hours = readHours(given.hours);
  const bind = (key: keyof typeof nothing) => ({
    value: given[key],
    onChange: (e: { target: { value: string } }) => setGiven((now) => ({ ...now, [key]: e.target.value })),
  });
  async function run(work: () => Promise<{ hall: HallDetail; calledOff: number }>) {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      const changed = await work();
      onChanged(changed.hall, changed.calledOff);
      setGiven(nothing);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  }
  const add = () => {
    if (!hours) return;
    void run(() =>
      api.call(setSpecialDay, {
        params: { hallId: hall.id, date: given.date },
        body: { requestId: newRequestId(), hours, reason: { zh: given.zh.trim(), en: given.en.trim() } },
      }),
    );
  };
  return (
    <section className="card hall-special" aria-labelledby="special-days">
      <h2 id="special-days">{t('special')}</h2>
      <p className="field__hint">{t('specialHint')}</p>
      {hall.special.length > 0 && (
        <ul className="my-list">
          {hall.special.map((s) => (
            <li key={s.date}>
              <div>
                <strong className="tabular">{s.date}</strong>{' '}
                <span className="tabular">{s.hours.length > 0 ? hoursText(s.hours) : t('closedDay')}</span>
                <p className="quiet">{say(s.reason)}</p>
              </div>
              <Button
                kind="text"
                busy={busy}
                onClick={() => run(() => api.call(clearSpecialDay, { params: { hallId: hall.id, date: s.date } }))}
              >
                {t('removeDay')}
                <span className="visually-hidden"> {s.date}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <AskingForm busy={busy} onSend={add}>
        <div className="row-part__grid">
          <Field label={t('date')}>
            {(c) => <input {...c} className="input tabular" type="date" required {...bind('date')} />}
          </Field>
          <Field label={t('dayHours')} error={hours === undefined ? t('hoursWrong') : undefined}>
            {(c) => (
              <input
                {...c}
                data-fault={hours === undefined ? t('hoursWrong') : undefined}
                className="input tabular"
                maxLength={90}
                autoComplete="off"
                {...bind('hours')}
              />
            )}
          </Field>
          <Field label={t('reasonZh')}>
            {(c) => <input {...c} className="input" required minLength={2} maxLength={60} {...bind('zh')} />}
          </Field>
          <Field label={t('reasonEn')}>
            {(c) => <input {...c} className="input" required minLength={2} maxLength={120} {...bind('en')} />}
          </Field>
        </div>
        {error !== undefined && <Failure error={error} />}
        <div className="button-row">
          <Button type="submit" busy={busy}>
            {t('addDay')}
          </Button>
        </div>
      </AskingForm>
    </section>
  );
}
