import {
  compileNumberRule,
  IdentifierError,
  parseCatalogCode,
  parseHandlingItemCode,
  parseTaskCode,
  parseUscc,
} from '@miaopi/identifiers';
import type { Tell } from './check-item.ts';
import type { ItemPackage } from './model.ts';

/** Codes of 12, 31 and 33 characters, credit codes, the licence type code and the number rule. V14. */
export function checkCodes(pkg: ItemPackage, tell: Tell): void {
  const { codes, office, level, type } = pkg.item;
  const say = (
    code: string,
    path: readonly (string | number)[],
    issue: { readonly message: { zh: string; en: string } },
  ): void => tell('error', code, path, issue.message.zh, issue.message.en);

  const uscc = parseUscc(office.uscc);
  if (!uscc.ok) say('code.uscc', ['item', 'office', 'uscc'], uscc.issue);
  const catalog = parseCatalogCode(codes.catalog);
  if (!catalog.ok) say('code.catalog', ['item', 'codes', 'catalog'], catalog.issue);
  else if (catalog.value.type !== type) {
    tell(
      'warning',
      'code.type',
      ['item', 'codes', 'catalog'],
      `基本编码第3、4位是“${catalog.value.type}”，与事项类型“${type}”不同`,
      `digits 3 and 4 are "${catalog.value.type}", the item's type is "${type}"`,
    );
  }
  const task = parseTaskCode(codes.task);
  if (!task.ok) say('code.task', ['item', 'codes', 'task'], task.issue);
  else {
    const { body, level: own, catalog: ends } = task.value;
    const wrong =
      body !== office.uscc
        ? '实施主体代码'
        : own !== level
          ? '行使层级'
          : ends.code !== codes.catalog
            ? '基本编码'
            : undefined;
    if (wrong) {
      tell(
        'error',
        'V14',
        ['item', 'codes', 'task'],
        `实施编码应由实施主体代码、行使层级和基本编码组成，其中${wrong}不符`,
        'the implementation code is the office’s credit code, the level and the catalogue code; one of them differs',
        { example: `${office.uscc}${level}${codes.catalog}` },
      );
    }
  }
  const handling = parseHandlingItemCode(codes.handling);
  if (!handling.ok) say('code.handling', ['item', 'codes', 'handling'], handling.issue);
  else if (handling.value.task.code !== codes.task) {
    tell(
      'error',
      'V14',
      ['item', 'codes', 'handling'],
      '业务办理项编码的前31位应是实施编码',
      'the first 31 characters must be the implementation code',
    );
  }

  const { typeCode, numberRule } = pkg.licence;
  const definer = parseUscc(typeCode.slice(0, 18));
  if (!/^[0-9A-Z]{21}$/.test(typeCode) || !definer.ok) {
    tell(
      'error',
      'code.licence-type',
      ['licence', 'typeCode'],
      '证照类型代码应为定义机构的18位统一社会信用代码加3位',
      'a licence type code is the defining body’s credit code (18) and three more characters',
    );
  }
  pkg.evidence.forEach((e, i) => {
    if ('licence' in e.from && (!/^[0-9A-Z]{21}$/.test(e.from.licence) || !parseUscc(e.from.licence.slice(0, 18)).ok)) {
      tell(
        'error',
        'code.licence-type',
        ['evidence', i, 'from', 'licence'],
        '证照类型代码有误',
        'the licence type code is wrong',
      );
    }
  });
  try {
    compileNumberRule(numberRule);
  } catch (error) {
    if (!(error instanceof IdentifierError)) throw error;
    say('code.number-rule', ['licence', 'numberRule'], error.issue);
  }
}
