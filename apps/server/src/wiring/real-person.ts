import type { Exchange } from '../modules/exchange/index.ts';
import type { RealPerson } from '../modules/signing/index.ts';

/** 实名核验 over the exchange's `police` connector: name and number as the population register has them, the record in force. */
export function realPersonOver(exchange: Exchange): RealPerson {
  return async ({ name, number, sessionId }) => {
    const answer = await exchange.ask({
      system: 'police',
      operation: 'person',
      params: { 身份号码: number },
      purpose: '电子签名前的实名核验',
      caseRef: sessionId,
      budget: 3000,
    });
    if (answer.status === 'unavailable') return { status: 'unavailable' };
    const same = answer.status === 'found' && answer.data.姓名 === name && answer.data.状态 === '正常';
    return { status: same ? 'confirmed' : 'refused', source: '公安人口库', requestId: answer.requestId };
  };
}
