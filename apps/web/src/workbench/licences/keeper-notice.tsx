import { getOfficeLicence, type OfficeLicenceDetail, requestSealUseAgain } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryKey } from '../../app/api.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { Button, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useOfficeTexts } from './office-texts.ts';

/** The new version waits for the keeper of the seal, or he sent it back: then it is asked for again here. */
export function KeeperNotice(props: {
  licenceId: string;
  waits: NonNullable<OfficeLicenceDetail['waitsForKeeper']>;
  onAsked: (message: string) => void;
}) {
  const t = useOfficeTexts();
  const { lang } = useLang();
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>();
  const { requestId, seal, since, rejected } = props.waits;
  const again = async () => {
    setError(undefined);
    try {
      await api.call(requestSealUseAgain, { params: { useRequestId: requestId } });
      await queries.invalidateQueries({
        queryKey: queryKey(getOfficeLicence, { params: { licenceId: props.licenceId } }),
      });
      props.onAsked(t.askedAgain);
    } catch (thrown) {
      setError(thrown);
    }
  };
  return (
    <Notice tone={rejected === undefined ? 'waiting' : 'danger'} title={t.waitsForKeeper}>
      <p className="quiet tabular">{t.keeperSince(seal, formatInstant(since, lang))}</p>
      {rejected !== undefined && (
        <>
          <p>{t.keeperRejected(rejected)}</p>
          <div className="button-row">
            <Button kind="primary" onClick={() => void again()}>
              {t.askKeeperAgain}
            </Button>
          </div>
        </>
      )}
      {error !== undefined && <Failure error={error} />}
    </Notice>
  );
}
