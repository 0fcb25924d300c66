import type { ItemCard } from '@miaopi/contracts';
import { Link } from 'react-router';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { useLimit } from '../../texts/limit.ts';
import { Highlighted } from './highlighted.tsx';
import { ItemTags } from './item-tags.tsx';

export function ItemRow({ item, summary }: { item: ItemCard; summary?: boolean }) {
  const texts = useTexts();
  const say = useSay();
  const limit = useLimit();
  return (
    <li className="item-row">
      <div className="item-row__main">
        <h3>
          <Link to={`/items/${item.slug}`}>
            {item.highlighted ? <Highlighted html={say(item.highlighted)} /> : say(item.name)}
          </Link>
        </h3>
        {summary && <p className="item-row__summary">{say(item.summary)}</p>}
        <p className="quiet">
          {say(item.office)}
          <span> · </span>
          {texts.guide.limit} {limit(item.promised)}
        </p>
      </div>
      <ItemTags tags={item.tags} />
    </li>
  );
}
