import { listShareSystems } from '@miaopi/contracts';
import { Link } from 'react-router';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useSay } from '../../texts/lang.tsx';
import { ButtonLink, Empty, Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { SystemFigures } from './system-figures.tsx';
import { useT } from './texts.ts';

/** Every registered system: who runs it, for what it may ask, how much it asked. */
export function SystemsPage() {
  const t = useT();
  const say = useSay();
  const list = useRead(listShareSystems, {}, { staleTime: 0 });
  return (
    <Page title={t('systems')} lead={t('systemsLead')}>
      <Loaded query={list} shape="list">
        {({ systems }) =>
          systems.length === 0 ? (
            <Empty icon="send" title={t('none')} text={t('noneText')}>
              <ButtonLink to="/studio/sharing/new" kind="primary" icon="plus">
                {t('register')}
              </ButtonLink>
            </Empty>
          ) : (
            <div className="stack">
              <div className="button-row">
                <ButtonLink to="/studio/sharing/new" kind="primary" icon="plus">
                  {t('register')}
                </ButtonLink>
              </div>
              <ul className="system-list">
                {systems.map((s) => (
                  <li key={s.id} className="card system-card">
                    <div>
                      <h2>
                        <Link to={`/studio/sharing/${s.id}`}>{s.name}</Link>{' '}
                        <Tag tone={s.state === 'active' ? 'ok' : 'danger'}>{t(s.state)}</Tag>
                      </h2>
                      <p className="quiet">{s.office}</p>
                      <ul className="tag-row">
                        {s.scopes.map((one) => (
                          <li key={`${one.typeCode}${one.purpose}`}>
                            <Tag>
                              {one.typeName ? say(one.typeName) : one.typeCode} · {one.purpose}
                            </Tag>
                          </li>
                        ))}
                      </ul>
                    </div>
                    <SystemFigures system={s} />
                  </li>
                ))}
              </ul>
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}
