import { type ArchivedCase, askForArchivePackage, getArchivePackage, searchArchive } from '@miaopi/contracts';
import { type FormEvent, useState } from 'react';
import { api, newRequestId } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Empty, Field, FileLink, Tag } from '../../ui/kit.tsx';
import { Failure, Skeleton } from '../../ui/states.tsx';
import { useT } from './texts.ts';

interface Asked {
  words: string;
  from: string;
  to: string;
}

/** Full text over the cases of one's office, or of all for an auditor. What was typed stays out of the address. */
export function SearchPage() {
  const t = useT();
  const [asked, setAsked] = useState<Asked>({ words: '', from: '', to: '' });
  const [found, setFound] = useState<{ cases: readonly ArchivedCase[]; next?: string | undefined; of: Asked }>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const bind = (key: keyof Asked) => ({
    value: asked[key],
    onChange: (e: { target: { value: string } }) => setAsked((now) => ({ ...now, [key]: e.target.value })),
  });

  async function search(of: Asked, after?: string) {
    setBusy(true);
    setError(undefined);
    try {
      const { words, from, to } = of;
      const body = {
        words: words.trim(),
        ...(from ? { from } : {}),
        ...(to ? { to } : {}),
        ...(after ? { after } : {}),
      };
      const page = await api.call(searchArchive, { body });
      setFound((now) => ({ cases: [...(after && now ? now.cases : []), ...page.cases], next: page.next, of }));
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Page title={t('search')} lead={t('searchLead')}>
      <div className="stack">
        <form
          className="history-search"
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            setFound(undefined);
            void search(asked);
          }}
        >
          <Field label={t('words')}>
            {(c) => (
              <input {...c} className="input" type="search" required minLength={2} maxLength={100} {...bind('words')} />
            )}
          </Field>
          <Field label={t('from')}>{(c) => <input {...c} className="input" type="date" {...bind('from')} />}</Field>
          <Field label={t('to')}>{(c) => <input {...c} className="input" type="date" {...bind('to')} />}</Field>
          <Button type="submit" kind="primary" icon="search" busy={busy}>
            {t('find')}
          </Button>
        </form>
        {error !== undefined && <Failure error={error} />}
        {busy && !found && <Skeleton shape="list" />}
        {!found && !busy && error === undefined && <Empty icon="search" title={t('start')} text={t('startText')} />}
        {found && found.cases.length === 0 && <Empty icon="inbox" title={t('nothing')} text={t('nothingText')} />}
        {found && found.cases.length > 0 && (
          <ul className="seal-list" aria-live="polite">
            {found.cases.map((one) => (
              <FoundCase key={one.caseId} found={one} />
            ))}
          </ul>
        )}
        {found?.next && (
          <div className="button-row">
            <Button busy={busy} onClick={() => search(found.of, found.next)}>
              {t('more')}
            </Button>
          </div>
        )}
      </div>
    </Page>
  );
}

function FoundCase({ found }: { found: ArchivedCase }) {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const [asked, setAsked] = useState(found.asked);
  const [error, setError] = useState<unknown>();
  const closed = found.state === 'closed';
  async function make() {
    setError(undefined);
    try {
      await api.call(askForArchivePackage, {
        params: { caseId: found.caseId },
        body: { requestId: newRequestId() },
      });
      setAsked(true);
    } catch (thrown) {
      setError(thrown);
    }
  }
  return (
    <li className="card stack">
      <div>
        <h2 className="history-search__title">
          {say(found.itemName)} · {found.applicant}{' '}
          <Tag tone={closed ? 'ok' : 'waiting'}>{t(closed ? 'closed' : 'open')}</Tag>
        </h2>
        <p className="quiet tabular">
          {found.number} · {say(found.office)} · {t('submittedAt')} {formatInstant(found.submittedAt, lang)}
        </p>
      </div>
      <p>{found.excerpt}</p>
      {error !== undefined && <Failure error={error} />}
      {closed && (
        <div className="button-row">
          {found.packaged && (
            <FileLink href={api.url(getArchivePackage, { params: { caseId: found.caseId } })}>{t('download')}</FileLink>
          )}
          <Button onClick={() => make()} disabled={asked}>
            {t(asked ? 'making' : found.packaged ? 'anew' : 'make')}
          </Button>
        </div>
      )}
    </li>
  );
}
