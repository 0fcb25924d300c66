import { listBookableItems } from '@miaopi/contracts';
import { Link } from 'react-router';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useSay } from '../../texts/lang.tsx';
import { Empty, Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useBookingTexts } from './booking-texts.ts';
import '../me/me.css';

/** F154: which item it is for. */
export function ChooseItemPage() {
  const t = useBookingTexts();
  const say = useSay();
  const items = useRead(listBookableItems, {}, { staleTime: 60_000 });
  return (
    <Page title={t.choose} lead={t.chooseLead} width="narrow">
      <Loaded query={items} shape="list">
        {(list) =>
          list.length === 0 ? (
            <Empty icon="calendar" title={t.noHall} text={t.noHallText} />
          ) : (
            <ul className="my-list">
              {list.map((item) => (
                <li key={item.slug}>
                  <div>
                    <p className="my-list__name">
                      {item.halls > 0 ? (
                        <Link to={`/items/${item.slug}/book`}>{say(item.name)}</Link>
                      ) : (
                        <strong>{say(item.name)}</strong>
                      )}
                    </p>
                    <p className="quiet">{say(item.office)}</p>
                  </div>
                  <Tag tone={item.halls > 0 ? 'primary' : 'plain'}>{t.halls(item.halls)}</Tag>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
