import type { FlowView, Guide } from '@miaopi/contracts';
import { CROSS_REGION_SCOPES, codeEntry } from '@miaopi/identifiers';
import { type CompiledItem, guideView, plannedFlow } from '@miaopi/items';
import { mayGrantAlone, tagsOf, tagText } from '../domain/tags.ts';

const caseKinds = {
  '1': { zh: '即办件', en: 'Done on the spot' },
  '2': { zh: '承诺件', en: 'Done within a promised time' },
};
const needs = { '1': '必要', '2': '非必要', '3': '容缺后补' };
const sources = { '10': '申请人自备', '20': '政府部门核发', '99': '其他' };

/** All elements of the guide (F055–F057) from the package, with living figures and what people tell of it (F064). */
export function presentGuide(
  item: CompiledItem,
  figures: Guide['figures'],
  experiences: Guide['experiences'] = [],
): Guide {
  const view = guideView(item);
  const { item: e, evidence, process } = item.package;
  const area = codeEntry(CROSS_REGION_SCOPES, e.area);
  return {
    slug: view.slug,
    version: view.version,
    state: e.state,
    name: view.name,
    summary: view.summary,
    who: view.who,
    codes: { ...view.codes },
    type: view.type,
    office: { name: view.office.name, uscc: view.office.uscc },
    level: view.level,
    area: area ? { zh: area.zh, en: area.en } : { zh: e.area, en: e.area },
    objects: [...view.objects],
    basis: [...view.basis],
    caseKind: caseKinds[e.caseKind],
    statutory: e.statutory,
    promised: e.promised,
    visits: e.visits,
    ...(e.visitReason ? { visitReason: e.visitReason } : {}),
    modes: view.modes.map((m) => ({ ...m, originals: [...m.originals] })),
    depth: e.depth,
    online: e.online && e.state === 'in-use',
    bookable: e.bookable && e.state === 'in-use',
    mail: e.mail,
    realPerson: view.realPerson,
    ...(view.vertical ? { vertical: { ...view.vertical, hands: [...view.vertical.hands] } } : {}),
    channels: [...e.channels],
    fee: e.fee.charged
      ? {
          charged: true,
          lines: e.fee.lines.map(({ name, standard, amount }) => ({ name, standard, amount })),
          basis: e.fee.basis,
        }
      : { charged: false, lines: [] },
    conditions: view.conditions.map(({ id, text, basis, remedy }) => ({ id, text, basis, remedy })),
    situations: view.situations.map(({ when }) => ({ name: when })),
    materials: e.materials.map((m, i) => {
      const from = view.materials[i]?.from;
      return {
        name: m.name,
        need: needs[m.need],
        source: sources[m.source],
        by: 'evidence' in m.by ? 'evidence' : 'licence' in m.by ? 'licence' : 'form' in m.by ? 'form' : 'field',
        ...(from ? { heldBy: from } : {}),
        ...(m.whenText ? { whenText: m.whenText } : {}),
        basis: m.basis,
        ...(m.note ? { note: m.note } : {}),
        ...(m.signing
          ? {
              signing: {
                original: m.signing.original,
                generated: m.signing.paper !== undefined,
                parties: m.signing.parties.map(({ label, means, when }) => ({
                  label,
                  means: [...means],
                  sometimes: when !== undefined,
                })),
              },
            }
          : {}),
      };
    }),
    lookups: evidence.map(({ name, label, office, purpose, fields }) => ({
      name,
      label,
      office,
      purpose,
      fields: Object.values(fields).map((f) => f.label),
    })),
    steps: process.steps.map(({ name, days, role, standard }) => ({ name, days, role, standard })),
    flow: plannedFlow(item.package) as FlowView,
    result: { kind: e.result.kind, name: e.result.name },
    delivery: [...e.delivery],
    consult: e.consult,
    complain: e.complain,
    appeal: e.appeal,
    faqs: [...e.faqs],
    tags: tagsOf({
      automatic: mayGrantAlone(item.package),
      online: e.online,
      visits: e.visits,
      uploads: view.toUpload,
    }).map(tagText),
    figures,
    experiences,
  };
}
