import type { OfficeIncoming } from '@miaopi/contracts';
import { useState } from 'react';
import { GiveBackDialog, LoseDialog } from './incoming-dialogs.tsx';
import { OpenDialog } from './open-dialog.tsx';

const DIALOGS = { open: OpenDialog, lose: LoseDialog, back: GiveBackDialog };
export type IncomingAct = keyof typeof DIALOGS;

/** What is asked about a parcel of a list. It stays open when the list, read again, no longer has the parcel. */
export function useIncomingDialogs(reload: () => void) {
  const [asked, setAsked] = useState<{ readonly act: IncomingAct; readonly parcel: OfficeIncoming }>();
  const Asked = asked && DIALOGS[asked.act];
  const close = () => setAsked(undefined);
  return {
    ask: (act: IncomingAct, parcel: OfficeIncoming) => setAsked({ act, parcel }),
    dialog: Asked && (
      <Asked
        parcel={asked.parcel}
        onClose={close}
        done={() => {
          close();
          reload();
        }}
      />
    ),
  };
}
