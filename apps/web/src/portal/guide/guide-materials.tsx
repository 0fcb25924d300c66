import type { Guide } from '@miaopi/contracts';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { More, Tag } from '../../ui/kit.tsx';
import { useSigningTexts } from '../signing/signing-texts.ts';
import { BasisLine } from './guide-conditions.tsx';

const BY_ICON: Record<string, IconName> = { evidence: 'shield', licence: 'book', form: 'pencil', field: 'upload' };

/** What one must bring (mostly nothing), and who holds the rest. */
export function GuideMaterials({ guide }: { guide: Guide }) {
  const texts = useTexts();
  const say = useSay();
  const signing = useSigningTexts();
  const held = guide.materials.filter((one) => one.by === 'evidence' || one.by === 'licence');
  const own = guide.materials.filter((one) => one.by === 'field');
  const always = own.filter((one) => !one.whenText && one.need === '1');
  const by: Record<string, string> = {
    evidence: texts.guide.byEvidence,
    licence: texts.guide.byLicence,
    form: texts.guide.byForm,
    field: texts.guide.byField,
  };
  return (
    <section id="materials">
      <h2>{texts.guide.materials}</h2>
      <p className="zero">
        <Icon name={always.length ? 'file' : 'check-circle'} />
        <span>
          {always.length === 0 ? texts.guide.zero(held.length) : texts.guide.some(always.length, held.length)}
          {always.length === 0 && own.length > 0 && ` ${texts.guide.onlySome(own.length)}`}
        </span>
      </p>
      <ul className="materials">
        {guide.materials.map((material) => (
          <li key={material.name.zh}>
            <Icon name={BY_ICON[String(material.by)] ?? 'file'} />
            <div>
              <h3>{say(material.name)}</h3>
              {material.whenText && <p>{say(material.whenText)}</p>}
              {material.note && <p className="quiet">{say(material.note)}</p>}
              {material.signing && (
                <p className="guide-signing">
                  <Icon name="stamp" />
                  {signing.needs}
                  {texts.common.colon}
                  {material.signing.parties.map((p) => say(p.label)).join(texts.common.comma)}
                  {material.signing.original && ` · ${signing.mustBeOriginal}`}
                </p>
              )}
              <BasisLine basis={material.basis} />
            </div>
            <div className="tag-row">
              <Tag tone={material.by === 'field' ? 'waiting' : 'ok'}>
                {material.heldBy ? texts.guide.heldBy(say(material.heldBy)) : by[String(material.by)]}
              </Tag>
              {material.by === 'field' && <Tag>{texts.guide.need[material.need] ?? material.need}</Tag>}
            </div>
          </li>
        ))}
      </ul>
      {guide.lookups.length > 0 && (
        <More summary={texts.guide.lookups}>
          <p className="quiet">{texts.guide.lookupsIntro}</p>
          <ul className="lookups">
            {guide.lookups.map((lookup) => (
              <li key={lookup.name}>
                <strong>{say(lookup.office)}</strong>
                <span>{say(lookup.purpose)}</span>
                <span className="quiet">{lookup.fields.map(say).join(texts.common.comma)}</span>
              </li>
            ))}
          </ul>
        </More>
      )}
    </section>
  );
}
