import { getLicenceSharing } from '@miaopi/contracts';
import { useRead } from '../../../app/api.ts';
import { Tag } from '../../../ui/kit.tsx';
import { Loaded } from '../../../ui/states.tsx';
import { Copies } from './copies.tsx';
import { Looks } from './looks.tsx';
import { useSharingTexts } from './sharing-texts.ts';
import { Showings } from './showings.tsx';
import { UseCodes } from './use-codes.tsx';
import './sharing.css';

/** What the holder decides about his licence and what became of it: who may ask, use codes, copies, looks. */
export function Sharing({ licenceId, inForce }: { licenceId: string; inForce: boolean }) {
  const t = useSharingTexts();
  const sharing = useRead(getLicenceSharing, { params: { licenceId } }, { staleTime: 0 });
  const changed = () => sharing.refetch();
  return (
    <section className="sharing stack stack--wide no-print" aria-labelledby="sharing">
      <div>
        <h2 id="sharing">{t.title}</h2>
        <p className="quiet">{t.lead}</p>
      </div>
      <Loaded query={sharing} shape="lines">
        {(data) => {
          const shared = data.shareClass !== 'none';
          return (
            <>
              {shared ? (
                <section className="stack" aria-labelledby="may-ask">
                  <h3 id="may-ask">{t.mayAsk}</h3>
                  {data.mayAsk.length === 0 ? (
                    <p className="quiet">{t.noAskers}</p>
                  ) : (
                    <ul className="sharing__list">
                      {data.mayAsk.map((one) => (
                        <li key={`${one.systemId} ${one.purpose}`}>
                          <div className="sharing__what">
                            <strong>{one.system}</strong>
                            <span className="quiet">{one.office}</span>
                            <span>{one.purpose}</span>
                          </div>
                          <Tag tone={one.byDuty ? 'waiting' : 'plain'}>{one.byDuty ? t.byDuty : t.withCode}</Tag>
                        </li>
                      ))}
                    </ul>
                  )}
                </section>
              ) : (
                <p>{t.none}</p>
              )}
              {shared && <UseCodes licenceId={licenceId} sharing={data} mayMake={inForce} changed={changed} />}
              {shared && <Copies licenceId={licenceId} sharing={data} mayMake={inForce} changed={changed} />}
              <Showings showings={data.showings} />
              <Looks sharing={data} />
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
