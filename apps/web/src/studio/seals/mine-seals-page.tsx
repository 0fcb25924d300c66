import { listMySeals } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Empty, Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';

/** The office's seals as pictures. */
export function MineSealsPage() {
  const say = useSay();
  const { lang } = useLang();
  const seals = useRead(listMySeals);
  const title = { zh: '印章一览', en: 'All seals' }[lang];
  return (
    <Page title={title}>
      <Loaded query={seals} shape="list">
        {(data) =>
          data.seals.length === 0 ? (
            <Empty icon="stamp" title={{ zh: '本单位还没有印章', en: 'This office has no seals yet' }[lang]} />
          ) : (
            <ul className="seal-grid">
              {data.seals.map((seal) => (
                <li key={seal.id} className="card seal-card">
                  <img className="seal-picture" src={`/api/seals/${seal.id}/picture`} alt={seal.name} />
                  <div>
                    <strong>{seal.name}</strong>
                    <p className="quiet">{say(seal.kindName)}</p>
                    <Tag tone={seal.state === 'in-use' ? 'ok' : 'waiting'}>{say(seal.stateName)}</Tag>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
