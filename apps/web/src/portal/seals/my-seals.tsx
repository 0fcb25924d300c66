import { getSealPicture, listMySeals, type SealCard, withdrawSealApplication } from '@miaopi/contracts';
import { useState } from 'react';
import { api, useMe, useRead } from '../../app/api.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Notice, Tag } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { ActivateDialog } from './activate-dialog.tsx';
import { FirmSealDialog } from './firm-seal-dialog.tsx';
import { SealStateDialog, type StateAction } from './seal-state-dialog.tsx';
import { useSealsTexts } from './seals-texts.ts';
import { SignatureDialog } from './signature-dialog.tsx';
import './seals.css';

/** The seals of whom one acts for: apply, take into use, suspend, report lost. */
export function MySeals() {
  const t = useSealsTexts();
  const say = useSay();
  const me = useMe();
  const mine = useRead(listMySeals, {}, { staleTime: 0 });
  const [dialog, setDialog] = useState<
    | { what: 'write' }
    | { what: 'apply'; kind: SealCard['kind']; name: string }
    | { what: 'activate'; seal: SealCard }
    | { what: StateAction; seal: SealCard }
  >();
  const [trouble, setTrouble] = useState<unknown>();
  const [told, setTold] = useState('');
  const firm = me?.actingFor?.kind === 'firm';
  const refresh = async () => {
    setDialog(undefined);
    setTrouble(undefined);
    await mine.refetch();
  };
  return (
    <div className="stack">
      <p className="quiet">{firm ? t.introFirm : t.introPerson}</p>
      {trouble !== undefined && <Failure error={trouble} />}
      <div role="status">
        {told && (
          <Notice tone="ok">
            <p>{told}</p>
          </Notice>
        )}
      </div>
      <Loaded query={mine} shape="list">
        {(data) => (
          <>
            {data.seals.length > 0 && (
              <ul className="seal-cards">
                {data.seals.map((seal) => (
                  <SealItem key={seal.id} seal={seal} onAct={(what) => setDialog({ what, seal } as never)} />
                ))}
              </ul>
            )}
            {data.applications
              .filter((one) => ['submitted', 'approved'].includes(String(one.state)))
              .map((one) => (
                <div key={one.id} className="card card--tight seal-pending">
                  <p>
                    <strong>{say(one.kindName)}</strong> {one.name} <Tag tone="waiting">{say(one.stateName)}</Tag>
                  </p>
                  {one.mine && (
                    <Button
                      kind="text"
                      onClick={() =>
                        api
                          .call(withdrawSealApplication, { params: { applicationId: one.id } })
                          .then(refresh, setTrouble)
                      }
                    >
                      {t.withdraw}
                    </Button>
                  )}
                </div>
              ))}
            <ul className="my-list">
              {data.kinds.map((kind) => (
                <li key={String(kind.kind)}>
                  <div>
                    <p className="my-list__name">
                      <strong>{say(kind.name)}</strong>
                      <span className="quiet tabular">{t.size(kind.width, kind.height)}</span>
                    </p>
                    {!kind.allowed && kind.reason && <p className="quiet">{say(kind.reason)}</p>}
                  </div>
                  {kind.allowed && (
                    <Button
                      kind={String(kind.kind) === 'signature' ? 'primary' : 'plain'}
                      icon={String(kind.kind) === 'signature' ? 'pencil' : 'stamp'}
                      onClick={() =>
                        String(kind.kind) === 'signature'
                          ? setDialog({ what: 'write' })
                          : setDialog({ what: 'apply', kind: kind.kind, name: say(kind.name) })
                      }
                    >
                      {String(kind.kind) === 'signature' ? t.write : t.apply}
                      {String(kind.kind) !== 'signature' && <span className="visually-hidden"> {say(kind.name)}</span>}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
      {dialog?.what === 'write' && <SignatureDialog onClose={() => setDialog(undefined)} onDone={refresh} />}
      {dialog?.what === 'apply' && (
        <FirmSealDialog
          kind={dialog.kind}
          name={dialog.name}
          onClose={() => setDialog(undefined)}
          onDone={() => {
            setTold(t.applied);
            void refresh();
          }}
        />
      )}
      {dialog?.what === 'activate' && (
        <ActivateDialog seal={dialog.seal} onClose={() => setDialog(undefined)} onDone={refresh} />
      )}
      {dialog && dialog.what !== 'write' && dialog.what !== 'apply' && dialog.what !== 'activate' && (
        <SealStateDialog
          seal={dialog.seal}
          action={dialog.what}
          onClose={() => setDialog(undefined)}
          onDone={refresh}
        />
      )}
    </div>
  );
}

function SealItem({ seal, onAct }: { seal: SealCard; onAct: (what: StateAction | 'activate') => void }) {
  const t = useSealsTexts();
  const say = useSay();
  const { lang } = useLang();
  const state = String(seal.state);
  const mine = seal.keeper?.me === true;
  return (
    <li className="card seal-card">
      <img
        src={api.url(getSealPicture, { params: { sealId: seal.id } })}
        alt={t.pictureOf(seal.name)}
        className="seal-card__picture"
      />
      <div className="seal-card__body">
        <p className="my-list__name">
          <strong>{say(seal.kindName)}</strong>
          <Tag
            tone={
              state === 'in-use' ? 'ok' : state === 'made' ? 'primary' : state === 'suspended' ? 'waiting' : 'plain'
            }
            icon={state === 'in-use' ? 'check' : 'clock'}
          >
            {say(seal.stateName)}
          </Tag>
        </p>
        <p>{seal.name}</p>
        <p className="quiet tabular">
          {t.validTo(formatDate(seal.validTo, lang))}
          {state === 'in-use' && seal.daysLeft <= 60 && ` · ${t.expires(seal.daysLeft)}`}
        </p>
        {seal.keeper && <p className="quiet">{t.keeper(seal.keeper.name)}</p>}
        {seal.stateReason && <p className="quiet">{seal.stateReason}</p>}
        {mine && (
          <div className="button-row">
            {state === 'made' && (
              <Button kind="primary" onClick={() => onAct('activate')}>
                {t.activate}
              </Button>
            )}
            {state === 'in-use' && (
              <>
                <Button onClick={() => onAct('suspend')}>{t.suspend}</Button>
                <Button kind="text" onClick={() => onAct('report-lost')}>
                  {t.lost}
                </Button>
              </>
            )}
            {state === 'suspended' && (
              <>
                <Button onClick={() => onAct('resume')}>{t.resume}</Button>
                <Button kind="text" onClick={() => onAct('report-lost')}>
                  {t.lost}
                </Button>
              </>
            )}
          </div>
        )}
      </div>
    </li>
  );
}
