import { queryCase, queryReceivedCase, type ReplyOf } from '@miaopi/contracts';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { api, problemOf } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useTexts } from '../../texts/lang.tsx';
import { focusFirstFault } from '../../ui/first-fault.ts';
import { Button, Field, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { proveWork } from '../signin/captcha.ts';
import { Progress } from './progress.tsx';
import { ReceivedCase } from './received-case.tsx';
import './case.css';

type Found = ReplyOf<typeof queryCase>;
type Received = ReplyOf<typeof queryReceivedCase>;

const numberBehind = (hash: string) => /^#([\d-]{10,40})$/.exec(hash)?.[1] ?? '';

/**
 * A case by number and query code, without signing in. Both stay out of what is sent as the address; the code on a receipt carries the number behind `#`, which
 * no server is told.
 */
export function QueryPage() {
  const texts = useTexts();
  const { state, hash } = useLocation();
  const given = (state ?? {}) as { number?: string; code?: string };
  const [number, setNumber] = useState(given.number ?? numberBehind(hash));
  const [code, setCode] = useState(given.code ?? '');
  const [found, setFound] = useState<Found>();
  const [received, setReceived] = useState<Received>();
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const asked = useRef(false);
  const ask = async () => {
    setMissing(true);
    if (!number.trim() || !code.trim()) return;
    setBusy(true);
    setTrouble(undefined);
    const body = { number: number.trim(), code: code.trim() };
    try {
      setFound(
        await api.call(queryCase, { body }).catch(async (error: unknown) => {
          if (problemOf(error)?.code !== 'identity.captcha_wrong') throw error;
          return api.call(queryCase, { body: { ...body, captcha: await proveWork() } });
        }),
      );
    } catch (error) {
      // a case that another system handles answers to the end of the certificate number
      const elsewhere =
        problemOf(error)?.code === 'cases.query_wrong' && body.code.length === 6
          ? await api.call(queryReceivedCase, { body }).catch(() => undefined)
          : undefined;
      if (elsewhere) setReceived(elsewhere);
      else setTrouble(error);
    } finally {
      setBusy(false);
    }
  };
  const first = useRef(ask);
  useEffect(() => {
    // What was typed on the home page is asked at once.
    if (given.number && given.code && !asked.current) {
      asked.current = true;
      void first.current();
    }
  }, [given.number, given.code]);
  const problem = problemOf(trouble);
  return (
    <Page title={texts.query.title} lead={texts.query.lead} width="narrow">
      {received ? (
        <ReceivedCase case={received} onAgain={() => setReceived(undefined)} />
      ) : found ? (
        <div className="stack stack--wide">
          <Progress of={found} />
          <p className="quiet">{texts.query.signedIn}</p>
          <div>
            <Button
              onClick={() => {
                setFound(undefined);
                setMissing(false);
              }}
            >
              {texts.query.again}
            </Button>
          </div>
        </div>
      ) : (
        <form
          className="card stack"
          noValidate
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            focusFirstFault(event.currentTarget);
            void ask();
          }}
        >
          {problem?.code === 'cases.query_wrong' ? (
            <Notice tone="danger" title={problem.title} live="alert">
              {problem.detail && <p>{problem.detail}</p>}
            </Notice>
          ) : (
            trouble !== undefined && <Failure error={trouble} />
          )}
          <Field
            label={texts.query.number}
            hint={texts.query.numberHint}
            error={missing && !number.trim() ? texts.common.needed : undefined}
          >
            {(control) => (
              <input
                {...control}
                className="input tabular"
                autoComplete="off"
                maxLength={60}
                value={number}
                onChange={(event) => setNumber(event.target.value)}
              />
            )}
          </Field>
          <Field
            label={texts.query.code}
            hint={texts.query.codeHint}
            error={missing && !code.trim() ? texts.common.needed : undefined}
          >
            {(control) => (
              <input
                {...control}
                className="input tabular"
                autoComplete="off"
                maxLength={12}
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" kind="primary" busy={busy}>
            {busy ? texts.common.loading : texts.query.submit}
          </Button>
        </form>
      )}
    </Page>
  );
}
