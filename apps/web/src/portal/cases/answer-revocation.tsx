import { answerRevocation, type CaseView, getCase } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, newRequestId, queryKey } from '../../app/api.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Button, Dialog } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { useAfterTexts } from './after-texts.ts';
import './changes.css';

/** 陈述、申辩: what the holder has to say to an intended revocation, once. */
export function AnswerRevocation({ view }: { view: CaseView }) {
  const t = useAfterTexts();
  const { lang } = useLang();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [hearing, setHearing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const requestId = useRef(newRequestId());
  const until = view.amendments.find((one) => String(one.state) === 'open')?.answerUntil;
  if (!view.abilities.answerChange?.allowed || !until) return null;
  const send = async () => {
    setBusy(true);
    setTrouble(undefined);
    try {
      const next = await api.call(answerRevocation, {
        params: { caseId: view.id },
        body: { requestId: requestId.current, text: text.trim(), hearing },
      });
      client.setQueryData(queryKey(getCase, { params: { caseId: view.id } }), next);
      setOpen(false);
    } catch (error) {
      requestId.current = newRequestId();
      setTrouble(error);
    }
    setBusy(false);
  };
  return (
    <>
      <Button kind="primary" icon="send" onClick={() => setOpen(true)}>
        {t.answerTitle}
      </Button>
      {open && (
        <Dialog title={t.answerTitle} onClose={() => setOpen(false)}>
          <DialogForm
            label={t.answer}
            back={t.cancel}
            trouble={trouble}
            busy={busy}
            onSend={() => void send()}
            onClose={() => setOpen(false)}
          >
            <p>{t.answerText(formatDate(until, lang))}</p>
            <ReasonField
              label={t.answerLabel}
              hint={t.answerHint}
              least={4}
              longest={4000}
              value={text}
              onChange={setText}
            />
            <label className="tick">
              <input type="checkbox" checked={hearing} onChange={(event) => setHearing(event.target.checked)} />
              {t.wantHearing}
            </label>
          </DialogForm>
        </Dialog>
      )}
    </>
  );
}
