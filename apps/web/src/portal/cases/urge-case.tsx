import { type CaseView, getCase, urgeCase } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, newRequestId, queryKey } from '../../app/api.ts';
import { useLang } from '../../texts/lang.tsx';
import { Button, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { REVIEW_WORDS } from './review-texts.ts';

/** 催办: who has the case is reminded, once a working day. */
export function UrgeCase({ view }: { view: CaseView }) {
  const { lang } = useLang();
  const words = REVIEW_WORDS[lang];
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  if (!view.abilities.urge?.allowed) return null;
  const send = async () => {
    setBusy(true);
    setTrouble(undefined);
    try {
      const after = await api.call(urgeCase, {
        params: { caseId: view.id },
        body: { requestId: newRequestId() },
      });
      client.setQueryData(queryKey(getCase, { params: { caseId: view.id } }), after);
      setDone(true);
    } catch (error) {
      setTrouble(error);
    }
    setBusy(false);
  };
  return (
    <div className="urge">
      {done ? (
        <Notice tone="ok" title={words.urged} live="polite" />
      ) : (
        <>
          <Button icon="bell" busy={busy} onClick={() => send()}>
            {words.urge}
          </Button>
          <p className="quiet">{words.urgeText}</p>
        </>
      )}
      {trouble !== undefined && <Failure error={trouble} />}
    </div>
  );
}
