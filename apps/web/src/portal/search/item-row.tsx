import type { ItemCard } from '@miaopi/contracts';
import { Fragment } from 'react';
import { Link } from 'react-router';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { useLimit } from '../../texts/limit.ts';
import { Pause, Tag, type Tone } from '../../ui/kit.tsx';
import { Highlighted } from './highlighted.tsx';

/** 秒批 is what we are here for and gets the colour; the rest stays quiet. */
export function tagTone(zh: string): Tone {
  return zh === '秒批' ? 'primary' : zh === '零材料' || zh === '零跑动' ? 'ok' : 'plain';
}

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
      <div className="tag-row">
        {item.tags.map((tag, n) => (
          <Fragment key={tag.zh}>
            {n > 0 && <Pause />}
            <Tag tone={tagTone(tag.zh)} icon={tag.zh === '秒批' ? 'check' : undefined}>
              {say(tag)}
            </Tag>
          </Fragment>
        ))}
      </div>
    </li>
  );
}
