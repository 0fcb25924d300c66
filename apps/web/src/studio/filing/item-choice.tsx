import type { listFilingSystems, ReplyOf } from '@miaopi/contracts';
import { useSay } from '../../texts/lang.tsx';
import { useT } from './texts.ts';

export type FileableItems = ReplyOf<typeof listFilingSystems>['items'];

/** Items to choose of; those only the applicant can file say why. */
export function ItemChoice(props: {
  items: FileableItems;
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}) {
  const t = useT();
  const say = useSay();
  const { items, chosen, onChange } = props;
  return (
    <fieldset className="row-part">
      <legend>{t('items')}</legend>
      <div className="stack stack--tight">
        {items.map(({ slug, name, closed }) => (
          <label key={slug} className="choice">
            <input
              type="checkbox"
              disabled={closed !== undefined}
              checked={chosen.includes(slug)}
              onChange={(e) => onChange(e.target.checked ? [...chosen, slug] : chosen.filter((one) => one !== slug))}
            />
            <span>
              {say(name)}
              {closed && <span className="quiet"> · {say(closed)}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
