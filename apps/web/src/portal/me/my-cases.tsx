import { listCases } from '@miaopi/contracts';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMe, useRead } from '../../app/api.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Button, ButtonLink, Empty } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { CaseStateTag } from '../cases/state-tag.tsx';

export function MyCases() {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const [limit, setLimit] = useState(20);
  // cases of a firm are seen by who acts for it at the moment
  const others = (useMe()?.principals.length ?? 1) - 1;
  const cases = useRead(listCases, { query: { limit } }, { keep: true, staleTime: 0 });
  return (
    <Loaded query={cases} shape="list">
      {(data) =>
        data.cases.length === 0 ? (
          <Empty
            icon="inbox"
            title={texts.cases.none}
            text={others > 0 ? texts.cases.noneOwn(others) : texts.cases.noneText}
          >
            <ButtonLink to="/search" kind="primary">
              {texts.home.allItems}
            </ButtonLink>
            {others > 0 && <ButtonLink to="/me/mandates">{texts.me.actingTitle}</ButtonLink>}
          </Empty>
        ) : (
          <>
            {(
              [
                [texts.me.active, data.cases.filter((one) => String(one.state) !== 'closed')],
                [texts.me.finished, data.cases.filter((one) => String(one.state) === 'closed')],
              ] as const
            ).map(
              ([name, list]) =>
                list.length > 0 && (
                  <section key={name} className="my-group">
                    <h3>{name}</h3>
                    <ul className="my-list">
                      {list.map((one) => (
                        <li key={one.id}>
                          <div>
                            <Link to={`/cases/${one.id}`}>{say(one.itemName)}</Link>
                            <p className="quiet tabular">
                              {one.number} · {formatInstant(one.submittedAt, lang)} · {say(one.office)}
                            </p>
                          </div>
                          <CaseStateTag of={one} />
                        </li>
                      ))}
                    </ul>
                  </section>
                ),
            )}
            {data.next && limit < 100 && <Button onClick={() => setLimit(100)}>{texts.common.loadMore}</Button>}
          </>
        )
      }
    </Loaded>
  );
}
