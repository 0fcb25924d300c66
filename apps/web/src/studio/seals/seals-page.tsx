import { listSeals, type SealCard } from '@miaopi/contracts';
import { useState } from 'react';
import { Link } from 'react-router';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Empty, Field } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { SealStateTag } from './seal-tags.tsx';
import { useT } from './texts.ts';
import { ValidityChart } from './validity-chart.tsx';

const states = ['made', 'in-use', 'suspended', 'lost', 'replaced', 'revoked', 'expired'] as const;

/** Seals by state and holder, when they end, each as its picture. */
export function SealsPage() {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const [state, setState] = useState('');
  const [of, setOf] = useState('');
  const all = useRead(listSeals, { query: { ...(of ? { of: of as never } : {}) } }, { keep: true });
  const names = new Map(all.data?.map((s) => [s.state as string, say(s.stateName)]));
  return (
    <Page title={t('all')} lead={t('allLead')}>
      <div className="studio-filters">
        <Field label={t('holder')}>
          {(c) => (
            <select {...c} className="input" value={of} onChange={(e) => setOf(e.target.value)}>
              <option value="">{t('anyHolder')}</option>
              {(['office', 'firm', 'person'] as const).map((one) => (
                <option key={one} value={one}>
                  {t(one)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('state')}>
          {(c) => (
            <select {...c} className="input" value={state} onChange={(e) => setState(e.target.value)}>
              <option value="">{t('anyState')}</option>
              {states
                .filter((one) => names.has(one) || one === state)
                .map((one) => (
                  <option key={one} value={one}>
                    {names.get(one) ?? one}
                  </option>
                ))}
            </select>
          )}
        </Field>
      </div>
      <Loaded query={all} shape="list">
        {(seals) => {
          const shown = seals.filter((s) => !state || s.state === state);
          if (shown.length === 0) return <Empty icon="stamp" title={t('noSeals')} text={t('noSealsText')} />;
          return (
            <>
              <ValidityChart seals={shown} />
              <ul className="seal-grid">
                {shown.map((seal: SealCard) => (
                  <li key={seal.id} className="card seal-card">
                    <img className="seal-picture" src={`/api/seals/${seal.id}/picture`} alt="" loading="lazy" />
                    <div className="seal-card__body">
                      <Link to={`/studio/seals/${seal.id}`}>{seal.name}</Link>
                      <p className="quiet">
                        {say(seal.kindName)} · <span className="tabular">{seal.id}</span>
                      </p>
                      <p>
                        <SealStateTag seal={seal} />
                      </p>
                      <p className="quiet tabular">
                        {t('validTo')} {formatDate(seal.validTo, lang)}
                        {seal.renewable && ` · ${seal.daysLeft} ${t('days')}`}
                      </p>
                    </div>
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
