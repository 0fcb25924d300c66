import { answerRevocation, type CaseView, getCase } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryKey } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
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
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState<Said>({ text: '', hearing: false });
  const until = view.amendments.find((one) => String(one.state) === 'open')?.answerUntil;
  if (!view.abilities.answerChange?.allowed || !until) return null;
  return (
    <>
      <Button kind="primary" icon="send" onClick={() => setOpen(true)}>
        {t.answerTitle}
      </Button>
      {open && (
        <AnswerDialog caseId={view.id} until={until} said={said} onSay={setSaid} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

interface Said {
  readonly text: string;
  readonly hearing: boolean;
}

/** @param props.said kept outside: what was written is there again when it is opened again */
function AnswerDialog(props: {
  caseId: string;
  until: string;
  said: Said;
  onSay: (said: Said) => void;
  onClose: () => void;
}) {
  const { caseId, said, onSay, onClose } = props;
  const t = useAfterTexts();
  const { lang } = useLang();
  const client = useQueryClient();
  const params = { caseId };
  const sending = useSend(
    (requestId) =>
      api.call(answerRevocation, { params, body: { requestId, text: said.text.trim(), hearing: said.hearing } }),
    (next) => {
      client.setQueryData(queryKey(getCase, { params }), next);
      onClose();
    },
  );
  return (
    <Dialog title={t.answerTitle} onClose={onClose}>
      <DialogForm label={t.answer} back={t.cancel} {...sending} onClose={onClose}>
        <p>{t.answerText(formatDate(props.until, lang))}</p>
        <ReasonField
          label={t.answerLabel}
          hint={t.answerHint}
          least={4}
          longest={4000}
          value={said.text}
          onChange={(text) => onSay({ ...said, text })}
        />
        <label className="choice">
          <input
            type="checkbox"
            checked={said.hearing}
            onChange={(event) => onSay({ ...said, hearing: event.target.checked })}
          />
          <span>{t.wantHearing}</span>
        </label>
      </DialogForm>
    </Dialog>
  );
}
