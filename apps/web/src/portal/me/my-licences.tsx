import { listLicences } from '@miaopi/contracts';
import { Link } from 'react-router';
import { useRead } from '../../app/api.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { ButtonLink, Empty } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { LicenceStateTag } from '../cases/state-tag.tsx';
import { PaperImage } from '../licences/paper.tsx';

export function MyLicences() {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const licences = useRead(listLicences, {}, { staleTime: 0 });
  return (
    <Loaded query={licences} shape="list">
      {(data) =>
        data.length === 0 ? (
          <Empty icon="book" title={texts.licence.none} text={texts.licence.noneText}>
            <ButtonLink to="/search" kind="primary">
              {texts.home.allItems}
            </ButtonLink>
          </Empty>
        ) : (
          <ul className="my-papers">
            {data.map((one) => (
              <li key={one.id} className="card">
                <div className="my-papers__picture">
                  <PaperImage licenceId={one.id} name={say(one.name)} holder={one.holder} card={one.width < 120} />
                </div>
                <h3>
                  <Link to={`/licences/${one.id}`}>{say(one.name)}</Link>
                </h3>
                <p className="quiet tabular">{one.number}</p>
                <p className="my-papers__end">
                  <LicenceStateTag state={String(one.state)} name={say(one.stateName)} />
                  <span className="quiet">
                    {one.validTo ? texts.licence.expires(formatDate(one.validTo, lang)) : texts.common.longTerm}
                  </span>
                </p>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
