import * as c from '@miaopi/contracts';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { materialsErrors } from './errors.ts';
import type { MaterialsPlugs } from './materials.ts';
import { presentFile, presentVerdict } from './present.ts';
import { deleteFile, listFiles } from './store/files.ts';
import { checkFile } from './use-cases/check-file.ts';
import { checkPrint } from './use-cases/check-print.ts';
import { showFile } from './use-cases/show-file.ts';
import { showPage } from './use-cases/show-page.ts';
import { uploadFile } from './use-cases/upload-file.ts';

export function materialsRoutes(kernel: Kernel, plugs: MaterialsPlugs): BoundRoute[] {
  return [
    route(c.uploadFile, async ({ actor, file }) => {
      const who = person(actor);
      return presentFile(await uploadFile(kernel, plugs.trust, who, who.personId, file));
    }),
    route(c.getFile, ({ actor, params }) => showFile(kernel, plugs, actor, params.fileId)),
    route(c.checkFile, ({ actor, params }) => checkFile(kernel, plugs, actor, params.fileId)),
    route(c.checkPrint, ({ params }) => checkPrint(kernel, params.sm3)),
    route(c.getFilePage, ({ actor, params, query }) => showPage(kernel, plugs, actor, params.fileId, query.page ?? 0)),
    route(c.listFiles, async ({ actor }) => {
      const who = person(actor);
      const own = await listFiles(kernel.read, who.personId);
      const names = await plugs.itemNames([...new Set(own.flatMap((f) => f.caseIds))]);
      const held = (await plugs.heldByState?.(who)) ?? [];
      return [
        ...own.map((f) => ({
          fileId: f.id,
          name: f.name,
          mediaType: f.mediaType,
          bytes: f.bytes,
          at: f.at.toISOString(),
          origin: 'own' as const,
          usedIn: f.caseIds.flatMap((caseId) => {
            const itemName = names.get(caseId);
            return itemName ? [{ caseId, itemName }] : [];
          }),
          editable: f.uses === 0,
          seals: presentVerdict(f),
        })),
        ...held.map((h) => ({ ...h, origin: 'state' as const, usedIn: [], editable: false })),
      ];
    }),
    route(c.deleteFile, async ({ actor, params }) => {
      const who = person(actor);
      const gone = await kernel.command('materials.delete_file', { actor }, async (ctx) => {
        const result = await deleteFile(ctx.tx, params.fileId, who.personId, ctx.now);
        if (typeof result === 'object') ctx.audit({ action: 'materials.deleted', subject: `file:${params.fileId}` });
        return result;
      });
      if (gone === 'missing') throw materialsErrors.file_missing();
      if (gone === 'in-use') throw materialsErrors.in_use();
      await kernel.files.remove(gone.key);
    }),
  ];
}

function person(actor: Actor): PersonActor {
  if (actor.kind !== 'person') throw kernelErrors.not_permitted();
  return actor;
}
