import {
  type Experience,
  getOwnExperience,
  shareExperience as shareRoute,
  withdrawExperience as withdrawRoute,
} from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { api, newRequestId, queryKey, useRead } from '../../app/api.ts';
import { useLang, useTexts } from '../../texts/lang.tsx';
import { Button, Field, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { EXPERIENCE } from './experience-texts.ts';

const shortest = 10;
const longest = 500;

/** F064: the owner of a closed case tells the next ones; what stands, waits or was declined is told. */
export function ShareExperience({ caseId }: { caseId: string }) {
  const { lang } = useLang();
  const words = EXPERIENCE[lang];
  const client = useQueryClient();
  const input = { params: { caseId } };
  const read = useRead(getOwnExperience, input);
  const [trouble, setTrouble] = useState<unknown>();
  if (!read.data) return null;
  const { experience, abilities } = read.data;
  if (!experience && !abilities.share?.allowed) return null;
  const renew = () => client.invalidateQueries({ queryKey: queryKey(getOwnExperience, input) });
  const withdraw = async () => {
    setTrouble(undefined);
    await api.call(withdrawRoute, input).then(renew, setTrouble);
  };
  return (
    <section className="card stack no-print" aria-labelledby="experience-title">
      <h2 id="experience-title">{words.title}</h2>
      {trouble !== undefined && <Failure error={trouble} />}
      {experience && <Shared experience={experience} withdraw={withdraw} />}
      {abilities.share?.allowed && <Share caseId={caseId} former={experience?.text ?? ''} shared={renew} />}
    </section>
  );
}

const TONES = { pending: 'waiting', published: 'ok', declined: 'unknown' } as const;

function Shared({ experience, withdraw }: { experience: Experience; withdraw: () => void }) {
  const { lang } = useLang();
  const words = EXPERIENCE[lang];
  const texts = { pending: words.pendingText, published: words.publishedText, declined: '' };
  return (
    <>
      <Notice tone={TONES[experience.state]} title={words[experience.state]} live="polite">
        <p>{experience.reason ? words.reason(experience.reason) : texts[experience.state]}</p>
      </Notice>
      {experience.state !== 'declined' && <blockquote className="experience-text">{experience.text}</blockquote>}
      <div className="button-row">
        <Button kind="text" icon="trash" onClick={withdraw}>
          {words.withdraw}
        </Button>
      </div>
    </>
  );
}

function Share({ caseId, former, shared }: { caseId: string; former: string; shared: () => void }) {
  const { lang } = useLang();
  const texts = useTexts();
  const words = EXPERIENCE[lang];
  const [text, setText] = useState(former);
  const [short, setShort] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const area = useRef<HTMLTextAreaElement>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const given = text.trim();
    setShort([...given].length < shortest);
    if ([...given].length < shortest) return area.current?.focus();
    setBusy(true);
    setTrouble(undefined);
    try {
      await api.call(shareRoute, { params: { caseId }, body: { requestId: newRequestId(), text: given } });
      shared();
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p className="quiet">{words.lead}</p>
      {trouble !== undefined && <Failure error={trouble} />}
      <Field
        label={words.label}
        hint={words.hint}
        error={short ? words.tooShort : undefined}
        tag={<span className="quiet tabular">{words.count([...text].length, longest)}</span>}
      >
        {(control) => (
          <textarea
            {...control}
            ref={area}
            className="input"
            value={text}
            maxLength={longest}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="button-row">
        <Button type="submit" busy={busy}>
          {busy ? texts.common.loading : former ? words.again : words.share}
        </Button>
      </div>
    </form>
  );
}
