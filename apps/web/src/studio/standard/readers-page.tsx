import { CASE_TABLE_NAMES, changeStandardReader, listStandardReaders, type StandardReader } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useSend } from '../../app/use-send.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Button, Dialog, Empty, Tag } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { Loaded } from '../../ui/states.tsx';
import { SecretDialog } from '../sharing/secret-dialog.tsx';
import { RegisterDialog } from './register-dialog.tsx';
import { useT } from './texts.ts';

type Told = { readonly reader: StandardReader; readonly key?: string };

/** Registered systems: for what they read, how much they read, their keys. */
export function ReadersPage() {
  const t = useT();
  const client = useQueryClient();
  const list = useRead(listStandardReaders, {}, { staleTime: 0 });
  const [registering, setRegistering] = useState(false);
  const [changing, setChanging] = useState<{ reader: StandardReader; change: 'revoke' | 'new-key' }>();
  const [told, setTold] = useState<Told>();
  const done = (answer: Told) => {
    setRegistering(false);
    setChanging(undefined);
    if (answer.key) setTold(answer);
    void client.invalidateQueries({ queryKey: [listStandardReaders.name] });
  };
  const register = (
    <Button kind="primary" icon="plus" onClick={() => setRegistering(true)}>
      {t('register')}
    </Button>
  );
  return (
    <Page title={t('readers')} lead={t('readersLead')}>
      <Loaded query={list} shape="list">
        {(readers) =>
          readers.length === 0 ? (
            <Empty icon="send" title={t('noReaders')} text={t('noReadersText')}>
              {register}
            </Empty>
          ) : (
            <div className="stack">
              <div className="button-row">{register}</div>
              <ul className="system-list">
                {readers.map((r) => (
                  <ReaderCard key={r.id} reader={r} onChange={(change) => setChanging({ reader: r, change })} />
                ))}
              </ul>
            </div>
          )
        }
      </Loaded>
      {registering && <RegisterDialog onClose={() => setRegistering(false)} onDone={done} />}
      {changing && <ChangeDialog {...changing} onClose={() => setChanging(undefined)} onDone={done} />}
      {told?.key && <SecretDialog accessId={told.reader.id} secret={told.key} onClose={() => setTold(undefined)} />}
    </Page>
  );
}

function ReaderCard(props: { reader: StandardReader; onChange: (change: 'revoke' | 'new-key') => void }) {
  const t = useT();
  const { lang } = useLang();
  const { reader: r } = props;
  const say = useSay();
  const tables = r.tables.map((one) => say(CASE_TABLE_NAMES[one as keyof typeof CASE_TABLE_NAMES]));
  const bounds = [...r.offices, ...r.items];
  return (
    <li className="card system-card">
      <div className="stack">
        <div>
          <h2>
            {r.name} <Tag tone={r.state === 'active' ? 'ok' : 'danger'}>{t(r.state)}</Tag>
          </h2>
          <p className="quiet">
            {r.office} · {r.contact}
          </p>
          <p>{r.purpose}</p>
          {r.revokedReason && <p className="quiet">{r.revokedReason}</p>}
          <ul className="tag-row">
            {[...tables, ...(bounds.length > 0 ? bounds : [t('everything')])].map((one) => (
              <li key={one}>
                <Tag>{one}</Tag>
              </li>
            ))}
          </ul>
        </div>
        <div className="button-row">
          <Button onClick={() => props.onChange('new-key')}>{t('newKey')}</Button>
          {r.state === 'active' && <Button onClick={() => props.onChange('revoke')}>{t('revoke')}</Button>}
        </div>
      </div>
      <dl className="facts facts--small system-figures">
        <dt>ID</dt>
        <dd>
          <code>{r.id}</code>
        </dd>
        <dt>{t('month')}</dt>
        <dd className="tabular">
          {r.readings} {t('readings')}，{r.cases} {t('casesUnit')}
        </dd>
        <dt>{t('last')}</dt>
        <dd className="tabular">{r.lastAt ? formatInstant(r.lastAt, lang) : t('never')}</dd>
      </dl>
    </li>
  );
}

function ChangeDialog(props: {
  reader: StandardReader;
  change: 'revoke' | 'new-key';
  onClose: () => void;
  onDone: (answer: Told) => void;
}) {
  const t = useT();
  const { reader, change } = props;
  const [reason, setReason] = useState('');
  const sending = useSend((requestId) => {
    const body = { requestId, change, ...(change === 'revoke' ? { reason: reason.trim() } : {}) };
    return api.call(changeStandardReader, { params: { readerId: reader.id }, body });
  }, props.onDone);
  const title = t(change === 'revoke' ? 'revoke' : 'newKey');
  return (
    <Dialog title={`${title} · ${reader.name}`} onClose={props.onClose}>
      <DialogForm label={title} kind={change === 'revoke' ? 'danger' : 'primary'} {...sending} onClose={props.onClose}>
        <p>{t(change === 'revoke' ? 'revokeText' : 'newKeyText')}</p>
        {change === 'revoke' && (
          <ReasonField label={t('reason')} hint={t('reasonHint')} value={reason} onChange={setReason} />
        )}
      </DialogForm>
    </Dialog>
  );
}
