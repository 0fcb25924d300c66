import * as c from '@miaopi/contracts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { type ConsultationDeps, exchangeActor } from './consultation-deps.ts';
import { exchangeErrors } from './errors.ts';
import { findConsultation, useLink } from './store/consultations.ts';
import { hashOf } from './use-cases/follow-consultation.ts';
import { takePushedAnswer } from './use-cases/take-pushed-answer.ts';

/** What departments outside call; who calls is told by the signature, or by an address nobody else was given. */
export function departmentRoutes(deps: ConsultationDeps): BoundRoute[] {
  return [
    route(c.takeDepartmentAnswer, async ({ sent, ip }) => {
      const { reference, outcome } = await takePushedAnswer(deps, sent, ip);
      return {
        mediaType: 'application/json; charset=utf-8',
        body: JSON.stringify({ 业务编号: reference, 已收到: true, 重复: outcome === 'repeated' }),
      };
    }),
    route(c.getDepartmentFile, async ({ params, ip }) => {
      await deps.spend('departmentAddress', ip);
      const found = await deps.kernel.command('exchange.fetch_file', { actor: exchangeActor }, async (ctx) => {
        const link = await useLink(ctx.tx, hashOf(params.token), ctx.now);
        if (link)
          ctx.audit({
            action: 'exchange.file_fetched',
            subject: `consultation:${link.consultationId}`,
            data: { file: link.fileId },
          });
        return link ?? null;
      });
      const row = found && (await findConsultation(deps.kernel.read, found.consultationId));
      const file = row?.files.find((one) => one.fileId === found?.fileId);
      const data = file && (await deps.readFile(file.fileId));
      if (!file || !data) throw exchangeErrors.file_missing();
      return { mediaType: file.mediaType, body: data, fileName: file.fileName };
    }),
  ];
}
