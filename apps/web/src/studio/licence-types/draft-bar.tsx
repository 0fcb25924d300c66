import { decideLicenceType, type LicenceTypeDetail } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Dialog } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useT, versionName } from './texts.ts';

type Verdict = 'publish' | 'drop';

/** What waits, who saved it and why, and what the official may do with it. */
export function DraftBar(props: {
  detail: LicenceTypeDetail;
  onDecided: (next: LicenceTypeDetail, verdict: Verdict) => void;
}) {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const [asking, setAsking] = useState<Verdict>();
  const { draft, edit, typeCode } = props.detail;
  if (!draft) return null;
  return (
    <section className="card draft-bar" aria-label={t('draft')}>
      <div>
        <h2>
          {t('draft')} · {versionName(draft.version, lang)}
        </h2>
        <p>{draft.note}</p>
        <p className="quiet tabular">
          {t('savedBy')} {draft.savedBy} · {formatInstant(draft.savedAt, lang)}
        </p>
      </div>
      <div className="draft-bar__acts">
        <div className="button-row">
          <Button kind="primary" disabled={!draft.publish.allowed} onClick={() => setAsking('publish')}>
            {t('publish')}
          </Button>
          <Button disabled={!edit.allowed} onClick={() => setAsking('drop')}>
            {t('drop')}
          </Button>
        </div>
        {draft.publish.reason && <p className="quiet">{say(draft.publish.reason)}</p>}
      </div>
      {asking && (
        <DecideDialog
          typeCode={typeCode}
          verdict={asking}
          onClose={() => setAsking(undefined)}
          onDone={(next) => {
            setAsking(undefined);
            props.onDecided(next, asking);
          }}
        />
      )}
    </section>
  );
}

function DecideDialog(props: {
  typeCode: string;
  verdict: Verdict;
  onClose: () => void;
  onDone: (next: LicenceTypeDetail) => void;
}) {
  const t = useT();
  const { verdict, typeCode } = props;
  const { busy, trouble, onSend } = useSend(
    (requestId) => api.call(decideLicenceType, { params: { typeCode }, body: { requestId, verdict } }),
    props.onDone,
  );
  return (
    <Dialog title={t(verdict)} onClose={props.onClose}>
      <p>{t(verdict === 'publish' ? 'publishText' : 'dropText')}</p>
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button kind={verdict === 'publish' ? 'primary' : 'danger'} busy={busy} onClick={onSend}>
          {t(verdict)}
        </Button>
        <Button kind="text" onClick={props.onClose}>
          {t('cancel')}
        </Button>
      </div>
    </Dialog>
  );
}
