import {
  changeNoticeSettings,
  getNoticeSettings,
  type NoticeChannel,
  type NoticeKind,
  type ReplyOf,
} from '@miaopi/contracts';
import { type FormEvent, useState } from 'react';
import { api, useFaultText, useRead } from '../app/api.ts';
import { Button, Field, Notice, Tag } from '../ui/kit.tsx';
import { Loaded } from '../ui/states.tsx';
import { EmailSetting } from './email-setting.tsx';
import { PushSetting } from './push-setting.tsx';
import { useNoticeTexts } from './texts.ts';
import './notices.css';
import { useTexts } from '../texts/lang.tsx';

export type Settings = ReplyOf<typeof getNoticeSettings>;

/** How somebody is told: channels for kinds of things, language, quiet hours, address, browsers (F109). */
export function NoticeSettings({ heading = 'h3' }: { heading?: 'h2' | 'h3' }) {
  const settings = useRead(getNoticeSettings, {}, { staleTime: 0 });
  const t = useNoticeTexts();
  const again = () => void settings.refetch();
  return (
    <Loaded query={settings} shape="list">
      {(data) => (
        <div className="notice-settings stack stack--wide">
          <p className="quiet">{t.lead}</p>
          <Choices data={data} onSaved={again} heading={heading} />
          <EmailSetting data={data} onChanged={again} heading={heading} />
          {data.channels.includes('push') && <PushSetting data={data} onChanged={again} heading={heading} />}
        </div>
      )}
    </Loaded>
  );
}

interface SettingProps {
  readonly data: Settings;
  readonly heading: 'h2' | 'h3';
}

function Choices({ data, onSaved, heading: H }: SettingProps & { onSaved: () => void }) {
  const t = useNoticeTexts();
  const texts = useTexts();
  const [kinds, setKinds] = useState(data.kinds);
  const [lang, setLang] = useState(data.lang);
  const [quiet, setQuiet] = useState(data.quiet !== undefined);
  const [from, setFrom] = useState(clock(data.quiet?.from ?? 22 * 60));
  const [to, setTo] = useState(clock(data.quiet?.to ?? 7 * 60));
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<'saved' | { readonly error: unknown }>();
  const faultText = useFaultText();
  const fault = outcome && outcome !== 'saved' && faultText(outcome.error, texts.errors.offline);

  function choose(kind: NoticeKind, channel: NoticeChannel, on: boolean) {
    setOutcome(undefined);
    setKinds(
      kinds.map((one) =>
        one.kind === kind
          ? { ...one, choices: one.choices.map((c) => (c.channel === channel ? { ...c, on } : c)) }
          : one,
      ),
    );
  }

  async function save(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    try {
      await api.call(changeNoticeSettings, {
        body: {
          lang,
          ...(quiet && from && to ? { quiet: { from: minutes(from), to: minutes(to) } } : {}),
          choices: kinds.flatMap(({ kind, choices }) => choices.map(({ channel, on }) => ({ kind, channel, on }))),
        },
      });
      setOutcome('saved');
      onSaved();
    } catch (error) {
      setOutcome({ error });
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className="stack" onSubmit={save}>
      <H id="notice-kinds">{t.byKind}</H>
      {data.channels.includes('sms') && (
        <p className="quiet">{data.mobile ? `${t.mobile} ${data.mobile}` : t.noMobile}</p>
      )}
      {data.channels.includes('email') && !data.email && <p className="quiet">{t.noEmailYet}</p>}
      <table className="choices" aria-labelledby="notice-kinds">
        <thead>
          <tr>
            <th scope="col">{t.kindColumn}</th>
            {data.channels.map((channel) => (
              <th key={channel} scope="col">
                {t.channel[channel]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map(({ kind, urgent, choices }) => (
            <tr key={kind}>
              <th scope="row">
                {t.kind[kind]}
                {urgent && <small>{t.urgent}</small>}
                {choices.some((c) => c.fixed) && <small>{t.lawful}</small>}
              </th>
              {choices.map(({ channel, on, fixed }) => (
                <td key={channel}>
                  {fixed ? (
                    <Tag tone="primary">{t.lawfulShort}</Tag>
                  ) : (
                    <label>
                      <input
                        type="checkbox"
                        checked={on}
                        onChange={(event) => choose(kind, channel, event.target.checked)}
                      />
                      <span className="visually-hidden">{t.on(t.kind[kind], t.channel[channel])}</span>
                    </label>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <H>{t.quiet}</H>
      <label className="notice-check">
        <input type="checkbox" checked={quiet} onChange={(event) => setQuiet(event.target.checked)} />
        {t.quietOn}
      </label>
      {quiet && (
        <div className="quiet-hours">
          <Field label={t.quietFrom}>
            {(control) => (
              <input
                {...control}
                className="input"
                type="time"
                required
                value={from}
                onChange={(e) => setFrom(e.target.value)}
              />
            )}
          </Field>
          <Field label={t.quietTo}>
            {(control) => (
              <input
                {...control}
                className="input"
                type="time"
                required
                value={to}
                onChange={(e) => setTo(e.target.value)}
              />
            )}
          </Field>
        </div>
      )}
      <p className="quiet">{t.quietHint}</p>
      <Field label={t.language}>
        {(control) => (
          <select {...control} className="input" value={lang} onChange={(e) => setLang(e.target.value as 'zh' | 'en')}>
            <option value="zh">{t.languages.zh}</option>
            <option value="en">{t.languages.en}</option>
          </select>
        )}
      </Field>
      {fault && <Notice tone="danger" title={fault} live="alert" />}
      <div className="button-row">
        <Button kind="primary" type="submit" busy={busy}>
          {t.save}
        </Button>
        <span role="status" className="quiet">
          {outcome === 'saved' && t.saved}
        </span>
      </div>
    </form>
  );
}

const clock = (minutesOfDay: number) =>
  `${String(Math.floor(minutesOfDay / 60)).padStart(2, '0')}:${String(minutesOfDay % 60).padStart(2, '0')}`;

function minutes(text: string): number {
  const [hours = 0, rest = 0] = text.split(':').map(Number);
  return hours * 60 + rest;
}
