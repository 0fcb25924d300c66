import type { ItemCard } from '@miaopi/contracts';
import { Fragment } from 'react';
import { useSay } from '../../texts/lang.tsx';
import { Pause, Tag, type Tone } from '../../ui/kit.tsx';

/** 秒批 is what we are here for and gets the colour; the rest stays quiet. */
function toneOf(zh: string): Tone {
  return zh === '秒批' ? 'primary' : zh === '零材料' || zh === '零跑动' ? 'ok' : 'plain';
}

/** What is said of an item at a glance, in its guide and in every list. */
export function ItemTags({ tags }: { tags: ItemCard['tags'] }) {
  const say = useSay();
  return (
    <div className="tag-row">
      {tags.map((tag, n) => (
        <Fragment key={tag.zh}>
          {n > 0 && <Pause />}
          <Tag tone={toneOf(tag.zh)} icon={tag.zh === '秒批' ? 'check' : undefined}>
            {say(tag)}
          </Tag>
        </Fragment>
      ))}
    </div>
  );
}
