import type { Catalog } from '../modules/catalog/index.ts';
import type { FeeItem } from '../modules/payments/index.ts';

/** What the items in force charge, as their packages say. */
export function feeItemsOf(catalog: Pick<Catalog, 'list'>): FeeItem[] {
  return catalog.list().flatMap(({ package: { slug, item } }) => {
    const { fee } = item;
    if (!fee.charged) return [];
    const { law, article, content } = fee.basis;
    return [
      {
        slug,
        name: item.name,
        office: item.office.uscc,
        officeName: item.office.name,
        due: fee.due,
        payDays: fee.payDays,
        basis: { law, article, content },
        lines: fee.lines.map(({ code, name, standard, amount, reductions }) => ({
          code,
          name,
          standard,
          amount,
          reductions: (reductions ?? []).map((r) => ({
            name: r.name,
            percent: r.percent,
            law: r.basis.law,
            article: r.basis.article,
          })),
        })),
      },
    ];
  });
}
