import * as c from '@miaopi/contracts';
import type { RawReply, SentBytes } from '../../kernel/http/route.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { FilingDeps } from './deps.ts';
import type { Members } from './domain/message.ts';
import type { SystemRow } from './store/systems.ts';
import { admit } from './use-cases/admit.ts';
import { beginFiling } from './use-cases/begin-filing.ts';
import { describeItem, fileableOf } from './use-cases/describe-item.ts';
import { correctFiling, statusByNumber, statusOfFiling, withdrawFiling } from './use-cases/follow-filing.ts';
import { checkForm, submitFiling } from './use-cases/submit-filing.ts';
import { uploadMaterial } from './use-cases/upload-material.ts';

type Operation = 'items' | 'form' | 'check' | 'submit' | 'status' | 'correct' | 'withdraw';
type Answer = Readonly<Record<string, unknown>>;

/** What systems of other departments call; who calls is told by the signature (docs/guides/filing-by-departments.md). */
export function filingRoutes(deps: FilingDeps): BoundRoute[] {
  const operations: Readonly<Record<Operation, (system: SystemRow, data: Members) => Answer | Promise<Answer>>> = {
    items: (system) => ({
      事项: fileableOf(deps, system).map(({ package: { slug, item } }) => ({
        事项: slug,
        名称: item.name.zh,
        版本: item.version,
        办理机构: item.office.name.zh,
      })),
    }),
    form: (system, data) => describeItem(deps, system, data),
    async check(system, data) {
      const { number, gaps } = await checkForm(deps, system, data);
      return {
        业务编号: number,
        可以提交: gaps.length === 0,
        问题: gaps.map((g) => ({ 字段: g.path, 代码: g.code, 说明: g.message.zh })),
      };
    },
    submit: async (system, data) => statusOfFiling(deps, system, await submitFiling(deps, system, data)),
    status: (system, data) => statusByNumber(deps, system, data),
    correct: (system, data) => correctFiling(deps, system, data),
    withdraw: (system, data) => withdrawFiling(deps, system, data),
  };
  const answered = async (
    operation: string,
    sent: SentBytes,
    ip: string,
    work: (system: SystemRow, data: Members) => Answer | Promise<Answer>,
  ): Promise<RawReply> => {
    const { system, message } = await admit(deps, operation, sent, ip);
    const answer = await work(system, message.data);
    return {
      mediaType: 'application/json; charset=utf-8',
      body: JSON.stringify({ 请求编号: message.number, 操作: operation, 数据: answer }),
    };
  };
  return [
    route(c.beginFiling, ({ sent, ip }) =>
      answered('begin', sent, ip, async (system, data) => {
        const { filing, missing } = await beginFiling(deps, system, data);
        return {
          业务编号: filing.number,
          有效期至: filing.endsAt.toISOString(),
          待填: missing.map((m) => ({ 字段: m.path, 说明: m.zh })),
        };
      }),
    ),
    route(c.uploadFilingFile, ({ sent, ip }) =>
      answered('upload', sent, ip, async (system, data) => {
        const { number, file } = await uploadMaterial(deps, system, data);
        return { 业务编号: number, 文件: file };
      }),
    ),
    route(c.callFiling, ({ params, sent, ip }) => {
      const operation = params.operation as Operation;
      return answered(operation, sent, ip, operations[operation]);
    }),
  ];
}
