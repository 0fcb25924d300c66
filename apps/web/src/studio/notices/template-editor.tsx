import {
  changeNoticeTemplate,
  listTemplateVersions,
  NOTICE_TEXT_LONGEST,
  type NoticeTemplateVersion,
} from '@miaopi/contracts';
import {
  fillNotice,
  type NoticeEvent,
  noticeDefinition,
  noticeExample,
  noticeVariables,
  smsParts,
} from '@miaopi/items';
import { useState } from 'react';
import { api, problemOf, useRead } from '../../app/api.ts';
import { formatInstant } from '../../texts/format.ts';
import { type Lang, useLang, useSay } from '../../texts/lang.tsx';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Button, Field, More, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import type { TemplateChannel } from './templates-page.tsx';
import { smsLength, T, useT, versionLine } from './texts.ts';

const LANGS = ['zh', 'en'] as const;
const empty = { zh: '', en: '' };

/** The words of one occasion by one channel: written, tried on made-up data, kept as a version. */
export function TemplateEditor(props: {
  event: NoticeEvent;
  channel: TemplateChannel;
  version: number;
  changed: NoticeTemplateVersion | undefined;
  onDone: () => void;
}) {
  const { event, channel, version } = props;
  const t = useT();
  const say = useSay();
  const shipped = noticeDefinition(event);
  const titled = channel === 'page' || channel === 'email';
  const own = props.changed?.wording;
  const usual = channel === 'push' ? empty : shipped.body;
  const [title, setTitle] = useState(own?.title ?? shipped.title);
  const [body, setBody] = useState(own?.body ?? usual);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [done, setDone] = useState(false);
  const known = channel === 'push' ? [] : shipped.variables;
  const issues = problemOf(error)?.issues ?? [];
  const faultOf = (path: string) => issues.filter((i) => i.path === path).map((i) => say(i.message))[0];

  async function send(wording: { title?: typeof title; body: typeof body } | undefined) {
    setBusy(true);
    setError(undefined);
    setDone(false);
    try {
      await api.call(changeNoticeTemplate, {
        params: { event, channel },
        body: { after: version, ...(wording ? { wording } : {}) },
      });
      setDone(true);
      props.onDone();
    } catch (thrown) {
      setError(thrown);
    }
    setBusy(false);
  }
  const write = (part: 'title' | 'body', lang: Lang, value: string) =>
    part === 'title' ? setTitle({ ...title, [lang]: value }) : setBody({ ...body, [lang]: value });
  const label = { title: { zh: t('titleZh'), en: t('titleEn') }, body: { zh: t('bodyZh'), en: t('bodyEn') } };
  const most = (part: 'title' | 'body', lang: Lang) => NOTICE_TEXT_LONGEST[part] * (lang === 'en' ? 2 : 1);
  return (
    <AskingForm
      className="notice-template"
      busy={busy}
      onSend={() => void send({ ...(titled ? { title } : {}), body })}
    >
      <div className="stack">
        {!own && (
          <p className="quiet">
            {channel === 'page' ? t('shippedNow') : channel === 'push' ? t('asKind') : t('asPage')}
          </p>
        )}
        {LANGS.map((lang) => (
          <div key={lang} lang={lang === 'zh' ? 'zh-CN' : 'en'} className="stack stack--tight">
            {titled && (
              <Field label={label.title[lang]} error={faultOf(`body.title.${lang}`)}>
                {(c) => (
                  <input
                    {...c}
                    className="input"
                    required
                    maxLength={most('title', lang)}
                    value={title[lang]}
                    onChange={(e) => write('title', lang, e.target.value)}
                  />
                )}
              </Field>
            )}
            <Field label={label.body[lang]} error={faultOf(`body.body.${lang}`)}>
              {(c) => (
                <textarea
                  {...c}
                  className="input"
                  rows={4}
                  required
                  maxLength={most('body', lang)}
                  value={body[lang]}
                  onChange={(e) => write('body', lang, e.target.value)}
                />
              )}
            </Field>
          </div>
        ))}
        {known.length === 0 ? (
          <p className="quiet">{t('noVariables')}</p>
        ) : (
          <div>
            <p className="quiet">{t('variables')}</p>
            <p className="notice-template__variables">
              {known.map((v) => (
                <button
                  key={v}
                  type="button"
                  onClick={() => write('body', 'zh', `${body.zh}{{${noticeVariables[v].zh}}}`)}
                >
                  {`{{${noticeVariables[v].zh}}}`}
                </button>
              ))}
            </p>
          </div>
        )}
        {error !== undefined && <Failure error={error} />}
        {done && <Notice tone="ok" title={t('saved')} live="polite" />}
        <div className="button-row">
          <Button kind="primary" type="submit" busy={busy}>
            {t('save')}
          </Button>
          {own && (
            <Button kind="text" busy={busy} onClick={() => send(undefined)}>
              {t('reset')}
            </Button>
          )}
        </div>
      </div>
      <Preview channel={channel} title={titled ? title : undefined} body={body} />
      <Versions event={event} channel={channel} version={version} />
    </AskingForm>
  );
}

/** The words on made-up data, in both languages; of an SMS how many it counts as. */
function Preview({
  channel,
  title,
  body,
}: {
  channel: TemplateChannel;
  title: typeof empty | undefined;
  body: typeof empty;
}) {
  const t = useT();
  const say = useSay();
  const text = fillNotice(body, noticeExample);
  const head = title && fillNotice(title, noticeExample);
  return (
    <section className="notice-preview" aria-labelledby="notice-preview">
      <h3 id="notice-preview">{t('preview')}</h3>
      {LANGS.map((lang) => {
        const whole = channel === 'sms' ? `${T.signature[lang]}${text[lang]}` : text[lang];
        return (
          <div key={lang} className="card" lang={lang === 'zh' ? 'zh-CN' : 'en'}>
            {head && <p className="notice-preview__title">{head[lang]}</p>}
            <p>{whole || '—'}</p>
            {channel === 'sms' && <p className="quiet tabular">{say(smsLength(whole.length, smsParts(whole)))}</p>}
          </div>
        );
      })}
    </section>
  );
}

/** Who gave it which words, and when. */
function Versions({ event, channel, version }: { event: NoticeEvent; channel: TemplateChannel; version: number }) {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const read = useRead(listTemplateVersions, { params: { event, channel } }, { staleTime: 0, enabled: version > 0 });
  if (version === 0 || !read.data) return null;
  return (
    <section className="notice-template__versions" aria-label={t('versions')}>
      <More summary={`${t('versions')} (${read.data.versions.length})`}>
        <ul className="stack stack--tight">
          {read.data.versions.map((v) => (
            <li key={v.version}>
              <p className="tabular">
                {say(versionLine(v.version, `${v.by.name} ${v.by.number}`, formatInstant(v.at, lang)))}
              </p>
              {v.wording ? (
                <p className="quiet">{[v.wording.title?.zh, v.wording.body.zh].filter(Boolean).join(' · ')}</p>
              ) : (
                <p className="quiet">{t('wasReset')}</p>
              )}
            </li>
          ))}
        </ul>
      </More>
    </section>
  );
}
