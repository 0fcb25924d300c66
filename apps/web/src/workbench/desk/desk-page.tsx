import { listDeskFilings, openDeskVisit } from '@miaopi/contracts';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api, useRead } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { CardReader } from '../../devices/device-button.tsx';
import { useDeviceTexts } from '../../devices/devices-texts.ts';
import { todayInChina } from '../../texts/day.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Button, Empty, Field, Notice } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { Place } from '../app/place.tsx';
import { useDeskTexts } from './desk-texts.ts';
import './desk.css';

/** F009: who stands at the window, by his card; below, what was filed here last. */
export function DeskPage() {
  const t = useDeskTexts();
  const device = useDeviceTexts();
  const navigate = useNavigate();
  const [given, setGiven] = useState({ name: '', number: '', mobile: '' });
  const [identified, setIdentified] = useState<'reader' | 'hand'>('hand');
  const [expired, setExpired] = useState<string>();
  const [seen, setSeen] = useState(false);
  const set = (key: keyof typeof given, value: string) => {
    setGiven({ ...given, [key]: value });
    if (key !== 'mobile') setIdentified('hand');
  };
  const number = given.number.trim().toUpperCase();
  const wrong = number !== '' && !/^\d{17}[\dX]$/.test(number) && t.numberWrong;
  const { busy, trouble, onSend } = useSend(
    (requestId) =>
      api.call(openDeskVisit, {
        body: {
          requestId,
          name: given.name.trim(),
          number,
          ...(given.mobile.trim() ? { mobile: given.mobile.trim() } : {}),
          identified: identified as never,
          cardSeen: true,
        },
      }),
    (visit) => navigate(`/work/desk/${visit.id}`),
  );
  return (
    <Place title={t.title} lead={t.lead} width="wide" className="desk">
      <div className="desk__columns">
        <section className="card stack" aria-labelledby="desk-who">
          <h2 id="desk-who">{t.who}</h2>
          <p className="quiet">{t.whoText}</p>
          <CardReader
            onCard={(card) => {
              setGiven({ ...given, name: card.name, number: card.number });
              setIdentified('reader');
              setExpired(card.validTo && card.validTo < todayInChina() ? card.validTo : undefined);
            }}
          />
          {identified === 'reader' && (
            <Notice tone={expired ? 'danger' : 'ok'} live="polite">
              <p>{expired ? device.expired(expired) : t.read}</p>
            </Notice>
          )}
          <AskingForm busy={busy} onSend={onSend}>
            <Field label={t.name}>
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
            <Field label={t.number} {...(wrong ? { error: wrong } : {})}>
              {(control) => (
                <input
                  {...control}
                  className="input tabular"
                  autoComplete="off"
                  required
                  maxLength={18}
                  data-fault={wrong || undefined}
                  value={given.number}
                  onChange={(event) => set('number', event.target.value)}
                />
              )}
            </Field>
            <Field label={t.mobile}>
              {(control) => (
                <input
                  {...control}
                  className="input tabular"
                  inputMode="tel"
                  autoComplete="off"
                  maxLength={11}
                  value={given.mobile}
                  onChange={(event) => set('mobile', event.target.value)}
                />
              )}
            </Field>
            <label className="desk__tick">
              <input
                type="checkbox"
                checked={seen}
                data-fault={seen ? undefined : t.seenMissing}
                onChange={(event) => setSeen(event.target.checked)}
              />
              <span>{t.seen}</span>
            </label>
            {trouble !== undefined && <Failure error={trouble} />}
            <Button kind="primary" size="large" type="submit" busy={busy}>
              {t.begin}
            </Button>
          </AskingForm>
        </section>
        <RecentFilings />
      </div>
    </Place>
  );
}

function RecentFilings() {
  const t = useDeskTexts();
  const say = useSay();
  const { lang } = useLang();
  const read = useRead(listDeskFilings, { query: { limit: 20 } }, { staleTime: 0 });
  return (
    <section aria-labelledby="desk-recent">
      <h2 id="desk-recent">{t.recent}</h2>
      <Loaded query={read} shape="list">
        {({ filings }) =>
          filings.length === 0 ? (
            <Empty icon="inbox" title={t.none} />
          ) : (
            <ul className="desk__filings">
              {filings.map((one) => (
                <li key={one.caseId}>
                  <p>
                    <strong>{one.applicant}</strong> {say(one.itemName)}
                  </p>
                  <p className="quiet">
                    <span className="tabular">
                      {one.number} · {formatInstant(one.at, lang)}
                    </span>{' '}
                    · {say(one.stateName)} ·{' '}
                    <Link to={`/work/desk/receipts/${one.caseId}`}>
                      {t.receipt}
                      <span className="visually-hidden"> {one.number}</span>
                    </Link>
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
