import { type KeyboardEvent, useRef, useState } from 'react';
import { Button, Field, More, Notice } from '../../../ui/kit.tsx';
import { Drawing } from './drawing.tsx';
import { ElementForm } from './element-form.tsx';
import { ElementList } from './element-list.tsx';
import { boxOf, pageSize } from './item-box.ts';
import { itemName } from './item-name.ts';
import { addNew, groupItem, moveInto, ungroupItem } from './nesting.ts';
import { type NewKind, newItem, newKinds } from './new-items.ts';
import {
  besides,
  duplicateItem,
  holdsOthers,
  itemAt,
  keyOf,
  parentOf,
  parseTemplate,
  patchItem,
  removeItem,
  reorderItem,
  type Spot,
  type Template,
  writeTemplate,
} from './template-doc.ts';
import { useTemplateTexts } from './template-texts.ts';
import './template.css';

export interface TemplateFault {
  /** `elements[3].value` of the template; empty when it is of the whole. */
  readonly path: string;
  readonly text: string;
}

/** The paper of a licence type edited on its drawing (F215): list, drawing, properties; the JSON for who knows it. */
export function TemplateEditor(props: {
  paper: string;
  /** Fields of the row, to be bound. */
  names: readonly string[];
  svg: string | undefined;
  faults: readonly TemplateFault[];
  disabled: boolean;
  history: { undo: () => void; redo: () => void; canUndo: boolean; canRedo: boolean };
  onChange: (paper: string, what: string) => void;
}) {
  const { disabled, history } = props;
  const t = useTemplateTexts();
  const [selected, setSelected] = useState<Spot>();
  const drawn = useRef(props.svg);
  // what is wrong for a moment leaves the last good drawing below the frames
  drawn.current = props.svg ?? drawn.current;
  const template = parseTemplate(props.paper);
  const spot = template && selected && itemAt(template, selected) ? selected : undefined;
  const change = (next: Template, what: string) => props.onChange(writeTemplate(next), what);
  const put = (next: { template: Template; spot: Spot }, what: string) => {
    change(next.template, what);
    setSelected(next.spot);
  };
  const remove = () => {
    if (!template || !spot) return;
    change(removeItem(template, spot), '');
    setSelected(undefined);
  };
  const faultsOf = (at: Spot) =>
    props.faults.flatMap(({ path, text }) =>
      itemOfPath(path) === keyOf(at) ? [{ member: path.slice(keyOf(at).length + 1), text }] : [],
    );
  const faulty = new Set(props.faults.flatMap((fault) => itemOfPath(fault.path) ?? []));
  const keys = (event: KeyboardEvent) => {
    const typing = (event.target as Element).matches('input, select, textarea');
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && (key === 'z' || key === 'y')) {
      event.preventDefault();
      if (key === 'y' || event.shiftKey) history.redo();
      else history.undo();
    } else if (typing || disabled || !template || !spot) return;
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      remove();
    } else if ((event.ctrlKey || event.metaKey) && key === 'd') {
      event.preventDefault();
      put(duplicateItem(template, spot), '');
    } else if (event.key === 'Escape') setSelected(parentOf(spot));
  };
  // what is added goes into the group that is selected, or that holds what is selected
  const holder = template && spot && (holdsOthers(itemAt(template, spot)) ? spot : parentOf(spot));
  const box = template && spot && boxOf(template, spot);
  const item = template && spot && itemAt(template, spot);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of what is inside
    <div className="template-editor" onKeyDown={keys}>
      {template ? (
        <>
          <div className="template-bar">
            <Button kind="text" disabled={disabled || !history.canUndo} onClick={history.undo}>
              {t.undo}
            </Button>
            <Button kind="text" disabled={disabled || !history.canRedo} onClick={history.redo}>
              {t.redo}
            </Button>
            <label className="template-bar__add">
              <span className="visually-hidden">{t.add}</span>
              <select
                className="input"
                value=""
                disabled={disabled}
                onChange={(event) => {
                  const made = newItem(event.target.value as NewKind, pageSize(template), props.names);
                  put(addNew(template, made.part, made.item, holder), '');
                }}
              >
                <option value="">＋ {t.add}</option>
                {newKinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {t.kinds[kind]}
                  </option>
                ))}
              </select>
            </label>
            <span className="template-bar__rest">
              <Button
                kind="text"
                icon="copy"
                disabled={disabled || !spot}
                onClick={() => spot && put(duplicateItem(template, spot), '')}
              >
                {t.duplicate}
              </Button>
              {item?.kind === 'group' ? (
                <Button kind="text" disabled={disabled} onClick={() => spot && put(ungroupItem(template, spot), '')}>
                  {t.ungroup}
                </Button>
              ) : (
                <Button
                  kind="text"
                  disabled={disabled || spot?.part !== 'elements'}
                  onClick={() => spot && put(groupItem(template, spot), '')}
                >
                  {t.group}
                </Button>
              )}
              {([-1, 1] as const).map((by) => (
                <Button
                  key={by}
                  kind="text"
                  disabled={disabled || !spot || !itemAt(template, besides(spot, by))}
                  onClick={() => spot && put(reorderItem(template, spot, by), '')}
                >
                  {by < 0 ? t.earlier : t.later}
                </Button>
              ))}
              <Button kind="text" icon="trash" disabled={disabled || !spot} onClick={remove}>
                {t.remove}
              </Button>
            </span>
          </div>
          <div className="template-panes">
            <ElementList template={template} selected={spot} faulty={faulty} select={setSelected} />
            <Drawing
              template={template}
              svg={drawn.current}
              selected={spot}
              faulty={faulty}
              disabled={disabled}
              select={setSelected}
              change={change}
            />
            <aside className="template-side" aria-label={t.properties}>
              <p className="visually-hidden" role="status">
                {box && item && spot && t.moved(itemName(t, spot, item), box.x, box.y)}
              </p>
              {spot ? (
                <ElementForm
                  key={keyOf(spot)}
                  template={template}
                  spot={spot}
                  names={props.names}
                  faults={faultsOf(spot)}
                  disabled={disabled}
                  change={(part, what) => change(patchItem(template, spot, part), what)}
                  move={(into) => put(moveInto(template, spot, into), '')}
                />
              ) : (
                <p className="quiet">{t.nothing}</p>
              )}
            </aside>
          </div>
        </>
      ) : (
        <Notice tone="danger" title={t.expertOnly} />
      )}
      <More summary={t.expert} open={!template} className="row-part">
        <Field label={t.expert} error={props.faults.find((fault) => fault.path === '')?.text}>
          {(control) => (
            <textarea
              {...control}
              className="input input--code row-part__template"
              rows={24}
              spellCheck={false}
              maxLength={200_000}
              readOnly={disabled}
              value={props.paper}
              onChange={(event) => props.onChange(event.target.value, 'expert')}
            />
          )}
        </Field>
      </More>
    </div>
  );
}

/** The element a finding is about: the path without the member. */
function itemOfPath(path: string): string | undefined {
  return /^\w+\[\d+\](?:\.elements\[\d+\])*/.exec(path)?.[0];
}
