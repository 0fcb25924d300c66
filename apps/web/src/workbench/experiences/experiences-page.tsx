import { type Experience, listExperiences, reviewExperience } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { api, newRequestId, useRead } from '../../app/api.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Empty, Field } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Place } from '../app/place.tsx';
import { WORDS } from './experiences-texts.ts';

const STATES = ['pending', 'published', 'declined'] as const;

/** F064: what applicants shared about the items of this office, to publish or not. */
export function ExperiencesPage() {
  const { lang } = useLang();
  const words = WORDS[lang];
  const [search] = useSearchParams();
  const state = STATES.find((one) => one === search.get('list')) ?? 'pending';
  const read = useRead(listExperiences, { query: { state, limit: 50 } });
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: [listExperiences.name] });
  return (
    <Place title={words.title} lead={words.lead} width="wide">
      <Tabs label={words.scope} shown={state}>
        {STATES.map((one) => (
          <Link key={one} to={`?list=${one}`} aria-current={state === one ? 'page' : undefined}>
            {words.states[one]}
            {one === 'pending' && read.data && <span className="tabular">{read.data.pending}</span>}
          </Link>
        ))}
      </Tabs>
      <Loaded query={read} shape="list">
        {({ experiences }) =>
          experiences.length === 0 ? (
            <Empty icon="inbox" title={words.empty[state]} text={words.emptyText} />
          ) : (
            <ul className="experiences-work">
              {experiences.map((one) => (
                <li key={one.id} className="card">
                  <Review experience={one} done={renew} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Place>
  );
}

function Review({ experience, done }: { experience: Experience; done: () => void }) {
  const { lang } = useLang();
  const say = useSay();
  const words = WORDS[lang];
  const [declining, setDeclining] = useState(false);
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const field = useRef<HTMLInputElement>(null);
  const decide = async (publish: boolean) => {
    if (busy) return;
    const why = reason.trim();
    setMissing(!publish && why.length < 2);
    if (!publish && why.length < 2) return field.current?.focus();
    setBusy(true);
    setTrouble(undefined);
    try {
      await api.call(reviewExperience, {
        params: { experienceId: experience.id },
        body: { requestId: newRequestId(), publish, ...(publish ? {} : { reason: why }) },
      });
      done();
    } catch (error) {
      setTrouble(error);
      setBusy(false);
    }
  };
  return (
    <article className="stack stack--tight">
      <p className="quiet">
        {say(experience.itemName)} · {say(experience.by)} ·{' '}
        <span className="tabular">{formatInstant(experience.sharedAt, lang)}</span>
      </p>
      <blockquote className="experience-text">{experience.text}</blockquote>
      {experience.reason && <p className="quiet">{words.reasonGiven(experience.reason)}</p>}
      {trouble !== undefined && <Failure error={trouble} />}
      {declining && (
        <Field label={words.reason} hint={words.reasonHint} error={missing ? words.reasonNeeded : undefined}>
          {(control) => (
            <input
              {...control}
              ref={field}
              className="input"
              value={reason}
              maxLength={200}
              onChange={(event) => setReason(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') void decide(false);
              }}
            />
          )}
        </Field>
      )}
      <div className="button-row">
        {experience.state !== 'published' && !declining && (
          <Button kind="primary" onClick={() => decide(true)} busy={busy}>
            {words.publish}
          </Button>
        )}
        {experience.state !== 'declined' &&
          (declining ? (
            <>
              <Button kind="danger" onClick={() => decide(false)} busy={busy}>
                {words.confirmDecline}
              </Button>
              <Button kind="text" onClick={() => setDeclining(false)}>
                {words.cancel}
              </Button>
            </>
          ) : (
            <Button onClick={() => setDeclining(true)}>
              {experience.state === 'published' ? words.takeDown : words.decline}
            </Button>
          ))}
      </div>
    </article>
  );
}
