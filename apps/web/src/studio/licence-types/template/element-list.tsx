import { Icon } from '../../../ui/icon.tsx';
import { itemName } from './item-name.ts';
import { itemsOf, keyOf, parts, type Spot, type Template } from './template-doc.ts';
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
        const items = itemsOf(props.template, part);
        if (items.length === 0) return null;
        return (
          <section key={part}>
            <h2>
              {t.parts[part]} <span className="count">{items.length}</span>
            </h2>
            <ol>
              {items.map((item, index) => {
                const key = keyOf({ part, index });
                return (
                  <li key={key}>
                    <button
                      type="button"
                      aria-current={chosen === key ? 'true' : undefined}
                      onClick={() => props.select({ part, index })}
                    >
                      <span>{itemName(t, { part, index }, item)}</span>
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
