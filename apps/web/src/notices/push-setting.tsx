import { subscribePush, unsubscribePush } from '@miaopi/contracts';
import { useEffect, useState } from 'react';
import { api, useFaultText } from '../app/api.ts';
import { formatInstant } from '../texts/format.ts';
import { useLang } from '../texts/lang.tsx';
import { Button, Notice } from '../ui/kit.tsx';
import type { Settings } from './notice-settings.tsx';
import { canPush, ownSubscription, subscribeHere } from './push-browser.ts';
import { useNoticeTexts } from './texts.ts';

/** Notes in browsers: this one, and the list of those that have been subscribed. */
export function PushSetting(props: { data: Settings; onChanged: () => void; heading: 'h2' | 'h3' }) {
  const { data, onChanged, heading: H } = props;
  const t = useNoticeTexts();
  const { lang } = useLang();
  const faultText = useFaultText();
  const [here, setHere] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<{ readonly error?: unknown }>();
  const none = data.browsers.length === 0;
  useEffect(() => {
    void ownSubscription().then((subscription) => setHere(subscription !== null && !none));
  }, [none]);

  async function turnOn() {
    setBusy(true);
    setWrong(undefined);
    try {
      const body = await subscribeHere(data.pushKey ?? '');
      if (!body) return setWrong({});
      await api.call(subscribePush, { body });
      setHere(true);
      onChanged();
    } catch (error) {
      setWrong({ error });
    } finally {
      setBusy(false);
    }
  }

  const fault = wrong && (wrong.error === undefined ? t.pushDenied : faultText(wrong.error, t.pushFailed));
  return (
    <section className="stack">
      <H>{t.push}</H>
      <p className="quiet">{canPush() ? t.pushText : t.pushUnable}</p>
      {fault && <Notice tone="danger" title={fault} live="alert" />}
      {canPush() && (
        <div className="button-row">
          {here ? (
            <span role="status">{t.pushIsHere}</span>
          ) : (
            <Button icon="bell" busy={busy} onClick={turnOn}>
              {t.pushHere}
            </Button>
          )}
        </div>
      )}
      {!none && (
        <ul className="browser-list" aria-label={t.browsers}>
          {data.browsers.map((one) => (
            <li key={one.id}>
              <span>
                {one.device} <span className="quiet tabular">{t.since(formatInstant(one.at, lang))}</span>
              </span>
              <Button
                kind="text"
                onClick={async () => {
                  await api.call(unsubscribePush, { params: { browserId: one.id } }).catch(() => undefined);
                  onChanged();
                }}
              >
                {t.remove}
                <span className="visually-hidden"> {one.device}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
