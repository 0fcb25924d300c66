import type { CompiledForm } from '@miaopi/forms';
import { Fragment, useEffect, useId, useRef, useState } from 'react';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button, Tag } from '../../ui/kit.tsx';
import { AddressChoice } from './address-choice.tsx';
import { CourierPrices } from './courier-prices.tsx';
import type { FormEngine } from './engine.ts';
import { fieldId } from './field-path.ts';
import { FormField } from './form-field.tsx';

type CompiledSection = CompiledForm['sections'][number];

/** One part of the form; folds to a line once complete and left. */
export function FormSection(props: {
  compiled: CompiledSection;
  engine: FormEngine;
  attempted: boolean;
  place: string;
}) {
  const { compiled, engine, attempted } = props;
  const { section } = compiled;
  const texts = useTexts();
  const say = useSay();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const inside = [...engine.state.fields.values()].filter((field) => {
    const [first, ...rest] = field.path.split('.');
    return (
      field.visible &&
      (section.repeat
        ? first === section.name && rest.length > 0
        : compiled.fields.some((one) => one.field.name === field.path))
    );
  });
  const own = engine.state.sections.get(section.name);
  const faults = inside.filter((field) => field.errors.length > 0).length + (own?.errors.length ?? 0);
  const missing = engine.state.missing.filter(
    (one) => one.path === section.name || inside.some((field) => field.path === one.path),
  ).length;
  const complete = faults + missing === 0;
  const filled = inside.filter((field) => field.provenance && field.provenance.source !== 'self').length;
  // Parts that have nothing to ask start folded: what the state knows need not be read line by line.
  const [open, setOpen] = useState(() => !complete || (filled === 0 && inside.length > 0) || Boolean(section.repeat));
  useEffect(() => {
    const onOpen = (event: Event) => {
      const path = String((event as CustomEvent).detail);
      if (path === section.name || inside.some((field) => field.path === path)) setOpen(true);
    };
    document.addEventListener('open-field', onOpen);
    return () => document.removeEventListener('open-field', onOpen);
  });
  const done = () => {
    setOpen(false);
    const all = [...document.querySelectorAll<HTMLElement>('.form-section__title')];
    const next = all[all.indexOf(heading.current as HTMLElement) + 1];
    requestAnimationFrame(() => (next ?? heading.current)?.focus());
  };
  const grid = (prefix: string) => (
    <div className="form-grid">
      {compiled.fields.map(({ field }) => (
        <Fragment key={field.name}>
          {section.receiver?.name === field.name && (
            <>
              <CourierPrices receiver={section.receiver} engine={engine} />
              <AddressChoice receiver={section.receiver} engine={engine} />
            </>
          )}
          <FormField field={field} path={prefix + field.name} engine={engine} attempted={attempted} />
        </Fragment>
      ))}
    </div>
  );
  return (
    <section className={`form-section card${open ? '' : ' form-section--folded'}`} aria-labelledby={id}>
      <header className="form-section__head">
        <div>
          <p className="quiet">{props.place}</p>
          <h2 id={id} ref={heading} tabIndex={-1} className="form-section__title">
            {say(section.title)}
          </h2>
        </div>
        <div className="button-row">
          {complete ? (
            <Tag tone="ok" icon="check-circle">
              {filled > 0 && !open ? texts.apply.filledForYou(filled) : texts.apply.complete}
            </Tag>
          ) : (
            <Tag tone={faults ? 'danger' : 'waiting'} icon={faults ? 'warn' : 'pencil'}>
              {faults ? texts.apply.errors(faults) : texts.apply.todo(missing)}
            </Tag>
          )}
          {!open && (
            <Button kind="text" icon="down" aria-expanded={false} onClick={() => setOpen(true)}>
              {texts.apply.change}
              <span className="visually-hidden"> {say(section.title)}</span>
            </Button>
          )}
        </div>
      </header>
      {open && (
        <div className="form-section__body">
          {section.intro && <p className="quiet">{say(section.intro)}</p>}
          {section.repeat ? (
            <>
              {Array.from({ length: own?.items ?? 0 }, (_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows of a list are known by their place
                <fieldset key={index} className="form-row">
                  <legend>{texts.apply.row(say(section.repeat!.item), index + 1)}</legend>
                  {grid(`${section.name}.${index}.`)}
                  {own?.canRemove && (
                    <Button kind="text" icon="trash" onClick={() => engine.removeItem(section.name, index)}>
                      {texts.apply.remove(say(section.repeat!.item))}
                      <span className="visually-hidden"> {index + 1}</span>
                    </Button>
                  )}
                </fieldset>
              ))}
              {own?.errors.map((issue) => (
                <p className="field__error" key={issue.code}>
                  <Icon name="warn" />
                  {say(issue.message)}
                </p>
              ))}
              {own?.canAdd && (
                <Button icon="plus" id={fieldId(section.name)} onClick={() => engine.addItem(section.name)}>
                  {texts.apply.add(say(section.repeat.item))}
                </Button>
              )}
            </>
          ) : (
            grid('')
          )}
          {complete && (
            <Button kind="plain" className="form-section__done" onClick={done}>
              {texts.apply.done}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
