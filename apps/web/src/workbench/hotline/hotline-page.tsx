import { askForCaller, type CallerCase } from '@miaopi/contracts';
import { useRef, useState } from 'react';
import { api, problemOf } from '../../app/api.ts';
import { Progress } from '../../portal/cases/progress.tsx';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Button, Empty, Field, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { Place } from '../app/place.tsx';
import { HOTLINE } from './hotline-texts.ts';
import '../../portal/cases/case.css';
import './hotline.css';

const blank = { number: '', name: '', idTail: '', mobileTail: '', code: '' };

/** F010: who calls is asked three things and told how far his case is. Nothing typed or found stays when the next one calls. */
export function HotlinePage() {
  const { lang } = useLang();
  const t = HOTLINE[lang];
  const [given, setGiven] = useState(blank);
  const [way, setWay] = useState<'mobile' | 'code'>('mobile');
  const [found, setFound] = useState<CallerCase>();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const first = useRef<HTMLInputElement>(null);
  const told = useRef<HTMLHeadingElement>(null);
  const set = (key: keyof typeof blank, value: string) => {
    setGiven({ ...given, [key]: value });
    setFound(undefined);
  };
  const idTail = given.idTail.trim().toUpperCase();
  const mobileTail = given.mobileTail.trim();
  const idWrong = idTail !== '' && !/^\d{3}[\dX]$/.test(idTail) && t.idTailWrong;
  const mobileWrong = mobileTail !== '' && !/^\d{4}$/.test(mobileTail) && t.mobileWrong;
  const problem = problemOf(trouble);
  async function ask() {
    setBusy(true);
    setTrouble(undefined);
    setFound(undefined);
    try {
      const answer = await api.call(askForCaller, {
        body: {
          number: given.number.trim(),
          name: given.name.trim(),
          idTail,
          ...(way === 'mobile' ? { mobileTail } : { code: given.code.trim() }),
        },
      });
      setFound(answer);
      requestAnimationFrame(() => told.current?.focus());
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  }
  function next() {
    setGiven(blank);
    setFound(undefined);
    setTrouble(undefined);
    first.current?.focus();
  }
  return (
    <Place title={t.title} lead={t.lead} width="wide">
      <div className="hotline">
        <section className="card stack" aria-labelledby="hotline-ask">
          <h2 id="hotline-ask">{t.ask}</h2>
          <p className="quiet">{t.script}</p>
          <AskingForm busy={busy} onSend={() => void ask()} className="stack hotline__form">
            <Field label={t.number} hint={t.numberSay}>
              {(control) => (
                <input
                  {...control}
                  ref={first}
                  className="input tabular"
                  autoComplete="off"
                  required
                  minLength={6}
                  maxLength={60}
                  value={given.number}
                  onChange={(event) => set('number', event.target.value)}
                />
              )}
            </Field>
            <Field label={t.name} hint={t.nameSay}>
              {(control) => (
                <input
                  {...control}
                  className="input"
                  autoComplete="off"
                  required
                  minLength={2}
                  maxLength={50}
                  value={given.name}
                  onChange={(event) => set('name', event.target.value)}
                />
              )}
            </Field>
            <Field label={t.idTail} hint={t.idTailSay} {...(idWrong ? { error: idWrong } : {})}>
              {(control) => (
                <input
                  {...control}
                  className="input tabular hotline__tail"
                  autoComplete="off"
                  required
                  maxLength={4}
                  data-fault={idWrong || undefined}
                  value={given.idTail}
                  onChange={(event) => set('idTail', event.target.value)}
                />
              )}
            </Field>
            <fieldset className="field">
              <legend className="field__label">{t.way}</legend>
              <div className="choice-group">
                {(['mobile', 'code'] as const).map((one) => (
                  <label key={one} className="choice">
                    <input type="radio" name="way" checked={way === one} onChange={() => setWay(one)} />
                    <span>{one === 'mobile' ? t.byMobile : t.byCode}</span>
                  </label>
                ))}
              </div>
            </fieldset>
            {way === 'mobile' ? (
              <Field label={t.byMobile} hint={t.mobileSay} {...(mobileWrong ? { error: mobileWrong } : {})}>
                {(control) => (
                  <input
                    {...control}
                    className="input tabular hotline__tail"
                    inputMode="numeric"
                    autoComplete="off"
                    required
                    maxLength={4}
                    data-fault={mobileWrong || undefined}
                    value={given.mobileTail}
                    onChange={(event) => set('mobileTail', event.target.value)}
                  />
                )}
              </Field>
            ) : (
              <Field label={t.byCode} hint={t.codeSay}>
                {(control) => (
                  <input
                    {...control}
                    className="input tabular hotline__code"
                    autoComplete="off"
                    required
                    minLength={4}
                    maxLength={12}
                    value={given.code}
                    onChange={(event) => set('code', event.target.value)}
                  />
                )}
              </Field>
            )}
            {problem?.code === 'cases.caller_not_proven' ? (
              <Notice tone="danger" title={problem.title} live="alert">
                <p>{problem.detail}</p>
              </Notice>
            ) : (
              trouble !== undefined && <Failure error={trouble} />
            )}
            <div className="button-row">
              <Button kind="primary" size="large" type="submit" busy={busy}>
                {t.go}
              </Button>
              {(found || trouble !== undefined) && (
                <Button size="large" onClick={next}>
                  {t.next}
                </Button>
              )}
            </div>
          </AskingForm>
        </section>
        {found ? <Told of={found} heading={told} /> : <Empty icon="search" title={t.empty} text={t.emptyText} />}
      </div>
    </Place>
  );
}

function Told({ of, heading }: { of: CallerCase; heading: React.Ref<HTMLHeadingElement> }) {
  const { lang } = useLang();
  const say = useSay();
  const t = HOTLINE[lang];
  return (
    <section className="stack stack--wide" aria-labelledby="hotline-told">
      <h2 id="hotline-told" ref={heading} tabIndex={-1}>
        {t.told}
      </h2>
      <Progress of={of}>
        {of.correction && (
          <Notice tone="waiting" title={t.correct(formatDate(of.correction.until, lang))}>
            <p>{t.correctHow}</p>
            <ul className="bullets">
              {of.correction.points.map(({ label, kind }) => (
                <li key={label.zh}>
                  {say(label)} <span className="quiet">{String(kind) === 'material' ? t.material : t.field}</span>
                </li>
              ))}
            </ul>
          </Notice>
        )}
      </Progress>
      <p className="quiet">
        {of.officePhone && (
          <>
            {t.office(say(of.office), of.officePhone)}
            <br />
          </>
        )}
        {t.beyond}
      </p>
    </section>
  );
}
