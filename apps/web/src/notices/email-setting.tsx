import { askNoticeEmail, removeNoticeEmail } from '@miaopi/contracts';
import { type FormEvent, useState } from 'react';
import { api, useFaultText } from '../app/api.ts';
import { useTexts } from '../texts/lang.tsx';
import { Button, Field, Notice } from '../ui/kit.tsx';
import type { Settings } from './notice-settings.tsx';
import { useNoticeTexts } from './texts.ts';

/** The address that notices go to, once its owner has opened the link sent there. */
export function EmailSetting(props: { data: Settings; onChanged: () => void; heading: 'h2' | 'h3' }) {
  const { data, onChanged, heading: H } = props;
  const t = useNoticeTexts();
  const texts = useTexts();
  const faultText = useFaultText();
  const [editing, setEditing] = useState(false);
  const [address, setAddress] = useState('');
  const [wrong, setWrong] = useState<{ readonly error?: unknown }>();
  const [busy, setBusy] = useState(false);
  const ready = data.channels.includes('email');
  const asks = editing || (!data.email && !data.emailAsked);

  async function send(change: () => Promise<unknown>) {
    setBusy(true);
    setWrong(undefined);
    try {
      await change();
      setEditing(false);
      onChanged();
    } catch (error) {
      setWrong({ error });
    } finally {
      setBusy(false);
    }
  }
  const askFor = (to: string) => send(() => api.call(askNoticeEmail, { body: { address: to } }));

  async function ask(event: FormEvent) {
    event.preventDefault();
    if (!/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(address.trim())) return setWrong({});
    await askFor(address.trim());
  }

  const fault = wrong && (wrong.error === undefined ? t.badAddress : faultText(wrong.error, texts.errors.offline));
  return (
    <section className="stack">
      <H>{t.email}</H>
      {!ready && <p className="quiet">{t.emailOff}</p>}
      {data.email && <p className="tabular">{data.email}</p>}
      {data.emailAsked && <Notice tone="waiting" title={t.emailAsked(data.emailAsked)} live="polite" />}
      {ready && !data.email && !data.emailAsked && <p className="quiet">{t.noEmail}</p>}
      {ready && asks && (
        <form className="stack" noValidate onSubmit={ask}>
          <Field label={t.address} {...(fault ? { error: fault } : {})}>
            {(control) => (
              <input
                {...control}
                className="input"
                type="email"
                autoComplete="email"
                maxLength={254}
                value={address}
                onChange={(event) => setAddress(event.target.value)}
              />
            )}
          </Field>
          <div className="button-row">
            <Button kind="primary" type="submit" busy={busy}>
              {t.sendLink}
            </Button>
            {editing && (
              <Button kind="text" onClick={() => setEditing(false)}>
                {t.cancel}
              </Button>
            )}
          </div>
        </form>
      )}
      {!asks && (
        <>
          {fault && <Notice tone="danger" title={fault} live="alert" />}
          <div className="button-row">
            {ready && data.emailAsked && (
              <Button busy={busy} onClick={() => askFor(data.emailAsked ?? '')}>
                {t.sendAgain}
              </Button>
            )}
            {ready && <Button onClick={() => setEditing(true)}>{t.changeEmail}</Button>}
            <Button busy={busy} onClick={() => send(() => api.call(removeNoticeEmail, {}))}>
              {t.removeEmail}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
