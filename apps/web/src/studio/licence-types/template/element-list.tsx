import { Icon } from '../../../ui/icon.tsx';
import { itemName } from './item-name.ts';
import { itemAt, keyOf, parts, type Spot, spotsOf, type Template } from './template-doc.ts';
import { useTemplateTexts } from './template-texts.ts';

/** Every element by its layer, what lies on top last; those with a fault say so. */
export function ElementList(props: {
  template: Template;
  selected: Spot | undefined;
  faulty: ReadonlySet<string>;
  select: (spot: Spot) => void;
}) {
  const t = useTemplateTexts();
  const chosen = props.selected && keyOf(props.selected);
  return (
    <nav className="template-list" aria-label={t.list}>
      {parts.map((part) => {
        const spots = spotsOf(props.template, part);
        if (spots.length === 0) return null;
        return (
          <section key={part}>
            <h2>
              {t.parts[part]} <span className="count">{spots.length}</span>
            </h2>
            <ol>
              {spots.map((spot) => {
                const key = keyOf(spot);
                return (
                  <li key={key} className={`template-list__level-${Math.min(spot.at.length, 4)}`}>
                    <button
                      type="button"
                      aria-current={chosen === key ? 'true' : undefined}
                      onClick={() => props.select(spot)}
                    >
                      <span>{itemName(t, spot, itemAt(props.template, spot)!)}</span>
                      {props.faulty.has(key) && (
                        <span className="template-list__fault">
                          <Icon name="warn" />
                          <span className="visually-hidden">{t.faults}</span>
                        </span>
                      )}
                    </button>
                  </li>
                );
              })}
            </ol>
          </section>
        );
      })}
    </nav>
  );
}
