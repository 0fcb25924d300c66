import { type HallDetail, previewHall, saveHall } from '@miaopi/contracts';
import { useEffect, useState } from 'react';
import { api, newRequestId, problemOf } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Button, Dialog, Field, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { DeskFields } from './desk-fields.tsx';
import { HallFacts } from './hall-facts.tsx';
import { type DeskDraft, draftOf, newDesk, type PlanDraft, planOf } from './plan-draft.ts';
import { useT } from './texts.ts';
import { WeekFields } from './week-fields.tsx';
import { WeekPreview } from './week-preview.tsx';

/** Typing pauses this long before the week is drawn anew, in ms. */
const pause = 500;

/** The plan as a form, the week it gives beside it; saving says first whose time it takes away. */
export function PlanEditor(props: { hall: HallDetail; onSaved: (hall: HallDetail, calledOff: number) => void }) {
  const t = useT();
  const { hall } = props;
  const [draft, setDraft] = useState<PlanDraft>(() => draftOf(hall.plan));
  const [preview, setPreview] = useState(hall.preview);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const plan = planOf(draft);
  const text = plan && JSON.stringify(plan);
  const dirty = text !== JSON.stringify(planOf(draftOf(hall.plan)));
  const set = (part: Partial<PlanDraft>) => setDraft((now) => ({ ...now, ...part }));
  const setDesk = (key: string, part: Partial<DeskDraft>) =>
    set({ desks: draft.desks.map((d) => (d.key === key ? { ...d, ...part } : d)) });

  useEffect(() => {
    if (!text) return;
    const left = new AbortController();
    const timer = setTimeout(async () => {
      try {
        setPreview(
          await api.call(previewHall, { params: { hallId: hall.id }, body: JSON.parse(text), signal: left.signal }),
        );
        setTrouble(undefined);
      } catch (error) {
        if (!left.signal.aborted) setTrouble(error);
      }
    }, pause);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [text, hall.id]);

  async function save() {
    if (!plan || busy) return;
    setBusy(true);
    setTrouble(undefined);
    try {
      const saved = await api.call(saveHall, {
        params: { hallId: hall.id },
        body: { requestId: newRequestId(), revision: hall.revision, plan },
      });
      props.onSaved(saved.hall, saved.calledOff);
    } catch (error) {
      setTrouble(error);
      setAsking(false);
      setBusy(false);
    }
  }
  const submit = () => {
    // the line beside the button says that nothing was changed
    if (!dirty) return;
    if (preview.affected > 0) setAsking(true);
    else void save();
  };

  return (
    <AskingForm className="hall-editor" wants={[!plan && t('unreadable')]} busy={busy} onSend={submit}>
      <div className="stack">
        <HallFacts value={draft} onChange={set} />
        <fieldset className="row-part">
          <legend>{t('week')}</legend>
          <p className="field__hint">{t('weekHint')}</p>
          <WeekFields week={draft.week} onChange={(week) => set({ week })} />
        </fieldset>
        <fieldset className="row-part">
          <legend>{t('rules')}</legend>
          <div className="row-part__grid">
            <Field label={t('walkIn')} hint={t('walkInHint')}>
              {(c) => (
                <input
                  {...c}
                  className="input tabular"
                  type="number"
                  required
                  min={0}
                  max={90}
                  value={draft.walkIn}
                  onChange={(e) => set({ walkIn: e.target.value })}
                />
              )}
            </Field>
            <Field label={t('cutOff')} hint={t('cutOffHint')}>
              {(c) => (
                <input
                  {...c}
                  className="input tabular"
                  type="number"
                  required
                  min={0}
                  max={1440}
                  value={draft.cutOff}
                  onChange={(e) => set({ cutOff: e.target.value })}
                />
              )}
            </Field>
          </div>
        </fieldset>
        <fieldset className="row-part">
          <legend>{t('desks')}</legend>
          <p className="field__hint">{t('desksHint')}</p>
          <div className="stack">
            {draft.desks.map((desk) => (
              <DeskFields
                key={desk.key}
                desk={desk}
                items={hall.items}
                hallWeek={draft.week}
                staff={hall.staff}
                onChange={(part) => setDesk(desk.key, part)}
                onRemove={() => set({ desks: draft.desks.filter((d) => d.key !== desk.key) })}
              />
            ))}
            <div className="button-row">
              <Button icon="plus" onClick={() => set({ desks: [...draft.desks, newDesk()] })}>
                {t('addDesk')}
              </Button>
            </div>
          </div>
        </fieldset>
        {trouble !== undefined && <Faults error={trouble} />}
        <div className="hall-save card">
          <p className={dirty ? undefined : 'quiet'} aria-live="polite">
            {dirty ? t('unsaved') : t('unchanged')}
            {dirty && preview.affected > 0 && (
              <strong className="tabular hall-save__affected">
                {t('affected')}: {preview.affected}
              </strong>
            )}
          </p>
          <Button type="submit" kind="primary" busy={busy}>
            {t('save')}
          </Button>
        </div>
      </div>
      <aside className="hall-editor__preview card" aria-labelledby="hall-preview">
        <h2 id="hall-preview">{t('preview')}</h2>
        <p className="field__hint">{t('previewHint')}</p>
        <WeekPreview desks={preview.desks} />
      </aside>
      {asking && (
        <Dialog title={t('confirmTitle')} onClose={() => setAsking(false)}>
          <div className="stack">
            <p className="tabular">
              {t('affected')}: <strong>{preview.affected}</strong>
            </p>
            <p>{t('confirmText')}</p>
            <div className="button-row">
              <Button kind="danger" onClick={() => save()} busy={busy}>
                {t('save')}
              </Button>
              <Button kind="text" onClick={() => setAsking(false)}>
                {t('cancel')}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </AskingForm>
  );
}

/** All faults of the plan at once, each in its own words. */
function Faults({ error }: { error: unknown }) {
  const t = useT();
  const say = useSay();
  const issues = problemOf(error)?.issues;
  if (!issues || issues.length === 0) return <Failure error={error} />;
  return (
    <Notice tone="danger" title={t('faults')} live="alert">
      <ul className="bullets">
        {issues.map((issue) => (
          <li key={`${issue.path} ${issue.code}`}>{say(issue.message)}</li>
        ))}
      </ul>
    </Notice>
  );
}
