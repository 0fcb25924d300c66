import { listSmartItems, type SmartItem } from '@miaopi/contracts';
import { Link } from 'react-router';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatCount, formatDate, formatSeconds, formatShare } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { More } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { SMART } from './smart-texts.ts';

function SmartRow({ item, days }: { item: SmartItem; days: number }) {
  const say = useSay();
  const { lang } = useLang();
  const texts = SMART[lang];
  const comma = lang === 'zh' ? '、' : ', ';
  return (
    <li className="card">
      <h2>
        <Link to={`/items/${item.slug}`}>{say(item.name)}</Link>
      </h2>
      <p className="quiet">
        {say(item.office)}
        <span> · </span>
        {texts.since(formatDate(item.since, lang))}
        <span> · </span>
        {texts.conditions(item.conditions)}
      </p>
      <p className="tabular">
        {texts.filed(formatCount(item.submitted), days)}
        <span> · </span>
        {item.automaticShare === null ? texts.none : `${texts.share} ${formatShare(item.automaticShare)}`}
        {item.medianSeconds !== null && (
          <>
            <span> · </span>
            {texts.median(formatSeconds(item.medianSeconds, lang))}
          </>
        )}
      </p>
      {item.sources.length > 0 && (
        <p>
          {texts.asks} {item.sources.map(say).join(comma)}
        </p>
      )}
      <More summary={texts.byPerson}>
        <ul className="bullets">
          {item.byPerson.map((text) => (
            <li key={text.zh}>{say(text)}</li>
          ))}
        </ul>
      </More>
    </li>
  );
}

/** 智能审批事项清单 (F003): what the system decides, since when, how often, and where it may not. */
export function SmartPage() {
  const { lang } = useLang();
  const texts = SMART[lang];
  const list = useRead(listSmartItems, {}, { staleTime: 60_000 });
  return (
    <Page title={texts.title} width="narrow">
      <div className="stack">
        <p>{texts.lead}</p>
        <Loaded query={list} shape="list">
          {({ items, days, others }) => (
            <>
              <ul className="stack">
                {items.map((item) => (
                  <SmartRow key={item.slug} item={item} days={days} />
                ))}
              </ul>
              {others > 0 && <p className="quiet">{texts.others(others)}</p>}
            </>
          )}
        </Loaded>
      </div>
    </Page>
  );
}
