import type { CompiledItem } from '@miaopi/items';
import type { Text } from '../../../kernel/text.ts';

/** Why only the applicant himself can file an item; undefined when another department may. */
export function closedToDepartments(item: CompiledItem): Text | undefined {
  const { vertical, realPerson, materials } = item.package.item;
  if (vertical)
    return {
      zh: '在垂直管理业务系统中办理，须申请人本人进入',
      en: 'handled in another system, which the applicant enters himself',
    };
  if (realPerson) return { zh: '须申请人本人通过实人认证', en: 'needs a live check of the applicant himself' };
  if (materials.some((m) => m.signing))
    return { zh: '材料须由申请人签署', en: 'a material has to be signed by the applicant' };
  return undefined;
}
