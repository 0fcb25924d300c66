import type { Guide } from '@miaopi/contracts';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { BasisLine } from './guide-conditions.tsx';

/** Every element of the national list (GB/T 39554.2), for those who want it all. */
export function GuideElements({ guide }: { guide: Guide }) {
  const texts = useTexts();
  const say = useSay();
  const names = texts.guide.elementNames;
  const yes = (on: boolean) => (on ? texts.guide.supported : texts.guide.notSupported);
  const rows: [string, string, boolean?][] = [
    [names.type, say(guide.type)],
    [names.office, say(guide.office.name)],
    [names.uscc, guide.office.uscc, true],
    [names.level, say(guide.level)],
    [names.area, say(guide.area)],
    [names.objects, guide.objects.map(say).join(texts.common.comma)],
    [names.caseKind, say(guide.caseKind)],
    [names.depth, texts.guide.depths[guide.depth] ?? guide.depth],
    [names.bookable, yes(guide.bookable)],
    [names.mail, yes(guide.mail)],
    ...(guide.realPerson ? [[names.realPerson, texts.guide.realPersonNeeded] as [string, string]] : []),
    [names.delivery, guide.delivery.map((one) => texts.guide.deliveries[one] ?? one).join(texts.common.comma)],
    [names.catalog, guide.codes.catalog, true],
    [names.task, guide.codes.task, true],
    [names.handling, guide.codes.handling, true],
    [names.version, String(guide.version), true],
  ];
  return (
    <section id="elements">
      <h2>{texts.guide.elements}</h2>
      <dl className="facts facts--small">
        {rows.map(([name, value, code]) => (
          <FactRow key={name} name={name} value={value} code={code} />
        ))}
        {guide.situations.length > 0 && (
          <FactRow
            name={texts.guide.situations}
            value={guide.situations.map((one) => say(one.name)).join(texts.common.comma)}
          />
        )}
        <dt>{texts.guide.basis}</dt>
        <dd className="stack stack--tight">
          {guide.basis.map((basis) => (
            <BasisLine key={`${basis.law}${basis.article}`} basis={basis} />
          ))}
          {guide.fee.basis && <BasisLine basis={guide.fee.basis} />}
        </dd>
      </dl>
    </section>
  );
}

function FactRow({ name, value, code }: { name: string; value: string; code?: boolean }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={code ? 'tabular' : undefined}>{value}</dd>
    </>
  );
}
