import { answerScan, lookAtScan } from '@miaopi/contracts';
import { useState } from 'react';
import { useParams } from 'react-router';
import { api, useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { Button, Notice } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { SCAN } from './scan-texts.ts';
import { SignInFirst } from './sign-in-first.tsx';

/** F028: on the phone that scanned the code: which device asks, and yes or no. */
export function ScanPage() {
  const { scanId = '' } = useParams();
  const { lang } = useLang();
  const words = SCAN[lang];
  const me = useMe();
  const read = useRead(
    lookAtScan,
    { params: { scanId } },
    { enabled: Boolean(me), staleTime: Number.POSITIVE_INFINITY },
  );
  const [answered, setAnswered] = useState<'confirmed' | 'notConfirmed'>();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  if (me === null) return <SignInFirst title={words.title} />;
  const answer = async (confirm: boolean) => {
    if (busy) return;
    setBusy(true);
    setTrouble(undefined);
    try {
      await api.call(answerScan, { params: { scanId }, body: { confirm } });
      setAnswered(confirm ? 'confirmed' : 'notConfirmed');
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page title={words.title} lead={answered ? undefined : words.lead} width="narrow">
      {answered ? (
        <Notice tone={answered === 'confirmed' ? 'ok' : 'info'} title={words[answered]} live="polite">
          <p>{words[`${answered}Text`]}</p>
        </Notice>
      ) : (
        <Loaded query={read} shape="lines">
          {(scan) => (
            <div className="card stack">
              {trouble !== undefined && <Failure error={trouble} />}
              <dl className="facts">
                <dt>{words.device}</dt>
                <dd>{scan.device || words.unnamed}</dd>
                <dt>{words.askedAt}</dt>
                <dd className="tabular">{formatInstant(scan.askedAt, lang, true)}</dd>
                <dt>{words.who}</dt>
                <dd>
                  {me?.name} <span className="tabular">{me?.number}</span>
                </dd>
              </dl>
              <Notice tone="waiting">
                <p>{words.warning}</p>
              </Notice>
              <div className="button-row">
                <Button kind="primary" onClick={() => answer(true)} busy={busy}>
                  {words.confirm}
                </Button>
                <Button onClick={() => answer(false)} busy={busy}>
                  {words.refuse}
                </Button>
              </div>
            </div>
          )}
        </Loaded>
      )}
    </Page>
  );
}
