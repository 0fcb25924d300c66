import { getOfficeLicence, type OfficeLicenceDetail } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { queryKey } from '../../app/api.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { Notice } from '../../ui/kit.tsx';
import { AskAgain } from '../seals/ask-again.tsx';
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
  const { requestId, seal, since, rejected } = props.waits;
  return (
    <Notice tone={rejected === undefined ? 'waiting' : 'danger'} title={t.waitsForKeeper}>
      <p className="quiet tabular">{t.keeperSince(seal, formatInstant(since, lang))}</p>
      {rejected !== undefined && (
        <AskAgain
          requestId={requestId}
          reason={rejected}
          onAsked={async () => {
            const key = queryKey(getOfficeLicence, { params: { licenceId: props.licenceId } });
            await queries.invalidateQueries({ queryKey: key });
            props.onAsked(t.askedAgain);
          }}
        />
      )}
    </Notice>
  );
}
