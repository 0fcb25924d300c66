import { askToUnblock, disableAccount, findAccount, type ReplyOf } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Button, Field, Tag } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { EventRow } from './event-row.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { useT } from './texts.ts';

type Found = ReplyOf<typeof findAccount>;

/** One account, looked up by its exact number; what may be done to it now. */
export function FindPage() {
  const t = useT();
  const [account, setAccount] = useState('');
  const [found, setFound] = useState<Found>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const look = async () => {
    setBusy(true);
    setError(undefined);
    try {
      setFound(await api.call(findAccount, { body: { account: account.trim() } }));
    } catch (thrown) {
      setFound(undefined);
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page title={t('find')} lead={t('findLead')}>
      <AskingForm className="card stack" busy={busy} onSend={() => void look()}>
        <Field label={t('account')}>
          {(c) => (
            <input
              {...c}
              className="input tabular"
              required
              maxLength={64}
              autoComplete="off"
              value={account}
              onChange={(event) => setAccount(event.target.value)}
            />
          )}
        </Field>
        <div className="button-row">
          <Button type="submit" kind="primary" icon="search" busy={busy}>
            {t('search')}
          </Button>
        </div>
      </AskingForm>
      {error !== undefined && <Failure error={error} />}
      {found && <Account found={found} onChanged={() => void look()} />}
    </Page>
  );
}

function Account({ found, onChanged }: { found: Found; onChanged: () => void }) {
  const t = useT();
  const { lang } = useLang();
  const [acting, setActing] = useState(false);
  const off = found.disabledAt !== undefined;
  const waits = found.events.some((event) => event.open);
  const params = { kind: found.kind, accountId: found.id };
  const done = () => {
    setActing(false);
    onChanged();
  };
  return (
    <section className="account">
      <div className="card seal-row">
        <div>
          <h2>{found.name}</h2>
          <dl className="facts facts--small">
            <dt>{t('number')}</dt>
            <dd className="tabular">{found.number}</dd>
            {found.mobile && (
              <>
                <dt>{t('mobile')}</dt>
                <dd className="tabular">{found.mobile}</dd>
              </>
            )}
            <dt>{t('account')}</dt>
            <dd>{t(found.kind)}</dd>
            {found.disabledAt && (
              <>
                <dt>{t('isDisabled')}</dt>
                <dd className="tabular">{formatInstant(found.disabledAt, lang)}</dd>
              </>
            )}
          </dl>
        </div>
        <div className="seal-row__acts">
          <Tag tone={off ? 'danger' : 'ok'}>{off ? t('isDisabled') : t('open')}</Tag>
          {!(off && waits) && (
            <Button kind={off ? 'primary' : 'danger'} onClick={() => setActing(true)}>
              {off ? t('ask') : t('disable')}
            </Button>
          )}
        </div>
      </div>
      {found.events.length > 0 && (
        <ul className="seal-list">
          {found.events.map((event) => (
            <EventRow key={event.id} event={event} onAnswered={onChanged} />
          ))}
        </ul>
      )}
      {acting && (
        <ReasonDialog
          title={off ? t('ask') : t('disable')}
          text={off ? t('askText') : t('disableText')}
          danger={!off}
          send={(body) => (off ? api.call(askToUnblock, { params, body }) : api.call(disableAccount, { params, body }))}
          onDone={done}
          onClose={() => setActing(false)}
        />
      )}
    </section>
  );
}
