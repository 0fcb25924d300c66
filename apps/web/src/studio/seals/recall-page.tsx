import {
  listSealGrants,
  listSealRecalls,
  listSeals,
  previewSealRecall,
  type ReplyOf,
  recallSealUse,
} from '@miaopi/contracts';
import { type FormEvent, useState } from 'react';
import { newRequestId, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { Button, Empty, Field, Notice } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { useItemName } from '../app/use-item-names.ts';
import { ActDialog, instantOf } from './act-dialog.tsx';
import { DocumentName } from './document-name.tsx';
import { useT } from './texts.ts';
import { useAct } from './use-act.ts';

type Preview = ReplyOf<typeof previewSealRecall>;

/** First what it reaches, then the one act. */
export function RecallPage() {
  const t = useT();
  const { lang } = useLang();
  const seals = useRead(listSeals);
  const grants = useRead(listSealGrants);
  const recalls = useRead(listSealRecalls);
  const itemName = useItemName();
  const looking = useAct();
  const recalling = useAct();
  const [sealId, setSealId] = useState('');
  const [grantId, setGrantId] = useState('');
  const [since, setSince] = useState('');
  const [preview, setPreview] = useState<Preview>();
  const [confirming, setConfirming] = useState(false);
  const scope = { since: instantOf(since) ?? '', ...(grantId ? { grantId } : {}) };
  const look = async (event: FormEvent) => {
    event.preventDefault();
    setPreview(await looking.act(previewSealRecall, { params: { sealId }, body: scope }));
  };
  return (
    <Page title={t('recall')} lead={t('recallLead')}>
      <form className="card stack" onSubmit={(e) => void look(e)}>
        <div className="studio-filters">
          <Field label={t('seal')}>
            {(c) => (
              <select {...c} className="input" required value={sealId} onChange={(e) => setSealId(e.target.value)}>
                <option value="">{t('choose')}</option>
                {seals.data
                  ?.filter((s) => s.state !== 'made')
                  .map((s) => (
                    <option key={s.id} value={s.id}>
                      {s.name} · {s.id}
                    </option>
                  ))}
              </select>
            )}
          </Field>
          <Field label={t('onlyGrant')}>
            {(c) => (
              <select {...c} className="input" value={grantId} onChange={(e) => setGrantId(e.target.value)}>
                <option value="">{t('anyGrant')}</option>
                {grants.data
                  ?.filter((g) => g.sealId === sealId)
                  .map((g) => (
                    <option key={g.id} value={g.id}>
                      {itemName(g.slug)}
                    </option>
                  ))}
              </select>
            )}
          </Field>
          <Field label={t('recallSince')}>
            {(c) => (
              <input
                {...c}
                className="input"
                type="datetime-local"
                required
                value={since}
                onChange={(e) => setSince(e.target.value)}
              />
            )}
          </Field>
        </div>
        <div className="button-row">
          <Button type="submit" kind="primary" busy={looking.busy}>
            {t('preview')}
          </Button>
        </div>
        {looking.error !== undefined && <Failure error={looking.error} />}
      </form>
      {preview && (
        <section className="stack">
          <Notice tone={preview.files > 0 ? 'danger' : 'info'} title={t('reaches')} live="polite">
            <p className="tabular">
              {preview.files} {t('files')} · {preview.licences} {t('licences')} · {preview.cases} {t('cases')}
            </p>
          </Notice>
          {preview.latest.length > 0 && (
            <table className="record-table record-table--dense">
              <thead>
                <tr>
                  <th scope="col">{t('time')}</th>
                  <th scope="col">{t('document')}</th>
                  <th scope="col">{t('digest')}</th>
                </tr>
              </thead>
              <tbody>
                {preview.latest.map((f) => (
                  <tr key={f.documentId}>
                    <td data-label={t('time')} className="tabular">
                      {formatInstant(f.sealedAt, lang, true)}
                    </td>
                    <td data-label={t('document')}>
                      <DocumentName kind={f.documentKind} id={f.documentId} />
                    </td>
                    <td data-label={t('digest')} className="tabular quiet">
                      {f.digest.slice(0, 16)}…
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {preview.files > 0 && (
            <div className="button-row">
              <Button kind="danger" onClick={() => setConfirming(true)}>
                {t('recallNow')}
              </Button>
            </div>
          )}
        </section>
      )}
      <section className="stack stack--tight">
        <h2>{t('recalls')}</h2>
        <Loaded query={recalls} shape="lines">
          {(all) =>
            all.length === 0 ? (
              <Empty icon="refresh" title={t('noRecalls')} />
            ) : (
              <ul className="seal-list">
                {all.map((r) => (
                  <li key={r.id} className="card">
                    <strong>{r.sealName}</strong> · {r.files} {t('files')}
                    <p>{r.reason}</p>
                    <p className="quiet tabular">
                      {formatInstant(r.at, lang)} · {r.by} · {t('recallSince')} {formatInstant(r.since, lang)}
                    </p>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      {confirming && preview && (
        <ActDialog
          title={t('recallNow')}
          text={`${preview.files} ${t('files')}`}
          asks={['reason']}
          danger
          busy={recalling.busy}
          error={recalling.error}
          onClose={() => setConfirming(false)}
          onSend={async ({ reason }) => {
            const body = { requestId: newRequestId(), ...scope, until: preview.until, expected: preview.files, reason };
            if (await recalling.act(recallSealUse, { params: { sealId }, body })) {
              setConfirming(false);
              setPreview(undefined);
            }
          }}
        />
      )}
    </Page>
  );
}
