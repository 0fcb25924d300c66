import type { Exchange } from '../modules/exchange/index.ts';
import type { RealPerson } from '../modules/identity/index.ts';

/**
 * 实名核验 and 实人认证 over the exchange's `police` connector: name and number as the population register has them, the record in force and, when a portrait is
 * given, the register's own photo of the same person.
 */
export function realPersonOver(exchange: Exchange): RealPerson {
  return async ({ name, number, reference, portrait }) => {
    const answer = await exchange.ask({
      system: 'police',
      operation: portrait ? 'portrait' : 'person',
      params: { 身份号码: number, ...(portrait ? { 姓名: name, 照片: portrait.toString('base64') } : {}) },
      purpose: portrait ? '提交申请前的实人认证' : '电子签名前的实名核验',
      caseRef: reference,
      budget: portrait ? 6000 : 3000,
    });
    if (answer.status === 'unavailable') return { status: 'unavailable' };
    const { 姓名, 状态, 相似度, 同一人 } = answer.data;
    const known = answer.status === 'found' && 姓名 === name && 状态 === '正常';
    const score = typeof 相似度 === 'number' && 相似度 >= 0 && 相似度 <= 100 ? Math.round(相似度) : undefined;
    const same = known && (!portrait || (同一人 === true && score !== undefined));
    return {
      status: same ? 'confirmed' : 'refused',
      source: '公安人口库',
      requestId: answer.requestId,
      ...(score === undefined ? {} : { score }),
    };
  };
}
