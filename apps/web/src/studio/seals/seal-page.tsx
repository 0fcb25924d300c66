import { activateSeal, changeSealState, getSeal, offerSealHandOver, takeSealOver } from '@miaopi/contracts';
import { useState } from 'react';
import { useParams } from 'react-router';
import { newRequestId, useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatDate, formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, ButtonLink, Dialog, Notice } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { ActDialog, type ActGiven, instantOf } from './act-dialog.tsx';
import { KeyActivation } from './key-activation.tsx';
import { SealStateTag } from './seal-tags.tsx';
import { useT } from './texts.ts';
import { useAct } from './use-act.ts';

/** What a seal waits for: shown as the thing to do. */
const forward: readonly string[] = ['activate', 'activate-key', 'take-over', 'resume'];

type Act = 'activate' | 'activate-key' | 'suspend' | 'resume' | 'report-lost' | 'revoke' | 'hand-over' | 'take-over';

/** One seal: picture in its size, who keeps it, all that happened, and what may be done now. */
export function SealPage() {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const { sealId = '' } = useParams();
  const roles = useMe()?.staff?.roles ?? [];
  const seal = useRead(getSeal, { params: { sealId } });
  const { act, error, busy, clear } = useAct();
  const [doing, setDoing] = useState<Act>();
  const [code, setCode] = useState<string>();
  const authority = roles.some((r) => r === 'seal-maker' || r === 'seal-approver');
  const params = { sealId };

  async function send(given: ActGiven) {
    const { reason, password } = given;
    let done: unknown;
    if (doing === 'activate') done = await act(activateSeal, { params, body: { password } });
    else if (doing === 'hand-over') {
      const answer = await act(offerSealHandOver, { params, body: { password, reason } });
      if (answer) setCode(answer.code);
      done = answer;
    } else if (doing === 'take-over') done = await act(takeSealOver, { params, body: { code: given.code, password } });
    else if (doing && doing !== 'activate-key') {
      const since = doing === 'report-lost' ? instantOf(given.since) : undefined;
      const body = { requestId: newRequestId(), action: doing, reason, ...(since ? { since } : {}) };
      done = await act(changeSealState, { params, body });
    }
    if (done) setDoing(undefined);
  }

  const dialogs: Readonly<
    Record<
      Act,
      {
        title: string;
        text?: string;
        asks: ('reason' | 'password' | 'newPassword' | 'code' | 'since')[];
        danger?: boolean;
      }
    >
  > = {
    activate: { title: t('activate'), text: t('activateText'), asks: ['newPassword'] },
    'activate-key': { title: t('activateOnKey'), asks: [] },
    suspend: { title: t('suspend'), asks: ['reason'] },
    resume: { title: t('resume'), asks: ['reason'] },
    'report-lost': { title: t('lost'), text: t('lostText'), asks: ['reason', 'since'], danger: true },
    revoke: { title: t('revoke'), asks: ['reason'], danger: true },
    'hand-over': { title: t('handOver'), text: t('handOverText'), asks: ['reason', 'password'] },
    'take-over': { title: t('takeOver'), asks: ['code', 'newPassword'] },
  };

  return (
    <Page
      title={seal.data?.name ?? t('seal')}
      lead={seal.data && `${say(seal.data.kindName)} · ${seal.data.principal.name}`}
      up={{ to: '/studio/seals', text: t('all') }}
    >
      <Loaded query={seal}>
        {(s) => {
          const mine = s.keeper?.me === true;
          const keeper = roles.includes('seal-keeper');
          const possible: Act[] = [
            ...(s.state === 'made' && mine && s.principal.kind === 'office' ? (['activate-key'] as const) : []),
            ...(s.state === 'made' && mine ? (['activate'] as const) : []),
            ...(s.carrier?.state === 'handing-over' && keeper && !mine ? (['take-over'] as const) : []),
            ...(s.state === 'in-use' ? (['suspend'] as const) : []),
            ...(s.state === 'suspended' && authority ? (['resume'] as const) : []),
            ...(mine && s.carrier?.kind === 'soft' && s.carrier.state === 'ready' && s.state === 'in-use'
              ? (['hand-over'] as const)
              : []),
            ...(s.state === 'in-use' || s.state === 'suspended' ? (['report-lost'] as const) : []),
            ...(authority && s.state !== 'revoked' ? (['revoke'] as const) : []),
          ];
          return (
            <>
              <div className="seal-detail">
                <div className="card seal-detail__picture">
                  <img src={`/api/seals/${s.id}/picture`} alt={s.name} />
                  <p className="quiet tabular">
                    {s.width} × {s.height} {t('mm')}
                  </p>
                </div>
                <div className="stack stack--wide">
                  <div className="stack">
                    <dl className="seal-facts card">
                      <div>
                        <dt>{t('state')}</dt>
                        <dd>
                          <SealStateTag seal={s} />
                          {s.stateReason && <span className="quiet"> {s.stateReason}</span>}
                        </dd>
                      </div>
                      <div>
                        <dt>{t('number')}</dt>
                        <dd className="tabular">{s.id}</dd>
                      </div>
                      <div>
                        <dt>{t('timeline')}</dt>
                        <dd className="tabular">
                          {formatDate(s.validFrom, lang)} – {formatDate(s.validTo, lang)}
                        </dd>
                      </div>
                      <div>
                        <dt>{t('keeper')}</dt>
                        <dd>{s.keeper?.name ?? t('none')}</dd>
                      </div>
                      {s.carrier && (
                        <div>
                          <dt>{t('carrier')}</dt>
                          <dd>
                            {s.carrier.kind === 'hardware'
                              ? `${t('hardwareKey')} · ${say(s.carrier.stateName)}`
                              : `${say(s.carrier.stateName)} · ${t(s.carrier.deviceBound ? 'bound' : 'free')}`}
                          </dd>
                        </div>
                      )}
                    </dl>
                    <div className="button-row">
                      {possible.map((one) => (
                        <Button
                          key={one}
                          kind={
                            one === 'report-lost' || one === 'revoke'
                              ? 'danger'
                              : forward.includes(one)
                                ? 'primary'
                                : 'plain'
                          }
                          onClick={() => {
                            clear();
                            setDoing(one);
                          }}
                        >
                          {dialogs[one].title}
                        </Button>
                      ))}
                      {s.renewable && mine && (
                        <ButtonLink to={`/studio/seals/applications?renew=${s.id}&kind=${s.kind}`} kind="primary">
                          {t('renew')}
                        </ButtonLink>
                      )}
                      <ButtonLink to={`/studio/seals/ledger?seal=${s.id}`}>{t('ledger')}</ButtonLink>
                    </div>
                  </div>
                  <section className="stack stack--tight">
                    <h2>{t('history')}</h2>
                    <ol className="seal-history">
                      {s.history.map((h) => (
                        <li key={`${h.at}${h.what}`}>
                          <span className="tabular quiet">{formatInstant(h.at, lang)}</span>{' '}
                          <strong>{say(h.whatName)}</strong> {h.by}
                          {h.reason && h.what !== 'replaced' && <span className="quiet"> · {h.reason}</span>}
                          {h.since && (
                            <span className="quiet">
                              {' '}
                              · {t('since')} {formatInstant(h.since, lang)}
                            </span>
                          )}
                        </li>
                      ))}
                    </ol>
                  </section>
                </div>
              </div>
              {doing === 'activate-key' && <KeyActivation sealId={s.id} onClose={() => setDoing(undefined)} />}
              {doing && doing !== 'activate-key' && (
                <ActDialog
                  {...dialogs[doing]}
                  busy={busy}
                  error={error}
                  onSend={(given) => void send(given)}
                  onClose={() => setDoing(undefined)}
                />
              )}
              {code && (
                <Dialog title={t('handOverCode')} onClose={() => setCode(undefined)}>
                  <p className="seal-code tabular">{code}</p>
                  <Notice tone="waiting">
                    <p>{t('handOverText')}</p>
                  </Notice>
                  <div className="button-row">
                    <Button kind="primary" onClick={() => setCode(undefined)}>
                      {t('close')}
                    </Button>
                  </div>
                </Dialog>
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
