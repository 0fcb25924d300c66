import type { Kernel } from '../kernel/kernel.ts';
import type { ServerModule } from '../kernel/module.ts';
import type { Identity } from '../modules/identity/index.ts';
import type { Licences } from '../modules/licences/index.ts';

/** X05: whoever holds a licence whose sealing was recalled is told, once. */
export function tellRecalled(kernel: Kernel, deps: { identity: Identity; licences: Licences }): ServerModule {
  return {
    name: 'recalled-sealings',
    subscribers: {
      'seals.recalled': async (events) => {
        for (const event of events) {
          const { recallId, licenceIds, reason } = event.payload as {
            recallId: string;
            licenceIds: string[];
            reason: string;
          };
          const options = {
            actor: { kind: 'system', name: 'recall' },
            requestId: `recall-${event.id}`,
            beside: true,
          } as const;
          await kernel.command('seals.tell_recalled', options, async (ctx) => {
            for (const l of await deps.licences.holdersOf(licenceIds))
              for (const personId of await deps.identity.contactsOf({ kind: l.holderKind, id: l.holderId }))
                ctx.emit({
                  name: 'notice',
                  payload: {
                    personId,
                    title: {
                      zh: `${l.typeName.zh} ${l.number} 的用印已召回`,
                      en: `The sealing of ${l.typeName.en} ${l.number} was recalled`,
                    },
                    body: {
                      zh: `原因：${reason}。这份文件请勿再使用，颁发机关将为您重新出具，您无需再次申请。`,
                      en: `Reason: ${reason}. Do not use this file any more; the issuing office will issue it again, there is no need to apply.`,
                    },
                    sms: true,
                  },
                });
            ctx.audit({
              action: 'seals.holders_told',
              subject: `seal-recall:${recallId}`,
              data: { licences: licenceIds.length },
            });
          });
        }
      },
    },
  };
}
