import { askCorrection, type CaseView } from '@miaopi/contracts';
import { useEffect, useRef } from 'react';
import { api } from '../../app/api.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { AskingForm } from '../../ui/asking-form.tsx';
import { DaysField, wholeDays } from '../../ui/day-fields.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button, Field } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useKept } from '../app/kept.ts';
import { LimitPreview } from '../clock/limit-preview.tsx';
import { useClockAct } from '../clock/use-clock-act.ts';
import { PhraseField } from '../decide/phrase-field.tsx';
import { correctionReasons, correctionWays } from '../decide/phrases.ts';
import { useIntakeTexts } from './intake-texts.ts';
import type { Mark, Marks } from './marks.ts';

/** Beside the file: every place marked in it, with why, how and the page, and until when; sent as one numbered notice. */
export function CorrectionPanel({ view, marks, onDone }: { view: CaseView; marks: Marks; onDone: () => void }) {
  const t = useIntakeTexts();
  // kept with the marks: a tablet that is turned has another panel
  const [days, setDays] = useKept(view.id, 'to-correct.days', '15');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const done = () => {
    marks.clear();
    onDone();
  };
  const { act, busy, trouble } = useClockAct(view, done, 'to-correct');
  const n = wholeDays(days, 3, 90);
  const points = marks.list.map((m) => ({
    field: m.field,
    ...(pageOf(m) ? { page: pageOf(m) } : {}),
    why: m.why.trim(),
    how: m.how.trim(),
  }));
  const said = { days: Number(days), points };
  return (
    <AskingForm
      className="decide"
      labelledBy="correction-title"
      wants={[marks.list.length === 0 && t.nothing]}
      busy={busy}
      onSend={() =>
        void act((requestId) => api.call(askCorrection, { params: { caseId: view.id }, body: { requestId, ...said } }))
      }
    >
      <header className="decide__head">
        <h2 id="correction-title" ref={heading} tabIndex={-1}>
          <Icon name="pencil" />
          {t.panelTitle}
        </h2>
        <button type="button" className="icon-button" aria-label={t.close} title={t.close} onClick={marks.stop}>
          <Icon name="cross" />
        </button>
      </header>
      <p className="quiet">{t.panelText}</p>
      {marks.list.length === 0 ? (
        <p className="correction-empty">{t.nothing}</p>
      ) : (
        <ol className="correction-points">
          {marks.list.map((mark) => (
            <PointFields key={mark.field} mark={mark} marks={marks} />
          ))}
        </ol>
      )}
      <DaysField label={t.days} hint={t.daysHint} least={3} most={90} value={days} onChange={setDays} />
      {n !== undefined && <LimitPreview view={view} correctionDays={n} />}
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button kind="primary" icon="send" type="submit" busy={busy}>
          {t.send}
        </Button>
        <Button kind="text" onClick={marks.stop}>
          {t.cancel}
        </Button>
      </div>
    </AskingForm>
  );
}

function PointFields({ mark, marks }: { mark: Mark; marks: Marks }) {
  const t = useIntakeTexts();
  const say = useSay();
  const { lang } = useLang();
  const id = `point-${mark.field}`;
  // said of each place when something is missing in several
  const named = (what: string) => (
    <>
      <span className="visually-hidden">{`${say(mark.label)}${lang === 'zh' ? '：' : ': '}`}</span>
      {what}
    </>
  );
  return (
    <li className="correction-point">
      <div className="correction-point__head">
        <strong>{say(mark.label)}</strong>
        <button type="button" className="link-button" onClick={() => marks.toggle(mark)}>
          {t.remove}
          <span className="visually-hidden"> {say(mark.label)}</span>
        </button>
      </div>
      <PhraseField
        id={`${id}-why`}
        label={named(t.why)}
        hint={t.whyHint}
        rows={2}
        least={2}
        maxLength={300}
        phrases={correctionReasons}
        value={mark.why}
        set={(why) => marks.change(mark.field, { why })}
      />
      <PhraseField
        id={`${id}-how`}
        label={named(t.how)}
        hint={t.howHint}
        rows={2}
        least={2}
        maxLength={300}
        phrases={correctionWays}
        value={mark.how}
        set={(how) => marks.change(mark.field, { how })}
      />
      {mark.material && (
        <Field label={t.page}>
          {(control) => (
            <input
              {...control}
              className="input input--short"
              inputMode="numeric"
              pattern="[1-9][0-9]*"
              maxLength={3}
              value={mark.page}
              onChange={(event) => marks.change(mark.field, { page: event.target.value.trim() })}
            />
          )}
        </Field>
      )}
    </li>
  );
}

/** The page said; undefined when none is. */
function pageOf({ page }: Mark): number | undefined {
  return page === '' ? undefined : Number(page);
}
